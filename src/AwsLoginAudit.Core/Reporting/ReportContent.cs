using System.Text;

namespace AwsLoginAudit;

/// <summary>The content of a report, before it is written as HTML or text. All its text is escaped for display.</summary>
internal sealed record ReportContent
{
    // Some mail programs clip a page of more bytes.
    private const int LargestPage = 100_000;
    private const int MostBars = 24;
    private const int LongestName = 120;
    private const int MostProblems = 20;
    private const int MostReasons = 5;
    private const int LongestProblem = 1000;

    private static readonly Bounds Widest = new(Groups: 5, Others: 50, Rows: 8, Last: 20, Computers: 100);
    private static readonly Bounds Narrowest = new(Groups: 1, Others: 10, Rows: 2, Last: 5, Computers: 6);

    /// <summary>The maximum number of entries of each kind.</summary>
    private sealed record Bounds(int Groups, int Others, int Rows, int Last, int Computers);

    /// <summary>A label and its value.</summary>
    internal sealed record Fact(string Label, string Value);

    /// <summary>A bar: a time, a count, and its share of the longest bar, 0 to 1.</summary>
    internal sealed record Bar(string Label, long Count, double Share);

    /// <summary>A list of the most frequent values.</summary>
    internal sealed record TopList(string Heading, IReadOnlyList<LoginAuditTally> Rows);

    /// <summary>The details of one instance or other group.</summary>
    internal sealed record Group(string Name, string? Computer, long Count, bool Over, string Sentence, string BarsHeading, IReadOnlyList<Bar> Bars, IReadOnlyList<TopList> Lists);

    /// <summary>A failure in two lines.</summary>
    internal sealed record Failure(string Time, string Instance, string What);

    public required string Title { get; init; }

    public required string Headline { get; init; }

    public required bool Alert { get; init; }

    /// <summary>Whether there are counts and no reason for an alert.</summary>
    public required bool Calm { get; init; }

    /// <summary>What is missing; empty if the reads are complete.</summary>
    public required IReadOnlyList<string> IncompleteReasons { get; init; }

    public required IReadOnlyList<Fact> Facts { get; init; }

    public required IReadOnlyList<Group> Groups { get; init; }

