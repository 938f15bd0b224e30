namespace AwsLoginAudit;

/// <summary>The sessions that event 4672 gave administrative privileges, for a short time.</summary>
/// <param name="time">How long a session is kept, at least.</param>
internal sealed class PrivilegedSessions(TimeSpan time)
{
    private const int MostOfGeneration = 16 * 1024;

    private HashSet<Session> current = [];
    private HashSet<Session> previous = [];
    private DateTimeOffset anchor = DateTimeOffset.MinValue;

    /// <summary>Adds the session of event 4672. Other events, and events that may be forged, are ignored.</summary>
    public void Add(LoginAuditEvent found)
    {
        if (found is not UnusedEvent { EventId: SuccessfulLogin.SpecialPrivileges, Kind: LoginAuditEventKind.AuditSuccess, Suspicious: false, LogonId: { } logonId })
            return;
        var at = found.Time ?? anchor;
        if ((at - anchor).Duration() > time || current.Count == MostOfGeneration)
        {
            (previous, current) = (current, previous);
            current.Clear();
            anchor = at;
        }
        current.Add(new Session(found.InstanceId, found.Computer, logonId));
    }

    /// <summary>Whether a successful login created such a session.</summary>
    public bool Contains(LoginAuditSuccess login) =>
        login.LogonId is { } logonId && new Session(login.InstanceId, login.Computer, logonId) is var session && (current.Contains(session) || previous.Contains(session));

    private readonly record struct Session(string InstanceId, string? Computer, string LogonId);
}
