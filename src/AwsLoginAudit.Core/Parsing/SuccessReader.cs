namespace AwsLoginAudit;

/// <summary>Selects the successful logins among the events of a read, and marks those whose session was given administrative privileges.</summary>
/// <remarks>
/// Event 4672 follows its 4624 in the same log, usually as the next record. A source can return the two in any order, and other events between them. So a
/// successful login waits until its 4672 was read, the events are more than 10 seconds away from it, 4,096 others wait, or the source ends.
/// </remarks>
/// <param name="read">The read. If a source stops early, every successful login of the read is marked incomplete.</param>
public sealed class SuccessReader(LoginAuditRead read) : EventReader<LoginAuditSuccess>(read, new DatapointComparison(LoginAuditWindow.Open))
{
    /// <summary>How far apart event 4672 and its successful login can be.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private const int MostWaiting = 4096;

    private readonly Queue<LoginAuditSuccess> waiting = [];
    private readonly PrivilegedSessions privileged = new(LongestWait);
    private DateTimeOffset? now;

    /// <inheritdoc/>
    public override long Found => Totals.Logins;

    /// <inheritdoc/>
    public override string Noun => "successful login";

    /// <inheritdoc/>
    private protected override LoginAuditSuccess? Select(LoginAuditEvent found)
    {
        now = found.Time ?? now;
        if (AsLogin(found) is not { } login)
        {
            privileged.Add(found);
            Totals.Leave(found.Kind);
        }
        else if (IsNew(login))
        {
            Totals.Logins++;
            Note(login);
            waiting.Enqueue(login);
        }
        return Next();
    }

    /// <inheritdoc/>
    private protected override void Pass(LoginAuditEvent outside) => privileged.Add(outside);

    /// <inheritdoc/>
    public override LoginAuditSuccess? Next(bool isEnd = false)
    {
        if (waiting.Count == 0)
            return null;
        var first = waiting.Peek();
        var isPrivileged = privileged.Contains(first);
        if (!isPrivileged && first.LogonId is not null && !isEnd && waiting.Count <= MostWaiting && !((now - first.Time)?.Duration() > LongestWait))
            return null;
        waiting.Dequeue();
        return isPrivileged ? first with { IsPrivileged = true } : first;
    }

    // The source chooses the name of its workstation, which must not hide the login.
    private static LoginAuditSuccess? AsLogin(LoginAuditEvent found) => found switch
    {
        LoginAuditSuccess login => login,
        LoginAuditFailure failure when BeforeTyped(failure) is var (id, isSuccess) && (id == SuccessfulLogin.Logon || (isSuccess && SuccessfulLogin.IsLogin(id))) =>
            new LoginAuditSuccess(failure),
        _ => null,
    };
}
