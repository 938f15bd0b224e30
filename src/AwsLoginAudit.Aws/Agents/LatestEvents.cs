using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>
/// When a machine's latest event was logged, read from the log stream itself: what CloudWatch Logs says of a stream
/// (lastEventTimestamp, lastIngestionTime) lags behind by up to an hour.
/// </summary>
internal sealed class LatestEvents(AwsSession session, string logGroupName)
{
    // From the end of a stream backwards a page may be empty, and another follow.
    private const int MostPages = 5;

    /// <summary>The time of the latest event; null where there is no stream, or nothing in it.</summary>
    public async Task<DateTimeOffset?> OfAsync(ManagedInstance instance, CancellationToken cancellationToken)
    {
        foreach (var stream in Streams(instance))
        {
            if (await OfStreamAsync(stream, cancellationToken) is { } time)
                return time;
        }
        return null;
    }

    // A machine outside EC2 has a stream named after it, with or without its domain.
    private static IEnumerable<string> Streams(ManagedInstance instance) =>
        !instance.IsHybrid ? [instance.Id]
        : instance.ComputerName is { Length: > 0 } name ? new[] { name.Split('.')[0], name }.Distinct()
        : [];

    private async Task<DateTimeOffset?> OfStreamAsync(string stream, CancellationToken cancellationToken)
    {
        var request = new GetLogEventsRequest { LogGroupName = logGroupName, LogStreamName = stream, Limit = 1, StartFromHead = false };
        for (var page = 0; page < MostPages; page++)
        {
            GetLogEventsResponse answer;
            try
            {
                answer = await session.CallAsync("logs:GetLogEvents", $"{logGroupName}/{stream}", () => session.Logs.GetLogEventsAsync(request, cancellationToken));
            }
            catch (LoginAuditException failure) when (failure.Error is LoginAuditError.LogStreamNotFound or LoginAuditError.LogGroupNotFound)
            {
                return null;
            }
            if (answer.Events is [.., { Timestamp: { } time }])
                return new DateTimeOffset(time.ToUniversalTime(), TimeSpan.Zero);
            if (answer.NextBackwardToken is null || answer.NextBackwardToken == request.NextToken)
                return null;
            request.NextToken = answer.NextBackwardToken;
        }
        return null;
    }
}
