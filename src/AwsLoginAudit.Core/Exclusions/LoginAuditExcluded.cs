namespace AwsLoginAudit;

/// <summary>The failed logins that an exclusion kept out of counts and findings.</summary>
/// <param name="ExclusionRule">The rule.</param>
/// <param name="FailureCount">The number of failed logins.</param>
public sealed record LoginAuditExcluded(LoginAuditExclusion ExclusionRule, long FailureCount)
{
    /// <summary>Whether these failed logins are counted all the same, because they were asked for.</summary>
    public bool Included { get; init; }

    /// <inheritdoc/>
    public override string ToString() => SafeText.Show(
        ExclusionRule.Expired ? $"not excluded: {ExclusionRule.Description}"
        : $"{(Included ? "not excluded on request" : "excluded")}: {Words.Plural(FailureCount, "failed login")} by {ExclusionRule.Description}");
}

/// <summary>Counts the failed logins that each rule excludes.</summary>
/// <param name="exclusions">The rules.</param>
internal sealed class ExcludedTotals(ExclusionSet exclusions)
{
    private readonly long[] counts = new long[exclusions.Active.Count];

    public void Add(int rule) => counts[rule]++;

    /// <summary>The rules that excluded something, and the expired ones, in the order of the rules.</summary>
    public IReadOnlyList<LoginAuditExcluded> All() =>
    [
        .. exclusions.Active.Select((rule, place) => new LoginAuditExcluded(rule, counts[place]) { Included = exclusions.IncludesExcluded }).Where(one => one.FailureCount > 0),
        .. exclusions.Rules.Except(exclusions.Active).Select(expired => new LoginAuditExcluded(expired, 0)),
    ];
}
