namespace AwsLoginAudit;

/// <summary>How a recording is written.</summary>
internal enum LogFormat
{
    Unknown,
    EventXml,
    AgentText,
    Export,
    Json,
}

/// <summary>Tells the format of a recording by the first line that begins one.</summary>
internal static class LogFormats
{
    private static readonly char[] Brackets = ['{', '['];

    /// <summary>Looks ahead, as far as the window reaches, and passes over nothing.</summary>
    public static async ValueTask<LogFormat> RecogniseAsync(TextWindow window)
    {
        bool more;
        LogFormat format;
        do
        {
            more = window.Unread.Length < TextWindow.MaxAhead && await window.FillAsync();
            format = Recognise(window.Unread.Slice(0, Math.Min(window.Unread.Length, TextWindow.MaxAhead)), isAll: !more);
        }
        while (format == LogFormat.Unknown && more);
        return format;
    }

    private static LogFormat Recognise(ReadOnlySpan<char> text, bool isAll)
    {
        while (!text.IsEmpty)
        {
            var newLine = text.IndexOf('\n');
            if (newLine < 0 && text.Length < LineEventSplitter.LongestStart && !isAll)
                break;

            var line = newLine < 0 ? text : text.Slice(0, newLine + 1);
            if (RecogniseLine(line.Slice(0, Math.Min(line.Length, LineEventSplitter.LongestStart))) is not LogFormat.Unknown and var format)
                return format;
            text = text.Slice(line.Length);
        }

        return LogFormat.Unknown;
    }

    private static LogFormat RecogniseLine(ReadOnlySpan<char> line)
    {
        if (LineEventSplitter.BeginsExport(line, out _, out _))
            return LogFormat.Export;
        if (LineEventSplitter.BeginsAgentText(line, out _, out _))
            return LogFormat.AgentText;
        if (line.IndexOfAny(Brackets) == 0)
            return LogFormat.Json;
        return line.IndexOf("<Event".AsSpan()) >= 0 ? LogFormat.EventXml : LogFormat.Unknown;
    }
}
