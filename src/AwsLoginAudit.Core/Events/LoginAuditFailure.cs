using System.Diagnostics.CodeAnalysis;

namespace AwsLoginAudit;

/// <summary>A failed login, or another audit failure of the Security log.</summary>
public sealed record LoginAuditFailure : LoginAuditEvent
{
    /// <summary>Creates a failed login without values.</summary>
    public LoginAuditFailure()
    {
    }

    [SetsRequiredMembers]
    internal LoginAuditFailure(in ParsedEvent values)
        : base(values)
    {
        Status = values.Status;
        SubStatus = values.SubStatus;
        Reason = values.Reason;
    }

    /// <summary>The status code in lower-case hex: NTSTATUS, or Kerberos for 4768 to 4773 and 4824. For 6273 the reason code of NPS, decimal.</summary>
    public string? Status { get; init; }

    /// <summary>The more specific NTSTATUS of event 4625; 0x0 if there is none.</summary>
    public string? SubStatus { get; init; }

    /// <summary>The reason of the failure, as text; the code in hex if it is unknown.</summary>
    public string? Reason { get; init; }

    /// <inheritdoc/>
    public override string ToString() => base.ToString() + (Reason is null ? "" : $", {SafeText.Show(Reason)}");
}
