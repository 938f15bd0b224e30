namespace AwsLoginAudit;

/// <summary>The failed logins that an exclusion kept out of counts and findings.</summary>
public sealed record LoginAuditExcluded
{
    /// <summary>The name of the exclusion.</summary>
    public required string Name { get; init; }

    /// <summary>The criteria of the exclusion, such as "10.0.5.9, event 4625".</summary>
    public required string Criteria { get; init; }

    /// <summary>The reason for the exclusion.</summary>
    public required string Reason { get; init; }

    /// <summary>The time from which the exclusion does nothing, UTC; null for no end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether the exclusion had expired, and excluded nothing.</summary>
    public bool Expired { get; init; }

    /// <summary>Whether these failed logins are counted all the same, because they were asked for.</summary>
    public bool Included { get; init; }

    /// <summary>The number of failed logins.</summary>
    public long FailureCount { get; init; }

    /// <summary>The failed logins of an exclusion.</summary>
    internal static LoginAuditExcluded Of(LoginAuditExclusion rule) => new() { Name = rule.Name, Criteria = rule.Criteria, Reason = rule.Reason, ExpiresAt = rule.ExpiresAt };

    /// <inheritdoc/>
    public override string ToString()
    {
        var rule = LoginAuditExclusion.Describe(Name, Criteria, ExpiresAt, Expired);
        return SafeText.Show(Expired ? $"not excluded: {rule}" : $"{(Included ? "not excluded on request" : "excluded")}: {Words.Plural(FailureCount, "failed login")} by {rule}");
    }
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
        .. exclusions.Active.Select((rule, place) => LoginAuditExcluded.Of(rule) with { FailureCount = counts[place], Included = exclusions.IncludesExcluded }).Where(one => one.FailureCount > 0),
        .. exclusions.Rules.Except(exclusions.Active).Select(rule => LoginAuditExcluded.Of(rule) with { Expired = true }),
    ];
}
