namespace AwsLoginAudit;

/// <summary>
/// Reads the XML of one event in one pass, even if it was tampered with. The scanner decides whether the text is well-formed XML and
/// has the structure that Windows writes, and lists every value at any place.
/// </summary>
/// <remarks>
/// The CloudWatch agent replaces %1, %2 … in the whole XML with decoded values of EventData, so a name typed at a login prompt can
/// become markup. An XML library stops at the first fault, but here the rest must still be read, and both values of a repeated name
/// must be found. Nothing is allocated per event. An instance is not thread-safe.
/// </remarks>
internal sealed class EventXmlScanner
{
    private const int DeepestElement = 16;
    private const int MostFields = 128;

    private static readonly string[] Parts = [.. EventGrammar.Parts];
    private static readonly string[] RenderedNames = [.. EventGrammar.Rendered, EventGrammar.RenderedList, EventGrammar.RenderedItem];
    private static readonly EventElement[] ReadElements = [.. EventGrammar.System.Where(element => element.IsRead)];

    // The members after Event must be in the order of EventGrammar.Parts.
    private enum Part { Event, System, EventData, Rendering, Data, Other }

    private struct Element
    {
        public int NameStart, NameLength;
        public Part Part;
    }

    /// <summary>A value and its name, as offsets into the text.</summary>
    internal struct Field
    {
        public bool IsData;

        /// <summary>Whether the value may contain references, such as &amp;amp;.</summary>
        public bool MayRefer;

        public int NameStart, NameLength, ValueStart, ValueLength;

        public readonly ReadOnlySpan<char> Name(ReadOnlySpan<char> text) => text.Slice(NameStart, NameLength);

        public readonly ReadOnlySpan<char> Value(ReadOnlySpan<char> text) => text.Slice(ValueStart, ValueLength);
    }

    private readonly Element[] open = new Element[DeepestElement];
    private readonly Field[] fields = new Field[MostFields];
    private int depth;
    private int count;
    private int roots;
    private int partsSeen;
    private bool inRendering;
    private bool noMoreEnds;

    /// <summary>Whether the text is one well-formed XML element, optionally after an XML declaration.</summary>
    public bool IsXml { get; private set; }

    /// <summary>Whether the text is one Event with one System, one EventData and at most one RenderingInfo, in the structure that Windows writes.</summary>
    public bool IsRegular { get; private set; }

    /// <summary>Whether a name has more than one value.</summary>
    public bool HasRepeats { get; private set; }

    /// <summary>All values, in the order of the text.</summary>
    public ReadOnlySpan<Field> Fields => fields.AsSpan(0, count);

    public void Scan(ReadOnlySpan<char> text)
    {
        depth = count = roots = partsSeen = 0;
        inRendering = noMoreEnds = false;
        IsRegular = true;
        HasRepeats = false;
        IsXml = XmlCharacters.AllLegal(text);

        var at = SkipDeclaration(text);
        while (at < text.Length)
        {
            var next = text.Slice(at).IndexOf('<');
            if (next < 0)
                next = text.Length - at;
            ReadText(text.Slice(at, next));
            at += next;
            if (at < text.Length)
                at = ReadMarkup(text, at);
        }

        if (depth > 0 || roots != 1)
            IsXml = false;
        if (!IsXml || partsSeen is not (2 or 3))
            IsRegular = false;
        FindRepeats(text);
    }

    private static int SkipDeclaration(ReadOnlySpan<char> text)
    {
        var at = text.Length > 0 && text[0] == '\ufeff' ? 1 : 0;
        at = XmlCharacters.SkipWhite(text, at);
        if (!text.Slice(at).StartsWith("<?xml ".AsSpan(), StringComparison.Ordinal))
            return at;
        var end = text.Slice(at).IndexOf("?>".AsSpan(), StringComparison.Ordinal);
        return end < 0 ? at : at + end + 2;
    }

    private void ReadText(ReadOnlySpan<char> run)
    {
        if (run.IsEmpty)
            return;
        if (run.IndexOf('&') >= 0 && !XmlCharacters.ReferencesAreKnown(run))
            IsXml = false;
        if (run.IndexOf("]]>".AsSpan(), StringComparison.Ordinal) >= 0)
            IsXml = false;

        var mayHoldText = depth > 0 && open[depth - 1].Part is Part.Data or Part.Other;
        if (mayHoldText || XmlCharacters.SkipWhite(run, 0) == run.Length)
            return;
        IsRegular = false;
        if (depth == 0)
            IsXml = false;
    }

