using System.Text;

namespace AwsLoginAudit;

/// <summary>The content of a report, before it is written as HTML or text. All its text is escaped for display.</summary>
internal sealed record ReportContent
{
    // Some mail programs clip a page of more bytes.
    private const int LargestPage = 100_000;

    private static readonly Bounds Widest = new(Groups: 5, Others: 50, Rows: 8, Last: 20, Computers: 100, Findings: 20, Name: 120);
    private static readonly Bounds Narrowest = new(Groups: 1, Others: 10, Rows: 2, Last: 5, Computers: 6, Findings: 5, Name: 24);

    /// <summary>The maximum number of entries of each kind. Name is the most characters of a machine in the list of all machines over the threshold.</summary>
    internal sealed record Bounds(int Groups, int Others, int Rows, int Last, int Computers, int Findings, int Name);

    /// <summary>How a reader should take the report.</summary>
    internal enum Mood
    {
        /// <summary>Nothing was counted.</summary>
        Neutral,

        /// <summary>There are counts, and none is over its threshold.</summary>
        Calm,

        /// <summary>A threshold is exceeded without an attack.</summary>
        Notice,

        /// <summary>An attack, or a report that cannot tell.</summary>
        Alert,
    }

    /// <summary>A label and its value.</summary>
    internal sealed record Fact(string Label, string Value);

    /// <summary>A finding: its severity and title, details, and the next steps.</summary>
    internal sealed record Finding(LoginAuditSeverity Severity, string Title, IReadOnlyList<Fact> Details, IReadOnlyList<string> NextSteps);

    /// <summary>A bar: a time, a count, and its share of the longest bar, 0 to 1.</summary>
    internal sealed record Bar(string Label, long Count, double Share);

    /// <summary>A list of the most frequent values.</summary>
    internal sealed record TopList(string Heading, IReadOnlyList<LoginAuditTally> Rows);

    /// <summary>The details of one instance or other group.</summary>
    internal sealed record Group(string Name, string? Computer, long Count, bool Over, string Sentence, string BarsHeading, IReadOnlyList<Bar> Bars, IReadOnlyList<TopList> Lists);

    /// <summary>A failure in two lines.</summary>
    internal sealed record Failure(string Time, string Instance, string What);

    /// <summary>A link to the console of AWS.</summary>
    internal sealed record Link(string Text, string Address);

    public required string Title { get; init; }

    public required string Headline { get; init; }

    public required Mood Tone { get; init; }

    /// <summary>What is missing; empty if the reads are complete.</summary>
    public required IReadOnlyList<string> IncompleteReasons { get; init; }

    /// <summary>How much the report covers, whether somebody got in, and whether it is still going on.</summary>
    public required IReadOnlyList<string> Verdict { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>What is said of findings that are not in <see cref="Findings"/>; null for none.</summary>
    public required string? MoreFindings { get; init; }

    /// <summary>Every group over its threshold; empty if <see cref="Groups"/> has them all.</summary>
    public required TopList Over { get; init; }

    /// <summary>What exclusions kept out of the counts; empty for nothing.</summary>
    public required IReadOnlyList<string> Excluded { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    public required IReadOnlyList<Group> Groups { get; init; }

    /// <summary>The counts that are neither in <see cref="Groups"/> nor in <see cref="Over"/>, one line each.</summary>
    public required TopList Others { get; init; }

    public required IReadOnlyList<Failure> Last { get; init; }

    public required IReadOnlyList<Fact> Facts { get; init; }

    public required IReadOnlyList<Link> Links { get; init; }

    /// <summary>The command that shows the same events; null for none.</summary>
    public required string? Command { get; init; }

    /// <summary>Creates the content of a report, with fewer details if the page would be too large for mail programs.</summary>
    public static ReportContent Of(LoginAuditReport report)
    {
        var content = Of(report, Widest);
        return Encoding.UTF8.GetByteCount(HtmlReport.Write(content)) <= LargestPage ? content : Of(report, Narrowest);
    }

    private static ReportContent Of(LoginAuditReport report, Bounds most)
    {
        var named = report.Counts.Where(count => count.Others is null).ToList();
        // Counts over their threshold come first.
        var over = report.OverThresholdCount > most.Groups ? report.OverThresholdCount : 0;
        var (shown, others) = (named.Take(most.Groups).ToList(), named.Skip(Math.Max(most.Groups, over)).ToList());
        return new()
        {
            Title = report.Title,
            Headline = ReportText.Sentence(Headlines.Sentence(report)),
            Tone = ToneOf(report),
            IncompleteReasons = [.. ReportNotes.IncompleteReasons(report)],
            Verdict = [.. ReportVerdict.Of(report)],
            Findings = [.. report.Findings.Take(most.Findings).Select(finding => ReportFindings.Of(finding, report.Zone, most))],
            MoreFindings = ReportFindings.More(report.Findings.Skip(most.Findings).ToList()),
            Over = new TopList("Over the threshold", [.. named.Take(over).Select(count => new LoginAuditTally(ReportGroups.ShortName(count, most), count.FailureCount))]),
            Excluded = [.. ReportNotes.Excluded(report)],
            Notes = [.. ReportNotes.Of(report, others.Count - most.Others)],
            Groups = ReportGroups.Of(shown, report.Zone, most),
            Others = new TopList("Others", [.. others.Take(most.Others).Select(count => new LoginAuditTally(ReportGroups.Named(count, most.Computers), count.FailureCount))]),
            Last = ReportGroups.LastOf(report, most.Last),
            Facts = [.. ReportFacts.Of(report, most.Rows)],
            Links = [.. ReportFacts.Links(report, most.Rows)],
            Command = ReportFacts.Command(report),
        };
    }

    private static Mood ToneOf(LoginAuditReport report)
    {
        if (report.Problems.Count > 0 || report.Incomplete || report.MayMiss || report.Findings.Any(finding => finding.Severity >= LoginAuditSeverity.Medium))
            return Mood.Alert;
        if (report.OverThresholdCount > 0)
            return Headlines.HeadlineFinding(report) is null ? Mood.Alert : Mood.Notice;
        return report.Counts.Count == 0 ? Mood.Neutral : Mood.Calm;
    }
}
