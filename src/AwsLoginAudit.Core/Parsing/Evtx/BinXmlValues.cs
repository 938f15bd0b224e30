namespace AwsLoginAudit;

/// <summary>The types of values, as [MS-EVEN6] 2.2.12 numbers them.</summary>
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

    /// <summary>Beside one of the others: an array of such values.</summary>
    Array = 0x80,
}

/// <summary>A value that a template is filled with: its type, and its place in the chunk.</summary>
internal readonly record struct BinXmlValue(BinXmlType Type, int Start, int Length)
{
    public bool IsArray => (Type & BinXmlType.Array) == BinXmlType.Array;

    /// <summary>The type without the mark of an array.</summary>
    public BinXmlType ItemType => Type & ~BinXmlType.Array;
}

/// <summary>The values of one template, among those of all templates that are open.</summary>
internal readonly record struct BinXmlScope(int First, int Count)
{
    /// <summary>Outside of a template: nothing is filled in, and elements do not name the value that they depend on.</summary>
    public static BinXmlScope None => new(0, -1);

    public bool IsTemplate => Count >= 0;
}

/// <summary>The values that open templates are filled with.</summary>
internal sealed class BinXmlValues(BinXmlInput input)
{
    private const int DescriptorLength = 4;

    private BinXmlValue[] values = new BinXmlValue[64];
    private int count;

    public void Clear() => count = 0;

    /// <summary>The value of a template.</summary>
    public BinXmlValue this[BinXmlScope scope, int index] => values[scope.First + index];

    /// <summary>Reads the values of a template: the sizes and types of all, and then the values.</summary>
    public BinXmlScope Open(ref int at, int end)
    {
        var size = input.UInt32(ref at, end);
        if (input.Problem is not null || size > (end - at) / DescriptorLength)
        {
            input.Fail($"a template has {size} values, which are more than there is room for");
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

    /// <summary>Forgets the values of the template that was opened last.</summary>
    public void Close(BinXmlScope scope) => count = scope.First;
}
