using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Finds the exclusion that matches a failed login. One thread uses a set at a time.</summary>
/// <remarks>
/// An event that may be forged matches no exclusion, because an attacker who knows the rules could type the values of one. Expired rules match nothing.
/// </remarks>
public sealed class ExclusionSet
{
    /// <summary>The place of no rule.</summary>
    internal const int None = -1;

    private readonly LoginAuditExclusion[] active;
    private readonly string?[] codes;
    private readonly AccountCriterion accounts;
    private readonly AddressCriterion sources;
    private readonly TextCriterion workstations, processes, instances;

    /// <summary>Creates a set of valid rules.</summary>
    /// <param name="rules">The rules; the first one that matches excludes a failed login.</param>
    /// <exception cref="LoginAuditException">InvalidExclusion: a rule is not valid, or two rules have the same name.</exception>
    public ExclusionSet(IReadOnlyList<LoginAuditExclusion> rules)
    {
        Demand(rules);
        Rules = rules;
        active = [.. rules.Where(rule => !rule.Expired)];
        codes = Array.ConvertAll(active, rule => CodeTables.Normalize(rule.ReasonCode));
        accounts = new AccountCriterion(active);
        sources = new AddressCriterion(active);
        workstations = new TextCriterion(active, rule => rule.Workstation);
        processes = new TextCriterion(active, rule => rule.ProcessName);
        instances = new TextCriterion(active, rule => rule.InstanceId);
    }

    /// <summary>A set without rules.</summary>
    public static ExclusionSet Empty { get; } = new([]);

    /// <summary>The rules, in their order.</summary>
    public IReadOnlyList<LoginAuditExclusion> Rules { get; }

    /// <summary>Whether failed logins that match are still counted and part of findings. The default is false.</summary>
    public bool IncludesExcluded { get; init; }

    /// <summary>The place of the first rule that matches a failed login among the active rules; <see cref="None"/> if none does.</summary>
    [MethodImpl(Hot.Path)]
    internal int Find(LoginAuditFailure failure)
    {
        if (active.Length == 0 || failure.Suspicious || failure.Malformed || failure.Kind != LoginAuditEventKind.FailedLogin)
            return None;
        var source = sources.Of(failure.SourceAddress);
        var account = accounts.Of(failure.AccountName, failure.AccountDomain);
        var workstation = workstations.Of(failure.Workstation);
        var process = processes.Of(failure.ProcessName);
        var instance = instances.Of(failure.InstanceId);
        for (var word = 0; word < source.Length; word++)
        {
            var both = source[word] & account[word] & workstation[word] & process[word] & instance[word];
            for (var rule = word * 64; both != 0; rule++, both >>= 1)
            {
                if ((both & 1) != 0 && HasCodes(rule, failure))
                    return rule;
            }
        }
        return None;
    }

    /// <summary>The rules that have not expired, in their order.</summary>
    internal IReadOnlyList<LoginAuditExclusion> Active => active;

    /// <summary>Whether a rule matches a failed login.</summary>
    /// <param name="failure">The failed login.</param>
    public bool Matches(LoginAuditFailure failure) => Find(failure) != None;

    private bool HasCodes(int rule, LoginAuditFailure failure) =>
        (active[rule].EventId is not { } id || id == failure.EventId)
        && (codes[rule] is not { } code || string.Equals(code, failure.Status, StringComparison.Ordinal) || string.Equals(code, failure.SubStatus, StringComparison.Ordinal));

    private static void Demand(IReadOnlyList<LoginAuditExclusion> rules)
    {
        var problem = rules.Select(rule => rule.FindProblem()).FirstOrDefault(found => found is not null)
            ?? rules.GroupBy(rule => rule.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Skip(1).Any()).Select(same => $"Two exclusions have the name '{same.Key}'.").FirstOrDefault();
        if (problem is not null)
            throw new LoginAuditException(LoginAuditError.InvalidExclusion, problem);
    }
}
