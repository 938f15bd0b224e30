using System.Text.Json;
using System.Text.Json.Serialization;

namespace AwsLoginAudit;

/// <summary>A report of one or more counts: what the failed logins mean, which groups are over their threshold, and the details.</summary>
public sealed record LoginAuditReport
{
    // JSON begins with these members, so that an incomplete report says so first. Lists are declared last, because Export-Csv keeps the order of declaration.
    private const int Top = -1;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The subject line: the machine, what happened, the alarm and the Region. One line of at most 200 characters, without control characters.</summary>
    [JsonPropertyOrder(Top)]
    public string Title => Headlines.Title(this);

    /// <summary>True if not all failed logins could be read. There may be more, and a count below the threshold may be over it.</summary>
    [JsonPropertyOrder(Top)]
    public bool Incomplete => Counts.Any(count => count.Incomplete);

    /// <summary>True if there were too many names to count each one, and a name that is not over its threshold by its count may be over it.</summary>
    public bool MayMiss => Counts.Any(count => count.MayBeOver);

    /// <summary>
    /// Whether to send the report: a count is over its threshold, or may be over it because not everything was read or counted by name, or a finding is
    /// High or Critical or a BreakIn above Low, or the audit failed.
    /// </summary>
    [JsonIgnore]
    public bool IsWorthSending => OverThresholdCount > 0 || Incomplete || MayMiss || Problems.Count > 0 || Findings.Any(finding => finding.IsUrgent);

    /// <summary>The time when the report was created, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>The number of counts that meet their rule.</summary>
    public int OverThresholdCount => Counts.Count(count => count.OverThreshold);

    /// <summary>The number of failures in all counts.</summary>
    public long Failures => Counts.Sum(count => count.FailureCount);

    /// <summary>The number of failed logins that exclusions keep out of the counts. They are in the windows of the report.</summary>
    public long ExcludedCount => Exclusions.Where(one => !one.Included).Sum(one => one.FailureCount);

    /// <summary>True if a report on the same state change may have been sent before; the report says so.</summary>
    public bool Repeated { get; init; }

    /// <summary>The reader's time zone, in which times are shown beside UTC. The default, null, shows UTC only.</summary>
    [JsonIgnore]
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>The command that shows the same events. The default, null, is a command of the AWS CLI.</summary>
    [JsonIgnore]
    public string? Command { get; init; }

    /// <summary>What could not be read and why, and what was read; empty if the reads are complete.</summary>
    [JsonPropertyOrder(Top)]
    public IReadOnlyList<string> IncompleteReasons => TextList.Of([.. Counts.Select(count => count.Result?.IncompleteReason).OfType<string>().Distinct()]);

    /// <summary>What the findings rest on, and what could not be known; null if there is nothing to examine.</summary>
    public LoginAuditCoverage? Coverage { get; private init; }

    /// <summary>What the failed logins mean, the worst first; at most 100 of a kind.</summary>
    public IReadOnlyList<LoginAuditFinding> Findings { get; private init => field = TextList.Of(value); } = TextList.Of<LoginAuditFinding>([]);

    /// <summary>The exclusions that match failed logins, and those that have expired.</summary>
    public IReadOnlyList<LoginAuditExcluded> Exclusions { get; private init => field = TextList.Of(value); } = TextList.Of<LoginAuditExcluded>([]);

    /// <summary>The counts of the report: those over their rule first, then largest first, and "(others)" last.</summary>
    public IReadOnlyList<LoginAuditCount> Counts { get; private init => field = TextList.Of(value); } = TextList.Of<LoginAuditCount>([]);

    /// <summary>The windows of the report.</summary>
    [JsonIgnore]
    public IReadOnlyList<LoginAuditWindow> Windows
    {
        get => Counts.Count > 0 ? TextList.Of([.. Counts.Select(count => count.Window).Distinct()]) : field;
        private init => field = TextList.Of(value);
    } = TextList.Of<LoginAuditWindow>([]);

    /// <summary>The reasons why failed logins could not be audited, in full sentences; empty for none.</summary>
    public IReadOnlyList<string> Problems { get; private init => field = TextList.Of(value); } = TextList.Of<string>([]);

    /// <summary>The file that is attached to the mail, and that the report then mentions; null for none.</summary>
    [JsonIgnore]
    public LoginAuditAttachment? Attachment { get; init; }

