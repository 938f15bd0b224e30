using System.Buffers.Binary;
using System.Globalization;

namespace AwsLoginAudit;

/// <summary>Writes values as the text that EvtRender returns for their type ([MS-EVEN6] 3.1.4.7.3).</summary>
internal static class BinXmlValueText
{
    // The characters 0x80 to 0x9F of Windows-1252; its other characters equal those of Unicode.
    private const string Ansi =
        "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f"
        + "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

    /// <summary>The size of a value of a type in bytes; 0 if the size varies.</summary>
    public static int Size(BinXmlType type) => type switch
    {
        BinXmlType.Int8 or BinXmlType.UInt8 => 1,
        BinXmlType.Int16 or BinXmlType.UInt16 => 2,
        BinXmlType.Int32 or BinXmlType.UInt32 or BinXmlType.HexInt32 or BinXmlType.Real32 or BinXmlType.Bool => 4,
        BinXmlType.Int64 or BinXmlType.UInt64 or BinXmlType.HexInt64 or BinXmlType.Real64 or BinXmlType.FileTime => 8,
        BinXmlType.Guid or BinXmlType.SystemTime => 16,
        _ => 0,
    };

    /// <summary>Writes a value.</summary>
    /// <returns>The problem; null for none.</returns>
    public static string? Write(BoundedText text, BinXmlType type, ReadOnlySpan<byte> value, bool inAttribute)
    {
        if (Size(type) is > 0 and var size && value.Length != size)
            return $"a value of type {type} has {value.Length} bytes";
        switch (type)
        {
            case BinXmlType.Null:
                return null;
            case BinXmlType.String:
                text.AppendEscaped(BinXmlInput.Characters(value), inAttribute);
                return null;
            case BinXmlType.AnsiString:
                WriteAnsi(text, value, inAttribute);
                return null;
            case BinXmlType.Binary:
                text.AppendBytes(value);
                return null;
            case BinXmlType.Guid:
                WriteGuid(text, value);
                return null;
            case BinXmlType.Sid:
                return WriteSid(text, value);
            case BinXmlType.FileTime:
                WriteFileTime(text, BinaryPrimitives.ReadUInt64LittleEndian(value));
                return null;
            case BinXmlType.SystemTime:
                WriteSystemTime(text, value);
                return null;
            default:
                return WriteNumber(text, type, value);
        }
    }

    private static string? WriteNumber(BoundedText text, BinXmlType type, ReadOnlySpan<byte> value)
    {
        switch (type)
        {
            case BinXmlType.UInt8 or BinXmlType.UInt16 or BinXmlType.UInt32 or BinXmlType.UInt64:
                text.AppendDecimal(Bits(value));
                return null;
            case BinXmlType.Int8 or BinXmlType.Int16 or BinXmlType.Int32 or BinXmlType.Int64:
                var shift = 64 - (8 * value.Length);
                text.AppendDecimal((long)(Bits(value) << shift) >> shift);
                return null;
            case BinXmlType.HexInt32 or BinXmlType.HexInt64:
            case BinXmlType.Size when value.Length is 4 or 8:
                text.AppendHex(Bits(value));
                return null;
            case BinXmlType.Bool:
                text.Append((Bits(value) != 0 ? "true" : "false").AsSpan());
                return null;
            case BinXmlType.Real32:
                text.Append(Real32(value).ToString("R", CultureInfo.InvariantCulture).AsSpan());
                return null;
            case BinXmlType.Real64:
                text.Append(BitConverter.Int64BitsToDouble((long)Bits(value)).ToString("R", CultureInfo.InvariantCulture).AsSpan());
                return null;
            default:
                return $"a value of {value.Length} bytes has the type 0x{(byte)type:x2}, which is unknown or not allowed here";
        }
    }

    private static ulong Bits(ReadOnlySpan<byte> value)
    {
        var bits = 0UL;
        for (var i = value.Length - 1; i >= 0; i--)
            bits = (bits << 8) | value[i];
        return bits;
    }

    private static float Real32(ReadOnlySpan<byte> value) => BitConverter.ToSingle(value.ToArray(), 0);

    private static void WriteAnsi(BoundedText text, ReadOnlySpan<byte> value, bool inAttribute)
    {
        var characters = new char[value.Length];
        for (var i = 0; i < characters.Length; i++)
            characters[i] = value[i] is >= 0x80 and < 0xA0 ? Ansi[value[i] - 0x80] : (char)value[i];
        text.AppendEscaped(characters.AsSpan().TrimEnd('\0'), inAttribute);
    }

