namespace AwsLoginAudit;

/// <summary>One read of a window. Each event refers to its read, so it is known to be incomplete even if the read stops early after the event.</summary>
/// <remarks>
/// The result is set when the read ends or stops early. The first reason why the read is incomplete is kept. This is the only mutable type here: counts
/// and reports hold the result as a value.
/// </remarks>
/// <param name="window">The window that is read.</param>
public sealed class LoginAuditRead(LoginAuditWindow window)
{
    /// <summary>The read of events without a window. Unrelated events share it, so it never has a result.</summary>
    public static LoginAuditRead Open { get; } = new(LoginAuditWindow.Open);

    /// <summary>The window that is read.</summary>
    public LoginAuditWindow Window => window;

    /// <summary>The result; null while nothing is known.</summary>
    public LoginAuditReadResult? Result
    {
        get;
        private set => field = ReferenceEquals(this, Open) ? null : value;
    } = window is { CountUnknown: { } problem, ForeignMetricFilters.Count: > 0 }
        // Without this check, a metric filter that somebody else added could hide that log events are missing.
        ? new() { IncompleteReason = $"The events that were read cannot be compared with CloudWatch's count: {problem}. Other metric filters, which the alarm's setup did not create, feed the alarm's metric." }
        : null;

    /// <summary>The reason why the read is incomplete; null if nothing is known to be missing.</summary>
    public string? IncompleteReason => Result?.IncompleteReason;

    /// <summary>Whether any event of the read may have been typed into a value of another event. Known only at the end of a file.</summary>
    internal bool MayHoldTypedEvents { get; private set; }

    /// <summary>Notes that any event of the read may have been typed into a value of another event.</summary>
    internal void MarkTyped() => MayHoldTypedEvents = !ReferenceEquals(this, Open);

    /// <summary>Marks the read as incomplete. The first reason is kept.</summary>
    /// <param name="reason">What is missing and why, in full sentences.</param>
    public void MarkIncomplete(string reason) => Result = (Result ?? new()) with { IncompleteReason = IncompleteReason ?? reason };

    /// <summary>Adds what a deserialized event knows about the read. The first reason is kept.</summary>
    /// <param name="known">The result that the event has; null if unknown.</param>
    public void Join(LoginAuditReadResult? known) =>
        Result = (Result is { Periods.Count: > 0 } result ? result : known ?? new()) with { IncompleteReason = IncompleteReason ?? known?.IncompleteReason, IsDeserialized = true };

    /// <summary>Ends the read. A comparison replaces an earlier one; a read that stopped early stays incomplete.</summary>
    /// <param name="result">The events that were read, compared with CloudWatch's count.</param>
    public void Complete(LoginAuditReadResult result)
    {
        var stoppedEarly = IncompleteReason == Result?.Difference ? null : IncompleteReason;
        Result = result with { IncompleteReason = stoppedEarly ?? result.Difference };
    }

    /// <inheritdoc/>
    public override string ToString() => Result?.ToString() ?? "";
}
