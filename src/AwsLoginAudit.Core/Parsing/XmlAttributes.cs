namespace AwsLoginAudit;

/// <summary>The attributes of a start tag: their number and the first one, which is the only one that an event's values are read from.</summary>
internal struct XmlAttributes
{
    private const int MostAttributes = 16;

    public int Count, NameStart, NameLength, ValueStart, ValueLength, End;
    public bool SelfClosing;

    public readonly ReadOnlySpan<char> Name(ReadOnlySpan<char> text) => text.Slice(NameStart, NameLength);

    /// <summary>Reads the attributes after a tag's name; End is -1 if the tag is not well-formed.</summary>
    public static XmlAttributes Read(ReadOnlySpan<char> text, int at)
    {
        var read = new XmlAttributes { End = -1 };
        Span<(int Start, int Length)> names = stackalloc (int, int)[MostAttributes];
        while (true)
        {
            var next = XmlCharacters.SkipWhite(text, at);
            if (next >= text.Length)
                return read;
            if (text[next] == '>' || (text[next] == '/' && next + 1 < text.Length && text[next + 1] == '>'))
            {
                read.SelfClosing = text[next] == '/';
                read.End = next + (read.SelfClosing ? 2 : 1);
                return read;
            }

            var nameLength = XmlCharacters.EndOfName(text, next) - next;
            if (next == at || nameLength == 0 || !XmlCharacters.IsNameStart(text[next]) || read.Count == MostAttributes || !ReadValue(text, next + nameLength, out var start, out var length))
                return read;
            foreach (var earlier in names.Slice(0, read.Count))
            {
                if (text.Slice(next, nameLength).SequenceEqual(text.Slice(earlier.Start, earlier.Length)))
                    return read;
            }

            names[read.Count] = (next, nameLength);
            if (read.Count++ == 0)
                (read.NameStart, read.NameLength, read.ValueStart, read.ValueLength) = (next, nameLength, start, length);
            at = start + length + 1;
        }
    }

    private static bool ReadValue(ReadOnlySpan<char> text, int at, out int start, out int length)
    {
        start = length = 0;
        var equals = XmlCharacters.SkipWhite(text, at);
        if (equals >= text.Length || text[equals] != '=')
            return false;
        var quote = XmlCharacters.SkipWhite(text, equals + 1);
        if (quote >= text.Length || text[quote] is not ('\'' or '"'))
            return false;

        start = quote + 1;
        length = text.Slice(start).IndexOf(text[quote]);
        if (length < 0)
            return false;
        var value = text.Slice(start, length);
        return value.IndexOf('<') < 0 && XmlCharacters.ReferencesAreKnown(value);
    }
}
