using Amazon.CloudWatch.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Plans step 4 of the solution: all resources between an alarm's topic and the mail.</summary>
public sealed class ResponderSetup
{
    private readonly LoginAuditResponder wanted;

    private ResponderSetup(LoginAuditResponder wanted, IReadOnlyList<PlannedChange> changes) => (this.wanted, Changes) = (wanted, changes);

    /// <summary>The changes in the order in which they are made. The subscription follows the function, so that no alarm invokes a missing function.</summary>
    public IReadOnlyList<PlannedChange> Changes { get; }

    /// <summary>Plans the responder. Changes nothing.</summary>
    /// <param name="session">The connection to AWS.</param>
    /// <param name="settings">The requested settings; the log groups are read from AWS.</param>
    /// <param name="zip">The code of the function.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="LoginAuditException">InvalidAddress, AlarmNotFound, UnsupportedAlarm, AlarmWithoutMetricFilter, TopicNotFound, SenderNotVerified, RecipientNotVerified, ConcurrencyNotAvailable, NotCreatedByModule, AccessDenied, …</exception>
    public static async Task<ResponderSetup> PlanAsync(AwsSession session, ResponderSettings settings, byte[] zip, CancellationToken cancellationToken)
    {
        foreach (var address in settings.Recipient.Append(settings.Sender))
            MailSettings.Mailbox(address);
        var alarm = await AlarmLookup.GetAsync(session, settings.AlarmName, cancellationToken);
        var period = AlarmReader.ToRule(alarm).Period!.Value;
        var topicArn = TopicOf(alarm);
        settings = await WithLogGroupsAsync(session, settings, alarm, cancellationToken);

        var scope = await AccountScope.AskAsync(session, cancellationToken);
        var name = AlarmNames.Responder(settings.AlarmName);
        var found = await FunctionPlan.FindAsync(session, name, cancellationToken);
        var callers = new FunctionCallers(session, name);
        await new MailChecks(session, settings.Sender, settings.Recipient).DemandAsync(cancellationToken);
        var function = new FunctionPlan(session, scope, settings);
        await function.CheckConcurrencyAsync(found, cancellationToken);
        var allowed = found is null ? new Dictionary<string, string>() : await callers.ReadAsync(cancellationToken);

        var changes = new List<PlannedChange>(await PlanBeforeFunctionAsync(session, scope, settings, cancellationToken));
        changes.AddRange(function.Plan(found, zip));
        changes.AddRange(await new OperationsPlan(session, scope, settings.AlarmName).PlanAsync(
            OperationsAlarm.OfResponder(settings.AlarmName), topicArn, settings.Recipient, key: null, settings.Force, cancellationToken));
        changes.Add(callers.Plan(allowed, FunctionCallers.Topic, "sns.amazonaws.com", topicArn));
        var subscriptions = new SubscriptionPlan(session);
        changes.Add(await subscriptions.PlanFunctionAsync(topicArn, scope.Function(name), cancellationToken));
        // The alarm may have another topic since the last installation.
        if (allowed.TryGetValue(FunctionCallers.Topic, out var former) && former != topicArn)
            changes.AddRange(await subscriptions.PlanFunctionRemovalAsync(former, scope.Function(name), cancellationToken));

        var schedule = new FollowUpSchedule(session, scope, settings.AlarmName);
        changes.AddRange(await PlanFollowUpAsync(schedule, callers, allowed, settings, period, scope.Function(name), cancellationToken));
        var rate = settings.FollowUp switch
        {
            true => FollowUpSchedule.Rate(period),
            false => null,
            _ => await schedule.ReadAsync(cancellationToken),
        };
        return new ResponderSetup(Wanted(settings, scope.Function(name), topicArn, rate), changes);
    }

