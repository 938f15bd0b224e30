namespace AwsLoginAudit;

/// <summary>Details of the names in a count "(others)".</summary>
/// <param name="Names">The number of different names in all, at least; includes names with a count of their own.</param>
/// <param name="MostEach">The most failed logins that a name without a count of its own can have.</param>
/// <param name="MayBeOver">Whether such a name may be over the threshold.</param>
public sealed record LoginAuditOthers(long Names, long MostEach, bool MayBeOver)
{
    /// <inheritdoc/>
    public override string ToString() => $"at least {Words.Plural(Names, "name")}, at most {Words.Plural(MostEach, "failed login")} each";
}
