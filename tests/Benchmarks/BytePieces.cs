using System.Buffers;
using System.Reflection;
using System.Text;

namespace AwsLoginAudit.Benchmarks;

/// <summary>The pieces that look at the bytes of a recording, beside those of the framework or of a package.</summary>
internal static class BytePieces
{
    private const int PieceLength = 4096;
    private const int NameLength = 20;

    private static readonly SearchValues<byte> Markup = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(control => (byte)control), .. "<>&"u8, 0xEF]);

    /// <summary>Adds a row for each piece that a build of Core has.</summary>
    /// <param name="core">The build.</param>
    /// <param name="recording">A recording in UTF-8.</param>
    /// <param name="add">Takes what is done, the work of the piece, the name of its peer and the peer's work.</param>
    public static void Add(Assembly core, byte[] recording, Action<string, Func<long>, string, Func<long>> add)
    {
        var sum = Method<Func<ReadOnlySpan<byte>, ReadOnlySpan<byte>, uint>>(core, "Crc32", "Of")!;
        add("the checksum of a recording, Crc32", () => sum(recording, default), "System.IO.Hashing", () => System.IO.Hashing.Crc32.HashToUInt32(recording));

        var strict = Encoding.GetEncoding("utf-8", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        add("a recording decoded, InvalidBytes", () => Decode(Encoding.UTF8, recording, Look(core)), "a decoder that throws and names no place", () => Decode(strict, recording, (_, _, _) => { }));

        var same = Method<Func<ReadOnlySpan<byte>, ReadOnlySpan<byte>, bool>>(core, "ByteSearch", "AreSame")!;
        add("pieces of 20 bytes compared, ByteSearch", () => Compare(recording, same), "SequenceEqual", () => Compare(recording, (one, other) => one.SequenceEqual(other)));

        var quote = Method<Func<ReadOnlySpan<byte>, int>>(core, "ByteSearch", "IndexOfQuoteOrBackslash")!;
        add("the strings of a recording found, ByteSearch", () => Find(recording, quote), "IndexOfAny", () => Find(recording, bytes => bytes.IndexOfAny((byte)'"', (byte)'\\')));

        if (Method<Func<ReadOnlySpan<byte>, int>>(core, "ByteSearch", "IndexOfMarkup") is { } markup)
            add("the markup of a recording found, ByteSearch", () => Find(recording, markup), "SearchValues", () => Find(recording, bytes => bytes.IndexOfAny(Markup)));
    }

    private static T? Method<T>(Assembly core, string type, string name)
        where T : Delegate
    {
        var parameters = typeof(T).GetMethod("Invoke")!.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        return core.GetType($"AwsLoginAudit.{type}", throwOnError: true)!.GetMethod(name, parameters)?.CreateDelegate<T>();
    }

    private static Action<ReadOnlySpan<byte>, ReadOnlySpan<char>, bool> Look(Assembly core)
    {
        var type = core.GetType("AwsLoginAudit.InvalidBytes", throwOnError: true)!;
        return type.GetMethod("Look")!.CreateDelegate<Action<ReadOnlySpan<byte>, ReadOnlySpan<char>, bool>>(Activator.CreateInstance(type, Encoding.UTF8));
    }

    private static long Decode(Encoding encoding, byte[] bytes, Action<ReadOnlySpan<byte>, ReadOnlySpan<char>, bool> look)
    {
        var (decoder, characters, total) = (encoding.GetDecoder(), new char[PieceLength + 1], 0L);
        for (var at = 0; at < bytes.Length; at += PieceLength)
        {
            var piece = bytes.AsSpan(at, Math.Min(PieceLength, bytes.Length - at));
            var made = decoder.GetChars(piece, characters, flush: false);
            look(piece, characters.AsSpan(0, made), false);
            total += made;
        }
        return total;
    }

    private static long Compare(byte[] bytes, Func<ReadOnlySpan<byte>, ReadOnlySpan<byte>, bool> same)
    {
        var (copy, equal) = (bytes.ToArray(), 0L);
        for (var at = 0; at + NameLength <= bytes.Length; at += NameLength)
            equal += same(bytes.AsSpan(at, NameLength), copy.AsSpan(at, NameLength)) ? 1 : 0;
        return equal;
    }

    private static long Find(byte[] bytes, Func<ReadOnlySpan<byte>, int> find)
    {
        var found = 0L;
        for (var at = 0; find(bytes.AsSpan(at)) is >= 0 and var next; at += next + 1)
            found++;
        return found;
    }
}
