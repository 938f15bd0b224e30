namespace AwsLoginAudit;

/// <summary>Tells whether a text is that of one event, before anything of it is parsed.</summary>
internal static class EventText
{
    private const string AfterId = "] [Microsoft-Windows-Security-Auditing] [";

    /// <summary>Whether it begins as event XML, as a line of the agent's text format, or as JSON.</summary>
    public static bool Begins(ReadOnlySpan<char> text) => BeginsAsWindows(text) || text.TrimStart() is ['{', ..];

    /// <summary>Whether it begins as event XML or as a line of the agent's text format.</summary>
    public static bool BeginsAsWindows(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        return text is ['<' or '[', ..] && (EventXmlFormat.IsStart(text) || AgentTextFormat.IsStart(text));
    }

    /// <summary>Whether a line begins an event in any of the formats whose events begin at the start of a line.</summary>
    public static bool BeginsLine(ReadOnlySpan<char> line) => line switch
    {
        ['{', ..] => line.Slice(1).TrimStart() is ['"', ..],
        ['[', '{', ..] => true,
        ['<' or '[', ..] => BeginsAsWindows(line),
        _ => StampedLinesFormat.IsStart(line) || CliTextFormat.IsStart(line),
    };

    /// <summary>Whether a line of a text begins an event, or text of the agent stands in it.</summary>
    public static bool IsWithin(ReadOnlySpan<char> text)
    {
        if (text.IndexOf(AfterId.AsSpan()) >= 0)
            return true;
        for (int newLine; !text.IsEmpty; text = newLine < 0 ? default : text.Slice(newLine + 1))
        {
            if (BeginsLine(text))
                return true;
            newLine = text.IndexOf('\n');
        }
        return false;
    }

    /// <summary>Whether an event follows the first one.</summary>
    public static bool HoldsSeveral(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        return text is ['<', ..] ? EventXmlFormat.HoldsSeveral(text) : text is ['[', ..] && HoldsAnother(text);
    }

    /// <summary>Whether it also ends as such a text does, and not before. An event that is longer than what is kept of one counts as whole.</summary>
    public static bool IsWhole(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        if (text.IsEmpty || text.Length >= BoundedText.Limit - 1)
            return !text.IsEmpty;
        return text[0] switch
        {
            '<' => EventXmlFormat.IsOneEvent(text),
            '[' => text[text.Length - 1] == ']' && text.IndexOf('\0') < 0 && !HoldsAnother(text),
            _ => text[text.Length - 1] == '}',
        };
    }

    // An event whose first line is not at the start of a line, or is of another encoding, would pass for text of the event before.
    private static bool HoldsAnother(ReadOnlySpan<char> text)
    {
        const int PartsBeforeProvider = 3;
        for (var part = 0; part < PartsBeforeProvider; part++)
            text = text.Slice(text.IndexOf("] [".AsSpan()) + 1);
        return text.IndexOf(AfterId.AsSpan()) >= 0;
    }

    /// <summary>The message without the zeros that Directory Service leaves after an event, and the white space around them.</summary>
    public static string WithoutZeros(string message) => message is [.., '\0']
        ? message.TrimEnd('\0', ' ', '\t', '\r', '\n')
        : message;
}
