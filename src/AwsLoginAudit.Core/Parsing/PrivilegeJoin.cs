namespace AwsLoginAudit;

/// <summary>Joins successful logins with the events 4672 that say which of their sessions were given administrative privileges.</summary>
/// <remarks>
/// Event 4672 follows its 4624 in the same log, usually as the next record. A source can return the two in any order, and other events between them. So a
/// successful login waits until its 4672 was read, the events are more than 10 seconds away from it, 4,096 others wait, or the source ends.
/// </remarks>
internal sealed class PrivilegeJoin
{
    /// <summary>How far apart event 4672 and its successful login can be.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private const int MostWaiting = 4096;

    private readonly Queue<LoginAuditSuccess> waiting = [];
    private readonly PrivilegedSessions privileged = new(LongestWait);
    private DateTimeOffset? now;

    /// <summary>Looks at any event of the read.</summary>
    public void See(LoginAuditEvent found)
    {
        now = found.Time ?? now;
        privileged.Add(found);
    }

    /// <summary>Looks at an event outside the window of the read.</summary>
    public void SeeOutside(LoginAuditEvent outside) => privileged.Add(outside);

    /// <summary>Adds a successful login.</summary>
    public void Add(LoginAuditSuccess login) => waiting.Enqueue(login);

    /// <summary>The next successful login that need not wait; null if there is none.</summary>
    /// <param name="isEnd">Whether no more events follow.</param>
    public LoginAuditSuccess? Next(bool isEnd)
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
}
