using System.Xml;
using FsCheck;
using FsCheck.Fluent;
using static AwsLoginAudit.Tests.EventText;

namespace AwsLoginAudit.Tests.Core;

/// <summary>Events that somebody has torn apart and sewn together again.</summary>
public sealed class MutatedEventTests
{
    private const int Runs = 10_000;

    private static readonly string[] Pieces =
    [
        "<", ">", "/>", "</", "</Data>", "<Data Name='IpAddress'>1.2.3.4</Data>", "</EventData>", "<EventData>", "</Event>", "<Event>", "<System>",
        "<EventID>4624</EventID>", "<!--", "-->", "<![CDATA[", "]]>", "<?xml version='1.0'?>", "<!DOCTYPE a [<!ENTITY e 'x'>]>", "&e;", "&amp;", "&#0;", "&#x202e;",
        "\"", "'", "=", "\0", "\u0007", "\u202e", "\u2066", "\ud83d", "\ude00", "\uffff", "\ufeff", "%6", "\r\n", "[4625] ", "]", " xmlns:a='b'", " a='1' a='2'", "0x8020000000000000",
    ];

    private static readonly string[] Originals =
    [
        Logon(), Wrap(SystemPart(4625, Failure) + EventData(LogonData())), Event(4776, Failure, ("TargetUserName", "b"), ("Status", "0xc000006a")),
        "[Security] [INFORMATION] [4776] [Microsoft-Windows-Security-Auditing] [WIN-1] [m\n\tPackage:\tNTLM\n\tAccount:\ta\n\tWorkstation:\tPC\n\tCode:\t0xc000006a]",
    ];

    private static Gen<string> Mutated() =>
        from original in Gen.Elements(Originals)
        from edits in Gen.NonEmptyListOf(Edit())
        select edits.Take(8).Aggregate(original, (text, edit) => edit(text));

    private static Gen<Func<string, string>> Edit()
    {
        var at = Gen.Choose(0, 10_000);
        var length = Gen.Choose(0, 200);
        static int Place(string text, int at) => text.Length == 0 ? 0 : at % text.Length;
        static string Span(string text, int at, int length) => text.Substring(Place(text, at), Math.Min(length, text.Length - Place(text, at)));
        return Gen.OneOf(
            from a in at from piece in Gen.Elements(Pieces) select (Func<string, string>)(t => t.Insert(Place(t, a), piece)),
            from a in at from n in length select (Func<string, string>)(t => t.Remove(Place(t, a), Span(t, a, n).Length)),
            from a in at from n in length from b in at select (Func<string, string>)(t => t.Insert(Place(t, b), Span(t, a, n))),
            from a in at from c in Gen.Choose(0, char.MaxValue) select (Func<string, string>)(t => t.Insert(Place(t, a), ((char)c).ToString())));
    }

    [Fact]
    public void Whatever_was_made_of_an_event_it_counts_for_its_log_stream_and_nothing_throws() => Hold(message =>
    {
        var reader = new FailureReader(LoginAuditRead.Open);
        var counter = new FailureCounter();
        var failure = reader.Read(new LogEvent("i-1", Noon, message));
        if (failure is null)
            return reader.Totals is { FailedLogins: 0 } totals && totals.Successes + totals.OtherEvents + totals.OtherAuditFailures == 1;
        counter.Add(failure);
        return failure.InstanceId == "i-1" && counter.Results().Single() is { Name: "i-1", FailureCount: 1 };
    });

    [Fact]
    public void What_an_XML_library_refuses_is_malformed_and_what_it_takes_is_not() => Hold(message =>
    {
        var failure = ParseEvent(message);
        return message.StartsWith('[') || failure.Malformed == !LibraryTakes(message);
    });

    [Fact]
    public void What_is_not_as_Windows_builds_it_keeps_its_text() => Hold(message =>
    {
        var failure = ParseEvent(message);
        return failure.Suspicious || failure.RawText is not null ? failure.RawText == message.TrimEnd('\0') : failure is { RawText: null, Malformed: false };
    });

    [Fact]
    public void A_value_is_one_that_the_event_gives_or_none() => Hold(message =>
    {
        var failure = ParseEvent(message);
        return failure.SourceAddress is not { } address || message.Contains(address, StringComparison.Ordinal) || message.Contains('&', StringComparison.Ordinal);
    });

    [Theory]
    [MemberData(nameof(Large))]
    public void A_megabyte_of_anything_is_read_once_and_kept_no_more_than_once(string kind)
    {
        var message = Huge[kind]();
        var parser = new EventParser();
        parser.Parse(new LogEvent("i-1", Noon, Logon()));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var failure = parser.Parse(new LogEvent("i-1", Noon, message));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8L * message.Length);
        Assert.Equal("i-1", failure.InstanceId);
    }

    public static TheoryData<string> Large => [.. Huge.Keys];

    private static readonly Dictionary<string, Func<string>> Huge = new(StringComparer.Ordinal)
    {
        ["openings"] = () => Many("<"),
        ["comments that never end"] = () => Many("<!--"),
        ["CDATA that never ends"] = () => "<a>" + Many("<![CDATA["),
        ["nesting"] = () => Many("<a>"),
        ["ends"] = () => Many("</a>"),
        ["ampersands"] = () => Logon(Many("&")),
        ["references"] = () => Logon().Replace(">ADMIN<", $">{Many("&#65;")}<", StringComparison.Ordinal),
        ["attributes"] = () => Logon().Replace("<EventData>", $"<EventData {string.Join(' ', Enumerable.Range(0, 100_000).Select(n => $"a{n}='1'"))}>", StringComparison.Ordinal),
        ["a tag that never ends"] = () => Logon() + "<a " + Many("b='c' "),
        ["values"] = () => Logon().Replace("</EventData>", Many("<Data Name='IpAddress'>1.2.3.4</Data>") + "</EventData>", StringComparison.Ordinal),
        ["names"] = () => Logon().Replace("</EventData>", string.Concat(Enumerable.Range(0, 30_000).Select(n => $"<Data Name='n{n}'>v</Data>")) + "</EventData>", StringComparison.Ordinal),
        ["one value"] = () => Logon(Many("x")),
        ["lines of text"] = () => "[Security] [INFORMATION] [4625] [p] [WIN-1] [" + Many("\t:\tv\n") + "]",
        ["brackets"] = () => Many("[a] "),
    };

    private static string Many(string piece) => string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));

    private static void Hold(Func<string, bool> promise) =>
        Prop.ForAll(Mutated().ToArbitrary(), promise).Check(Config.QuickThrowOnFailure.WithMaxTest(Runs).WithQuietOnSuccess(true).WithReplay(4711, 8151));

    // Without namespaces, of which an event has one: a prefix that nobody declared is well-formed XML.
    private static bool LibraryTakes(string message)
    {
        try
        {
            using var reader = new XmlTextReader(new StringReader(message)) { DtdProcessing = DtdProcessing.Prohibit, EntityHandling = EntityHandling.ExpandEntities, Namespaces = false, Normalization = true };
            while (reader.Read())
            {
                // To its end, where most faults are.
            }
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
