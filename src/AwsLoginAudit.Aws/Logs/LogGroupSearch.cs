using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Finds log groups by a pattern of their names, or of their ARNs.</summary>
/// <param name="session">The connection.</param>
public sealed class LogGroupSearch(AwsSession session)
{
    private const string ArnBeginning = "arn:";

    /// <summary>Finds them.</summary>
    /// <param name="pattern">A pattern of names; or of ARNs, which has the log groups of linked accounts looked at as well.</param>
    /// <param name="isMatch">Whether a name, or an ARN, matches it.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>Their names, or ARNs; none where nothing matches.</returns>
    /// <exception cref="LoginAuditException">AccessDenied, …</exception>
    public async Task<IReadOnlyList<string>> FindAsync(string pattern, Func<string, bool> isMatch, CancellationToken cancellationToken = default)
    {
        var isArn = pattern.StartsWith(ArnBeginning, StringComparison.Ordinal);
        var found = new List<string>();
        var request = new DescribeLogGroupsRequest { IncludeLinkedAccounts = isArn ? true : null };
        do
        {
            var page = await session.CallAsync("logs:DescribeLogGroups", pattern, () => session.Logs.DescribeLogGroupsAsync(request, cancellationToken));
            found.AddRange((page.LogGroups ?? []).Select(group => (isArn ? group.LogGroupArn : group.LogGroupName)!).Where(isMatch));
            request.NextToken = page.NextToken;
        }
        while (request.NextToken is not null);
        return found;
    }

    /// <summary>A log group by its name, or its ARN; null where there is none.</summary>
    internal static async Task<LogGroup?> FindOneAsync(AwsSession session, string logGroup, CancellationToken cancellationToken)
    {
        var isArn = logGroup.StartsWith(ArnBeginning, StringComparison.Ordinal);
        var request = new DescribeLogGroupsRequest
        {
            LogGroupNamePrefix = logGroup.Substring(logGroup.LastIndexOf(':') + 1),
            IncludeLinkedAccounts = isArn ? true : null,
        };
        do
        {
            var page = await session.CallAsync("logs:DescribeLogGroups", logGroup, () => session.Logs.DescribeLogGroupsAsync(request, cancellationToken));
            if (page.LogGroups?.Find(group => (isArn ? group.LogGroupArn : group.LogGroupName) == logGroup) is { } found)
                return found;
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
        return null;
    }
}
