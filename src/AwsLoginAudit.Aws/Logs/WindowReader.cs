using System.Runtime.CompilerServices;

namespace AwsLoginAudit.Aws;

/// <summary>Reads the events of a window, and the time around it if CloudWatch counted more log events than the window contains.</summary>
/// <param name="reader">Reads the log events.</param>
public sealed class WindowReader(LogEventReader reader)
{
    // An event around the window costs as much as one within it, so the number is limited, with at most one step more.
    private const long MostAround = 200_000;

    // An identity with logs:PutMetricFilter can add a hundred filters to a log group, each of which matches every event.
    private const int MostForeignFilters = 5;
    private const long MostForeignEvents = 200_000;

    // Agents send events within seconds, so the first step is almost always enough.
    private static readonly TimeSpan[] Steps = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15)];

    /// <summary>Called for each log group that cannot be read, while the others are read; null if such a log group ends the read.</summary>
    public Action<LoginAuditException>? Unreadable { get; init; }

    /// <summary>Reads the window in parts. The caller reads each part to its end before it takes the next one; the last part completes the read.</summary>
    /// <typeparam name="T">The type of the events.</typeparam>
    /// <param name="events">Selects the events; used for this window only.</param>
    /// <param name="queries">The queries to read.</param>
    /// <param name="read">The read, whose result says how it ended.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The parts, in pages: first the window, then 1, 5 and 15 minutes around it, as long as fewer events are read than CloudWatch counted.</returns>
    /// <exception cref="LoginAuditException">NothingRead: CloudWatch counted log events, and none was read. AccessDenied, Throttled, …</exception>
    public IEnumerable<IAsyncEnumerable<ArraySegment<T>>> ReadParts<T>(
        EventReader<T> events, IReadOnlyList<LogQuery> queries, LoginAuditRead read, CancellationToken cancellationToken = default)
        where T : LoginAuditEvent
    {
        var window = read.Window;
        var unreadable = Unreadable is null ? null : new UnreadableLogGroups(queries);
        var own = queries.Where(query => !query.IsForeign).ToList();
        var foreign = queries.Where(query => query.IsForeign).Take(MostForeignFilters).ToList();
        var isCut = own.Count + foreign.Count < queries.Count;
        yield return events.ReadAsync(Read(window, unreadable), cancellationToken);
        ReportUnreadable(unreadable, read);
        if (isCut)
            read.MarkIncomplete("Some metric filters of the alarm's metric were not created by the alarm's setup. Their log events were not read completely: there are too many filters, or they match too many log events.");
        var (start, end) = (window.Start, window.End);
        foreach (var step in Steps)
        {
            // Events of a log group that cannot be read are missing for another reason than their time.
            if (!events.IsShort || events.Around > MostAround || unreadable?.HasAny == true || isCut)
                break;
            var (earlier, later) = (Moved(window.Start!.Value, -step), Moved(window.End!.Value, step));
            yield return Around(earlier, start);
            yield return Around(end, later);
            (start, end) = (earlier, later);
        }
        events.Complete();
        DemandAny(read, events.Found > 0, events.Noun);

        IAsyncEnumerable<ArraySegment<T>> Around(DateTimeOffset? from, DateTimeOffset? to) =>
            events.ReadArrivedAsync(Read(window with { Start = from, End = to }, skipped: null), cancellationToken);

        // The queries are merged in the order of time, because duplicate events are recognized by it.
        IAsyncEnumerable<LoginAuditEvent[]> Read(LoginAuditWindow part, UnreadableLogGroups? skipped)
        {
            var ours = reader.ReadAsync(own, read, part, skipped, cancellationToken);
            if (own.Exists(query => !query.HasPrivileges))
                ours = new PrivilegeLookup(reader, own, read).AddToAsync(ours, cancellationToken);
            return foreign.Count == 0 ? ours
                : TimeOrder.MergeAsync([ours, AtMost(reader.ReadAsync(foreign, read, part, skipped, cancellationToken), () => isCut = true, cancellationToken)], cancellationToken);
        }
    }

    private static async IAsyncEnumerable<LoginAuditEvent[]> AtMost(
        IAsyncEnumerable<LoginAuditEvent[]> pages, Action cut, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = MostForeignEvents;
        await foreach (var page in pages.WithCancellation(cancellationToken))
        {
            if (left < page.Length)
            {
                cut();
                yield break;
            }
            left -= page.Length;
            yield return page;
        }
    }

    private void ReportUnreadable(UnreadableLogGroups? unreadable, LoginAuditRead read)
    {
        foreach (var failure in unreadable?.Take() ?? [])
        {
            read.MarkIncomplete(failure.Explanation);
            Unreadable!(failure);
        }
    }

    /// <summary>
    /// Throws an error if a read is incomplete and has no event. Otherwise no object could carry the mark, and a report would show no failed logins.
    /// </summary>
    /// <param name="read">The completed read.</param>
    /// <param name="hasAny">Whether an event was read.</param>
    /// <param name="noun">What an event is called.</param>
    /// <exception cref="LoginAuditException">NothingRead.</exception>
    public static void DemandAny(LoginAuditRead read, bool hasAny, string noun = "failed login")
    {
        if (!hasAny && read.IncompleteReason is { } reason)
            throw new LoginAuditException(LoginAuditError.NothingRead, $"No {noun}{(read.Window.AlarmName is { } alarm ? $" of alarm {alarm}" : "")} was read. {reason}", read.Window.AlarmName);
    }

    // DateTimeOffset cannot represent earlier or later times.
    private static DateTimeOffset Moved(DateTimeOffset time, TimeSpan by) => by < TimeSpan.Zero
        ? time - DateTimeOffset.MinValue > -by ? time + by : DateTimeOffset.MinValue
        : DateTimeOffset.MaxValue - time > by ? time + by : DateTimeOffset.MaxValue;
}
