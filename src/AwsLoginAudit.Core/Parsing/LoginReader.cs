namespace AwsLoginAudit;

/// <summary>Selects failed logins, successful logins and account lockouts among the events of a read, in one pass.</summary>
/// <remarks>An event that somebody made look like another kind can be a failed login and a successful login, and is then returned as both.</remarks>
/// <param name="read">The read. If a source stops early, every event of the read is marked incomplete.</param>
public sealed class LoginReader(LoginAuditRead read) : EventReader<LoginAuditEvent>(read, new DatapointComparison(read.Window))
{
    private readonly Queue<LoginAuditEvent> ready = [];
    private readonly PrivilegeJoin privileges = new();

    /// <summary>Whether failed logins are returned. The default is true.</summary>
    public bool IncludeFailures { get; init; } = true;

    /// <summary>Whether successful logins and account lockouts are returned. The default is true.</summary>
    public bool IncludeLogins { get; init; } = true;

    /// <summary>Whether a successful login was read, even if the filter left it out.</summary>
    public bool HasLogins { get; private set; }

    /// <inheritdoc/>
    public override long Found => Totals.FailedLogins + Totals.Logins + Totals.Lockouts;

    /// <inheritdoc/>
    public override string Noun => "login event";

    /// <inheritdoc/>
    private protected override LoginAuditEvent? Select(LoginAuditEvent found)
    {
        privileges.See(found);
        var failure = IncludeFailures ? found as LoginAuditFailure : null;
        var login = IncludeLogins ? SuccessReader.AsLogin(found) : null;
        var lockout = IncludeLogins ? LockoutReader.AsLockout(found) : null;
        HasLogins |= login is not null;
        if (failure is null && login is null && lockout is null)
            Totals.Leave(found.Kind);
        else if (IsNew(found))
            Add(failure, login, lockout);
        return Next();
    }

    private void Add(LoginAuditFailure? failure, LoginAuditSuccess? login, LoginAuditLockout? lockout)
    {
        if (failure is not null && FailureReader.AsFailedLogin(failure, Totals) is { } failedLogin)
            Add(failedLogin);
        if (lockout is not null)
        {
            Totals.Lockouts++;
            Add(lockout);
        }
        if (login is null)
            return;
        Totals.Logins++;
        Note(login);
        privileges.Add(login);
    }

    private void Add(LoginAuditEvent one)
    {
        Note(one);
        ready.Enqueue(one);
    }

    /// <inheritdoc/>
    private protected override void Pass(LoginAuditEvent outside) => privileges.SeeOutside(outside);

    /// <inheritdoc/>
    public override LoginAuditEvent? Next(bool isEnd = false) => ready.Count > 0 ? ready.Dequeue() : privileges.Next(isEnd);
}
