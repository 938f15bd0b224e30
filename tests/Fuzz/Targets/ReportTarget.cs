using System.Xml;

namespace AwsLoginAudit.Fuzz.Targets;

/// <summary>From a recording to the page: all that was read is counted, and nothing of an event becomes markup.</summary>
internal sealed class ReportTarget() : Target("reports", 1, [.. Recordings.Pieces])
{
    // A page shows no more of many than of these.
    private const int MostEvents = 1000;

    private static readonly DateTimeOffset Made = DateTimeOffset.UnixEpoch;

    private static readonly HashSet<string> Elements =
        ["html", "head", "meta", "title", "style", "body", "table", "tr", "td", "div", "span", "h1", "h2", "ul", "li"];

    private readonly Recording recording = new();
    private long taken, counted;
    private string page = "";

    public override void Prepare(ReadOnlySpan<byte> input) => recording.Read(new MemoryStream(input.ToArray()));

    public override void Read()
    {
        var reader = new FailureReader(LoginAuditRead.Open);
        var counter = new FailureCounter((LoginAuditGrouping)(recording.Events.Sum(e => e.Message.Length) % 5), 1);
        foreach (var logEvent in recording.Events.Take(MostEvents))
        {
            if (reader.Read(logEvent) is { } failure)
                counter.Add(failure);
        }
        var counts = counter.Results(all: true).ToList();
        var totals = reader.Totals;
        taken = Math.Min(recording.Events.Count, MostEvents) - totals.Successes - totals.OtherEvents - totals.OtherAuditFailures - totals.Duplicates;
        counted = counts.Sum(count => count.FailureCount);
        page = LoginAuditReport.Create(counts, Made).ToHtml();
    }

    public override void Check()
    {
        Promise(counted == taken, "has other failures than are counted");
        using var reader = XmlReader.Create(new StringReader(page), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        while (reader.Read())
            Promise(reader.NodeType != XmlNodeType.Element || Elements.Contains(reader.Name), "has made an element of the page");
    }
}
