using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Since when Logs Insights sees the events of log groups.</summary>
/// <remarks>
/// It sees none of before the log group was made ("Analyzing log data with CloudWatch Logs Insights"), which an agent sends that was offline or is
/// new, and refuses a span of time that ends before that, or before what the retention has left. FilterLogEvents knows no such bounds.
/// </remarks>
internal sealed class InsightsHorizon(AwsSession session)
{
    // As far as AWS lets clocks differ.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    /// <summary>The first millisecond of each of which everything is seen.</summary>
    /// <param name="logGroups">Names or ARNs of log groups.</param>
    /// <param name="cancellationToken">Stops it.</param>
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
