#if NET8_0_OR_GREATER
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AwsLoginAudit;

/// <summary>Looks for a few bytes in many.</summary>
/// <remarks>The runtime's own search is as fast, but not from its first call on (<see cref="Hot"/>).</remarks>
public static class ByteSearch
{
    private const byte Quote = (byte)'"';
    private const byte Backslash = (byte)'\\';
    private const byte Less = (byte)'<';
    private const byte Greater = (byte)'>';
    private const byte Ampersand = (byte)'&';

    // In UTF-8 all from U+F000 to U+FFFF begin with it, U+FFFE and U+FFFF among them, which XML does not have.
    private const byte NearTheEnd = 0xEF;
    private const byte FirstCharacter = (byte)' ';

    /// <summary>The first byte that ends a JSON string, or begins an escape in it; -1 for none.</summary>
    /// <param name="bytes">Where to look.</param>
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

    /// <summary>The first byte of text that is no plain content of an XML element: markup, a reference, a control character, or near one that XML does not have; -1 for none.</summary>
    /// <param name="bytes">Where to look.</param>
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
}
#endif
