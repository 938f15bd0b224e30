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

    /// <summary>The first millisecond of which everything is seen.</summary>
    /// <param name="logGroup">The log group's name or ARN.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LoginAuditException">LogGroupNotFound, AccessDenied, …</exception>
    public async Task<long> OfAsync(string logGroup, CancellationToken cancellationToken)
    {
        var found = await LogGroupSearch.FindOneAsync(session, logGroup, cancellationToken)
            ?? throw new LoginAuditException(
                LoginAuditError.LogGroupNotFound, $"There is no log group {logGroup} in this account and Region. Check the name, -Region and the account; the agent creates it with the first event.", logGroup);
        var now = DateTimeOffset.UtcNow;
        var made = found.CreationTime is { } time ? new DateTimeOffset(time.ToUniversalTime()) : now;
        var kept = found.RetentionInDays is { } days ? now - TimeSpan.FromDays(days) : made;
        return ((made > kept ? made : kept) + Margin).ToUnixTimeMilliseconds();
    }
}
