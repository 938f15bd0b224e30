using static AwsLoginAudit.Tests.BinXmlNode;
using static AwsLoginAudit.Tests.Recording;

namespace AwsLoginAudit.Tests.Core.Evtx;

/// <summary>Each rule of [MS-EVEN6] 2.2.12 about how BinXml becomes text.</summary>
public sealed class BinXmlTests
{
    [Fact]
    public async Task Elements_text_and_attributes_are_written_and_escaped()
    {
        var xml = await RenderAsync(new Element("a", [new("b", new Text("<&>'\"")), new("c", new Text("d"))], [new Text("<&>'\""), new Element("e", [], [])]));
        Assert.Equal("<a b='&lt;&amp;&gt;&apos;&quot;' c='d'>&lt;&amp;&gt;'\"<e/></a>", xml);
    }

    [Fact]
    public async Task An_element_is_rendered_within_a_template_and_outside_of_one()
    {
        var element = BinXmlNode.Of("a", new Element("b", [new("c", new Text("d"))], [new Text("e")]));
        Assert.Equal("<a><b c='d'>e</b></a>", await RenderAsync(element));
        Assert.Equal("<a><b c='d'>e</b></a>", await RenderAsync(new Filled(BinXmlTemplate.Of(element))));
    }

    [Fact]
    public async Task References_sections_and_instructions_are_written_as_they_are()
    {
        var xml = await RenderAsync(BinXmlNode.Of("a", new Character(233), new Entity("amp"), new Cdata("<b> & c"), new Instruction("d", "e='f'")));
        Assert.Equal("<a>&#233;&amp;<![CDATA[<b> & c]]><?d e='f'?></a>", xml);
        Assert.Equal("<a b='c&#233;&lt;'/>", await RenderAsync(new Element("a", [new("b", new Text("c"), new Character(233), new Entity("lt"))], [])));
    }

    [Fact]
    public async Task Text_may_come_in_pieces_and_end_with_a_zero() =>
        Assert.Equal("<a>bcd</a>", await RenderAsync(BinXmlNode.Of("a", new Text("b"), new Text("c\0"), new Text(""), new Text("d"))));

    [Fact]
    public async Task A_null_leaves_the_element_empty()
    {
        var template = BinXmlTemplate.Of(BinXmlNode.Of("a", BinXmlNode.Of("b", new Value(0, 1)), BinXmlNode.Of("c", new Value(1, 1))));
        Assert.Equal("<a><b></b><c>d</c></a>", await RenderAsync(new Filled(template, BinXmlValueBytes.Null, BinXmlValueBytes.String("d"))));
    }

    [Fact]
    public async Task An_optional_null_leaves_out_the_element_or_attribute_right_around_it()
    {
        var template = BinXmlTemplate.Of(new Element("a", [new("b", new Value(0, 1, IsOptional: true)), new("c", new Value(1, 1, IsOptional: true))],
        [
            new Element("d", [], [new Text("x"), new Value(0, 1, IsOptional: true)]),
            new Element("e", [], [new Value(0, 1, IsOptional: true)], Dependency: 0),
            new Element("f", [], [new Value(1, 1, IsOptional: true)], Dependency: 1),
        ]));
        Assert.Equal("<a c='g'><f>g</f></a>", await RenderAsync(new Filled(template, BinXmlValueBytes.Null, BinXmlValueBytes.String("g"))));
    }

    [Fact]
    public async Task An_attribute_without_a_value_is_left_out() =>
        Assert.Equal("<a/>", await RenderAsync(new Filled(BinXmlTemplate.Of(new Element("a", [new("b", new Value(0, 1))], [])), BinXmlValueBytes.String(""))));

    [Fact]
    public async Task An_array_repeats_the_element_around_it()
    {
        var template = BinXmlTemplate.Of(BinXmlNode.Of("a", new Element("b", [new("c", new Text("d"))], [new Value(0, 0x81)]), BinXmlNode.Of("e", new Value(1, 0x84))));
        var xml = await RenderAsync(new Filled(template, Strings("x", "", "y"), new BinXmlValueBytes(0x84, [97, 99])));
        Assert.Equal("<a><b c='d'>x</b><b c='d'></b><b c='d'>y</b><e>97</e><e>99</e></a>", xml);
    }

    [Fact]
    public async Task An_empty_array_is_one_empty_element_and_the_last_text_needs_no_zero()
    {
        var template = BinXmlTemplate.Of(BinXmlNode.Of("a", BinXmlNode.Of("b", new Value(0, 0x81)), BinXmlNode.Of("c", new Value(1, 0x81))));
        Assert.Equal("<a><b></b><c>x</c><c>y</c></a>", await RenderAsync(new Filled(template, new BinXmlValueBytes(0x81, []), BinXmlValueBytes.String("x\0y") with { Type = 0x81 })));
    }

    [Fact]
    public async Task Arrays_of_two_lengths_in_an_element_repeat_it_for_the_longer()
    {
        var template = BinXmlTemplate.Of(BinXmlNode.Of("a", new Element("b", [new("c", new Value(1, 0x81))], [new Value(0, 0x81)])));
        Assert.Equal("<a><b c='1'>x</b><b>y</b></a>", await RenderAsync(new Filled(template, Strings("x", "y"), Strings("1"))));
    }

    [Fact]
    public async Task A_value_that_is_xml_stands_in_the_element()
    {
        var inner = BinXmlTemplate.Of(BinXmlNode.Of("c", new Value(0, 1)));
        var outer = BinXmlTemplate.Of(BinXmlNode.Of("a", BinXmlNode.Of("b", new Value(0, 0x21)), new Value(1, 0x21)));
        var xml = await RenderAsync(new Filled(
            outer, BinXmlValueBytes.BinXml(new Filled(inner, BinXmlValueBytes.String("x"))), BinXmlValueBytes.BinXml(new Element("d", [new("e", new Text("f"))], []))));
        Assert.Equal("<a><b><c>x</c></b><d e='f'/></a>", xml);
    }

    [Fact]
    public async Task A_template_of_an_earlier_record_serves_later_ones()
    {
        var template = BinXmlTemplate.Of(BinXmlNode.Of("a", new Value(0, 1)));
        var file = EvtxFile.Of([new Filled(template, BinXmlValueBytes.String("x")), new Filled(template, BinXmlValueBytes.String("y"))]);
        Assert.Equal(["<a>x</a>", "<a>y</a>"], (await ReadAsync(file)).Select(e => e.Message));
    }

    internal static async Task<string> RenderAsync(BinXmlNode node) => Assert.Single(await ReadAsync(EvtxFile.Of([node]))).Message;

    internal static BinXmlValueBytes Strings(params string[] items) => BinXmlValueBytes.String(string.Concat(items.Select(item => item + "\0"))) with { Type = 0x81 };
}
