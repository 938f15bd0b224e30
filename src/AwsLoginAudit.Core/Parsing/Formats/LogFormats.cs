namespace AwsLoginAudit;

/// <summary>Recognises the format of a recording by its beginning.</summary>
internal static class LogFormats
{
    // The order matters: JSON can begin with a bracket like the agent's text, and text from Event Viewer with a label like YAML.
    private static readonly ILogFormat[] Formats =
    [
        new CliYamlFormat(), new EventXmlFormat(), new AgentTextFormat(), new JsonFormat(), new StampedLinesFormat(), new CliTextFormat(), new CsvFormat(),
    ];

    /// <summary>Returns the format; null if it is not supported. The window does not advance.</summary>
    public static async ValueTask<ILogFormat?> RecogniseAsync(TextWindow window)
    {
        // Event XML is recognised by its first event, because the lines of a pipeline must be handled as they arrive.
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

    // A recording that was cut off at its beginning starts in the middle of an event.
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

    /// <summary>The beginning of a recording, which decides the format.</summary>
    public static ReadOnlySpan<char> Head(TextWindow window) => window.Unread.Slice(0, Math.Min(window.Unread.Length, TextWindow.MaxAhead));
}
