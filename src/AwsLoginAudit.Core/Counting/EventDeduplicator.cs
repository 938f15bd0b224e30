using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Tells an event that was sent twice from two events: by log stream, computer, record number and time.</summary>
/// <remarks>
/// Agents send again what they are not sure to have sent. A duplicate has the same timestamp, and sources come in the order
/// of time (forwards or backwards), so remembering a few seconds is enough; memory does not grow with the events. Of more events in these seconds than
/// there is room for, the latest are remembered, and a duplicate of an earlier one counts twice.
/// A stream of an event collector has the events of several computers, and each computer numbers its own records.
/// An event without a record number is known by CloudWatch's own id; without that too, it is taken as new.
/// A person who controls a machine can send events in the name of another one, and guess its next record numbers. So a duplicate also has the same kind and id,
/// and the same account and source.
/// </remarks>
public sealed class EventDeduplicator
{
    private static readonly TimeSpan Generation = TimeSpan.FromSeconds(5);

    // A long name weighs as much as several events.
    private const int MostOfGeneration = 128 * 1024;
    private const int CharactersOfEvent = 64;

    private HashSet<EventKey> current = [];
    private HashSet<EventKey> previous = [];
    private DateTimeOffset anchor = DateTimeOffset.MinValue;
    private int weight;

    /// <summary>Whether this event was not seen before.</summary>
    /// <param name="failure">The event.</param>
    /// <returns>False for a duplicate.</returns>
    [MethodImpl(Hot.Path)]
    public bool IsNew(LoginAuditFailure failure)
    {
        var byRecord = failure.RecordId is not null && failure.Time is not null;
        if (!byRecord && failure.LogEventId is null)
            return true;

        var time = failure.Time ?? anchor;
        if ((time - anchor).Duration() > Generation || weight >= MostOfGeneration)
        {
            (previous, current) = (current, previous);
            current.Clear();
            (anchor, weight) = (time, 0);
        }

        var key = byRecord
            ? new EventKey(failure.InstanceId, failure.Computer, failure.RecordId!.Value, null, time.UtcTicks, Content(failure))
            : new EventKey(failure.InstanceId, failure.Computer, -1, failure.LogEventId, time.UtcTicks, 0);
        weight += 1 + ((failure.InstanceId.Length + (failure.Computer?.Length ?? 0)) / CharactersOfEvent);
        return !previous.Contains(key) && current.Add(key);
    }

    // Kind and id stand for themselves. Of account and source a hash is enough: another one would only be shown in place of the true one.
    [MethodImpl(Hot.Path)]
    private static long Content(LoginAuditFailure failure)
    {
        var names = unchecked((EventKey.HashOf(failure.AccountName) * 31) + EventKey.HashOf(failure.SourceAddress));
        return ((((long)(failure.EventId ?? 0) << 4) | (long)failure.Kind) << 32) | (uint)names;
    }
}
