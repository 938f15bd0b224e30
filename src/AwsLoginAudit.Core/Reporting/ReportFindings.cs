namespace AwsLoginAudit;

/// <summary>Writes the findings of a report.</summary>
internal static class ReportFindings
{
    // The title names up to three.
    private const int InTitle = 3;

    public static ReportContent.Finding Of(LoginAuditFinding finding, TimeZoneInfo? zone, ReportContent.Bounds most) => new(
        finding.Severity,
        ReportText.Sentence(finding.Title) + ".",
        [.. Details(finding, zone, most)],
        [.. finding.NextSteps.Select(ReportText.Sentence)]);

    private static IEnumerable<ReportContent.Fact> Details(LoginAuditFinding finding, TimeZoneInfo? zone, ReportContent.Bounds most)
    {
        yield return new("Time", finding.FirstSeen == finding.LastSeen ? Words.Time(finding.FirstSeen, zone) : $"{Words.Time(finding.FirstSeen, zone)} to {Words.Time(finding.LastSeen, zone)}");
        if (finding.InstanceIds.Count > InTitle)
            yield return new("Instances", Names(finding.InstanceIds.Select((instance, at) => Machine(instance, finding.ComputerNames[at])), finding.InstanceIds.Count, most.Computers));
        if (finding.Accounts.Count > InTitle)
            yield return new("Accounts", Names(finding.Accounts.Select(account => account.ToString()), finding.Accounts.Count, most.Rows, isWhole: false));
        if (finding.Origins.Count > 0)
            yield return new("Sources", Names(finding.Origins.Select(source => source.ToString()), finding.Origins.Count, most.Rows, isWhole: false));
        if (finding.LogonTypeNames.Count > 0)
            yield return new("Logon types", Names(finding.LogonTypeNames.Select(Explained), finding.LogonTypeNames.Count, most.Rows));
        if (finding.Technique is { } technique)
            yield return new("Technique", $"MITRE ATT&CK {technique}");
        if (finding.ExclusionNames.Count > 0)
            yield return new("Exclusions", $"{Names(finding.ExclusionNames.Select(name => $"'{name}'"), finding.ExclusionNames.Count, most.Rows)} {(finding.ExclusionNames.Count == 1 ? "matches" : "match")} some of these failed logins, but cannot hide this finding.");
        if (finding.Suspicious)
            yield return new("Note", "Some of the events may be forged. They never raise the severity above Medium.");
    }

    /// <summary>What is said of findings that are not shown.</summary>
    /// <param name="left">The findings.</param>
    public static string? More(IReadOnlyList<LoginAuditFinding> left) => left.Count == 0 ? null
        : $"{Words.Plural(left.Count, "more finding is", "more findings are")} left out here: "
            + string.Join(", ", left.GroupBy(finding => (finding.Severity, finding.Kind)).Select(kind => $"{Words.Number(kind.Count())} {kind.Key.Kind} ({kind.Key.Severity})"))
            + ". The report as JSON or CSV has them all.";

    private static string Machine(string instance, string computer) => computer.Length == 0 || computer == instance ? OwnWords.Phrase(instance) : $"{OwnWords.Phrase(computer)} ({OwnWords.Phrase(instance)})";

    // A finding lists the most frequent accounts and sources only, so the number of the others is not known.
    private static string Names(IEnumerable<string> names, int count, int most, bool isWhole = true)
    {
        var shown = string.Join(", ", names.Take(most).Select(ReportText.Name));
        return count <= most ? shown : isWhole ? $"{shown} and {Words.Number(count - most)} more" : $"{shown} and others";
    }

    private static string Explained(string logonType) => logonType switch
    {
        "RemoteInteractive" => "Remote Desktop (10)",
        "Network" => "network (3): SMB, or Remote Desktop with Network Level Authentication",
        "Interactive" => "console (2)",
        "Batch" => "scheduled task (4)",
        "Service" => "service (5)",
        "NetworkCleartext" => "network with a clear-text password (8)",
        _ => logonType,
    };
}
