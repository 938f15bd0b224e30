namespace AwsLoginAudit.Aws;

/// <summary>How one machine ended, and the error to be told where it failed.</summary>
/// <param name="Agent">The machine.</param>
/// <param name="Failure">Why it is not as wanted; null where it is.</param>
public sealed record AgentResult(LoginAuditAgent Agent, LoginAuditException? Failure = null)
{
    /// <summary>What an admin can do, beyond what the machine's Detail says; empty if nothing.</summary>
    public IReadOnlyList<LoginAuditRemedy> Remedies { get; init; } = Failure?.Remedies ?? [];
}

/// <summary>How far the work on a fleet has come.</summary>
/// <param name="Ended">Machines that have ended, well or not.</param>
/// <param name="Total">All of them.</param>
public readonly record struct FleetProgress(int Ended, int Total);
