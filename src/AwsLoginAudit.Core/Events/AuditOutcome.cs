namespace AwsLoginAudit;

/// <summary>The audit outcome of an event: the audit bits of its Keywords or, without these bits, its event id and error code.</summary>
public enum AuditOutcome : byte
{
    /// <summary>Unknown. Such an event is counted.</summary>
    Unknown,
    /// <summary>Audit failure (Keywords 0x8010000000000000).</summary>
    Failure,
    /// <summary>Audit success (Keywords 0x8020000000000000).</summary>
    Success,
}
