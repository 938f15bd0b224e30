using System.Globalization;

namespace AwsLoginAudit;

/// <summary>
/// Reads the agent's text format: <c>[Security] [INFORMATION] [4625] [provider] [computer] [message]</c>.
/// </summary>
/// <remarks>
/// The message is in the machine's display language, so its labels cannot be read. But all languages use the same template, so the place of
/// a value identifies it. A name with line breaks moves the places. The number of values is then wrong, and none of them is
/// used.
/// </remarks>
internal sealed class TextFormat
{
    private readonly Dictionary<TextField, string> values = [];

    private TextFormat(string channel, int eventId, string provider, string computer) =>
        (Channel, EventId, Provider, Computer) = (channel, eventId, provider, computer);

    public string Channel { get; }

    public int EventId { get; }

    public string Provider { get; }

    public string Computer { get; }

    /// <summary>Whether the message is complete and, if its template is known, has the template's number of values.</summary>
    public bool IsRegular { get; private set; }

    /// <summary>Whether the end of the message is missing.</summary>
    public bool IsCutOff { get; private set; }

    public string? Value(TextField field) => values.TryGetValue(field, out var value) ? value : null;

    /// <summary>Reads the text format; null if the text does not begin like this format.</summary>
    public static TextFormat? Read(string text)
    {
        if (text.Length == 0 || text[0] != '[')
            return null;
        var at = 0;
        if (NextBracket(text, ref at) is not { } channel || NextBracket(text, ref at) is null
            || NextBracket(text, ref at) is not { } id
            || !int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var eventId)
            || NextBracket(text, ref at) is not { } provider
            || NextBracket(text, ref at) is not { } computer
            || at >= text.Length || text[at] != '[')
        {
            return null;
        }

        var read = new TextFormat(channel, eventId, provider, computer);
        read.ReadMessage(text.Substring(at + 1).TrimEnd());
        return read;
    }

    // The values of the header contain no brackets.
    private static string? NextBracket(string text, ref int at)
    {
        if (at >= text.Length || text[at] != '[')
            return null;
        var end = text.IndexOf(']', at);
        if (end < 0 || end + 1 >= text.Length || text[end + 1] != ' ')
            return null;
        var value = text.Substring(at + 1, end - at - 1);
        at = end + 2;
        return value;
    }

    private void ReadMessage(string message)
    {
        IsCutOff = message.Length == 0 || message[message.Length - 1] != ']';
        IsRegular = !IsCutOff;
        if (TextTemplates.Most(EventId) is not { } most)
            return;

        var lines = ValueLines(message.AsSpan(0, message.Length - (IsCutOff ? 0 : 1)), most + 1);
        if (TextTemplates.Find(EventId, lines) is not { } template)
        {
            IsRegular = false;
            return;
        }
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] is not (TextField.Other or TextField.Hex or TextField.Guid))
                values[template[i]] = lines[i];
        }
    }

    private static List<string> ValueLines(ReadOnlySpan<char> message, int most)
    {
        var found = new List<string>();
        while (!message.IsEmpty && found.Count < most)
        {
            var end = message.IndexOf('\n');
            var label = (end < 0 ? message : message.Slice(0, end)).TrimStart('\t').TrimEnd('\r');
            var tab = label.IndexOf('\t');
            if (tab > 0)
                found.Add(label.Slice(tab).TrimStart('\t').ToString());
            message = end < 0 ? default : message.Slice(end + 1);
        }
        return found;
    }
}
