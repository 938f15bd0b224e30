using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>
/// When a machine's latest event of the Security log was logged, read from the log stream itself: what CloudWatch Logs says of a stream
/// (lastEventTimestamp, lastIngestionTime) lags behind by up to an hour.
/// </summary>
/// <remarks>
/// A machine may put anything into any stream. So other text, a time in the future, and the stream of another machine say nothing of a machine.
/// </remarks>
internal sealed class LatestEvents(AwsSession session, string logGroupName, IReadOnlyList<(string Id, string? ComputerName)> machines)
{
    // From the end of a stream backwards a page may be empty, and another follow.
    private const int MostPages = 5;

    // Nearly always the last event is one of the Security log. Where it is not, a page is read.
    private const int MostEvents = 1000;

    private readonly EventParser parser = new();
    private readonly HashSet<string> sharedNames = Shared(Hybrids(machines), StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> sharedStreams = Shared(Hybrids(machines).SelectMany(Named), StringComparer.Ordinal);

    /// <summary>The error of the log group, if there is no such log group; null if there is one, or it was not asked yet.</summary>
    public LoginAuditException? NoLogGroup { get; private set; }

    /// <summary>The time of the latest event; null where there is no stream, or no such event in it.</summary>
    public async Task<DateTimeOffset?> OfAsync(ManagedInstance instance, CancellationToken cancellationToken)
    {
        foreach (var stream in Streams(instance))
        {
            if (await OfStreamAsync(instance, stream, cancellationToken) is { } time)
                return time;
        }
        return null;
    }

    /// <summary>Why no event can be told to be of a machine, as a sentence; empty where that is no reason.</summary>
    public string Doubt(ManagedInstance instance) => instance is { IsHybrid: true, ComputerName: { } name } && sharedNames.Contains(name)
        ? $" Another machine has the computer name {name} too, so nothing tells whose events those of the log stream {name} are."
        : "";

    private static IEnumerable<string> Streams(ManagedInstance instance) =>
        !instance.IsHybrid ? [instance.Id] : instance.ComputerName is { Length: > 0 } name ? Named(name) : [];

    // A machine outside EC2 has a stream named after it, with or without its domain. It may call itself like an EC2 instance, whose stream it is not.
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
        LoginAuditFailure parsed;
        // Several machines are asked at a time, and a parser reads one event at a time.
        lock (parser)
            parsed = parser.Parse(new LogEvent(stream, null, logEvent.Message ?? ""));
        return parsed.Kind is LoginAuditEventKind.FailedLogin or LoginAuditEventKind.OtherAuditFailure or LoginAuditEventKind.AuditSuccess
            && (!instance.IsHybrid || IsOf(instance.ComputerName!, stream, parsed.Computer));
    }

    // The event has the computer's whole name, where the stream may have its first part only.
    private bool IsOf(string computer, string stream, string? named) => sharedStreams.Contains(stream)
        ? !sharedNames.Contains(computer) && string.Equals(computer, named, StringComparison.OrdinalIgnoreCase)
        : named is null || string.Equals(computer, named, StringComparison.OrdinalIgnoreCase) || IsShort(computer, named) || IsShort(named, computer);

    private static bool IsShort(string first, string whole) => first.IndexOf('.') < 0 && whole.StartsWith(first + ".", StringComparison.OrdinalIgnoreCase);
}
