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

    /// <summary>A log group by its name; null where there is none.</summary>
    internal static async Task<LogGroup?> FindOneAsync(AwsSession session, string name, CancellationToken cancellationToken) =>
        (await FindAllAsync(session, [name], cancellationToken)).TryGetValue(name, out var found) ? found : null;

    /// <summary>Log groups by their names, or by their ARNs; those that are not there are missing from the answer.</summary>
    internal static async Task<Dictionary<string, LogGroup>> FindAllAsync(AwsSession session, IReadOnlyCollection<string> logGroups, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, LogGroup>(StringComparer.Ordinal);
        foreach (var alike in logGroups.Distinct().GroupBy(one => one.StartsWith(ArnBeginning, StringComparison.Ordinal)))
        {
            var wanted = new HashSet<string>(alike, StringComparer.Ordinal);
            var request = new DescribeLogGroupsRequest
            {
                LogGroupNamePrefix = CommonPrefix(wanted.Select(one => one.Substring(one.LastIndexOf(':') + 1))),
                IncludeLinkedAccounts = alike.Key ? true : null,
            };
            do
            {
                var page = await session.CallAsync("logs:DescribeLogGroups", string.Join(", ", alike), () => session.Logs.DescribeLogGroupsAsync(request, cancellationToken));
                foreach (var group in page.LogGroups ?? [])
                {
                    var name = (alike.Key ? group.LogGroupArn : group.LogGroupName)!;
                    if (wanted.Remove(name))
                        found.Add(name, group);
                }
                request.NextToken = page.NextToken;
            }
            while (wanted.Count > 0 && !string.IsNullOrEmpty(request.NextToken));
        }
        return found;
    }

    // Null where they have none: the service takes no empty one.
    private static string? CommonPrefix(IEnumerable<string> names)
    {
        var prefix = names.Aggregate(static (a, b) => a.Substring(0, a.Zip(b, (x, y) => x == y).TakeWhile(same => same).Count()));
        return prefix.Length > 0 ? prefix : null;
    }
}