    private static void WriteGuid(BoundedText text, ReadOnlySpan<byte> value)
    {
        // The first three parts of a GUID are little-endian numbers.
        ReadOnlySpan<byte> order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
        text.Append('{');
        for (var i = 0; i < order.Length; i++)
        {
            if (i is 4 or 6 or 8 or 10)
                text.Append('-');
            text.AppendHexByte(value[order[i]]);
        }
        text.Append('}');
    }

    // A security identifier has a revision, the number of parts, an authority of six big-endian bytes, and the parts ([MS-DTYP] 2.4.2.2).
    private static string? WriteSid(BoundedText text, ReadOnlySpan<byte> value)
    {
        if (SidLength(value) is not { } length || length > value.Length)
            return $"a security identifier has {value.Length} bytes";
        text.Append("S-".AsSpan());
        text.AppendDecimal((ulong)value[0]);
        text.Append('-');
        var authority = ((ulong)BinaryPrimitives.ReadUInt16BigEndian(value.Slice(2)) << 32) | BinaryPrimitives.ReadUInt32BigEndian(value.Slice(4));
        if (authority > uint.MaxValue)
            text.AppendHex(authority);
        else
            text.AppendDecimal(authority);
        for (var at = SidHeaderLength; at < length; at += sizeof(uint))
        {
            text.Append('-');
            text.AppendDecimal((ulong)BinaryPrimitives.ReadUInt32LittleEndian(value.Slice(at)));
        }
        return null;
    }

    private const int SidHeaderLength = 8;

    /// <summary>The length of the security identifier at the beginning, in bytes; null if it is truncated.</summary>
    public static int? SidLength(ReadOnlySpan<byte> value) =>
        value.Length < SidHeaderLength ? null : SidHeaderLength + (sizeof(uint) * value[1]);

    // The value counts 100 nanoseconds since 1601. DateTime ends with the year 9999, but the value for "never" is later.
    private static void WriteFileTime(BoundedText text, ulong value)
    {
        const ulong PerSecond = 10_000_000, PerDay = PerSecond * 24 * 60 * 60;
        WriteDate(text, (int)(value / PerDay));
        var second = value % PerDay / PerSecond;
        WriteTime(text, second / 3600, second / 60 % 60, second % 60);
        text.AppendDecimal(value % PerSecond, 7);
        text.Append('Z');
    }

    // The days count from 1601, which begins a cycle of 400 years.
    private static void WriteDate(BoundedText text, int days)
    {
        const int Cycle = 146_097, Century = 36_524, FourYears = 1461, Year = 365;
        var cycles = days / Cycle;
        days %= Cycle;
        var centuries = Math.Min(days / Century, 3);
        days -= centuries * Century;
        var fours = days / FourYears;
        days %= FourYears;
        var years = Math.Min(days / Year, 3);
        days -= years * Year;
        var isLeap = years == 3 && (fours != 24 || centuries == 3);
        ReadOnlySpan<byte> lengths = [31, (byte)(isLeap ? 29 : 28), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        var month = 0;
        for (; days >= lengths[month]; month++)
            days -= lengths[month];
        WriteDate(text, (ulong)(1601 + (400 * cycles) + (100 * centuries) + (4 * fours) + years), (ulong)month + 1, (ulong)days + 1);
    }

    // SYSTEMTIME has year, month, day of the week, day, hour, minute, second and millisecond.
    private static void WriteSystemTime(BoundedText text, ReadOnlySpan<byte> value)
    {
        WriteDate(text, Part(value, 0), Part(value, 1), Part(value, 3));
        WriteTime(text, Part(value, 4), Part(value, 5), Part(value, 6));
        text.AppendDecimal(Part(value, 7), 3);
        text.Append('Z');
    }

    private static ulong Part(ReadOnlySpan<byte> value, int index) => BinaryPrimitives.ReadUInt16LittleEndian(value.Slice(sizeof(ushort) * index));

    private static void WriteDate(BoundedText text, ulong year, ulong month, ulong day)
    {
        text.AppendDecimal(year, 4);
        text.Append('-');
        text.AppendDecimal(month, 2);
        text.Append('-');
        text.AppendDecimal(day, 2);
    }

    // Writes the time including the point before the fraction.
    private static void WriteTime(BoundedText text, ulong hour, ulong minute, ulong second)
    {
        text.Append('T');
        text.AppendDecimal(hour, 2);
        text.Append(':');
        text.AppendDecimal(minute, 2);
        text.Append(':');
        text.AppendDecimal(second, 2);
        text.Append('.');
    }
}
