using static AwsLoginAudit.Tests.BinXmlNode;

namespace AwsLoginAudit.Tests.Core.Evtx;

/// <summary>Small events that have every token and every type of value.</summary>
internal static class EvtxSamples
{
    private const byte LastScalar = 0x15, LastArray = 0x95;

    public static BinXmlNode Tokens { get; } = new Filled(
        Template(1, new Element("a", [new("b", new Text("c"), new Character(233), new Entity("lt"), new Value(0, 1, IsOptional: true)), new("d", new Text("e"))],
        [
            new Text("f"), new Character(233), new Entity("amp"), new Cdata("g"), new Instruction("h", "i"), new Value(0, 1), new Element("j", [], [], Dependency: 1),
            BinXmlNode.Of("k", new Value(1, 1, IsOptional: true)),
        ])),
        BinXmlValueBytes.String("l"), BinXmlValueBytes.Null);

    public static BinXmlNode Values { get; } = Of(2, [.. Enumerable.Range(1, LastScalar).Select(type => Zeros((byte)type))]);

    public static BinXmlNode Arrays { get; } = Of(3, [.. Enumerable.Range(0x81, LastArray - 0x80).Where(type => type is not (0x8E or 0x90)).Select(type => Zeros((byte)type, items: 2))]);

    public static BinXmlNode Nested { get; } = new Filled(
        Template(4, BinXmlNode.Of("a", new Value(0, 0x21), BinXmlNode.Of("b", new Value(0, 0x21)))),
        BinXmlValueBytes.BinXml(new Filled(Template(5, BinXmlNode.Of("c", new Value(0, 0x21))), BinXmlValueBytes.BinXml(BinXmlNode.Of("d", new Text("e"))))));

    public static BinXmlNode Plain { get; } = new Element("a", [new("b", new Text("c"))], [BinXmlNode.Of("d", new Text("e")), new Element("f", [], [])]);

    private static Filled Of(byte id, BinXmlValueBytes[] values) =>
        new(Template(id, BinXmlNode.Of("a", [.. values.Select((value, index) => BinXmlNode.Of("b", new Value((ushort)index, value.Type)))])), values);

    private static BinXmlTemplate Template(byte id, BinXmlNode root) => new(new System.Guid(id, 0, 0, new byte[8]), root);

    private static BinXmlValueBytes Zeros(byte type, int items = 1) => new(type, new byte[items * (type & 0x7F) switch
    {
        0x01 or 0x05 or 0x06 => 2,
        0x02 or 0x03 or 0x04 => 1,
        0x07 or 0x08 or 0x0B or 0x0D or 0x10 or 0x14 => 4,
        0x0F or 0x12 => 16,
        _ => 8,
    }]);
}
