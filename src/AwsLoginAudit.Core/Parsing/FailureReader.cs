using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Selects the failed logins among the events of a read.</summary>
/// <param name="read">The read. If a source stops early, every failure of the read is marked incomplete.</param>
/// <param name="comparison">Counts every event of the window before any is left out; null (the default) to create one.</param>
public sealed class FailureReader(LoginAuditRead read, DatapointComparison? comparison = null)
    : EventReader<LoginAuditFailure>(read, comparison ?? new DatapointComparison(read.Window))
{
    /// <summary>Whether other audit failures are returned too. The default is false.</summary>
    public bool IncludeOther { get; init; }

    /// <inheritdoc/>
    public override long Found => Totals.FailedLogins;

    /// <inheritdoc/>
    public override string Noun => "failed login";

    /// <inheritdoc/>
    [MethodImpl(Hot.Path)]
    private protected override LoginAuditFailure? Select(LoginAuditEvent found)
    {
        if (found is not LoginAuditFailure failure)
        {
            Totals.Leave(found.Kind);
            return null;
        }
        if (!IsNew(failure))
            return null;
        if (failure.Kind == LoginAuditEventKind.OtherAuditFailure)
        {
            Totals.OtherAuditFailures++;
            return IncludeOther ? failure : null;
        }
        Totals.FailedLogins++;
        Note(failure);
        return failure.Kind == LoginAuditEventKind.FailedLogin ? failure : Damaged(failure);
    }

    private LoginAuditFailure Damaged(LoginAuditFailure failure)
    {
        Totals.Damaged++;
        Totals.Problem ??= Problem(failure);
        return failure with { Kind = LoginAuditEventKind.FailedLogin };
    }
}
