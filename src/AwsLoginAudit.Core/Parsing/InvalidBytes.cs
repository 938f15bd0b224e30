using System.Text;

namespace AwsLoginAudit;

/// <summary>Finds the first bytes that are no text of their encoding, which a decoder has replaced without a word.</summary>
internal sealed class InvalidBytes(Encoding encoding)
{
    private const char Replacement = '\ufffd';

    // A character that is not whole yet.
    private const int MostKept = 3;

    private readonly byte[] kept = new byte[MostKept];
    private int keptLength;
    private long position;
    private long? first;

    /// <summary>What is not text, and where; null where all is.</summary>
    public string? Problem => first is null ? null : $"it is not {(encoding is UTF8Encoding ? "UTF-8" : "UTF-16")} at byte {first}";

    /// <summary>Looks at some bytes, in their order.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="decoded">What the decoder made of them.</param>
    /// <param name="ended">Whether they are the last.</param>
    public void Look(ReadOnlySpan<byte> bytes, ReadOnlySpan<char> decoded, bool ended)
    {
        if (first is null && decoded.IndexOf(Replacement) >= 0)
            Find([.. kept.AsSpan(0, keptLength), .. bytes], ended);
        Keep(bytes);
    }

    /// <summary>Says that some bytes are no text, such as a mark.</summary>
    public void Pass(int count) => position += count;

    // The character may also stand in the text.
    private void Find(byte[] bytes, bool ended)
    {
        var at = encoding is UTF8Encoding ? FindUtf8(bytes, ended) : FindUtf16(bytes, ended);
        if (at >= 0)
            first = position - keptLength + at;
    }

    // Here and not in the decoder's exception, which tells another place on each .NET.
    private int FindUtf8(byte[] bytes, bool ended)
    {
        var at = 0;
        while (at < keptLength && IsBetween(bytes[at], 0x80, 0xBF))
            at++;
        while (at < bytes.Length)
        {
            var (more, least, most) = Following(bytes[at]);
            for (var next = 1; next <= more; next++)
            {
                if (at + next == bytes.Length)
                    return ended ? at : -1;
                if (!IsBetween(bytes[at + next], least, most))
                    return at;
                (least, most) = (0x80, 0xBF);
            }
            if (more < 0)
                return at;
            at += 1 + more;
        }
        return -1;
    }

    // How many bytes belong to it, and what the first of them can be; -1 where it begins no character.
    private static (int More, int Least, int Most) Following(byte first) => first switch
    {
        < 0x80 => (0, 0, 0),
        >= 0xC2 and <= 0xDF => (1, 0x80, 0xBF),
        0xE0 => (2, 0xA0, 0xBF),
        0xED => (2, 0x80, 0x9F),
        >= 0xE1 and <= 0xEF => (2, 0x80, 0xBF),
        0xF0 => (3, 0x90, 0xBF),
        >= 0xF1 and <= 0xF3 => (3, 0x80, 0xBF),
        0xF4 => (3, 0x80, 0x8F),
        _ => (-1, 0, 0),
    };

    private static bool IsBetween(byte value, int least, int most) => value >= least && value <= most;

    private int FindUtf16(byte[] bytes, bool ended)
    {
        var units = bytes.Length / 2;
        // What is kept may begin in the middle of a character, as in UTF-8.
        var whole = keptLength >= 2 && char.IsLowSurrogate(Unit(bytes, 0)) ? 1 : 0;
        for (var i = whole; i < units; i++)
        {
            if (!char.IsSurrogate(Unit(bytes, i)))
                continue;
            if (i + 1 == units && !ended && char.IsHighSurrogate(Unit(bytes, i)))
                return -1;
            if (i + 1 == units || !char.IsSurrogatePair(Unit(bytes, i), Unit(bytes, i + 1)))
                return 2 * i;
            i++;
        }
        return ended && bytes.Length % 2 != 0 ? bytes.Length - 1 : -1;
    }

    private char Unit(byte[] bytes, int index) => encoding.Equals(Encoding.Unicode)
        ? (char)(bytes[2 * index] | (bytes[(2 * index) + 1] << 8))
        : (char)(bytes[(2 * index) + 1] | (bytes[2 * index] << 8));

    // UTF-16 is kept in pairs.
    private void Keep(ReadOnlySpan<byte> bytes)
    {
        position += bytes.Length;
        byte[] both = [.. kept.AsSpan(0, keptLength), .. bytes.Slice(Math.Max(0, bytes.Length - MostKept))];
        keptLength = Math.Min(encoding is UTF8Encoding ? MostKept : 2 + (int)(position % 2), both.Length);
        both.AsSpan(both.Length - keptLength).CopyTo(kept);
    }
}
