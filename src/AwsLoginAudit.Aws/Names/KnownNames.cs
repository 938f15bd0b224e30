using System.Globalization;
using System.Runtime.CompilerServices;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Lists names of resources in an account and Region for completion. It lists a limited number, not all.</summary>
public sealed class KnownNames
{
    // Completion blocks the prompt, so only a few pages are read.
    private const int MostPages = 5;
    private const int LargestAlarmPage = 100;

    private readonly AwsSession session;

    /// <param name="session">The connection to AWS.</param>
    public KnownNames(AwsSession session) => this.session = session;

    /// <summary>Lists log groups.</summary>
    /// <param name="prefix">The beginning of the names; empty for all.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The names, page by page.</returns>
    /// <exception cref="LoginAuditException">AccessDenied, …</exception>
    public IAsyncEnumerable<KnownName> LogGroupsAsync(string prefix, CancellationToken cancellationToken) => PagesAsync(
        async token =>
        {
            var request = new DescribeLogGroupsRequest { LogGroupNamePrefix = OrNull(prefix), NextToken = token };
            var page = await session.Logs.DescribeLogGroupsAsync(request, cancellationToken);
            return ((page.LogGroups ?? []).Select(group => new KnownName(group.LogGroupName!, null, Describe(group))), page.NextToken);
        },
        cancellationToken);

    /// <summary>Lists the log streams of a log group. The CloudWatch agent writes one for each instance.</summary>
    /// <param name="logGroupName">The log group's name or ARN.</param>
    /// <param name="prefix">The beginning of the names; empty for all.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The names, page by page.</returns>
    /// <exception cref="LoginAuditException">LogGroupNotFound, AccessDenied, …</exception>
    public IAsyncEnumerable<KnownName> LogStreamsAsync(string logGroupName, string prefix, CancellationToken cancellationToken) => PagesAsync(
        async token =>
        {
            var request = new DescribeLogStreamsRequest { LogGroupIdentifier = logGroupName, LogStreamNamePrefix = OrNull(prefix), NextToken = token };
            var page = await session.Logs.DescribeLogStreamsAsync(request, cancellationToken);
            return ((page.LogStreams ?? []).Select(stream => new KnownName(stream.LogStreamName!, null, Describe(stream))), page.NextToken);
        },
        cancellationToken);

    /// <summary>Lists metric alarms.</summary>
    /// <param name="prefix">The beginning of the names; empty for all.</param>
    /// <param name="ownOnly">Whether to list only alarms on metrics of this module.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The names, page by page.</returns>
    /// <exception cref="LoginAuditException">AccessDenied, …</exception>
    public IAsyncEnumerable<KnownName> AlarmsAsync(string prefix, bool ownOnly, CancellationToken cancellationToken) => PagesAsync(
        async token =>
        {
            var request = new DescribeAlarmsRequest
            {
                AlarmNamePrefix = OrNull(prefix),
                AlarmTypes = [AlarmType.MetricAlarm],
                MaxRecords = LargestAlarmPage,
                NextToken = token,
            };
            var page = await session.CloudWatch.DescribeAlarmsAsync(request, cancellationToken);
            var alarms = (page.MetricAlarms ?? []).Where(alarm => !ownOnly || alarm.Namespace == AlarmNames.MetricNamespace);
            return (alarms.Select(alarm => new KnownName(alarm.AlarmName!, null, $"{alarm.StateValue?.Value}: {alarm.StateReason}")), page.NextToken);
        },
        cancellationToken);

    /// <summary>Lists Windows machines that Systems Manager manages, with their computer names as aliases.</summary>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The instance ids, page by page.</returns>
    /// <exception cref="LoginAuditException">AccessDenied, …</exception>
    public async IAsyncEnumerable<KnownName> InstancesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Systems Manager filters by complete ids only, so there is no prefix.
        var most = MostPages * ManagedInstances.PageSize;
        var everyWindows = new FleetSelection([], new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal), Every: true);
        await foreach (var instance in new ManagedInstances(session).FindAsync(everyWindows, cancellationToken))
        {
            yield return new KnownName(instance.Id, instance.ComputerName, $"{instance.ComputerName}, {instance.PlatformName}, {(instance.IsOnline ? "online" : "offline")}");
            if (--most == 0)
                yield break;
        }
    }

    private static async IAsyncEnumerable<KnownName> PagesAsync(
        Func<string?, Task<(IEnumerable<KnownName> Names, string? Next)>> ask, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = MostPages;
        await foreach (var (names, _) in Pages.AllAsync(ask, page => page.Next))
        {
            foreach (var name in names)
                yield return name;
            if (--left == 0)
                yield break;
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static string? OrNull(string prefix) => prefix.Length > 0 ? prefix : null;

    private static string Describe(LogGroup group) => group.RetentionInDays is { } days
        ? string.Format(CultureInfo.InvariantCulture, "keeps events for {0} days", days)
        : "keeps events forever";

    private static string Describe(LogStream stream) => stream.LastEventTimestamp is { } time
        ? string.Format(CultureInfo.InvariantCulture, "latest event {0:u}", time)
        : "no events";
}
