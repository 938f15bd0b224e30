using System.Diagnostics;
using static AwsLoginAudit.Tests.BinXmlNode;
using static AwsLoginAudit.Tests.Recording;

namespace AwsLoginAudit.Tests.Core.Evtx;

/// <summary>Files that somebody made to stop whoever reads them: bounded work and memory, and the events around are read.</summary>
public sealed class EvtxHostileTests
{
    [Fact]
    public async Task A_template_that_contains_itself_ends_in_an_error()
    {
        // Token, version, id and place of a template instance; the definition begins right behind them.
        const int header = 10, definition = EvtxFile.FirstRecord + 24 + 4 + header;
        var self = new Raw([0x0C, 1, 0, 0, 0, 0, .. BitConverter.GetBytes(definition), 0, 0, 0, 0]);
        await AssertNamedAsync(new Filled(BinXmlTemplate.Of(self)), "nested deeper than");
    }

    [Fact]
    public async Task Elements_nested_without_end_are_an_error()
    {
        BinXmlNode nested = new Text("x");
        for (var i = 0; i < 500; i++)
            nested = BinXmlNode.Of("a", nested);
        await AssertNamedAsync(nested, "nested deeper than");
    }

    [Fact]
    public async Task Templates_that_multiply_end_before_they_take_time()
    {
        var tree = new Filled(BinXmlTemplate.Of(BinXmlNode.Of("a")));
        for (var i = 0; i < 6; i++)
            tree = new Filled(BinXmlTemplate.Of(BinXmlNode.Of("a", [.. Enumerable.Repeat(new Value(0, 0x21), 20)])), BinXmlValueBytes.BinXml(tree));
        await AssertNamedAsync(tree, "more complex than any chunk");
    }

    [Theory]
    [InlineData(0x81, 60_000)]
    [InlineData(0x84, 60_000)]
    [InlineData(0x82, 60_000)]
    public async Task A_gigantic_array_is_read_or_named_in_little_time(byte type, int length)
    {
        var since = Stopwatch.StartNew();
        var file = EvtxFile.Of([new Filled(BinXmlTemplate.Of(BinXmlNode.Of("a", BinXmlNode.Of("b", new Value(0, type)))), new BinXmlValueBytes(type, new byte[length]))]);
        var read = await ReadAsync(file);
        Assert.InRange(Assert.Single(read).Message.Length, 100_000, 1_000_000);
        Assert.True(since.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Text_of_more_than_a_million_characters_is_an_error()
    {
        var template = BinXmlTemplate.Of(BinXmlNode.Of("a", [.. Enumerable.Repeat(new Value(0, 1), 300)]));
        await AssertNamedAsync(new Filled(template, BinXmlValueBytes.String(new string('x', 5000))), "more than 1048576 characters");
    }

    public static TheoryData<string, BinXmlNodeBox> Broken => new()
    {
        { "there is no name at byte", new(new Raw(0x01, 5, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F, 0x03)) },
        { "there is no name at byte", new(BinXmlNode.Of("a b")) },
        { "there is no name at byte", new(BinXmlNode.Of("a", new Instruction("<b", "c"))) },
        { "inside a value", new(new Raw(0x01, 0xFF, 0xFF, 0xFF, 0xFF)) },
        { "inside a value", new(BinXmlNode.Of("a", new Raw(0x05, 0x01, 0xFF, 0xFF))) },
        { "there is no template at byte", new(new Raw(0x0C, 1, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF)) },
        { "inside a value", new(new Raw(0x0C, 1, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0)) },
        { "has no value 3", new(new Filled(BinXmlTemplate.Of(BinXmlNode.Of("a", new Value(3, 1))), BinXmlValueBytes.String("b"))) },
        { "the token 0x0d", new(BinXmlNode.Of("a", new Value(0, 1))) },
        { "an entity that XML does not have", new(BinXmlNode.Of("a", new Entity("lol"))) },
        { "'?>'", new(BinXmlNode.Of("a", new Instruction("b", "?><c/>"))) },
        { "']]>'", new(BinXmlNode.Of("a", new Cdata("]]><c/>"))) },
        { "version 2.1", new(new Raw(0x0F, 2, 1, 0)) },
        { "the token 0x07", new(new Element("a", [new("b", new Cdata("c"))], [])) },
        { "the type 0x21", new(new Filled(BinXmlTemplate.Of(new Element("a", [new("b", new Value(0, 0x21))], [])), BinXmlValueBytes.BinXml(BinXmlNode.Of("c")))) },
        { "the token 0x00", new(BinXmlNode.Of("a", new Raw(0))) },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public Task What_breaks_a_rule_is_named_with_its_record(string expected, BinXmlNodeBox broken) => AssertNamedAsync(broken.Node, expected);

    /// <summary>A tree as the argument of a test.</summary>
    public sealed class BinXmlNodeBox(object node)
    {
        internal BinXmlNode Node => (BinXmlNode)node;

        public override string ToString() => $"{node}";
    }

    private static async Task AssertNamedAsync(BinXmlNode hostile, string expected)
    {
        var since = Stopwatch.StartNew();
        var (read, error) = await BreakAsync(EvtxFile.Of([hostile, EvtxEvents.Failure(2)], perChunk: 1));
        Assert.Equal(EvtxEvents.FailureXml(2), Assert.Single(read).Message);
        Assert.Equal(LoginAuditError.FileUnreadable, error.Error);
        Assert.Contains("Chunk 1 (byte 4096), record 1: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.True(since.Elapsed < TimeSpan.FromSeconds(20));
    }
}
