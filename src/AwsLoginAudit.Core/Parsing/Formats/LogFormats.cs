namespace AwsLoginAudit;

/// <summary>Tells the format of a recording by how it begins.</summary>
internal static class LogFormats
{
    // The agent's text begins with a bracket, as JSON can, and YAML with a label, as what Event Viewer copies does.
    private static readonly ILogFormat[] Formats =
    [
        new CliYamlFormat(), new EventXmlFormat(), new AgentTextFormat(), new JsonFormat(), new StampedLinesFormat(), new CliTextFormat(), new CsvFormat(),
    ];

    /// <summary>The format; null if it is none that is read. Looks ahead and passes over nothing.</summary>
    public static async ValueTask<ILogFormat?> RecogniseAsync(TextWindow window)
    {
        // Event XML is known by its first event: the lines of a pipeline are to be read as they come.
        while (window.Unread.Length < TextWindow.MaxAhead && !XmlFrame.HasBegun(window.Unread) && await window.FillAsync())
        {
        }
        return Find(Head(window));
    }

    private static ILogFormat? Find(ReadOnlySpan<char> head)
    {
        foreach (var format in Formats)
        {
            if (format.CanRead(head))
                return format;
        }
        return ForeignFormats.Find(head) is null ? FindInLines(head) : null;
    }

    // A recording that was cut off at its beginning starts within an event.
    private static ILogFormat? FindInLines(ReadOnlySpan<char> head)
    {
        while (head.IndexOf('\n') is >= 0 and var newLine)
        {
            head = head.Slice(newLine + 1);
            if (StampedLinesFormat.IsStart(head))
                return new StampedLinesFormat();
            if (CliTextFormat.IsStart(head))
                return new CliTextFormat();
            if (AgentTextFormat.IsStart(head))
                return new AgentTextFormat();
        }
        return null;
    }

    /// <summary>The beginning of a recording, which decides its format.</summary>
    public static ReadOnlySpan<char> Head(TextWindow window) => window.Unread.Slice(0, Math.Min(window.Unread.Length, TextWindow.MaxAhead));
}
