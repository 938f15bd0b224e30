namespace AwsLoginAudit;

/// <summary>The recommended next steps, chosen by the counts.</summary>
internal static class ReportAdvice
{
    private const int Many = 5;

    public static IEnumerable<string> For(LoginAuditReport report)
    {
        var seen = report.OverThresholdCount > 0 ? report.Counts.Where(count => count.OverThreshold).ToList() : report.Counts.ToList();
        if (seen.Count == 0)
            yield break;

        if (seen.Any(count => count.Accounts.Count > Many && IsMostly(count.Sources, count.FailureCount)))
            yield return "Many accounts are tried from one source: password spraying. Block the source in the security group or network ACL, and look whether any account succeeded (event 4624 from that address).";
        if (seen.Any(count => count.Sources.Count > Many && IsMostly(count.Accounts, count.FailureCount)))
            yield return "One account is tried from many sources. Disable it or change its password, and require a second factor.";
        if (Has(seen, count => count.LogonTypes, "RemoteInteractive"))
            yield return "Remote desktop is being tried (logon type 10). Close port 3389 to the internet; use Systems Manager Fleet Manager or a bastion.";
        if (Has(seen, count => count.Reasons, "Account locked out"))
            yield return "Accounts are locked out. Find out from where before you unlock them, or they lock again.";
        if (Has(seen, count => count.LogonTypes, "Service") || Has(seen, count => count.LogonTypes, "Batch"))
            yield return "A service or scheduled task may hold an old password: look at the accounts of logon types Service and Batch first.";
        if (Has(seen, count => count.Reasons, "Unknown user name"))
            yield return "Names that do not exist are tried: somebody is guessing them. Watch for the first one that does exist (wrong password).";
        yield return "Look for a success that followed: event 4624 with the same account or source address, on these instances, after the last failure.";
    }

    private static bool IsMostly(IReadOnlyList<LoginAuditTally> tallies, long total) =>
        tallies.Count > 0 && tallies[0].Name != OwnWords.None && tallies[0].Count * 2 >= total;

    private static bool Has(IEnumerable<LoginAuditCount> counts, Func<LoginAuditCount, IReadOnlyList<LoginAuditTally>> list, string name) =>
        counts.Any(count => list(count).Any(tally => tally.Name == name));
}
