using System.Text;

namespace AwsLoginAudit;

/// <summary>Finds the first bytes that are not valid in a text's encoding, because decoders replace such bytes silently.</summary>
internal sealed class InvalidBytes(Encoding encoding)
{
    private const char Replacement = '\ufffd';

    // An incomplete character has at most three bytes.
    private const int MostKept = 3;

    private readonly Encoding strict = Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
    private readonly byte[] kept = new byte[MostKept];
    private int keptLength;
    private long position;
    private long? first;

    /// <summary>The encoding and the position of the first invalid bytes; null for none.</summary>
    public string? Problem => first is null ? null : $"it has invalid {(encoding is UTF8Encoding ? "UTF-8" : "UTF-16")} at byte {first}";

    /// <summary>Checks bytes, which must be passed in order.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="decoded">The characters that the decoder returned for them.</param>
    /// <param name="ended">Whether these are the last bytes.</param>
    public void Look(ReadOnlySpan<byte> bytes, ReadOnlySpan<char> decoded, bool ended)
    {
        if (first is null && decoded.IndexOf(Replacement) >= 0)
            Find([.. kept.AsSpan(0, keptLength), .. bytes], ended);
        Keep(bytes);
    }

    /// <summary>Skips bytes that are not text, such as a byte order mark.</summary>
    public void Pass(int count) => position += count;

    // The replacement character may also be part of the text, so the bytes are decoded strictly.
    private void Find(byte[] bytes, bool ended)
    {
        var whole = FirstWhole(bytes);
        try
        {
            strict.GetDecoder().GetCharCount(bytes, whole, bytes.Length - whole, flush: ended);
        }
        catch (DecoderFallbackException)
        {
            first = position - keptLength + FirstInvalid(bytes, whole);
        }
    }

    // The kept bytes may begin in the middle of a character.
    private int FirstWhole(byte[] bytes)
    {
        if (encoding is not UTF8Encoding)
            return keptLength >= 2 && (bytes[encoding.Equals(Encoding.Unicode) ? 1 : 0] & 0xFC) == 0xDC ? 2 : 0;
        var at = 0;
        while (at < keptLength && (bytes[at] & 0xC0) == 0x80)
            at++;
        return at;
    }

    // The index in the exception differs between versions of .NET. Byte by byte, the exception is thrown within the character that began last.
    private int FirstInvalid(byte[] bytes, int began)
    {
        var decoder = strict.GetDecoder();
        var characters = new char[2];
        try
        {
            for (var at = began; at < bytes.Length; at++)
            {
                if (decoder.GetChars(bytes, at, 1, characters, 0, flush: false) > 0)
                    began = at + 1;
            }
            return began;
        }
        catch (DecoderFallbackException)
        {
            return began;
        }
    }

    // UTF-16 is kept from an even position on, so that its pairs of bytes stay together.
    private void Keep(ReadOnlySpan<byte> bytes)
    {
        position += bytes.Length;
        byte[] both = [.. kept.AsSpan(0, keptLength), .. bytes.Slice(Math.Max(0, bytes.Length - MostKept))];
        keptLength = Math.Min(encoding is UTF8Encoding ? MostKept : 2 + (int)(position % 2), both.Length);
        both.AsSpan(both.Length - keptLength).CopyTo(kept);
    }
}