    /// <summary>Adds the alarm's log groups to the settings.</summary>
    /// <exception cref="LoginAuditException">UnsupportedAlarm, AlarmWithoutMetricFilter, AccessDenied, …</exception>
    internal static async Task<ResponderSettings> WithLogGroupsAsync(
        AwsSession session, ResponderSettings settings, MetricAlarm alarm, CancellationToken cancellationToken)
    {
        var queries = await new AlarmReader(session).QueriesAsync(settings.AlarmName, alarm.MetricName!, alarm.Namespace!, cancellationToken);
        // A metric filter that somebody else created must not extend the function's permissions.
        var logGroups = queries.Select(query => query.LogGroupName).Distinct().ToList();
        var own = logGroups.Except(AlarmSources.Foreign(alarm.AlarmDescription, logGroups)).ToList();
        return settings with { LogGroupName = own.Count > 0 ? own : throw NoOwnFilter(settings.AlarmName) };
    }

    /// <summary>The responder that the caller receives.</summary>
    /// <param name="done">The changes that were made, and the resources that were unchanged.</param>
    /// <returns>The responder.</returns>
    public LoginAuditResponder Result(IReadOnlyList<LoginAuditChange> done) => done.Any(change => change.ResourceType == ResourceKind.Function)
        ? wanted with { FunctionState = "Active", IsCurrent = true, Changes = done }
        : wanted with { Changes = done };

    private static async Task<IReadOnlyList<PlannedChange>> PlanBeforeFunctionAsync(
        AwsSession session, AccountScope scope, ResponderSettings settings, CancellationToken cancellationToken) =>
    [
        .. await new LogGroupPlan(session, scope).PlanAsync(AlarmNames.ResponderLogGroup(settings.AlarmName), null, settings.Force, cancellationToken),
        .. await new ResponderRole(session, scope).PlanAsync(settings, cancellationToken),
        await new QueuePlan(session, scope).PlanDeadLettersAsync(AlarmNames.ResponderDeadLetterQueue(settings.AlarmName), settings.Force, cancellationToken),
        await new MailTable(session, AlarmNames.ResponderMailTable(settings.AlarmName)).PlanAsync(scope, settings.Force, cancellationToken),
    ];

    private static async Task<IReadOnlyList<PlannedChange>> PlanFollowUpAsync(
        FollowUpSchedule schedule,
        FunctionCallers callers,
        IReadOnlyDictionary<string, string> allowed,
        ResponderSettings settings,
        TimeSpan period,
        string functionArn,
        CancellationToken cancellationToken) => settings.FollowUp switch
        {
            true =>
            [
                callers.Plan(allowed, FunctionCallers.Schedule, "events.amazonaws.com", schedule.Arn),
                await schedule.PlanAsync(period, functionArn, settings.Force, cancellationToken),
            ],
            false =>
            [
                .. await schedule.PlanRemovalAsync(cancellationToken),
                .. allowed.ContainsKey(FunctionCallers.Schedule) ? new[] { callers.PlanRemoval(FunctionCallers.Schedule) } : [],
            ],
            _ => [],
        };

    private static LoginAuditResponder Wanted(ResponderSettings settings, string functionArn, string topicArn, string? followUp) => new()
    {
        AlarmName = settings.AlarmName,
        FunctionName = AlarmNames.Responder(settings.AlarmName),
        FunctionArn = functionArn,
        From = settings.Sender,
        Recipients = settings.Recipient,
        Threshold = settings.Threshold,
        ConfigurationSetName = settings.ConfigurationSetName,
        TopicArn = topicArn,
        FollowUpSchedule = followUp,
        ReservedConcurrency = settings.ReservedConcurrency,
    };

    private static LoginAuditException NoOwnFilter(string alarmName) => new(
        LoginAuditError.AlarmWithoutMetricFilter,
        $"The log groups of the alarm {alarmName} have no metric filter that feeds its metric. Create the alarm again to restore its metric filters.",
        alarmName,
        remedies: [new LoginAuditRemedy(RemedyAction.CreateAlarm).With("AlarmName", alarmName)]);

    private static string TopicOf(MetricAlarm alarm) => alarm.AlarmActions?.FirstOrDefault(AlarmLookup.IsTopic) ?? throw new LoginAuditException(
        LoginAuditError.TopicNotFound,
        $"The alarm {alarm.AlarmName} publishes to no topic, and only a topic can call the function. Create the alarm again with a topic, or add a topic to its actions.",
        alarm.AlarmName,
        remedies: [new LoginAuditRemedy(RemedyAction.CreateAlarm).With("AlarmName", alarm.AlarmName)]);
}
