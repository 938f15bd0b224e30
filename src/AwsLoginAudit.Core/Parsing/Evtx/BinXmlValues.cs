namespace AwsLoginAudit;

/// <summary>The types of values ([MS-EVEN6] 2.2.12).</summary>
internal enum BinXmlType : byte
{
    Null = 0x00,
    String = 0x01,
    AnsiString = 0x02,
    Int8 = 0x03,
    UInt8 = 0x04,
    Int16 = 0x05,
    UInt16 = 0x06,
    Int32 = 0x07,
    UInt32 = 0x08,
    Int64 = 0x09,
    UInt64 = 0x0A,
    Real32 = 0x0B,
    Real64 = 0x0C,
    Bool = 0x0D,
    Binary = 0x0E,
    Guid = 0x0F,
    Size = 0x10,
    FileTime = 0x11,
    SystemTime = 0x12,
    Sid = 0x13,
    HexInt32 = 0x14,
    HexInt64 = 0x15,
    BinXml = 0x21,

    /// <summary>A flag of the other types: an array of such values.</summary>
    Array = 0x80,
}

/// <summary>A value of a template: its type, and its place in the chunk.</summary>
internal readonly record struct BinXmlValue(BinXmlType Type, int Start, int Length)
{
    public bool IsArray => (Type & BinXmlType.Array) == BinXmlType.Array;

    /// <summary>The type without the array flag.</summary>
    public BinXmlType ItemType => Type & ~BinXmlType.Array;
}

/// <summary>The values of one template, within the values of all open templates.</summary>
internal readonly record struct BinXmlScope(int First, int Count)
{
    /// <summary>The scope outside of templates: there are no values, and elements have no dependency on one.</summary>
    public static BinXmlScope None => new(0, -1);

    public bool IsTemplate => Count >= 0;
}

/// <summary>The values of the open templates.</summary>
internal sealed class BinXmlValues(BinXmlInput input)
{
    private const int DescriptorLength = 4;

    private BinXmlValue[] values = new BinXmlValue[64];
    private int count;

    public void Clear() => count = 0;

    /// <summary>Returns a value of a template.</summary>
    public BinXmlValue this[BinXmlScope scope, int index] => values[scope.First + index];

    /// <summary>Reads the values of a template: first all sizes and types, then the values.</summary>
    public BinXmlScope Open(ref int at, int end)
    {
        var size = input.UInt32(ref at, end);
        if (input.Problem is not null || size > (end - at) / DescriptorLength)
        {
            input.Fail($"a template has {size} values, more than its record can contain");
            return new BinXmlScope(count, 0);
        }

        var scope = new BinXmlScope(count, (int)size);
        input.Spend(scope.Count);
        if (count + scope.Count > values.Length)
            Array.Resize(ref values, Math.Max(2 * values.Length, count + scope.Count));
        var value = at + (DescriptorLength * scope.Count);
        for (var i = 0; i < scope.Count; i++)
        {
            var length = input.UInt16(ref at, end);
            var type = (BinXmlType)input.Byte(ref at, end);
            at++;
            values[count++] = new BinXmlValue(type, value, length);
            input.Skip(ref value, end, length);
        }
        at = value;
        return scope;
    }

    /// <summary>Removes the values of the template that was opened last.</summary>
    public void Close(BinXmlScope scope) => count = scope.First;
}
