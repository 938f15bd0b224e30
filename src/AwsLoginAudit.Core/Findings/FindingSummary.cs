namespace AwsLoginAudit;

/// <summary>Writes what a finding is about in a few words, without the machine.</summary>
internal static class FindingSummary
{
    public static string Of(LoginAuditFinding finding, FindingDraft draft, AttemptHistory history)
    {
        var (account, from) = (FindingText.AccountOf(finding), FindingText.From(finding));
        var failures = Words.Plural(finding.Guesses, "failed login");
        string Accounts(string noun) => FindingText.Number(draft, attempt => attempt.Key.Account, noun);
        return finding.Kind switch
        {
            LoginAuditFindingKind.BreakIn => BreakIn(finding, draft, history),
            LoginAuditFindingKind.PasswordGuessing or LoginAuditFindingKind.LateralGuessing => $"{failures} as {FindingText.AccountsOf(finding)}{from}",
            LoginAuditFindingKind.PasswordSpraying => $"passwords of {Accounts("account")} guessed{from}",
            LoginAuditFindingKind.DistributedGuessing => $"{failures} as {account} from {FindingText.Number(draft, attempt => attempt.Key.Place, "source")}",
            LoginAuditFindingKind.UserEnumeration => $"{Accounts("unknown user name")} tried{from}",
            LoginAuditFindingKind.DisabledAccounts => $"{Accounts("disabled, expired or locked account")} tried{from}",
            LoginAuditFindingKind.AccountLockout => finding.Guesses == 0 ? $"{account} locked" : $"{account} locked after {failures}",
            LoginAuditFindingKind.StaleCredential => $"stored password of {account} is out of date",
            _ => $"{failures}{from}, as of a vulnerability scanner",
        };
    }

    private static string BreakIn(LoginAuditFinding finding, FindingDraft draft, AttemptHistory history)
    {
        var (account, where, from) = (FindingText.AccountOf(finding), FindingText.LoginFrom(draft, history), FindingText.From(finding));
        var guesses = $"after {Words.Plural(finding.Guesses, "failed login")}{from}";
        if (draft.IsStopped)
            return $"password of {account} found {guesses}, login stopped";
        return $"login as {account}{(where == from ? "" : where)} {guesses}{(finding.Severity == LoginAuditSeverity.Low ? ", possibly the user" : "")}";
    }
}
