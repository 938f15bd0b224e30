using System.Diagnostics.CodeAnalysis;

namespace AwsLoginAudit;

/// <summary>An event that no cmdlet emits. Event 4672 says that the session with its Logon ID has administrative privileges.</summary>
internal sealed record UnusedEvent : LoginAuditEvent
{
    [SetsRequiredMembers]
    public UnusedEvent(in ParsedEvent values)
        : base(values) => LogonId = values.LogonId;

    /// <summary>The Logon ID of event 4672; null for other events.</summary>
    public string? LogonId { get; }

    /// <inheritdoc/>
    public override string ToString() => base.ToString();
}
