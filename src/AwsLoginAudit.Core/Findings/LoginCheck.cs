namespace AwsLoginAudit;

/// <summary>The time for which successful logins were looked for, and why they are not all known.</summary>
/// <param name="Start">The start, UTC.</param>
/// <param name="End">The time up to which they were read, UTC; the start if none were.</param>
/// <param name="Reason">Why it is unknown whether there are more, in full sentences; null if all were read.</param>
public sealed record LoginCheck(DateTimeOffset Start, DateTimeOffset End, string? Reason)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(nameof(LoginCheck), PrintMembers);
}
