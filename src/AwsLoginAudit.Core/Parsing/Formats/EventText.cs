namespace AwsLoginAudit;

/// <summary>Checks whether a text is one event, before the text is parsed.</summary>
internal static class EventText
{
    private const string AfterId = "] [Microsoft-Windows-Security-Auditing] [";

    /// <summary>Whether a text begins like event XML, the agent's text format, or JSON.</summary>
    public static bool Begins(ReadOnlySpan<char> text) => BeginsAsWindows(text) || text.TrimStart() is ['{', ..];

    /// <summary>Whether a text begins like event XML or the agent's text format.</summary>
    public static bool BeginsAsWindows(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        return text is ['<' or '[', ..] && (EventXmlFormat.IsStart(text) || AgentTextFormat.IsStart(text));
    }

    /// <summary>Whether a line begins an event in any format whose events begin at the start of a line.</summary>
    public static bool BeginsLine(ReadOnlySpan<char> line) => line switch
    {
        ['{', ..] => line.Slice(1).TrimStart() is ['"', ..],
        ['[', '{', ..] => true,
        ['<' or '[', ..] => BeginsAsWindows(line),
        _ => StampedLinesFormat.IsStart(line) || CliTextFormat.IsStart(line),
    };

    /// <summary>Whether a line of a text begins an event, or the text contains an event in the agent's text format.</summary>
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

    /// <summary>Whether another event follows the first one.</summary>
    public static bool HoldsSeveral(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        return text is ['<', ..] ? EventXmlFormat.HoldsSeveral(text) : text is ['[', ..] && HoldsAnother(text);
    }

    /// <summary>Whether a text also ends like an event, and not earlier. An event of the maximum length counts as complete.</summary>
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

    // An event that does not begin at the start of a line, or has another encoding, would otherwise become part of the event before.
    private static bool HoldsAnother(ReadOnlySpan<char> text)
    {
        const int PartsBeforeProvider = 3;
        for (var part = 0; part < PartsBeforeProvider; part++)
            text = text.Slice(text.IndexOf("] [".AsSpan()) + 1);
        return text.IndexOf(AfterId.AsSpan()) >= 0;
    }

    /// <summary>Removes the zeros that AWS Directory Service writes after an event, and the white space around them.</summary>
    public static string WithoutZeros(string message) => message is [.., '\0']
        ? message.TrimEnd('\0', ' ', '\t', '\r', '\n')
        : message;
}
