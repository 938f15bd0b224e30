using System.Globalization;

namespace AwsLoginAudit;

/// <summary>Reads YAML as the AWS CLI writes it, one key and scalar after another: block style, with plain or quoted and folded scalars.</summary>
/// <remarks>Source: YAML 1.2.2, chapters 5.7 (escapes), 6.5 (folding) and 7.3 (flow scalars).</remarks>
internal sealed class YamlEntries(TextWindow window)
{
    // A message has at most 1 MiB, and YAML escapes a character with up to six characters.
    private const int LongestLine = 8 * BoundedText.Limit;

    private readonly BoundedText raw = new(LongestLine);
    private readonly BoundedText text = new();
    private string? line;
    private long lineStart;
    private bool isWaiting;
    private bool hasBreak;

    /// <summary>The line where the entry begins.</summary>
    public long Line { get; private set; }

    /// <summary>Whether the entry begins an item of a sequence.</summary>
    public bool IsItem { get; private set; }

    /// <summary>The number of characters before the key.</summary>
    public int Indent { get; private set; }

    /// <summary>The key; null if the line is something else.</summary>
    public string? Key { get; private set; }

    /// <summary>The scalar; empty if the value is a sequence or a mapping.</summary>
    public string Value { get; private set; } = "";

    /// <summary>Whether the text ends within the value, or a line of the value is too long to be kept.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Reads the next entry; false at the end.</summary>
    public async ValueTask<bool> NextAsync()
    {
        do
        {
            if (!await NextLineAsync())
                return false;
        }
        while (line!.Trim() is "" or "---" or "...");

        var value = ReadKey(line);
        if (Key is null)
            return true;
        var rest = line.Substring(value);
        if (rest is ['\'' or '"', ..])
            await ReadQuotedAsync(rest[0], rest.Substring(1));
        else
            await ReadPlainAsync(rest.TrimEnd());
        Value = text.ToString();
        IsCut |= !hasBreak;
        return true;
    }

    private int ReadKey(string entry)
    {
        (IsItem, Key, IsCut) = (false, null, false);
        var at = 0;
        for (; at < entry.Length && (entry[at] == ' ' || (entry[at] == '-' && at + 1 < entry.Length && entry[at + 1] == ' ')); at++)
            IsItem |= entry[at] == '-';
        Indent = at;
        while (at < entry.Length && (char.IsLetterOrDigit(entry[at]) || entry[at] is '@' or '_' or '-'))
            at++;
        if (at == Indent || at >= entry.Length || entry[at] != ':' || (at + 1 < entry.Length && entry[at + 1] is not (' ' or '\t')))
            return 0;
        Key = entry.Substring(Indent, at - Indent);
        do
            at++;
        while (at < entry.Length && entry[at] is ' ' or '\t');
        return at;
    }

    private async ValueTask ReadPlainAsync(string first)
    {
        text.Clear();
        text.Append(first.AsSpan());
        for (var breaks = 0; first.Length > 0 && await NextLineAsync(keepStart: true); breaks++)
        {
            var next = line!.Trim();
            if (next.Length == 0)
                continue;
            if (line.Length - line.TrimStart(' ').Length <= Indent)
            {
                isWaiting = true;
                return;
            }
            Fold(breaks);
            text.Append(next.AsSpan());
            breaks = -1;
        }
    }

    private async ValueTask ReadQuotedAsync(char quote, string rest)
    {
        text.Clear();
        while (!ReadQuotedLine(quote, rest, out var isJoined))
        {
            var breaks = 0;
            do
            {
                // The closing quote may be in a part of a long line that was not kept.
                if (raw.Length == LongestLine || !await NextLineAsync(keepStart: true))
                {
                    IsCut = true;
                    return;
                }
                rest = line!.TrimStart(' ', '\t');
            }
            while (string.IsNullOrWhiteSpace(rest) && ++breaks > 0);
            if (!isJoined)
                Fold(breaks);
        }
    }

    // Reads to the closing quote; false if the quote is on a later line.
    private bool ReadQuotedLine(char quote, string rest, out bool isJoined)
    {
        isJoined = false;
        var kept = text.Length;
        for (var at = 0; at < rest.Length; at++)
        {
            var c = rest[at];
            if (c == '\'' && quote == '\'' && at + 1 < rest.Length && rest[at + 1] == '\'')
                at++;
            else if (c == quote)
                return true;
            if (c == '\\' && quote == '"')
            {
                isJoined = at + 1 == rest.Length;
                at += isJoined ? 0 : ReadEscape(rest, at + 1);
                kept = text.Length;
                continue;
            }
            text.Append(c);
            if (c is not (' ' or '\t'))
                kept = text.Length;
        }
        // White space before a line break is not part of the text, unless it is escaped.
        if (!isJoined)
            text.Truncate(kept);
        return false;
    }

    /// <returns>The number of characters that were read of the escape.</returns>
    private int ReadEscape(string rest, int at)
    {
        const string Names = "0abtnvfre \"/\\N_LP\t";
        const string Values = "\0\a\b\t\n\v\f\r\u001B \"/\\\u0085\u00A0\u2028\u2029\t";
        var name = Names.IndexOf(rest[at]);
        if (name >= 0)
        {
            text.Append(Values[name]);
            return 1;
        }
        var digits = rest[at] switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits == 0 || at + digits >= rest.Length
            || !int.TryParse(rest.Substring(at + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || code is < 0 or > 0x10FFFF)
        {
            text.Append('\uFFFD');
            return 1;
        }
        text.Append((code is >= 0xD800 and <= 0xDFFF ? ((char)code).ToString() : char.ConvertFromUtf32(code)).AsSpan());
        return 1 + digits;
    }

    private void Fold(int breaks)
    {
        if (breaks == 0)
            text.Append(' ');
        for (; breaks > 0; breaks--)
            text.Append('\n');
    }

    private async ValueTask<bool> NextLineAsync(bool keepStart = false)
    {
        if (isWaiting)
        {
            isWaiting = false;
            Line = lineStart;
            return true;
        }
        raw.Clear();
        lineStart = window.Line;
        if (!keepStart)
            Line = lineStart;
        for (var isEnded = false; !isEnded && await window.EnsureAsync(1);)
        {
            var newLine = window.Unread.IndexOf('\n');
            hasBreak = isEnded = newLine >= 0;
            var count = hasBreak ? newLine + 1 : window.Unread.Length;
            raw.Append(window.Unread.Slice(0, count));
            window.Advance(count);
        }
        line = raw.Text.TrimEnd("\r\n".AsSpan()).ToString();
        return raw.Length > 0;
    }
}
