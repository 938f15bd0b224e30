using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Detects duplicate events by log stream, computer, record number, time, event id, account and source.</summary>
/// <remarks>
/// Agents send an event again if they are not sure that it arrived. A duplicate event has the same timestamp, and sources deliver events in order of time
/// (forwards or backwards). So remembering a few seconds is enough, and memory does not grow with the number of events. If these seconds have too many
/// events, only the latest are remembered, and a duplicate of an earlier event counts twice.
/// The log stream of an event collector has events of several computers, and each computer numbers its own records.
/// An event without a record number is compared by CloudWatch's event id. An event without both is never a duplicate.
/// Somebody who controls a machine can send events in the name of another machine, and guess its next record numbers. So a duplicate event must also
/// have the same kind, event id, account and source.
/// </remarks>
public sealed class EventDeduplicator
{
    private static readonly TimeSpan Generation = TimeSpan.FromSeconds(5);

    // A long name counts as several events.
    private const int MostOfGeneration = 128 * 1024;
    private const int CharactersOfEvent = 64;

    private HashSet<EventKey> current = [];
    private HashSet<EventKey> previous = [];
    private DateTimeOffset anchor = DateTimeOffset.MinValue;
    private int weight;

    /// <summary>Whether this event was not seen before.</summary>
    /// <param name="one">The event.</param>
    /// <returns>False for a duplicate event.</returns>
    [MethodImpl(Hot.Path)]
    public bool IsNew(LoginAuditEvent one)
    {
        var byRecord = one.RecordId is not null && one.Time is not null;
        if (!byRecord && one.LogEventId is null)
            return true;

        var time = one.Time ?? anchor;
        if ((time - anchor).Duration() > Generation || weight >= MostOfGeneration)
        {
            (previous, current) = (current, previous);
            current.Clear();
            (anchor, weight) = (time, 0);
        }

        var key = byRecord
            ? new EventKey(one.InstanceId, one.Computer, one.RecordId!.Value, null, time.UtcTicks, Content(one))
            : new EventKey(one.InstanceId, one.Computer, -1, one.LogEventId, time.UtcTicks, 0);
        weight += 1 + ((one.InstanceId.Length + (one.Computer?.Length ?? 0)) / CharactersOfEvent);
        return !previous.Contains(key) && current.Add(key);
    }

    // A hash of account and source is enough: on a collision the event still counts once, and only its account or source may be wrong.
    [MethodImpl(Hot.Path)]
    private static long Content(LoginAuditEvent one)
    {
        var names = unchecked((EventKey.HashOf(one.AccountName) * 31) + EventKey.HashOf(one.SourceAddress));
        return ((((long)(one.EventId ?? 0) << 4) | (long)one.Kind) << 32) | (uint)names;
    }
}
