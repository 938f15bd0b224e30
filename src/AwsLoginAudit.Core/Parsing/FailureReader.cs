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
        if (AsFailedLogin(failure, Totals) is not { } failedLogin)
            return IncludeOther ? failure : null;
        Note(failedLogin);
        return failedLogin;
    }

    /// <summary>Counts an audit failure, and returns it if it is a failed login. A damaged event counts as one, because the alarm's filter matched it.</summary>
    [MethodImpl(Hot.Path)]
    internal static LoginAuditFailure? AsFailedLogin(LoginAuditFailure failure, EventTotals totals)
    {
        if (failure.Kind == LoginAuditEventKind.OtherAuditFailure)
        {
            totals.OtherAuditFailures++;
            return null;
        }
        totals.FailedLogins++;
        return failure.Kind == LoginAuditEventKind.FailedLogin ? failure : Damaged(failure, totals);
    }

    private static LoginAuditFailure Damaged(LoginAuditFailure failure, EventTotals totals)
    {
        totals.Damaged++;
        totals.Problem ??= Problem(failure);
        return failure with { Kind = LoginAuditEventKind.FailedLogin };
    }
}