    /// <summary>The counts that are not in <see cref="Groups"/>, one line each.</summary>
    public required TopList Others { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    public required IReadOnlyList<Failure> Last { get; init; }

    public required IReadOnlyList<string> Advice { get; init; }

    /// <summary>Creates the content of a report, with fewer entries if the page would be too large for mail programs.</summary>
    public static ReportContent Of(LoginAuditReport report)
    {
        var content = Of(report, Widest);
        return Encoding.UTF8.GetByteCount(HtmlReport.Write(content)) <= LargestPage ? content : Of(report, Narrowest);
    }

    private static ReportContent Of(LoginAuditReport report, Bounds most) => new()
    {
        Title = report.Title,
        Headline = Headlines.Sentence(report),
        Alert = IsAlert(report),
        Calm = !IsAlert(report) && report.Counts.Count > 0,
        IncompleteReasons = IncompleteReasonsOf(report).ToList(),
        Facts = FactsOf(report, most.Rows).ToList(),
        Groups = Named(report).Take(most.Groups).Select(count => GroupOf(count, most)).ToList(),
        Others = new TopList(
            "Others", Named(report).Skip(most.Groups).Take(most.Others).Select(count => new LoginAuditTally(Named(count, most.Computers), count.FailureCount)).ToList()),
        Notes = NotesOf(report, Named(report).Count() - most.Groups - most.Others).ToList(),
        Last = LastOf(report, most.Last),
        Advice = ReportAdvice.For(report).ToList(),
    };

    private static bool IsAlert(LoginAuditReport report) => report.OverThresholdCount > 0 || report.Problems.Count > 0 || report.Incomplete || report.MayMiss;

    private static IEnumerable<LoginAuditCount> Named(LoginAuditReport report) => report.Counts.Where(count => count.Others is null);

    private static string Named(LoginAuditCount count, int mostComputers) => ComputersOf(count, mostComputers) is { } computers ? $"{NameOf(count)} ({computers})" : NameOf(count);

    private static string NameOf(LoginAuditCount count) => Shown(count.By == LoginAuditGrouping.Instance ? OwnWords.Quote(count.Name) : count.Name);

    private static string Shown(string? text) => LinkText.Disarm(SafeText.Show(text, LongestName));

    private static string Sentence(string text) => LinkText.Disarm(SafeText.Show(text, LongestProblem));

    private static IEnumerable<string> IncompleteReasonsOf(LoginAuditReport report)
    {
        foreach (var reason in report.IncompleteReasons.Take(MostReasons))
            yield return Sentence(reason);
        if (report.Incomplete)
            yield return "The real numbers may be higher, and more instances may be over the threshold. Read the window again.";
    }

    private static IEnumerable<Fact> FactsOf(LoginAuditReport report, int mostRows)
    {
        foreach (var window in report.Windows.Take(mostRows))
        {
            if (window.AlarmName is not null)
                yield return new Fact("Alarm", Shown(window.AlarmName));
            if (window.AccountId is not null)
                yield return new Fact("AWS account", Shown(window.AccountId));
            if (window.Region is not null)
                yield return new Fact("Region", Shown(window.Region));
            if (window.Start is not null || window.End is not null)
                yield return new Fact("Window", $"{Words.Time(window.Start)} to {Words.Time(window.End)}, {Words.Source(window.WindowSource)}");
            if (window.StateChangeTime is not null)
                yield return new Fact("Alarm state changed", Words.Time(window.StateChangeTime));
            if (window.LogGroupNames.Count > 0)
                yield return new Fact("Log groups", Shown(string.Join(", ", window.LogGroupNames)));
            foreach (var comparison in report.Counts.Where(count => count.Window == window).Select(count => count.Result?.Summary).OfType<string>().Distinct())
                yield return new Fact("Log events", Sentence(comparison));
        }
        foreach (var rule in report.Counts.Select(count => count.Rule).OfType<AlarmRule>().Distinct().Take(mostRows))
            yield return new Fact("Threshold", Words.Rule(rule));
        yield return new Fact("Report created", Words.Time(report.CreatedAt));
    }

    private static Group GroupOf(LoginAuditCount count, Bounds most)
    {
        var bars = BarsOf(count, out var width);
        return new Group(
            NameOf(count),
            ComputersOf(count, most.Computers),
            count.FailureCount,
            count.OverThreshold,
            SentenceOf(count),
            $"Failures in each {(width == TimeSpan.FromMinutes(1) ? "minute" : Words.Length(width))}, UTC",
            bars,
            ListsOf(count, most.Rows).Where(list => list.Rows.Count > 0).ToList());
    }

    // The log stream of an event collector has events of several computers.
    private static string? ComputersOf(LoginAuditCount count, int most)
    {
        if (count.By != LoginAuditGrouping.Instance || count.Computers.All(computer => computer.Name == count.Name))
            return null;
        var names = OwnWords.List(count.Computers.Take(most).Select(computer => Shown(computer.Name)));
        return count.Computers.Count > most ? $"{names} and {Words.Number(count.Computers.Count - most)} more" : names;
    }

    private static string SentenceOf(LoginAuditCount count)
    {
        var between = count.FirstSeen is null ? "" : $", from {Words.Time(count.FirstSeen)} to {Words.Time(count.LastSeen)}";
        var verdict = count.Rule is not { } rule ? ""
            : count.OverThreshold && rule.Period is not null ? $" Over the threshold: {Words.Number(count.Peak)} in the busiest period; the threshold is {Words.Rule(rule)}."
            : count.OverThreshold ? $" Over the threshold: {Words.Rule(rule)}."
            : count.MayBeOver ? $" May be over the threshold: {Words.Rule(rule)}."
            : $" Not over the threshold{(count.Incomplete ? ", as far as could be read" : "")}: {Words.Rule(rule)}.";
        var number = count.PossiblyMore > 0
            ? $"{Words.Number(count.FailureCount)} to {Words.Number(count.FailureCount + count.PossiblyMore)} failed logins"
            : Words.Plural(count.FailureCount, "failed login");
        return $"{number}{between}.{verdict}";
    }

    private static IEnumerable<TopList> ListsOf(LoginAuditCount count, int mostRows)
    {
        if (count.By != LoginAuditGrouping.Instance)
            yield return Top("Instances", count.Instances, mostRows);
        if (count.By != LoginAuditGrouping.Account)
            yield return Top("Accounts", count.Accounts, mostRows);
        if (count.By != LoginAuditGrouping.SourceAddress)
            yield return Top("Source addresses", count.Sources, mostRows);
        if (count.By != LoginAuditGrouping.Reason)
            yield return Top("Reasons", count.Reasons, mostRows);
        if (count.By != LoginAuditGrouping.LogonType)
            yield return Top("Logon types", count.LogonTypes, mostRows);
    }

    private static TopList Top(string heading, IReadOnlyList<LoginAuditTally> tallies, int mostRows)
    {
        var rows = tallies.Take(mostRows).Select(tally => tally with { Name = Shown(tally.Name) }).ToList();
        var rest = tallies.Skip(mostRows).Sum(tally => tally.Count);
        if (rest > 0)
            rows.Add(new LoginAuditTally(OwnWords.Others, rest));
        return new TopList(heading, rows);
    }

    // Adjacent bars are joined, so that a reader can see all of them at a glance.
    private static List<Bar> BarsOf(LoginAuditCount count, out TimeSpan width)
    {
        var joined = Math.Max(1, (count.Bars.Count + MostBars - 1) / MostBars);
        width = TimeSpan.FromTicks(count.BarWidth.Ticks * joined);
        var bars = count.Bars
            .Select((bar, index) => (bar, index))
            .GroupBy(pair => pair.index / joined)
            .Select(group => (group.First().bar.Start, Count: group.Sum(pair => pair.bar.Count)))
            .ToList();
        var longest = Math.Max(1, bars.Count == 0 ? 1 : bars.Max(bar => bar.Count));
        var days = width >= TimeSpan.FromHours(1);
        return bars.ConvertAll(bar => new Bar(
            days ? Words.Time(bar.Start).Substring(0, 16) : Words.Clock(bar.Start), bar.Count, (double)bar.Count / longest));
    }

    private static IEnumerable<string> NotesOf(LoginAuditReport report, int leftOut)
    {
        foreach (var problem in report.Problems.Take(MostProblems))
            yield return Sentence(problem);
        if (report.Problems.Count > MostProblems)
            yield return $"{Words.Plural(report.Problems.Count - MostProblems, "more problem")} left out here.";
        if (report is { Repeated: true, Problems.Count: > 0 })
            yield return "You may have received this report before: an earlier attempt to send it ended with an unknown result.";
        else if (report.Repeated)
            yield return $"You may have received a report on this state change before: an earlier attempt to send it ended with an unknown result.{(report.Incomplete ? "" : " Its numbers are the same.")}";
        if (report.Attachment is { } attachment)
        {
            yield return attachment.Failures >= report.Failures
                ? $"All {Words.Plural(attachment.Failures, "failed login")} are in the attached {attachment.FileName}, one row each."
                : $"{Words.Number(attachment.Failures)} of {Words.Plural(report.Failures, "failed login")} are in the attached {attachment.FileName}, one row each. The other {Words.Number(report.Failures - attachment.Failures)} do not fit into a mail. The counts include all of them.";
        }
        if (report.Counts.Any(count => count.Result is { IsDeserialized: true }))
            yield return "The report counts copies of failed logins, from a job, a remote session or a file. It does not show errors that occurred after the copies were made.";
        if (report.Windows.SelectMany(window => window.ForeignMetricFilters).Distinct().ToList() is { Count: > 0 } foreign)
        {
            yield return Sentence(
                $"{Words.Plural(foreign.Count, "metric filter feeds", "metric filters feed")} the alarm's metric although the alarm's setup did not create {(foreign.Count == 1 ? "it" : "them")}. Delete filters that nobody in your organization added: "
                + $"{string.Join(", ", foreign)}. A check of the prerequisites shows the commands.");
        }
        foreach (var others in report.Counts.Where(count => count.Others is not null))
            yield return OthersNote.Of(others);
        if (leftOut > 0)
            yield return $"{Words.Plural(leftOut, "more entry is", "more entries are")} not shown. None has more failures than the last entry above.";
        var suspicious = report.Counts.Sum(count => count.SuspiciousCount);
        if (suspicious > 0)
        {
            yield return $"{Words.Plural(suspicious, "counted event does", "counted events do")} not have the structure of a Windows event. An attacker may have typed an account name that "
                + "changes the event, so account, address and reason may be missing or forged.";
        }
        var malformed = report.Counts.Sum(count => count.MalformedCount);
        if (malformed > 0)
            yield return $"{Words.Plural(malformed, "counted event was", "counted events were")} parsed only in part.";
        foreach (var unconfirmed in report.Windows.Select(window => window.Unconfirmed).OfType<string>().Distinct())
            yield return unconfirmed;
    }

    private static List<Failure> LastOf(LoginAuditReport report, int most) => report.Counts
        .SelectMany(count => count.LastFailures)
        .OrderByDescending(failure => failure.Time)
        .Take(most)
        .Select(failure => new Failure(Words.Time(failure.Time), Shown(OwnWords.Quote(failure.InstanceId)), WhatOf(failure)))
        .ToList();

    private static string WhatOf(LoginAuditFailure failure)
    {
        var parts = new[]
        {
            failure.Account is { } account ? OwnWords.Typed(account) : OwnWords.UnknownAccount,
            (failure.SourceAddress ?? failure.Workstation) is { } place ? "from " + OwnWords.Typed(place) : null,
            failure.LogonTypeName is { } type ? OwnWords.Typed(type) : null,
            failure.Reason is { } reason ? OwnWords.Typed(reason) : failure.EventId is { } id ? $"event {id}" : null,
            failure.Suspicious ? "suspicious event" : null,
        };
        return string.Join(OwnWords.Separator, parts.Where(part => part is not null).Select(Shown));
    }
}
