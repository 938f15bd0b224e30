using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Reads numbers that consist of digits only, without signs, separators or white space.</summary>
internal static class Digits
{
    /// <summary>Reads a decimal number.</summary>
    /// <returns>The number; null if the text is not one, or the number is too large.</returns>
    [MethodImpl(Hot.Path)]
    public static long? Decimal(ReadOnlySpan<char> text)
    {
        var number = 0L;
        foreach (var c in text)
        {
            var digit = c - '0';
            if (digit is < 0 or > 9 || number > (long.MaxValue - digit) / 10)
                return null;
            number = (number * 10) + digit;
        }
        return text.IsEmpty ? null : number;
    }

    /// <summary>Reads a hexadecimal number that begins with 0x, in either case.</summary>
    /// <returns>The number; null if the text is not one, or the number has more than 64 bits.</returns>
    [MethodImpl(Hot.Path)]
    public static ulong? Hex(ReadOnlySpan<char> text)
    {
        if (text.Length < 3 || text[0] != '0' || text[1] is not ('x' or 'X'))
            return null;
        var number = 0UL;
        foreach (var c in text.Slice(2))
        {
            var digit = HexValue(c);
            if (digit < 0 || number >> 60 != 0)
                return null;
            number = (number << 4) | (uint)digit;
        }
        return number;
    }

    /// <summary>The value of a hexadecimal digit, in either case; -1 for any other character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int HexValue(int digit) =>
        digit is >= '0' and <= '9' ? digit - '0' : (digit | 0x20) is >= 'a' and <= 'f' ? (digit | 0x20) - 'a' + 10 : -1;
}