    // Returns the next index to read. After a fault this is the next character, so that the rest is still read.
    private int ReadMarkup(ReadOnlySpan<char> text, int at)
    {
        var rest = text.Slice(at + 1);
        if (rest.IsEmpty)
            return Fault(at);
        return rest[0] switch
        {
            '/' => ReadEndTag(text, at),
            '!' or '?' => SkipSpecial(text, at),
            _ => ReadStartTag(text, at),
        };
    }

    private int Fault(int at)
    {
        IsXml = false;
        return at + 1;
    }

    private int ReadEndTag(ReadOnlySpan<char> text, int at)
    {
        var nameStart = at + 2;
        var nameEnd = XmlCharacters.EndOfName(text, nameStart);
        var end = XmlCharacters.SkipWhite(text, nameEnd);
        if (nameEnd == nameStart || end >= text.Length || text[end] != '>')
            return Fault(at);

        var name = text.Slice(nameStart, nameEnd - nameStart);
        for (var i = depth - 1; i >= 0; i--)
        {
            if (!name.SequenceEqual(text.Slice(open[i].NameStart, open[i].NameLength)))
                continue;
            if (i != depth - 1)
                IsXml = false;
            depth = i;
            if (open[i].Part == Part.Rendering && !NameIs(name, EventGrammar.RenderedList))
                inRendering = false;
            return end + 1;
        }
        return Fault(at);
    }

    // Windows writes no comments, CDATA sections or processing instructions. A document type is never read.
    private int SkipSpecial(ReadOnlySpan<char> text, int at)
    {
        IsRegular = false;
        var rest = text.Slice(at);
        var (opening, closing) =
            rest.StartsWith("<!--".AsSpan(), StringComparison.Ordinal) ? ("<!--", "-->")
            : rest.StartsWith("<![CDATA[".AsSpan(), StringComparison.Ordinal) && depth > 0 ? ("<![CDATA[", "]]>")
            : ("", "");
        // After an unclosed comment or CDATA section no other is searched, because a megabyte of openings would take quadratic time.
        if (opening.Length == 0 || noMoreEnds)
            return Fault(at);
        var end = rest.Slice(opening.Length).IndexOf(closing.AsSpan(), StringComparison.Ordinal);
        noMoreEnds = end < 0;
        return end < 0 ? Fault(at) : at + opening.Length + end + closing.Length;
    }

    private int ReadStartTag(ReadOnlySpan<char> text, int at)
    {
        var nameStart = at + 1;
        var nameEnd = XmlCharacters.EndOfName(text, nameStart);
        if (nameEnd == nameStart || !XmlCharacters.IsNameStart(text[nameStart]))
            return Fault(at);

        var attributes = XmlAttributes.Read(text, nameEnd);
        if (attributes.End < 0)
            return Fault(at);

        var name = text.Slice(nameStart, nameEnd - nameStart);
        var part = Place(text, name, attributes);
        Capture(text, nameStart, name, part, attributes);
        if (part == Part.Rendering)
            inRendering = true;
        if (depth == 0)
            roots++;
        if (!attributes.SelfClosing)
            Push(nameStart, name.Length, part);
        else if (part == Part.Rendering && !NameIs(name, EventGrammar.RenderedList))
            inRendering = false;
        return attributes.End;
    }

    private void Push(int nameStart, int nameLength, Part part)
    {
        if (depth == DeepestElement)
        {
            IsXml = false;
            return;
        }
        open[depth++] = new Element { NameStart = nameStart, NameLength = nameLength, Part = part };
    }

    // Decides what an element is by its place, and notes every difference from the structure that Windows writes.
    private Part Place(ReadOnlySpan<char> text, ReadOnlySpan<char> name, in XmlAttributes attributes)
    {
        if (depth == 0)
            return Expect(NameIs(name, "Event"), Part.Event);
        switch (open[depth - 1].Part)
        {
            case Part.Event:
                return PlaceInEvent(name);
            case Part.System:
                return Part.Other;
            case Part.EventData:
                var named = attributes.Count == 1 && NameIs(attributes.Name(text), "Name");
                return Expect(NameIs(name, "Data") && named, Part.Data);
            case Part.Rendering:
                return Expect(IndexOf(RenderedNames, name) >= 0, NameIs(name, EventGrammar.RenderedList) ? Part.Rendering : Part.Other);
            default:
                IsRegular = false;
                return Part.Other;
        }
    }

