namespace AwsLoginAudit;

/// <summary>Writes the counts of a report: names, sentences, bars, lists and the last failures.</summary>
internal static class ReportGroups
{
    public static IReadOnlyList<ReportContent.Group> Of(IReadOnlyList<LoginAuditCount> counts, TimeZoneInfo? zone, ReportContent.Bounds most)
    {
        var bars = new ReportBars(counts);
        return
        [
            .. counts.Select(count => new ReportContent.Group(
                NameOf(count),
                ComputersOf(count, most.Computers),
                count.FailureCount,
                count.OverThreshold,
                SentenceOf(count, zone),
                bars.Heading,
                bars.Of(count),
                [.. ListsOf(count, most.Rows).Where(list => list.Rows.Count > 0)])),
        ];
    }

    /// <summary>The name of a count with its computers.</summary>
    public static string Named(LoginAuditCount count, int mostComputers) => ComputersOf(count, mostComputers) is { } computers ? $"{NameOf(count)} ({computers})" : NameOf(count);

    /// <summary>The name in the list of all groups over their threshold: however many there are, each is named.</summary>
    public static string ShortName(LoginAuditCount count, ReportContent.Bounds most)
    {
        var name = NameOf(count);
        return name.Length > most.Name ? SafeText.Show(name, most.Name) : count.Computers is [_] && Named(count, 1) is var named && named.Length <= most.Name ? named : name;
    }

    private static string NameOf(LoginAuditCount count) => ReportText.Name(count.By == LoginAuditGrouping.Instance ? OwnWords.Quote(count.Name) : count.Name);

    // The log stream of an event collector has events of several computers.
    private static string? ComputersOf(LoginAuditCount count, int most)
    {
        if (count.By != LoginAuditGrouping.Instance || count.Computers.All(computer => computer.Name == count.Name))
            return null;
        var names = OwnWords.List(count.Computers.Take(most).Select(computer => ReportText.Name(computer.Name)));
        return count.Computers.Count > most ? $"{names} and {Words.Number(count.Computers.Count - most)} more" : names;
    }

    private static string SentenceOf(LoginAuditCount count, TimeZoneInfo? zone)
    {
        var between = count.FirstSeen is null ? "" : $", from {Words.Time(count.FirstSeen, zone)} to {Words.Time(count.LastSeen, zone)}";
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

    private static IEnumerable<ReportContent.TopList> ListsOf(LoginAuditCount count, int mostRows)
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

    private static ReportContent.TopList Top(string heading, IReadOnlyList<LoginAuditTally> tallies, int mostRows)
    {
        var rows = tallies.Take(mostRows).Select(tally => tally with { Name = ReportText.Name(tally.Name) }).ToList();
        var rest = tallies.Skip(mostRows).Sum(tally => tally.Count);
        if (rest > 0)
            rows.Add(new LoginAuditTally(OwnWords.Others, rest));
        return new ReportContent.TopList(heading, rows);
    }

    /// <summary>The last failures of all counts, the latest first.</summary>
    public static IReadOnlyList<ReportContent.Failure> LastOf(LoginAuditReport report, int most) =>
    [
        .. report.Counts
            .SelectMany(count => count.LastFailures)
            .OrderByDescending(failure => failure.Time)
            .Take(most)
            .Select(failure => new ReportContent.Failure(Words.Time(failure.Time), ReportText.Name(OwnWords.Quote(failure.InstanceId)), WhatOf(failure))),
    ];

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
        return string.Join(OwnWords.Separator, parts.Where(part => part is not null).Select(ReportText.Name));
    }
}
