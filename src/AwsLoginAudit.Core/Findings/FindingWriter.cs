using System.Text;

namespace AwsLoginAudit;

/// <summary>Writes findings: lists, titles and identifiers.</summary>
/// <param name="history">The attempts that findings are about.</param>
internal sealed class FindingWriter(AttemptHistory history)
{
    private const int MostInstances = 1000;
    private const int MostNames = 20;
    private const int MostEvidence = 10;
    private const int MostLogins = 5;

    public LoginAuditFinding Write(FindingDraft draft)
    {
        var attempts = draft.Failures.Concat(draft.Logins).ToList();
        // The machine where somebody got in comes first.
        var machines = Counted(draft.Kind == LoginAuditFindingKind.BreakIn ? draft.Logins : [], attempt => attempt.Key.Machine)
            .Concat(Counted(draft.Failures.Count > 0 ? draft.Failures : attempts, attempt => attempt.Key.Machine))
            .Select(counted => history.Log.Machine(counted.Key)).Distinct().Take(MostInstances).ToList();
        var finding = new LoginAuditFinding
        {
            Kind = draft.Kind,
            Severity = draft.Severity,
            Technique = Technique(draft),
            Title = "",
            Summary = "",
            FirstSeen = attempts.Min(attempt => attempt.First),
            LastSeen = attempts.Max(attempt => attempt.Last),
            Guesses = draft.Failures.Sum(failure => failure.Count),
            Successes = draft.Kind == LoginAuditFindingKind.AccountLockout || draft.IsStopped ? 0 : draft.Logins.Sum(login => login.Count),
            InstanceIds = [.. machines.Select(machine => machine.InstanceId)],
            ComputerNames = [.. machines.Select(machine => machine.Computer ?? "")],
            Accounts = Accounts(draft),
            Origins = Sources(draft.Failures.Count > 0 ? draft.Failures : attempts),
            LogonTypeNames = [.. attempts.Select(attempt => CodeTables.LogonType(attempt.Key.LogonType)).OfType<string>().Distinct()],
            Processes = [.. attempts.Where(attempt => attempt.Key.Process > NumberTable<string>.Others).Select(attempt => history.Log.Process(attempt.Key.Process)).Distinct().Take(MostNames)],
            EvidenceEvents = [.. Evidence(draft)],
            ExclusionNames = [.. draft.Failures.Select(failure => failure.Key.Exclusion).Where(rule => rule != ExclusionSet.None).Distinct().Take(MostNames).Select(rule => history.Exclusions.Active[rule].Name)],
            Suspicious = attempts.Any(attempt => attempt.Key.IsSuspicious),
            Id = ShortDigest.Of(Encoding.UTF8.GetBytes($"{draft.Kind}\n{draft.Subject}")),
        };
        return finding with
        {
            Title = SafeText.Show(FindingText.Title(finding, draft, history)),
            Summary = SafeText.Show(FindingSummary.Of(finding, draft, history)),
            NextSteps = [.. FindingText.NextSteps(finding, draft)],
        };
    }

    private IReadOnlyList<LoginAuditTally> Accounts(FindingDraft draft)
    {
        // In a break-in the account that got in comes first.
        var first = draft.Kind == LoginAuditFindingKind.BreakIn ? draft.Logins[0].Key.Account : -1;
        var counted = Counted(draft.Failures.Count > 0 ? draft.Failures.Concat(draft.Logins.Take(1)) : draft.Logins, attempt => attempt.Key.Account)
            .OrderByDescending(account => account.Key == first).ToList();
        var shown = counted.Take(MostNames).Select(account => new LoginAuditTally(NameOf(account.Key), account.Count));
        var rest = counted.Skip(MostNames).Sum(account => account.Count);
        return rest == 0 ? [.. shown] : [.. shown, new LoginAuditTally(OwnWords.Others, rest)];
    }

    private string NameOf(int account) =>
        account > NumberTable<string>.Others ? OwnWords.Typed(history.Log.Account(account), AttemptLog.LongestName) : history.Log.Account(account);

    private IReadOnlyList<LoginAuditSource> Sources(IEnumerable<Attempt> attempts) =>
        [.. Counted(attempts.Where(history.HasSource), attempt => attempt.Key.Place)
            .Take(MostNames).Select(place => new LoginAuditSource(history.Log.Place(place.Key).Name, history.Log.Place(place.Key).Kind, place.Count))];

    private static IEnumerable<(int Key, long Count)> Counted(IEnumerable<Attempt> attempts, Func<Attempt, int> value) =>
        attempts.GroupBy(value).Select(group => (group.Key, Count: group.Sum(attempt => attempt.Count))).OrderByDescending(counted => counted.Count).ThenBy(counted => counted.Key);

    private IEnumerable<LoginAuditEvidence> Evidence(FindingDraft draft)
    {
        var logins = draft.Logins.Take(MostLogins).ToList();
        return draft.Failures.Take(MostEvidence - logins.Count).Concat(logins).OrderBy(attempt => attempt.First).Select(Evidence);
    }

    private LoginAuditEvidence Evidence(Attempt attempt) => new()
    {
        Time = attempt.First,
        InstanceId = history.MachineOf(attempt).InstanceId,
        EventId = attempt.Key.EventId == 0 ? null : attempt.Key.EventId,
        RecordId = attempt.RecordId,
        Account = attempt.Key.Account == NumberTable<string>.None ? null : history.AccountOf(attempt),
        Source = history.HasSource(attempt) ? history.PlaceOf(attempt).Name : null,
        Count = attempt.Count,
    };

    // MITRE ATT&CK for Enterprise, version 17.
    private static string? Technique(FindingDraft draft) => draft.Kind switch
    {
        LoginAuditFindingKind.BreakIn => draft.IsStopped ? "T1110" : "T1078",
        LoginAuditFindingKind.PasswordGuessing or LoginAuditFindingKind.DistributedGuessing => "T1110.001",
        LoginAuditFindingKind.PasswordSpraying => "T1110.003",
        LoginAuditFindingKind.LateralGuessing => "T1110.004",
        LoginAuditFindingKind.UserEnumeration => "T1589.002",
        LoginAuditFindingKind.DisabledAccounts => "T1078",
        LoginAuditFindingKind.AccountLockout => "T1531",
        _ => null,
    };
}
