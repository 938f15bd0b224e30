using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
#if NET8_0_OR_GREATER
using System.Numerics;
using System.Runtime.Intrinsics;
#endif

namespace AwsLoginAudit;

/// <summary>Compares bytes and searches for a few byte values.</summary>
/// <remarks>The runtime's own search is as fast, but not in its first calls (<see cref="Hot"/>).</remarks>
public static class ByteSearch
{
    /// <summary>Whether two texts are identical.</summary>
    /// <param name="one">The first text.</param>
    /// <param name="other">The second text.</param>
    public static bool AreSame(ReadOnlySpan<char> one, ReadOnlySpan<char> other) => AreSame(MemoryMarshal.AsBytes(one), MemoryMarshal.AsBytes(other));

    /// <summary>Whether two spans have the same bytes.</summary>
    /// <param name="one">The first span.</param>
    /// <param name="other">The second span.</param>
    public static bool AreSame(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) => one.Length == other.Length && StartsWith(one, other);

#if NET8_0_OR_GREATER
    private const byte Quote = (byte)'"';
    private const byte Backslash = (byte)'\\';
    private const byte Less = (byte)'<';
    private const byte Greater = (byte)'>';
    private const byte Ampersand = (byte)'&';

    // The first UTF-8 byte of all characters from U+F000 to U+FFFF, which include U+FFFE and U+FFFF that XML forbids.
    private const byte NearTheEnd = 0xEF;
    private const byte FirstCharacter = (byte)' ';

    /// <summary>Whether bytes begin with other bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="expected">The expected first bytes.</param>
    [MethodImpl(Hot.Path)]
    public static bool StartsWith(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> expected)
    {
        var length = expected.Length;
        if (bytes.Length < length)
            return false;
        ref var one = ref MemoryMarshal.GetReference(bytes);
        ref var other = ref MemoryMarshal.GetReference(expected);
        // The last block overlaps the one before, which is faster than comparing the remaining bytes one by one.
        if (length >= Vector128<byte>.Count)
        {
            var last = length - Vector128<byte>.Count;
            for (var at = 0; at < last; at += Vector128<byte>.Count)
            {
                if (Vector128.LoadUnsafe(ref one, (nuint)at) != Vector128.LoadUnsafe(ref other, (nuint)at))
                    return false;
            }
            return Vector128.LoadUnsafe(ref one, (nuint)last) == Vector128.LoadUnsafe(ref other, (nuint)last);
        }
        if (length >= sizeof(ulong))
            return Read<ulong>(ref one, 0) == Read<ulong>(ref other, 0) && Read<ulong>(ref one, length - sizeof(ulong)) == Read<ulong>(ref other, length - sizeof(ulong));
        if (length >= sizeof(uint))
            return Read<uint>(ref one, 0) == Read<uint>(ref other, 0) && Read<uint>(ref one, length - sizeof(uint)) == Read<uint>(ref other, length - sizeof(uint));
        for (var at = 0; at < length; at++)
        {
            if (bytes[at] != expected[at])
                return false;
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Read<T>(ref byte first, int at) => Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref first, at));

    /// <summary>The index of the first byte that ends a JSON string or begins an escape in it; -1 for none.</summary>
    /// <param name="bytes">The bytes.</param>
    [MethodImpl(Hot.Path)]
    public static int IndexOfQuoteOrBackslash(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        ref var first = ref MemoryMarshal.GetReference(bytes);
        for (; Vector128.IsHardwareAccelerated && at <= bytes.Length - Vector128<byte>.Count; at += Vector128<byte>.Count)
        {
            var some = Vector128.LoadUnsafe(ref first, (nuint)at);
            var found = Vector128.Equals(some, Vector128.Create(Quote)) | Vector128.Equals(some, Vector128.Create(Backslash));
            if (found != Vector128<byte>.Zero)
                return at + BitOperations.TrailingZeroCount(found.ExtractMostSignificantBits());
        }
        for (; at < bytes.Length; at++)
        {
            if (bytes[at] is Quote or Backslash)
                return at;
        }
        return -1;
    }

    /// <summary>The index of the first byte that may not be plain XML text: markup, a reference, a control character, or 0xEF; -1 for none.</summary>
    /// <param name="bytes">The bytes.</param>
    [MethodImpl(Hot.Path)]
    public static int IndexOfMarkup(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        ref var first = ref MemoryMarshal.GetReference(bytes);
        for (; Vector128.IsHardwareAccelerated && at <= bytes.Length - Vector128<byte>.Count; at += Vector128<byte>.Count)
        {
            var some = Vector128.LoadUnsafe(ref first, (nuint)at);
            var found = Vector128.Equals(some, Vector128.Create(Less)) | Vector128.Equals(some, Vector128.Create(Greater))
                | Vector128.Equals(some, Vector128.Create(Ampersand)) | Vector128.Equals(some, Vector128.Create(NearTheEnd))
                | Vector128.LessThan(some, Vector128.Create(FirstCharacter));
            if (found != Vector128<byte>.Zero)
                return at + BitOperations.TrailingZeroCount(found.ExtractMostSignificantBits());
        }
        for (; at < bytes.Length; at++)
        {
            if (bytes[at] is Less or Greater or Ampersand or NearTheEnd or < FirstCharacter)
                return at;
        }
        return -1;
    }
#else
    /// <summary>Whether bytes begin with other bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="expected">The expected first bytes.</param>
    public static bool StartsWith(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> expected) => bytes.StartsWith(expected);

    /// <summary>The index of the first byte that ends a JSON string or begins an escape in it; -1 for none.</summary>
    /// <param name="bytes">The bytes.</param>
    public static int IndexOfQuoteOrBackslash(ReadOnlySpan<byte> bytes) => bytes.IndexOfAny((byte)'"', (byte)'\\');
#endif
}
