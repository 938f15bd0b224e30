using Amazon.CloudWatch.Model;

namespace AwsLoginAudit.Aws;

/// <summary>
/// Creates remedies that restore missing resources. They contain the current settings, because the alarm may no longer exist when somebody runs them.
/// </summary>
internal sealed class SetupRemedies(AwsSession session, PrerequisiteQuestion question)
{
    private const string SomeSender = "audit@example.com";
    private const string SomeRecipient = "you@example.com";

    /// <summary>The remedy that restores the alarm with its current settings, for one of its log groups.</summary>
    public async Task<LoginAuditRemedy> AlarmAsync(CancellationToken cancellationToken)
    {
        var alarm = await AlarmLookup.FindAsync(session, question.AlarmName, cancellationToken);
        return (await BeginAsync(alarm, LogGroupOf(alarm), cancellationToken)).With("TopicArn", TopicOf(alarm));
    }

    /// <summary>The remedy that restores the alarm and its queue.</summary>
    public async Task<LoginAuditRemedy> QueueAsync(CancellationToken cancellationToken) => (await AlarmAsync(cancellationToken)).With("Queue", true);

    /// <summary>The remedy that restores the alarm with its current settings, for the log group of the question.</summary>
    public async Task<LoginAuditRemedy> LogGroupAsync(CancellationToken cancellationToken)
    {
        var alarm = await AlarmLookup.FindAsync(session, question.AlarmName, cancellationToken);
        return (await BeginAsync(alarm, question.LogGroupName, cancellationToken)).With("TopicArn", TopicOf(alarm));
    }

    /// <summary>The remedy that checks a log group of the alarm; null if the log group of the question is one, or the alarm lists none.</summary>
    public LoginAuditRemedy? OtherLogGroup(MetricAlarm? alarm) => LogGroupOf(alarm) is var other && other != question.LogGroupName
        ? new LoginAuditRemedy(RemedyAction.TestPrerequisites).With("AlarmName", question.AlarmName).With("LogGroupName", other) : null;

    /// <summary>The remedy that restores the alarm with its current settings, a new topic and a subscriber.</summary>
    /// <param name="queue">Whether the alarm gets a queue.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<LoginAuditRemedy> NewTopicAsync(bool queue, CancellationToken cancellationToken)
    {
        var alarm = await AlarmLookup.FindAsync(session, question.AlarmName, cancellationToken);
        return (await BeginAsync(alarm, LogGroupOf(alarm), cancellationToken)).With("EmailAddress", SomeRecipient).With("Queue", queue);
    }

    /// <summary>The remedy that restores the function with its current settings, or with those of the question if there is no function.</summary>
    public async Task<LoginAuditRemedy> ResponderAsync(CancellationToken cancellationToken)
    {
        var scope = await AccountScope.AskAsync(session, cancellationToken);
        var function = (await FunctionPlan.FindAsync(session, AlarmNames.Responder(question.AlarmName), cancellationToken))?.Configuration;
        var settings = ResponderFunction.Settings(question.AlarmName, function?.Environment?.Variables ?? []);
        return new LoginAuditRemedy(RemedyAction.InstallResponder)
            .With("AlarmName", question.AlarmName)
            .With("From", settings.Sender.Length > 0 ? settings.Sender : question.From ?? SomeSender)
            .With("To", settings.Recipient.Count > 0 ? settings.Recipient : question.To.Count > 0 ? question.To : [SomeRecipient])
            .With("Threshold", settings.Threshold)
            .With("ConfigurationSetName", settings.ConfigurationSetName)
            .With("FollowUp", await new FollowUpSchedule(session, scope, question.AlarmName).ReadAsync(cancellationToken) is not null);
    }

    /// <summary>The remedy that subscribes an e-mail address to a topic.</summary>
    public static LoginAuditRemedy Subscribe(string topicArn) =>
        new LoginAuditRemedy(RemedyAction.SubscribeToTopic).With("TopicArn", topicArn).With("Protocol", SubscriptionPlan.Email).With("Endpoint", SomeRecipient);

    // Creating an alarm again with another log group would add that log group to the alarm.
    private string LogGroupOf(MetricAlarm? alarm) => AlarmSources.In(alarm?.AlarmDescription ?? "") is [var first, ..] listed && !listed.Contains(question.LogGroupName)
        ? first : question.LogGroupName;

    private async Task<LoginAuditRemedy> BeginAsync(MetricAlarm? alarm, string logGroupName, CancellationToken cancellationToken)
    {
        var counted = AlarmSources.Counted(alarm?.AlarmDescription, logGroupName)
            ?? await new MetricFilterPlan(session).CountedAsync(logGroupName, question.AlarmName, cancellationToken)
            ?? AlarmedFailures.Default;
        var begun = new LoginAuditRemedy(RemedyAction.CreateAlarm).With("AlarmName", question.AlarmName).With("LogGroupName", logGroupName);
        return WithRule(begun, alarm)
            .With("AllAuditFailures", counted.IsAll)
            .With("EventId", counted.IsAll || counted.IsDefault ? null : counted.EventId);
    }

    private static LoginAuditRemedy WithRule(LoginAuditRemedy remedy, MetricAlarm? alarm)
    {
        if (alarm is null)
            return remedy;
        var treatment = AlarmRule.Treatment(alarm.TreatMissingData);
        return remedy
            // The alarm fires above its threshold, and samples are whole numbers, so 5.5 and 5 are equivalent.
            .With("Threshold", alarm.Threshold is null or AlarmSettings.DefaultThreshold ? null : Math.Floor(alarm.Threshold.Value))
            .With("Period", alarm.Period is null or AlarmPlan.PeriodSeconds ? null : TimeSpan.FromSeconds(alarm.Period.Value))
            .With("EvaluationPeriods", alarm.EvaluationPeriods is null or 1 ? null : alarm.EvaluationPeriods)
            .With("DatapointsToAlarm", alarm.DatapointsToAlarm == alarm.EvaluationPeriods ? null : alarm.DatapointsToAlarm)
            .With("TreatMissingData", treatment == MissingDataTreatment.NotBreaching ? null : treatment);
    }

    // Returns null if the alarm notifies its own topic.
    private static string? TopicOf(MetricAlarm? alarm) => alarm?.AlarmActions?.Find(AlarmLookup.IsTopic) is { } topic
        && alarm.AlarmArn!.Split(':') is [_, var partition, _, var region, var account, ..]
        && topic != new AccountScope(partition, region, account).Topic(AlarmNames.Topic(alarm.AlarmName!)) ? topic : null;
}