    private Part PlaceInEvent(ReadOnlySpan<char> name)
    {
        var place = IndexOf(Parts, name);
        if (place != partsSeen)
            IsRegular = false;
        partsSeen = Math.Max(partsSeen, place + 1);
        return place < 0 ? Part.Other : Part.System + place;
    }

    private Part Expect(bool holds, Part part)
    {
        if (!holds)
            IsRegular = false;
        return holds || part == Part.Event ? part : Part.Other;
    }

    // Data elements are read at any place, because a value outside EventData was put there by an attacker.
    private void Capture(ReadOnlySpan<char> text, int nameStart, ReadOnlySpan<char> name, Part part, in XmlAttributes attributes)
    {
        if (NameIs(name, "Data"))
        {
            if (attributes.Count > 0 && NameIs(attributes.Name(text), "Name"))
                Add(true, attributes.ValueStart, attributes.ValueLength, attributes.End, TextLength(text, attributes));
        }
        else if (part == Part.Rendering || inRendering)
        {
            // RenderingInfo is in the machine's display language, so nothing is read from it.
        }
        else if (FindRead(name) is { } element)
        {
            CaptureSystem(text, nameStart, element, attributes);
        }
    }

    private void CaptureSystem(ReadOnlySpan<char> text, int nameStart, EventElement element, in XmlAttributes attributes)
    {
        if (element.Text is not null)
        {
            // A value at the end of the text may be truncated, and half of an id or a channel would be a different value.
            var length = TextLength(text, attributes);
            Add(false, nameStart, element.Name.Length, attributes.End, attributes.End + length < text.Length ? length : 0);
        }
        else if (attributes.Count > 0
            && (element.Attributes.Count == 1 || NameIs(attributes.Name(text), element.Attributes[0].Name)))
        {
            Add(false, nameStart, element.Name.Length, attributes.ValueStart, attributes.ValueLength);
        }
    }

    private static EventElement? FindRead(ReadOnlySpan<char> name)
    {
        foreach (var element in ReadElements)
        {
            if (NameIs(name, element.Name))
                return element;
        }
        return null;
    }

    private static int TextLength(ReadOnlySpan<char> text, in XmlAttributes attributes)
    {
        if (attributes.SelfClosing)
            return 0;
        var length = text.Slice(attributes.End).IndexOf('<');
        return length < 0 ? text.Length - attributes.End : length;
    }

    private void Add(bool isData, int nameStart, int nameLength, int valueStart, int valueLength)
    {
        if (count == MostFields)
        {
            IsRegular = false;
            return;
        }
        fields[count++] = new Field
        {
            IsData = isData,
            MayRefer = true,
            NameStart = nameStart,
            NameLength = nameLength,
            ValueStart = valueStart,
            ValueLength = valueLength,
        };
    }

    /// <summary>Whether only one given name of EventData has more than one value.</summary>
    public bool RepeatsOnly(ReadOnlySpan<char> text, string name)
    {
        for (var i = 1; i < count; i++)
        {
            if (IsRepeat(text, i) && !(fields[i].IsData && NameIs(fields[i].Name(text), name)))
                return false;
        }
        return true;
    }

    private bool IsRepeat(ReadOnlySpan<char> text, int index)
    {
        var name = fields[index].Name(text);
        for (var i = 0; i < index; i++)
        {
            if (fields[i].NameLength == name.Length && fields[i].IsData == fields[index].IsData && name.SequenceEqual(fields[i].Name(text)))
                return true;
        }
        return false;
    }

    // Names with different bits are different, so most events need no comparison of names.
    private void FindRepeats(ReadOnlySpan<char> text)
    {
        var seen = 0UL;
        for (var i = 0; i < count && !HasRepeats; i++)
        {
            var name = fields[i].Name(text);
            var bit = name.IsEmpty ? 1UL : 1UL << (((3 * name[0]) + (6 * name[name.Length - 1]) + (5 * name.Length)) & 63);
            HasRepeats = (seen & bit) != 0 && IsRepeat(text, i);
            seen |= bit;
        }
    }

    private static int IndexOf(string[] names, ReadOnlySpan<char> name)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (NameIs(name, names[i]))
                return i;
        }
        return -1;
    }

    private static bool NameIs(ReadOnlySpan<char> name, string expected) => name.SequenceEqual(expected.AsSpan());
}
