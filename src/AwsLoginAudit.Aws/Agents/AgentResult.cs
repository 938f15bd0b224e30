namespace AwsLoginAudit.Aws;

/// <summary>The result of the work on one machine, with an error if the work failed.</summary>
/// <param name="Agent">The machine.</param>
/// <param name="Failure">Why the machine is not in the requested state; null if it is.</param>
public sealed record AgentResult(LoginAuditAgent Agent, LoginAuditException? Failure = null)
{
    /// <summary>What an administrator can do in addition to the machine's Detail; empty if nothing.</summary>
    public IReadOnlyList<LoginAuditRemedy> Remedies { get; init; } = Failure?.Remedies ?? [];
}

/// <summary>The progress of the work on a fleet.</summary>
/// <param name="Ended">The number of machines whose work has ended, with or without success.</param>
/// <param name="Total">The number of all machines.</param>
public readonly record struct FleetProgress(int Ended, int Total);
