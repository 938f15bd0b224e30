namespace AwsLoginAudit;

/// <summary>Selects the account lockouts among the events of a read.</summary>
/// <param name="read">The read. If a source stops early, every lockout of the read is marked incomplete.</param>
public sealed class LockoutReader(LoginAuditRead read) : EventReader<LoginAuditLockout>(read, new DatapointComparison(LoginAuditWindow.Open))
{
    /// <inheritdoc/>
    public override long Found => Totals.Lockouts;

    /// <inheritdoc/>
    public override string Noun => "account lockout";

    /// <inheritdoc/>
    private protected override LoginAuditLockout? Select(LoginAuditEvent found)
    {
        if (AsLockout(found) is not { } lockout)
        {
            Totals.Leave(found.Kind);
            return null;
        }
        if (!IsNew(lockout))
            return null;
        Totals.Lockouts++;
        Note(lockout);
        return lockout;
    }

    /// <summary>The lockout that an event is; null for another event. The caller chooses the name of its computer, which must not hide the lockout.</summary>
    internal static LoginAuditLockout? AsLockout(LoginAuditEvent found) => found switch
    {
        LoginAuditLockout lockout => lockout,
        LoginAuditFailure failure when BeforeTyped(failure).EventId == SuccessfulLogin.Lockout => new LoginAuditLockout(failure),
        _ => null,
    };
}
