using System.Text.RegularExpressions;

namespace AwsLoginAudit;

/// <summary>The words of findings.</summary>
internal static class FindingText
{
    // An instance of EC2. A log stream of another name is a machine that Systems Manager may know by another id.
    private static readonly Regex Ec2Instance = new("^i-[0-9a-f]{8,17}\\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>One sentence that names the machine, the account and the source.</summary>
    public static string Title(LoginAuditFinding finding, FindingDraft draft, AttemptHistory history)
    {
        var (account, accounts) = (AccountOf(finding), AccountsOf(finding));
        var machines = Names([.. draft.Failures.Concat(draft.Logins).Select(history.MachineOf).Distinct().Select(NameOf)], "instance");
        var (from, guesses) = (From(finding), Words.Plural(finding.Guesses, "failed guess", "failed guesses"));
        return finding.Kind switch
        {
            LoginAuditFindingKind.BreakIn => BreakIn(finding, draft, history),
            LoginAuditFindingKind.PasswordGuessing => $"{guesses} at {accounts} on {machines}{from}",
            LoginAuditFindingKind.PasswordSpraying => $"Passwords of {Number(draft, attempt => attempt.Key.Account, "account")} were guessed on {machines}{from}",
            LoginAuditFindingKind.DistributedGuessing =>
                $"{guesses} at {account} from {Number(draft, attempt => attempt.Key.Place, "source")} on {machines}",
            LoginAuditFindingKind.UserEnumeration => $"{Number(draft, attempt => attempt.Key.Account, "unknown user name")} were tried on {machines}{from}",
            LoginAuditFindingKind.LateralGuessing => $"{guesses} at {accounts} on {machines}{from}",
            LoginAuditFindingKind.DisabledAccounts => $"{Number(draft, attempt => attempt.Key.Account, "disabled, expired or locked account")} were tried on {machines}{from}",
            LoginAuditFindingKind.AccountLockout => Lockout(finding, account, from),
            LoginAuditFindingKind.StaleCredential => $"A stored password of {account} is out of date: {Words.Plural(finding.Guesses, "failed login")} on {machines}{By(finding)}{from}",
            _ => $"{guesses} on {machines}{from}, as a vulnerability scanner would cause",
        };
    }

    private static string BreakIn(LoginAuditFinding finding, FindingDraft draft, AttemptHistory history)
    {
        var login = draft.Logins[0];
        var (account, where) = (AccountOf(finding), LoginFrom(draft, history));
        var guesses = $"{Words.Plural(finding.Guesses, "failed guess", "failed guesses")}{(draft.Failures.All(guess => guess.Key.Place == login.Key.Place) ? "" : From(finding))}";
        var machine = NameOf(history.MachineOf(login));
        if (draft.IsStopped)
            return $"The password of {account} was found{where} after {guesses}, but {machine} denied the login";
        return $"{account} logged in to {machine}{where} after {guesses}{(finding.Severity == LoginAuditSeverity.Low ? ", possibly the user" : "")}";
    }

    /// <summary>The machine as a person calls it.</summary>
    private static string NameOf(Machine machine) => machine.HasOwnName ? $"{OwnWords.Phrase(machine.Computer!)} ({OwnWords.Phrase(machine.InstanceId)})" : OwnWords.Phrase(machine.InstanceId);

    /// <summary>Where the login of a break-in came from, with its preposition; empty if unknown.</summary>
    public static string LoginFrom(FindingDraft draft, AttemptHistory history) =>
        history.PlaceOf(draft.Logins[0]) is { IsSource: true } place ? $" from {OwnWords.Phrase(place.Name)}" : "";

    /// <summary>The account that a finding is about.</summary>
    public static string AccountOf(LoginAuditFinding finding) => Phrase(finding.Accounts[0].Name);

    // A typed name that looks like a placeholder is in quotation marks already.
    private static string Phrase(string account) => account is OwnWords.Others or OwnWords.UnknownAccount ? account : OwnWords.Phrase(account);

    /// <summary>The accounts of a finding, or their number.</summary>
    public static string AccountsOf(LoginAuditFinding finding) => Names([.. finding.Accounts.Select(one => Phrase(one.Name))], "account");

    private static string Lockout(LoginAuditFinding finding, string account, string from) =>
        finding.Guesses == 0 ? $"{account} was locked{from}; the failed logins that caused it were not read" : $"{account} was locked after {Words.Plural(finding.Guesses, "failed login")}{from}{By(finding)}";

    private static string By(LoginAuditFinding finding) =>
        finding.Processes.Count > 0 ? $" by {OwnWords.Phrase(finding.Processes[0])}" : finding.LogonTypeNames.Contains("Service") ? " by a service" : finding.LogonTypeNames.Contains("Batch") ? " by a scheduled task" : "";

    /// <summary>The sources of a finding, or their number, with the preposition; empty for none.</summary>
    public static string From(LoginAuditFinding finding) =>
        finding.Origins.Count == 0 ? "" : $" from {Names([.. finding.Origins.Select(source => OwnWords.Phrase(source.Name))], "source")}";

    /// <summary>The number of different values among the failed attempts, with a noun.</summary>
    public static string Number(FindingDraft draft, Func<Attempt, int> value, string noun)
    {
        var values = draft.Failures.Select(value).Distinct().ToList();
        return $"{(values.Contains(NumberTable<string>.Others) ? "at least " : "")}{Words.Plural(values.Count, noun)}";
    }

    private static string Names(IReadOnlyList<string> names, string noun) => names.Count switch
    {
        1 => names[0],
        2 => $"{names[0]} and {names[1]}",
        3 => $"{names[0]}, {names[1]} and {names[2]}",
        _ => Words.Plural(names.Count, noun),
    };

    /// <summary>What to do next, the most urgent step first.</summary>
    public static IEnumerable<string> NextSteps(LoginAuditFinding finding, FindingDraft draft)
    {
        switch (finding.Kind)
        {
            case LoginAuditFindingKind.BreakIn when draft.IsStopped:
                return ["Set a new password for the account: the source knows the old one.", Block(finding)];
            case LoginAuditFindingKind.BreakIn when finding.Severity == LoginAuditSeverity.Low:
                return ["Ask the user whether these logins are theirs. If not, disable the account and end its sessions."];
            case LoginAuditFindingKind.BreakIn:
                return
                [
                    $"Disable the account, and end its sessions with logoff. To list the sessions, run: {ListSessions(finding)}",
                    Block(finding),
                    "Look at what the account did since the login: events 4688 (new process), 4697 (new service), 4698 (new task), 4720 (new account) and 4732 (new member of a group).",
                ];
            case LoginAuditFindingKind.DistributedGuessing:
                return ["Require a second factor for the account, and close the port to the internet: blocking single sources does not help."];
            case LoginAuditFindingKind.AccountLockout:
                return ["Find the program with the old password, or the source of the guesses, before you unlock the account. Otherwise Windows locks it again."];
            case LoginAuditFindingKind.StaleCredential:
                return ["Enter the new password where it is stored: a service, a scheduled task, a mapped drive, a phone or the Credential Manager of the user."];
            case LoginAuditFindingKind.Scanner:
                return ["Find out whose host it is. If it is your vulnerability scanner, there is nothing to do."];
            default:
                return [Block(finding), "Check whether one of the accounts has logged in since: event 4624 of the same account or source."];
        }
    }

    private static string ListSessions(LoginAuditFinding finding) => finding.InstanceIds.Count > 0 && Ec2Instance.IsMatch(finding.InstanceIds[0])
        ? $"aws ssm send-command --instance-ids {finding.InstanceIds[0]} --document-name AWS-RunPowerShellScript --parameters commands=quser"
        : "quser";

    private static string Block(LoginAuditFinding finding) => finding.Origins.Count == 0
        ? "Find out which program or person at the instance tries to log in: the process and the logon type are in the events."
        : finding.Origins[0].Kind switch
        {
            LoginAuditSourceKind.Public => $"Close the port to the internet in the security group, or deny {finding.Origins[0].Name}/{(finding.Origins[0].Name.IndexOf(':') < 0 ? 32 : 128)} in the network ACL.",
            LoginAuditSourceKind.Private => $"Find the host with the address {finding.Origins[0].Name}, and isolate the host: an attacker may control it.",
            _ => "Find the workstation in the network logons of the domain controller. The workstation itself reports its name, so the name may be false.",
        };
}
