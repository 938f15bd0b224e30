using System.Runtime.CompilerServices;
using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Finds log groups by a pattern for their names or ARNs.</summary>
/// <param name="session">The connection to AWS.</param>
public sealed class LogGroupSearch(AwsSession session)
{
    private const string ArnBeginning = "arn:";

    /// <summary>Finds the log groups that match a pattern.</summary>
    /// <param name="pattern">A pattern for names, or for ARNs. A pattern for ARNs also finds log groups of linked accounts.</param>
    /// <param name="isMatch">Whether a name or an ARN matches the pattern.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The names or ARNs; empty if no log group matches.</returns>
    /// <exception cref="LoginAuditException">AccessDenied, …</exception>
    public async Task<IReadOnlyList<string>> FindAsync(string pattern, Func<string, bool> isMatch, CancellationToken cancellationToken = default)
    {
        var isArn = pattern.StartsWith(ArnBeginning, StringComparison.Ordinal);
        var found = new List<string>();
        await foreach (var group in ListAsync(session, prefix: null, isArn, cancellationToken))
        {
            var name = Name(group, isArn);
            if (isMatch(name))
                found.Add(name);
        }
        return found;
    }

    /// <summary>Returns a log group by its name; null if it does not exist.</summary>
    internal static async Task<LogGroup?> FindOneAsync(AwsSession session, string name, CancellationToken cancellationToken) =>
        (await FindAllAsync(session, [name], cancellationToken)).TryGetValue(name, out var found) ? found : null;

    /// <summary>Returns log groups by their names or ARNs, without those that do not exist.</summary>
    internal static async Task<Dictionary<string, LogGroup>> FindAllAsync(AwsSession session, IReadOnlyCollection<string> logGroups, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, LogGroup>(StringComparer.Ordinal);
        foreach (var isArn in new[] { false, true })
        {
            var wanted = new HashSet<string>(logGroups.Where(one => one.StartsWith(ArnBeginning, StringComparison.Ordinal) == isArn), StringComparer.Ordinal);
            if (wanted.Count == 0)
                continue;
            var prefix = CommonPrefix(wanted.Select(one => one.Substring(one.LastIndexOf(':') + 1)));
            await foreach (var group in ListAsync(session, prefix, isArn, cancellationToken))
            {
                var name = Name(group, isArn);
                if (wanted.Remove(name))
                    found.Add(name, group);
                if (wanted.Count == 0)
                    break;
            }
        }
        return found;
    }

    private static async IAsyncEnumerable<LogGroup> ListAsync(
        AwsSession session, string? prefix, bool ofLinkedAccountsToo, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DescribeLogGroupsRequest Request(string? token) =>
            new() { LogGroupNamePrefix = prefix, IncludeLinkedAccounts = ofLinkedAccountsToo ? true : null, NextToken = token };
        await foreach (var page in Pages.AllAsync(token => session.Logs.DescribeLogGroupsAsync(Request(token), cancellationToken), page => page.NextToken))
        {
            foreach (var group in page.LogGroups ?? [])
                yield return group;
        }
    }

    private static string Name(LogGroup group, bool isArn) => (isArn ? group.LogGroupArn : group.LogGroupName)!;

    // Returns null without a common prefix, because CloudWatch Logs rejects an empty one.
    private static string? CommonPrefix(IEnumerable<string> names)
    {
        var prefix = names.Aggregate(static (a, b) => a.Substring(0, a.Zip(b, (x, y) => x == y).TakeWhile(same => same).Count()));
        return prefix.Length > 0 ? prefix : null;
    }
}
