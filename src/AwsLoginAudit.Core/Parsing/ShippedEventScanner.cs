#if NET8_0_OR_GREATER
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace AwsLoginAudit;

/// <summary>
/// Reads a failure whose structure is exactly that of Windows and the agent, from the bytes of a JSON string. The scanner compares the fixed
/// text and copies only the values that are needed. Any other text is left to <see cref="EventXmlScanner"/>.
/// </summary>
/// <remarks>Nothing is allocated per event. An instance is not thread-safe.</remarks>
internal sealed class ShippedEventScanner
{
    // The values of a real failure have fewer characters in total; more mean that somebody invented a long name.
    private const int LongestValues = 4096;
    private const int MostFields = 32;

    private const int NoName = -1;
    private const int NoValue = -2;

    private static readonly string[] SystemNames = [.. EventGrammar.System.Where(element => element is { IsRead: true, Text.IsFixed: false }).Select(element => element.Name)];

    // Values of the subject are needed only for events without a target, and no template is such an event.
    private static readonly string[] Wanted = [.. SystemNames, .. ForeignFields.Read.Where(name => !name.StartsWith("Subject", StringComparison.Ordinal))];

    private static readonly string Names = string.Concat(Wanted);
    private static readonly Step[] System = MakeSystem();
    private static readonly Template[] Templates = [.. EventTemplates.Data.Select(pair => new Template(pair.Key, pair.Value, EventTemplates.Newer(pair.Key)))];
    private static readonly byte[] RenderingStart = Bytes(EventGrammar.RenderingStart);
    private static readonly byte[][] RenderingNames = [.. EventGrammar.Rendered.Select(Bytes)];
    private static readonly byte[] ListStart = Bytes($"<{EventGrammar.RenderedList}>");
    private static readonly byte[] ListEnd = Bytes($"</{EventGrammar.RenderedList}>");
    private static readonly byte[] ItemStart = Bytes($"<{EventGrammar.RenderedItem}>");
    private static readonly byte[] ItemName = Bytes(EventGrammar.RenderedItem);

    // Printable ASCII except markup and characters that begin a reference or a JSON escape.
    private static readonly bool[] Plain = [.. Enumerable.Range(0, 256).Select(value => value is >= ' ' and <= '~' and not ('<' or '>' or '&' or '\\' or '\''))];

    private readonly char[] text = new char[Names.Length + LongestValues];
    private readonly EventXmlScanner.Field[] fields = new EventXmlScanner.Field[MostFields];
    private int length;
    private int count;

    /// <summary>The values, with the names that <see cref="EventFields"/> uses.</summary>
    public ReadOnlySpan<EventXmlScanner.Field> Fields => fields.AsSpan(0, count);

    /// <summary>The text that the fields refer to.</summary>
    public ReadOnlySpan<char> Text => text.AsSpan(0, length);

    public ShippedEventScanner() => Names.CopyTo(text);

    /// <summary>Reads an event.</summary>
    /// <param name="json">The content of a JSON string, whose only escapes are those of quotes, backslashes, slashes and white space.</param>
    /// <returns>False if the structure is different; the fields are then undefined.</returns>
    [MethodImpl(Hot.Path)]
    public bool Scan(ReadOnlySpan<byte> json)
    {
        (length, count) = (Names.Length, 0);
        var rest = json;
        return ReadSystem(ref rest) is { } template && ReadData(ref rest, template) && ReadRendering(ref rest) && ByteSearch.AreSame(rest, "</Event>"u8);
    }

    [MethodImpl(Hot.Path)]
    private Template? ReadSystem(ref ReadOnlySpan<byte> rest)
    {
        foreach (ref readonly var step in System.AsSpan())
        {
            var isThere = Skip(ref rest, step.Before);
            if (isThere && step.Name != NoValue)
                Value(ref rest, step.Name);
            if (step.After is null ? !isThere : isThere && !Skip(ref rest, step.After))
                return null;
        }
        return Find(fields[0].Value(text));
    }

    [MethodImpl(Hot.Path)]
    private static Template? Find(ReadOnlySpan<char> eventId)
    {
        foreach (var template in Templates)
        {
            if (ByteSearch.AreSame(eventId, template.EventId))
                return template;
        }
        return null;
    }

    [MethodImpl(Hot.Path)]
    private bool ReadData(ref ReadOnlySpan<byte> rest, Template template)
    {
        var data = template.Data;
        for (var i = 0; i < data.Length; i++)
        {
            if (!Skip(ref rest, data[i].Before))
                return i >= template.Least && Skip(ref rest, "</Data></EventData>"u8);
            Value(ref rest, data[i].Name);
        }
        return Skip(ref rest, "</Data></EventData>"u8);
    }

    [MethodImpl(Hot.Path)]
    private static bool ReadRendering(ref ReadOnlySpan<byte> rest)
    {
        if (!Skip(ref rest, RenderingStart))
            return true;
        if (!Skip(ref rest, PlainLength(rest)) || !Skip(ref rest, "'>"u8))
            return false;
        foreach (var name in RenderingNames)
        {
            if (!SkipElement(ref rest, name))
                return false;
        }
        if (Skip(ref rest, ListStart))
        {
            while (ByteSearch.StartsWith(rest, ItemStart))
            {
                if (!SkipElement(ref rest, ItemName))
                    return false;
            }
            if (!Skip(ref rest, ListEnd))
                return false;
        }
        return Skip(ref rest, "</RenderingInfo>"u8);
    }

