using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Numbers as events have them: digits, and nothing before, between or after them.</summary>
internal static class Digits
{
    /// <summary>A decimal number.</summary>
    /// <returns>Null where it is none, or too large.</returns>
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

    /// <summary>A hexadecimal number after its 0x, in either case.</summary>
    /// <returns>Null where it is none, or has more than 64 bits.</returns>
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

    /// <summary>What a hexadecimal digit stands for, in either case; -1 for any other character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int HexValue(int digit) =>
        digit is >= '0' and <= '9' ? digit - '0' : (digit | 0x20) is >= 'a' and <= 'f' ? (digit | 0x20) - 'a' + 10 : -1;
}
