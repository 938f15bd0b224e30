namespace AwsLoginAudit;

/// <summary>The time in which successful logins were looked for, and why not all of them were read.</summary>
/// <param name="Start">The start, UTC.</param>
/// <param name="End">The end, UTC.</param>
/// <param name="Reason">Why it is unknown whether there are more, in full sentences; null if all were read.</param>
public sealed record LoginCheck(DateTimeOffset Start, DateTimeOffset End, string? Reason)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(nameof(LoginCheck), PrintMembers);
}