    // The text can be in any language, but references and characters near the two that XML forbids are not accepted.
    [MethodImpl(Hot.Path)]
    private static bool SkipElement(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> name)
    {
        if (rest.Length < name.Length + 2 || rest[0] != '<' || rest[name.Length + 1] != '>' || !ByteSearch.StartsWith(rest[1..], name))
            return true;
        rest = rest[(name.Length + 2)..];
        var end = ByteSearch.IndexOfMarkup(rest);
        if (end < 0 || !ByteSearch.StartsWith(rest[end..], "</"u8) || !ByteSearch.StartsWith(rest[(end + 2)..], name))
            return false;
        rest = rest[(end + 2 + name.Length)..];
        return Skip(ref rest, ">"u8);
    }

    [MethodImpl(Hot.Path)]
    private static bool Skip(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> expected)
    {
        if (!ByteSearch.StartsWith(rest, expected))
            return false;
        rest = rest[expected.Length..];
        return true;
    }

    private static bool Skip(ref ReadOnlySpan<byte> rest, int bytes)
    {
        rest = rest[bytes..];
        return true;
    }

    [MethodImpl(Hot.Path)]
    private static int PlainLength(ReadOnlySpan<byte> rest)
    {
        var plain = Plain;
        var end = 0;
        while (end < rest.Length && plain[rest[end]])
            end++;
        return end;
    }

    // Reads the value up to the next character that is not plain, and stores it under a name unless the name is NoName.
    [MethodImpl(Hot.Path)]
    private void Value(ref ReadOnlySpan<byte> rest, int name)
    {
        var start = length;
        CopyPlain(ref rest);
        // JSON doubles the backslashes of a path.
        while (length < text.Length && ByteSearch.StartsWith(rest, @"\\"u8))
        {
            text[length++] = '\\';
            rest = rest[2..];
            CopyPlain(ref rest);
        }
        if (name == NoName)
        {
            length = start;
            return;
        }
        var (nameStart, nameLength) = NamePlaces[name];
        fields[count++] = new EventXmlScanner.Field
        {
            IsData = name >= SystemNames.Length,
            NameStart = nameStart,
            NameLength = nameLength,
            ValueStart = start,
            ValueLength = length - start,
        };
    }

    // Copies up to the first byte that is not plain, or as many bytes as fit. The conditions on vectors equal those of Plain, which reads the rest.
    [MethodImpl(Hot.Path)]
    private void CopyPlain(ref ReadOnlySpan<byte> rest)
    {
        var most = Math.Min(rest.Length, text.Length - length);
        var at = 0;
        for (; Vector128.IsHardwareAccelerated && at <= most - Vector128<byte>.Count; at += Vector128<byte>.Count)
        {
            var some = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(rest), (nuint)at);
            var (low, high) = Vector128.Widen(some);
            ref var to = ref Unsafe.As<char, ushort>(ref text[length + at]);
            low.StoreUnsafe(ref to);
            high.StoreUnsafe(ref to, (nuint)Vector128<ushort>.Count);
            var special = Vector128.LessThan(some, Vector128.Create((byte)' ')) | Vector128.GreaterThan(some, Vector128.Create((byte)'~'))
                | Vector128.Equals(some, Vector128.Create((byte)'<')) | Vector128.Equals(some, Vector128.Create((byte)'>'))
                | Vector128.Equals(some, Vector128.Create((byte)'&')) | Vector128.Equals(some, Vector128.Create((byte)'\\'))
                | Vector128.Equals(some, Vector128.Create((byte)'\''));
            if (special != Vector128<byte>.Zero)
            {
                at += BitOperations.TrailingZeroCount(special.ExtractMostSignificantBits());
                length += at;
                rest = rest[at..];
                return;
            }
        }
        for (; at < most && Plain[rest[at]]; at++)
            text[length + at] = (char)rest[at];
        length += at;
        rest = rest[at..];
    }

    private static readonly (int Start, int Length)[] NamePlaces = [.. Wanted.Select(name => (Names.IndexOf(name, StringComparison.Ordinal), name.Length))];

    private static Step[] MakeSystem()
    {
        var steps = new List<Step>();
        var before = $"{EventGrammar.Start}<System>";
        foreach (var element in EventGrammar.System)
        {
            foreach (var piece in element.Pieces)
            {
                if (piece.MayMiss)
                {
                    steps.Add(new(Bytes(before), NoValue));
                    steps.Add(new(Bytes(piece.Before), NoName, Bytes(piece.After)));
                    before = "";
                }
                else if (piece.Value is { IsFixed: false })
                {
                    steps.Add(new(Bytes(before + piece.Before), Array.IndexOf(SystemNames, element.Name)));
                    before = piece.After;
                }
                else
                {
                    before += piece.Before + piece.Value?.Pattern + piece.After;
                }
            }
        }
        return [.. steps, new(Bytes($"{before}</System><EventData>"), NoValue)];
    }

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);

    /// <summary>The text before a value, and the value's name; NoName for a value that is skipped. With After, the whole step may be missing.</summary>
    private sealed record Step(byte[] Before, int Name, byte[]? After = null);

    /// <summary>The EventData of one event id.</summary>
    private sealed class Template(int eventId, IReadOnlyList<string> data, IReadOnlyList<string> newer)
    {
        public string EventId { get; } = eventId.ToString(CultureInfo.InvariantCulture);

        /// <summary>The number of values that every version of the event has.</summary>
        public int Least { get; } = data.Count;

        public Step[] Data { get; } =
            [.. data.Concat(newer).Select((name, place) => new Step(Bytes($"{(place == 0 ? "" : "</Data>")}<Data Name='{name}'>"), Array.IndexOf(Wanted, name)))];
    }
}
#endif
