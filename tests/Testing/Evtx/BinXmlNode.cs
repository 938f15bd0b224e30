namespace AwsLoginAudit.Tests;

/// <summary>XML as BinXml describes it: a tree with places for values.</summary>
internal abstract record BinXmlNode
{
    /// <summary>An element. One without content is an empty-element tag; one that depends on a value is left out if that value is null.</summary>
    public sealed record Element(string Name, IReadOnlyList<Attribute> Attributes, IReadOnlyList<BinXmlNode> Content, ushort Dependency = NoDependency) : BinXmlNode;

    /// <summary>An attribute of an element.</summary>
    public sealed record Attribute(string Name, params IReadOnlyList<BinXmlNode> Content);

    /// <summary>Text that is the same in every event.</summary>
    public sealed record Text(string Characters) : BinXmlNode;

    /// <summary>A place for a value of the template.</summary>
    public sealed record Value(ushort Index, byte Type, bool IsOptional = false) : BinXmlNode;

    /// <summary>A CDATA section.</summary>
    public sealed record Cdata(string Characters) : BinXmlNode;

    /// <summary>A character reference.</summary>
    public sealed record Character(ushort Number) : BinXmlNode;

    /// <summary>An entity reference.</summary>
    public sealed record Entity(string Name) : BinXmlNode;

    /// <summary>A processing instruction.</summary>
    public sealed record Instruction(string Target, string Data) : BinXmlNode;

    /// <summary>Bytes as they are, to break a rule.</summary>
    public sealed record Raw(params byte[] Bytes) : BinXmlNode;

    /// <summary>A template with its values, where an element could be.</summary>
    public sealed record Filled(BinXmlTemplate Template, params BinXmlValueBytes[] Values) : BinXmlNode;

    public const ushort NoDependency = 0xFFFF;

    /// <summary>An element with content and no attributes.</summary>
    public static Element Of(string name, params IReadOnlyList<BinXmlNode> content) => new(name, [], content);
}

/// <summary>A template: a tree that many events share. In a chunk it is written once.</summary>
internal sealed record BinXmlTemplate(Guid Id, BinXmlNode Root)
{
    /// <summary>A template that no other is like.</summary>
    public static BinXmlTemplate Of(BinXmlNode root) => new(Guid.NewGuid(), root);
}

/// <summary>The bytes of a value, or the BinXml that it is.</summary>
internal sealed record BinXmlValueBytes(byte Type, byte[] Bytes, BinXmlNode? Tree = null)
{
    public static BinXmlValueBytes Null => new(0x00, []);

    public static BinXmlValueBytes String(string value) => new(0x01, System.Text.Encoding.Unicode.GetBytes(value));

    public static BinXmlValueBytes UInt8(byte value) => new(0x04, [value]);

    public static BinXmlValueBytes UInt16(ushort value) => new(0x06, BitConverter.GetBytes(value));

    public static BinXmlValueBytes UInt32(uint value) => new(0x08, BitConverter.GetBytes(value));

    public static BinXmlValueBytes UInt64(ulong value) => new(0x0A, BitConverter.GetBytes(value));

    public static BinXmlValueBytes Guid(Guid value) => new(0x0F, value.ToByteArray());

    public static BinXmlValueBytes FileTime(DateTimeOffset value) => new(0x11, BitConverter.GetBytes(value.ToFileTime()));

    public static BinXmlValueBytes HexInt32(uint value) => new(0x14, BitConverter.GetBytes(value));

    public static BinXmlValueBytes HexInt64(ulong value) => new(0x15, BitConverter.GetBytes(value));

    /// <summary>A security identifier, such as S-1-5-18.</summary>
    public static BinXmlValueBytes Sid(string value)
    {
        var parts = value.Split('-').Skip(1).Select(part => uint.Parse(part, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        byte[] authority = [0, 0, .. BitConverter.GetBytes(parts[1]).Reverse()];
        return new(0x13, [(byte)parts[0], (byte)(parts.Length - 2), .. authority, .. parts.Skip(2).SelectMany(BitConverter.GetBytes)]);
    }

    /// <summary>XML within XML.</summary>
    public static BinXmlValueBytes BinXml(BinXmlNode tree) => new(0x21, [], tree);
}