    /// <summary>Creates a report. Its findings are those of the measurements that the counts come from.</summary>
    /// <param name="counts">The counts; a report without counts says so.</param>
    /// <param name="createdAt">The time of creation.</param>
    /// <param name="counters">Counters whose counts and findings belong to the report too. If no count is over its threshold and a finding is worth sending, all their counts.</param>
    /// <returns>The report.</returns>
    /// <exception cref="LoginAuditException">DifferentGroupings: the counts do not all have the same grouping.</exception>
    public static LoginAuditReport Create(IEnumerable<LoginAuditCount> counts, DateTimeOffset createdAt, params IReadOnlyList<FailureCounter> counters)
    {
        List<LoginAuditCount> all = [.. counts, .. counters.SelectMany(counter => counter.Results())];
        List<Examination> examinations = [.. all.Select(count => count.Examination).OfType<Examination>().Concat(counters.Select(counter => counter.Examination)).Distinct()];
        var findings = Finder.Join(examinations.SelectMany(examination => examination.Find()));
        if (all.Count == 0 && findings.Any(finding => finding.IsUrgent))
            all = [.. counters.SelectMany(counter => counter.Results(all: true))];
        if (all.Select(count => count.By).Distinct().ToList() is { Count: > 1 } groupings)
            throw Different(groupings);
        return new()
        {
            CreatedAt = createdAt.ToUniversalTime(),
            Counts = [.. all.OrderByDescending(count => count.OverThreshold)
                .ThenBy(count => count.Others is not null)
                .ThenByDescending(count => count.FailureCount)
                .ThenBy(count => count.Name, StringComparer.Ordinal)],
            Windows = [.. examinations.SelectMany(examination => examination.Windows).Distinct()],
            Findings = [.. findings.Select(finding => finding with { Incomplete = all.Exists(count => count.Incomplete) })],
            Exclusions = [.. examinations.SelectMany(examination => examination.Excluded).GroupBy(one => one with { FailureCount = 0 }).Select(same => same.Key with { FailureCount = same.Sum(one => one.FailureCount) })],
            Coverage = ReportCoverage.Of(examinations, all, findings),
        };
    }

    private static LoginAuditException Different(IReadOnlyList<LoginAuditGrouping> groupings) => new(
        LoginAuditError.DifferentGroupings,
        $"The counts are grouped by {string.Join(" and by ", groupings)}. One report would count each failed login more than once. Create one report for each grouping.",
        groupings);

    /// <summary>Creates a report that explains why failed logins could not be audited.</summary>
    /// <param name="problems">What failed, in full sentences; one or more.</param>
    /// <param name="createdAt">The time of creation.</param>
    /// <param name="window">The window that could not be read; null if there is none.</param>
    /// <returns>The report.</returns>
    public static LoginAuditReport OfProblems(IEnumerable<string> problems, DateTimeOffset createdAt, LoginAuditWindow? window = null) => new()
    {
        CreatedAt = createdAt.ToUniversalTime(),
        Windows = window is null ? [] : [window],
        Problems = problems.Select(problem => SafeText.Show(problem)).ToList(),
    };

    /// <summary>Writes the report as one self-contained HTML page.</summary>
    /// <returns>The HTML.</returns>
    public string ToHtml() => HtmlReport.Write(ReportContent.Of(this));

    /// <summary>Writes the report as plain text.</summary>
    /// <returns>The text, with line feeds as line breaks.</returns>
    public string ToText() => TextReport.Write(ReportContent.Of(this));

    /// <summary>Writes the report as CSV (RFC 4180): a header, and one row per count.</summary>
    /// <returns>The CSV.</returns>
    public string ToCsv() => CsvReport.Write(this);

    /// <summary>Writes the findings as CSV (RFC 4180): a header, and one row per finding.</summary>
    /// <returns>The CSV.</returns>
    public string ToFindingsCsv() => FindingCsv.Write(Findings);

    /// <summary>Writes the report as JSON, with all public properties of every finding and count.</summary>
    /// <returns>The JSON.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Writes the report in the format of a file extension.</summary>
    /// <param name="extension">.html, .txt, .json, .csv for the counts, or .findings.csv for the findings, in any case.</param>
    /// <returns>The file's text.</returns>
    /// <exception cref="LoginAuditException">UnknownReportFormat: any other extension.</exception>
    public string Render(string extension) => extension.ToUpperInvariant() switch
    {
        ".HTML" => ToHtml(),
        ".TXT" => ToText(),
        ".JSON" => ToJson(),
        ".CSV" => ToCsv(),
        FindingCsv.Extension => ToFindingsCsv(),
        _ => throw new LoginAuditException(
            LoginAuditError.UnknownReportFormat,
            $"A report cannot be written as '{extension}'. Give a file name that ends in .html, .txt, .json, .csv or .findings.csv.",
            extension),
    };

    /// <inheritdoc/>
    public override string ToString() => Title;
}
