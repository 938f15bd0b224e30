using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>
/// Finds the time of a machine's latest Security event by reading its log stream. The stream's lastEventTimestamp and lastIngestionTime lag behind by up to an
/// hour.
/// </summary>
/// <remarks>
/// A machine can write any text into any log stream. Text that is no Security event, times in the future and other machines' log streams are therefore
/// ignored.
/// </remarks>
internal sealed class LatestEvents(AwsSession session, string logGroupName, IReadOnlyList<(string Id, string? ComputerName)> machines)
{
    // GetLogEvents can return an empty page although more pages follow.
    private const int MostPages = 5;

    // The last event is usually a Security event. Only if it is not, a page of events is read.
    private const int MostEvents = 1000;

    private readonly EventParser parser = new();
    private readonly HashSet<string> sharedNames = Shared(Hybrids(machines), StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> sharedStreams = Shared(Hybrids(machines).SelectMany(Named), StringComparer.Ordinal);

    /// <summary>The error if the log group does not exist; null before the first call, or if it exists.</summary>
    public LoginAuditException? NoLogGroup { get; private set; }

    /// <summary>The time of the latest event; null if there is no log stream, or no such event in the pages that are read.</summary>
    public async Task<DateTimeOffset?> OfAsync(ManagedInstance instance, CancellationToken cancellationToken)
    {
        foreach (var stream in Streams(instance))
        {
            if (await OfStreamAsync(instance, stream, cancellationToken) is { } time)
                return time;
        }
        return null;
    }

    /// <summary>A sentence that says why no event can be assigned to the machine; empty if the names are unique.</summary>
    public string SharedStreamNote(ManagedInstance instance) => instance is { IsHybrid: true, ComputerName: { } name } && sharedNames.Contains(name)
        ? $" Another machine has the same computer name, so the events in the log stream {name} may come from either machine."
        : "";

    private static IEnumerable<string> Streams(ManagedInstance instance) =>
        !instance.IsHybrid ? [instance.Id] : instance.ComputerName is { Length: > 0 } name ? Named(name) : [];

    // A machine outside EC2 writes to a log stream with its computer name, with or without the domain. Such a name can look like an EC2 instance id, whose log
    // stream belongs to that instance.
    private static IEnumerable<string> Named(string computer) =>
        new[] { computer.Split('.')[0], computer }.Distinct(StringComparer.Ordinal).Where(stream => !ManagedInstances.IsId(stream));

    private static IEnumerable<string> Hybrids(IEnumerable<(string Id, string? ComputerName)> machines) =>
        machines.Where(machine => ManagedInstance.IsHybridId(machine.Id)).Select(machine => machine.ComputerName).OfType<string>();

    private static HashSet<string> Shared(IEnumerable<string> names, StringComparer comparer) =>
        new(names.GroupBy(name => name, comparer).Where(group => group.Skip(1).Any()).Select(group => group.Key), comparer);

    private async Task<DateTimeOffset?> OfStreamAsync(ManagedInstance instance, string stream, CancellationToken cancellationToken)
    {
        var request = new GetLogEventsRequest { LogGroupName = logGroupName, LogStreamName = stream, Limit = 1, StartFromHead = false, EndTime = DateTime.UtcNow.AddMilliseconds(1) };
        for (var page = 0; page < MostPages; page++)
        {
            GetLogEventsResponse answer;
            try
            {
                answer = await session.Logs.GetLogEventsAsync(request, cancellationToken);
            }
            catch (LoginAuditException failure) when (failure.Error is LoginAuditError.LogStreamNotFound or LoginAuditError.LogGroupNotFound)
            {
                if (failure.Error == LoginAuditError.LogGroupNotFound)
                    NoLogGroup = AwsErrors.NoLogGroup(logGroupName, failure);
                return null;
            }
            var events = answer.Events ?? [];
            if (events.FindLast(logEvent => IsOf(instance, stream, logEvent)) is { Timestamp: { } time })
                return new DateTimeOffset(time.ToUniversalTime(), TimeSpan.Zero);
            if (events.Count > 0 && request.Limit < MostEvents)
            {
                (request.Limit, request.NextToken) = (MostEvents, null);
                continue;
            }
            if (answer.NextBackwardToken is null || answer.NextBackwardToken == request.NextToken)
                return null;
            request.NextToken = answer.NextBackwardToken;
        }
        return null;
    }

    private bool IsOf(ManagedInstance instance, string stream, OutputLogEvent logEvent)
    {
        LoginAuditEvent parsed;
        // EventParser is not thread-safe, and several machines are read at the same time.
        lock (parser)
            parsed = parser.Parse(new LogEvent(stream, null, logEvent.Message ?? ""));
        return parsed.Kind is LoginAuditEventKind.FailedLogin or LoginAuditEventKind.OtherAuditFailure or LoginAuditEventKind.AuditSuccess
            && (!instance.IsHybrid || IsOf(instance.ComputerName!, stream, parsed.Computer));
    }

    // The event contains the full computer name, while the log stream's name may be its first part only.
    private bool IsOf(string computer, string stream, string? named) => sharedStreams.Contains(stream)
        ? !sharedNames.Contains(computer) && string.Equals(computer, named, StringComparison.OrdinalIgnoreCase)
        : named is null || string.Equals(computer, named, StringComparison.OrdinalIgnoreCase) || IsShort(computer, named) || IsShort(named, computer);

    private static bool IsShort(string first, string whole) => first.IndexOf('.') < 0 && whole.StartsWith(first + ".", StringComparison.OrdinalIgnoreCase);
}
