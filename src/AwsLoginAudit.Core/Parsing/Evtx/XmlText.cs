namespace AwsLoginAudit;

/// <summary>Appends values to the text of an event, so that no value can become markup.</summary>
internal static class XmlText
{
    private const string Digits = "0123456789abcdef";
    private const string UpperDigits = "0123456789ABCDEF";

    /// <summary>Appends text. Like EvtRender, quotation marks outside of attributes are not escaped.</summary>
    public static void AppendEscaped(this BoundedText text, ReadOnlySpan<char> value, bool inAttribute)
    {
        while (true)
        {
            var plain = inAttribute ? value.IndexOfAny("&<>'\"".AsSpan()) : value.IndexOfAny('&', '<', '>');
            if (plain < 0)
                break;
            text.Append(value.Slice(0, plain));
            text.Append(Reference(value[plain]).AsSpan());
            value = value.Slice(plain + 1);
        }
        text.Append(value);
    }

    private static string Reference(char c) => c switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '\'' => "&apos;",
        _ => "&quot;",
    };

    /// <summary>Appends a number with a minimum number of digits.</summary>
    public static void AppendDecimal(this BoundedText text, ulong value, int digits = 1)
    {
        const int Longest = 20;
        Span<char> number = stackalloc char[Longest];
        var at = Longest;
        for (; value > 0 || at > Longest - digits; value /= 10)
            number[--at] = (char)('0' + (value % 10));
        text.Append(number.Slice(at));
    }

    /// <summary>Appends a number that can be negative.</summary>
    public static void AppendDecimal(this BoundedText text, long value)
    {
        if (value < 0)
            text.Append('-');
        text.AppendDecimal(value < 0 ? unchecked((ulong)-value) : (ulong)value);
    }

    /// <summary>Appends a hexadecimal number in Windows' form: <c>0x</c>, lower case, no leading zeros.</summary>
    public static void AppendHex(this BoundedText text, ulong value)
    {
        const int Longest = 16;
        Span<char> number = stackalloc char[Longest];
        var at = Longest;
        do
        {
            number[--at] = Digits[(int)(value & 0xF)];
            value >>= 4;
        }
        while (value > 0);
        text.Append("0x".AsSpan());
        text.Append(number.Slice(at));
    }

    /// <summary>Appends a byte as two digits, in lower case.</summary>
    public static void AppendHexByte(this BoundedText text, byte value)
    {
        text.Append(Digits[value >> 4]);
        text.Append(Digits[value & 0xF]);
    }

    /// <summary>Appends bytes as two digits each, in upper case.</summary>
    public static void AppendBytes(this BoundedText text, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            text.Append(UpperDigits[value >> 4]);
            text.Append(UpperDigits[value & 0xF]);
        }
    }
}
