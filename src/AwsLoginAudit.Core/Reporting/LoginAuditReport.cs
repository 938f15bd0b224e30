using System.Text.Json;
using System.Text.Json.Serialization;

namespace AwsLoginAudit;

/// <summary>One report over one or more counts.</summary>
public sealed record LoginAuditReport
{
    // A report of a part says so before anything else. Lists are the last columns of a CSV file.
    private const int Top = -1;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The subject line: what happened, where. One line of at most 200 characters, without control characters.</summary>
    [JsonPropertyOrder(Top)]
    public string Title => Headlines.Title(this);

    /// <summary>True where not all failed logins could be read: there may be more, and what is not over its limit may be over it.</summary>
    [JsonPropertyOrder(Top)]
    public bool Incomplete => Counts.Any(count => count.Incomplete);

    /// <summary>True if there were more names than are counted one by one, and one that is not over its threshold by its count may be over it.</summary>
    public bool MayMiss => Counts.Any(count => count.MayBeOver);

    /// <summary>
    /// Whether somebody has to be told: a count is over its threshold, or may be since not everything was read or counted by name, or nothing could be audited.
    /// </summary>
    [JsonIgnore]
    public bool IsWorthSending => OverThresholdCount > 0 || Incomplete || MayMiss || Problems.Count > 0;

    /// <summary>When the report was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>How many of them meet their rule.</summary>
    public int OverThresholdCount => Counts.Count(count => count.OverThreshold);

    /// <summary>The failures of all of them.</summary>
    public long Failures => Counts.Sum(count => count.FailureCount);

    /// <summary>True where a report on the same state change may have been sent before; the report says so.</summary>
    public bool Repeated { get; init; }

    /// <summary>What could not be read, why, and what was; none where all was read.</summary>
    [JsonPropertyOrder(Top)]
    public IReadOnlyList<string> IncompleteReasons => TextList.Of([.. Counts.Select(count => count.Result?.IncompleteReason).OfType<string>().Distinct()]);

    /// <summary>The counts that the report is made of: those over their rule first, the largest first, and "(others)" last.</summary>
    public IReadOnlyList<LoginAuditCount> Counts { get; private init => field = TextList.Of(value); } = TextList.Of<LoginAuditCount>([]);

    /// <summary>The windows that the report is about.</summary>
    [JsonIgnore]
    public IReadOnlyList<LoginAuditWindow> Windows
    {
        get => Counts.Count > 0 ? TextList.Of([.. Counts.Select(count => count.Window).Distinct()]) : field;
        private init => field = TextList.Of(value);
    } = TextList.Of<LoginAuditWindow>([]);

    /// <summary>What kept failed logins from being audited, in words for people; none where nothing did.</summary>
    public IReadOnlyList<string> Problems { get; private init => field = TextList.Of(value); } = TextList.Of<string>([]);

    /// <summary>The file that goes with the report, which the report then speaks of; null for none.</summary>
    [JsonIgnore]
    public LoginAuditAttachment? Attachment { get; init; }

    /// <summary>Makes a report.</summary>
    /// <param name="counts">The counts; none make a report that says so.</param>
    /// <param name="createdAt">When it is made.</param>
    /// <returns>The report.</returns>
    /// <exception cref="LoginAuditException">DifferentGroupings: the counts are not all of the same grouping.</exception>
    public static LoginAuditReport Create(IEnumerable<LoginAuditCount> counts, DateTimeOffset createdAt)
    {
        var sorted = counts.OrderByDescending(count => count.OverThreshold)
            .ThenBy(count => count.Others is not null)
            .ThenByDescending(count => count.FailureCount)
            .ThenBy(count => count.Name, StringComparer.Ordinal)
            .ToList();
        return sorted.Exists(count => count.By != sorted[0].By)
            ? throw Different(sorted.Select(count => count.By).Distinct().ToList())
            : new() { CreatedAt = createdAt.ToUniversalTime(), Counts = sorted };
    }

    private static LoginAuditException Different(IReadOnlyList<LoginAuditGrouping> groupings) => new(
        LoginAuditError.DifferentGroupings,
        $"The counts are grouped by {string.Join(" and by ", groupings)}. A report of them would count each failed login more than once. Create one report for each grouping.",
        groupings);

    /// <summary>Makes a report that says why there is none.</summary>
    /// <param name="problems">What went wrong, in words for people; one or more.</param>
    /// <param name="createdAt">When it is made.</param>
    /// <param name="window">The window that could not be read; null if there is none.</param>
    /// <returns>The report.</returns>
    public static LoginAuditReport OfProblems(IEnumerable<string> problems, DateTimeOffset createdAt, LoginAuditWindow? window = null) => new()
    {
        CreatedAt = createdAt.ToUniversalTime(),
        Windows = window is null ? [] : [window],
        Problems = problems.Select(problem => SafeText.Show(problem)).ToList(),
    };

    /// <summary>The report as one self-contained HTML page.</summary>
    /// <returns>The page's text.</returns>
    public string ToHtml() => HtmlReport.Write(ReportContent.Of(this));

    /// <summary>The report as plain text.</summary>
    /// <returns>The text, with line feeds.</returns>
    public string ToText() => TextReport.Write(ReportContent.Of(this));

    /// <summary>The report as CSV (RFC 4180): a header, and one row a count.</summary>
    /// <returns>The text.</returns>
    public string ToCsv() => CsvReport.Write(this);

    /// <summary>The report as JSON, with every count as the object has it.</summary>
    /// <returns>The text.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>The report in the format that a file's extension names.</summary>
    /// <param name="extension">.html, .txt, .json or .csv; case does not matter.</param>
    /// <returns>The file's text.</returns>
    /// <exception cref="LoginAuditException">UnknownReportFormat: any other extension.</exception>
    public string Render(string extension) => extension.ToUpperInvariant() switch
    {
        ".HTML" => ToHtml(),
        ".TXT" => ToText(),
        ".JSON" => ToJson(),
        ".CSV" => ToCsv(),
        _ => throw new LoginAuditException(
            LoginAuditError.UnknownReportFormat,
            $"A report cannot be written as '{extension}'. Name a file that ends in .html, .txt, .json or .csv.",
            extension),
    };

    /// <inheritdoc/>
    public override string ToString() => Title;
}
