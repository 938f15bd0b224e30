using System.Runtime.CompilerServices;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;

namespace AwsLoginAudit.Aws;

/// <summary>The alarms that this module made, and what belongs to them.</summary>
public sealed class AlarmCatalog
{
    private readonly AwsSession session;

    /// <param name="session">The connection.</param>
    public AlarmCatalog(AwsSession session) => this.session = session;

    /// <summary>This module's alarms in this account and Region.</summary>
    /// <param name="isWanted">Whether an alarm of a name is wanted. An alarm that is not is not read.</param>
    /// <param name="unreadable">Told each alarm that cannot be read, while the others are; called on any thread.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>Each, as CloudWatch lists them.</returns>
    /// <exception cref="LoginAuditException">AccessDenied, …</exception>
    public async IAsyncEnumerable<LoginAuditAlarm> AllAsync(
        Func<string, bool> isWanted, Action<LoginAuditException> unreadable, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var scope = await AccountScope.AskAsync(session, cancellationToken);
        var plan = new AlarmPlan(session, scope);
        var pages = Pages.AllAsync(
            token => session.CloudWatch.DescribeAlarmsAsync(new DescribeAlarmsRequest { AlarmTypes = [AlarmType.MetricAlarm], NextToken = token }, cancellationToken),
            page => page.NextToken);
        await foreach (var page in pages)
        {
            foreach (var alarm in page.MetricAlarms ?? [])
            {
                if (alarm.Namespace == AlarmNames.MetricNamespace && AlarmNames.IsPossible(alarm.AlarmName!) && isWanted(alarm.AlarmName!)
                    && await plan.IsOursAsync(alarm.AlarmName!, cancellationToken)
                    && await TryReadAsync(alarm, scope, unreadable, cancellationToken) is { } read)
                {
                    yield return read;
                }
            }
        }
    }

    /// <summary>One alarm by its name.</summary>
    /// <param name="alarmName">The name.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The alarm.</returns>
    /// <exception cref="LoginAuditException">AlarmNotFound, NotOurs, AccessDenied, …</exception>
    public async Task<LoginAuditAlarm> GetAsync(string alarmName, CancellationToken cancellationToken)
    {
        var scope = await AccountScope.AskAsync(session, cancellationToken);
        var plan = new AlarmPlan(session, scope);
        var alarm = await AlarmLookup.GetAsync(session, alarmName, cancellationToken);
        return await plan.IsOursAsync(alarmName, cancellationToken)
            ? await ReadAsync(alarm, scope, cancellationToken)
            : throw Ownership.NotOurs("alarm", alarmName, "Its failed logins can be read all the same.", new LoginAuditRemedy(RemedyAction.ReadFailures).With("AlarmName", alarmName));
    }

    // An identity that may call cloudwatch:PutMetricAlarm can put an alarm of this module's namespace and tag here, with any topic.
    private async Task<LoginAuditAlarm?> TryReadAsync(
        MetricAlarm alarm, AccountScope scope, Action<LoginAuditException> unreadable, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(alarm, scope, cancellationToken);
        }
        catch (LoginAuditException failure) when (IsOfOne(failure))
        {
            unreadable(failure);
            return null;
        }
    }

    /// <summary>Whether a failure is about one alarm, so that the others can still be read.</summary>
    internal static bool IsOfOne(LoginAuditException failure) => failure.Error
        is LoginAuditError.AccessDenied or LoginAuditError.ServiceError or LoginAuditError.UnsupportedAlarm or LoginAuditError.TopicNotFound;

    private async Task<LoginAuditAlarm> ReadAsync(MetricAlarm alarm, AccountScope scope, CancellationToken cancellationToken)
    {
        var filters = new List<LoginAuditMetricFilter>();
        await foreach (var filter in new MetricFilterPlan(session).OfAlarmAsync(alarm.AlarmName!, cancellationToken))
            filters.Add(filter);
        var topicArn = alarm.AlarmActions?.FirstOrDefault(AlarmLookup.IsTopic);
        var subscribers = topicArn is null ? new Subscribers([], [], []) : await new SubscriptionPlan(session).ReadAsync(topicArn, cancellationToken);
        var queueName = AlarmNames.Queue(alarm.AlarmName!);
        return new LoginAuditAlarm
        {
            AlarmName = alarm.AlarmName!,
            AlarmArn = alarm.AlarmArn!,
            AlarmState = alarm.StateValue?.Value,
            Rule = AlarmReader.ToRule(alarm),
            MetricFilters = filters,
            CountsOtherAuditFailures = filters.Exists(filter => FailurePattern.CountsOther(filter.FilterPattern)),
            TopicArn = topicArn,
            EmailAddresses = [.. subscribers.Addresses],
            QueueUrl = subscribers.ResourceArns.Contains(scope.Queue(queueName)) ? await new QueuePlan(session, scope).FindAsync(queueName, cancellationToken) : null,
        };
    }
}
