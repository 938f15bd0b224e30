namespace AwsLoginAudit;

/// <summary>One read of a window. Events refer to the read they come from, and so show that they are incomplete even if the read stops after them.</summary>
/// <remarks>
/// The result is set when the read ends or stops early; the first reason why the read is incomplete stays. No other type here changes: counts and
/// reports hold the result as a value.
/// </remarks>
/// <param name="window">What is read.</param>
public sealed class LoginAuditRead(LoginAuditWindow window)
{
    /// <summary>The read of events that no window was asked for. Many events share it, so it has no result.</summary>
    public static LoginAuditRead Open { get; } = new(LoginAuditWindow.Open);

    /// <summary>What is read.</summary>
    public LoginAuditWindow Window => window;

    /// <summary>What the read has found out; null while nothing is known.</summary>
    public LoginAuditReadResult? Result
    {
        get;
        private set => field = ReferenceEquals(this, Open) ? null : value;
    } = window is { CountUnknown: { } problem, ForeignMetricFilters.Count: > 0 }
        // Otherwise a metric filter of a stranger could hide that log events are missing.
        ? new() { IncompleteReason = $"What was read cannot be compared with CloudWatch's count: {problem}. The alarm was not created with all metric filters that feed its metric." }
        : null;

    /// <summary>Why the read is incomplete; null if nothing is known to be missing.</summary>
    public string? IncompleteReason => Result?.IncompleteReason;

    /// <summary>Marks everything that was read as incomplete. The first reason stays.</summary>
    /// <param name="reason">What is missing and why, as sentences for people.</param>
    public void MarkIncomplete(string reason) => Result = (Result ?? new()) with { IncompleteReason = IncompleteReason ?? reason };

    /// <summary>Takes over what a copy of an event knows of the read. The first reason stays.</summary>
    /// <param name="known">What the copy knows; null if nothing.</param>
    public void Join(LoginAuditReadResult? known) =>
        Result = (Result is { Periods.Count: > 0 } result ? result : known ?? new()) with { IncompleteReason = IncompleteReason ?? known?.IncompleteReason, IsDeserialized = true };

    /// <summary>Ends the read. A comparison replaces an earlier one; a read that stopped early stays incomplete.</summary>
    /// <param name="result">What was read, compared with what CloudWatch counted.</param>
    public void Complete(LoginAuditReadResult result)
    {
        var stoppedEarly = IncompleteReason == Result?.Difference ? null : IncompleteReason;
        Result = result with { IncompleteReason = stoppedEarly ?? result.Difference };
    }

    /// <inheritdoc/>
    public override string ToString() => Result?.ToString() ?? "";
}
