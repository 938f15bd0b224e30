namespace AwsLoginAudit;

/// <summary>What is known of the names that a count "(others)" holds.</summary>
/// <param name="Names">At least so many different names there were in all, those that are counted by name included.</param>
/// <param name="MostEach">A name without a count of its own has at most so many failed logins.</param>
/// <param name="MayBeOver">Whether such a name may be over the threshold.</param>
public sealed record LoginAuditOthers(long Names, long MostEach, bool MayBeOver)
{
    /// <inheritdoc/>
    public override string ToString() => $"at least {Words.Plural(Names, "name")}, at most {Words.Plural(MostEach, "failed login")} each";
}
