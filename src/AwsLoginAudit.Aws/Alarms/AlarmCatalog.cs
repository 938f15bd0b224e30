using System.Runtime.CompilerServices;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Lists the alarms that this module created, with their resources.</summary>
public sealed class AlarmCatalog
{
    private readonly AwsSession session;

    /// <param name="session">The connection to AWS.</param>
    public AlarmCatalog(AwsSession session) => this.session = session;

    /// <summary>Lists this module's alarms in the account and Region of the connection.</summary>
    /// <param name="isWanted">Whether an alarm with a given name is listed. Alarms that are not listed are not read.</param>
    /// <param name="unreadable">Called for each alarm that cannot be read, while the other alarms are read; called on any thread.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The alarms in the order of CloudWatch's list.</returns>
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

    /// <summary>Reads one alarm by its name.</summary>
    /// <param name="alarmName">The name.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The alarm.</returns>
    /// <exception cref="LoginAuditException">AlarmNotFound, NotCreatedByModule, AccessDenied, …</exception>
    public async Task<LoginAuditAlarm> GetAsync(string alarmName, CancellationToken cancellationToken)
    {
        var scope = await AccountScope.AskAsync(session, cancellationToken);
        var plan = new AlarmPlan(session, scope);
        var alarm = await AlarmLookup.GetAsync(session, alarmName, cancellationToken);
        var isOurs = await plan.IsOursAsync(alarmName, cancellationToken);
        // The operations alarms of a queue and a function have this module's tag too.
        if (isOurs && alarm.Namespace != AlarmNames.MetricNamespace)
            throw new LoginAuditException(LoginAuditError.NotCreatedByModule, $"The alarm {alarmName} does not count failed logins: it watches the metric {alarm.MetricName} of {alarm.Namespace}.", alarmName);
        return isOurs
            ? await ReadAsync(alarm, scope, cancellationToken)
            : throw Ownership.NotCreatedByModule("alarm", alarmName, "You can still read its failed logins.", new LoginAuditRemedy(RemedyAction.ReadFailures).With("AlarmName", alarmName));
    }

    // An identity with cloudwatch:PutMetricAlarm can create an alarm with this module's namespace and tag and any topic, so one alarm that cannot be read must
    // not stop the list.
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

    /// <summary>Whether an error concerns one alarm only, so that the others can still be read.</summary>
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
