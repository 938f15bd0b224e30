using System.Buffers.Binary;

namespace AwsLoginAudit.Fuzz;

/// <summary>Makes inputs of inputs. The same seed makes the same ones.</summary>
internal sealed class Mutator(Random random, byte[][] tokens)
{
    /// <summary>The longest input.</summary>
    public const int Longest = 1024 * 1024;

    private const int MostEdits = 8;
    private const int LongestPiece = 256;
    private const int MostCopies = 32;

    // Where repeating shows what takes too long for what is long.
    private const int ShortestHuge = 64 * 1024;
    private const int OneHugeIn = 4000;

    private readonly byte[] text = new byte[Longest];
    private readonly byte[] piece = new byte[LongestPiece];
    private int length;

    public ReadOnlySpan<byte> Mutate(IReadOnlyList<byte[]> corpus)
    {
        var original = Pick(corpus);
        original.CopyTo(text, 0);
        length = original.Length;
        for (var edits = random.Next(1, MostEdits + 1); edits > 0; edits--)
            Edit(corpus);
        if (random.Next(OneHugeIn) == 0)
            InsertHuge(NextPiece(corpus));
        return text.AsSpan(0, length);
    }

    // What was found last leads on most often.
    private byte[] Pick(IReadOnlyList<byte[]> corpus)
    {
        const int Latest = 32;
        return random.Next(3) == 0 && corpus.Count > Latest ? corpus[^random.Next(1, Latest + 1)] : corpus[random.Next(corpus.Count)];
    }

    private void Edit(IReadOnlyList<byte[]> corpus)
    {
        switch (random.Next(10))
        {
            case 0 when length > 0:
                text[random.Next(length)] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when length > 0:
                text[random.Next(length)] = (byte)random.Next(256);
                break;
            case 2:
                Remove(Place(), random.Next(LongestPiece));
                break;
            case 3:
                length = random.Next(4) == 0 ? Place() : length;
                break;
            case 4:
                Overwrite(Place(), tokens[random.Next(tokens.Length)]);
                break;
            case 5:
                Insert(Place(), NextPiece(corpus), random.Next(1, MostCopies));
                break;
            case 6:
                Overwrite(Place(), Number());
                break;
            case 7:
                Insert(Place(), Copy(Slice(Pick(corpus))), 1);
                break;
            default:
                Insert(Place(), tokens[random.Next(tokens.Length)], 1);
                break;
        }
    }

    private int Place() => random.Next(length + 1);

    private void InsertHuge(ReadOnlySpan<byte> what) => Insert(Place(), what, random.Next(ShortestHuge, Longest) / Math.Max(1, what.Length));

    // A token, two of them, or what stands somewhere in an input.
    private ReadOnlySpan<byte> NextPiece(IReadOnlyList<byte[]> corpus)
    {
        var token = tokens[random.Next(tokens.Length)];
        switch (random.Next(3))
        {
            case 0:
                return token;
            case 1:
                var other = tokens[random.Next(tokens.Length)];
                token.CopyTo(piece, 0);
                other.CopyTo(piece, token.Length);
                return piece.AsSpan(0, token.Length + other.Length);
            default:
                return Copy(Slice(Pick(corpus)));
        }
    }

    private ReadOnlySpan<byte> Slice(byte[] from)
    {
        var start = random.Next(from.Length + 1);
        return from.AsSpan(start, Math.Min(random.Next(LongestPiece), from.Length - start));
    }

    private Span<byte> Copy(ReadOnlySpan<byte> from)
    {
        from.CopyTo(piece);
        return piece.AsSpan(0, from.Length);
    }

    private Span<byte> Number()
    {
        BinaryPrimitives.WriteInt32LittleEndian(piece, random.Next(2) == 0 ? random.Next(-2, 3) : random.Next());
        return piece.AsSpan(0, 1 << random.Next(3));
    }

    private void Overwrite(int at, ReadOnlySpan<byte> with)
    {
        var fits = Math.Min(with.Length, length - at);
        with.Slice(0, fits).CopyTo(text.AsSpan(at));
    }

    private void Remove(int at, int count)
    {
        count = Math.Min(count, length - at);
        text.AsSpan(at + count, length - at - count).CopyTo(text.AsSpan(at));
        length -= count;
    }

    // As often as said, or up to so many bytes where that is less.
    private void Insert(int at, ReadOnlySpan<byte> what, int times)
    {
        if (what.IsEmpty)
            return;
        times = Math.Min(times, (Longest - length) / what.Length);
        text.AsSpan(at, length - at).CopyTo(text.AsSpan(at + (times * what.Length)));
        for (var i = 0; i < times; i++)
            what.CopyTo(text.AsSpan(at + (i * what.Length)));
        length += times * what.Length;
    }
}
