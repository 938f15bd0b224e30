namespace AwsLoginAudit;

/// <summary>Explains event ids that are never failed logins. The alarm and the agent's configuration use the same rule.</summary>
/// <remarks>
/// Sources: Microsoft Learn, "Appendix L: Events to Monitor", lists the ids of Windows Server 2003 beside those of later versions. The manifest of the
/// provider Microsoft-Windows-Security-Auditing has the ids 4608 to 6424 and 8191, and that of Microsoft-Windows-Eventlog the ids 1100 to 1108.
/// </remarks>
public static class FailedLoginId
{
    // Windows Server 2003 and earlier numbered security events from 512 to 861.
    private const int FirstLegacy = 512;
    private const int LastLegacy = 861;

    private static readonly Dictionary<int, int[]> Legacy = new()
    {
        [4625] = [529, 530, 531, 532, 533, 534, 535, 536, 537, 539],
        [4768] = [672, 676],
        [4769] = [673, 677],
        [4771] = [675],
        [4776] = [680, 681],
    };

    /// <summary>Whether only Windows Server 2003 and earlier logged security events with this id.</summary>
    /// <param name="eventId">The event id.</param>
    public static bool IsLegacy(int eventId) => eventId is >= FirstLegacy and <= LastLegacy;

    /// <summary>Whether an id of Windows auditing can be an audit failure but never a failed login, such as 4673.</summary>
    /// <param name="eventId">The event id.</param>
    public static bool IsOtherAudit(int eventId) =>
        eventId is (>= 4608 and <= 6424) or 8191 && !FailedLogin.EventId.Contains(eventId) && !FailedLogin.IsSuccess(eventId);

    /// <summary>Explains why an event id is never a failed login.</summary>
    /// <param name="eventId">The event id.</param>
    /// <returns>One or two sentences; null if the id can be a failed login.</returns>
    public static string? WhyNever(int eventId) => eventId switch
    {
        _ when FailedLogin.EventId.Contains(eventId) => null,
        _ when FailedLogin.IsSuccess(eventId) => $"Event {eventId} is an audit success: Windows never writes it for a failed login.",
        _ when IsLegacy(eventId) => $"Event {eventId} is an id of Windows Server 2003 and earlier. Supported versions of Windows {Successor(eventId)}.",
        _ when IsOtherAudit(eventId) || eventId is >= 1100 and <= 1108 => $"Event {eventId} is another audit event, and never a failed login.",
        _ => $"Event {eventId} is not an event of Windows auditing.",
    };

    private static string Successor(int eventId)
    {
        var later = Legacy.Where(ids => ids.Value.Contains(eventId)).Select(ids => ids.Key).ToList();
        return later.Count == 0 ? "never write it" : $"write {later[0]} instead";
    }
}
