using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>The time from which Logs Insights can query the events of log groups.</summary>
/// <remarks>
/// Logs Insights does not return events with a time before the creation of the log group ("Analyzing log data with CloudWatch Logs Insights"). An agent that
/// is new or was offline sends such events. It also rejects a span that ends before the creation or before the retention period. FilterLogEvents has neither
/// restriction.
/// </remarks>
internal sealed class InsightsHorizon(AwsSession session)
{
    // The clock difference that AWS accepts.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    /// <summary>Returns for each log group the first millisecond from which all events can be queried.</summary>
    /// <param name="logGroups">The names or ARNs of the log groups.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="LoginAuditException">LogGroupNotFound, AccessDenied, …</exception>
    public async Task<Dictionary<string, long>> OfAsync(IReadOnlyCollection<string> logGroups, CancellationToken cancellationToken)
    {
        var found = await LogGroupSearch.FindAllAsync(session, logGroups, cancellationToken);
        return logGroups.ToDictionary(name => name, name => found.TryGetValue(name, out var group) ? Of(group) : throw AwsErrors.NoLogGroup(name));
    }

    private static long Of(LogGroup group)
    {
        var now = DateTimeOffset.UtcNow;
        var made = group.CreationTime is { } time ? new DateTimeOffset(time.ToUniversalTime()) : now;
        var kept = group.RetentionInDays is { } days ? now - TimeSpan.FromDays(days) : made;
        return ((made > kept ? made : kept) + Margin).ToUnixTimeMilliseconds();
    }
}
