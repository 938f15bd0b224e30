using Amazon.CloudWatch.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Remedies that restore what is missing and change nothing else: a setting that such a remedy leaves out would get its default.</summary>
internal sealed class SetupRemedies(AwsSession session, PrerequisiteQuestion question)
{
    private const string SomeSender = "audit@example.com";
    private const string SomeRecipient = "you@example.com";

    /// <summary>Restores the alarm with the settings that it has, for a log group of the alarm.</summary>
    public async Task<LoginAuditRemedy> AlarmAsync(CancellationToken cancellationToken)
    {
        var alarm = await AlarmLookup.FindAsync(session, question.AlarmName, cancellationToken);
        return (await BeginAsync(alarm, LogGroupOf(alarm), cancellationToken)).With("TopicArn", TopicOf(alarm));
    }

    /// <summary>Restores the alarm and its queue.</summary>
    public async Task<LoginAuditRemedy> QueueAsync(CancellationToken cancellationToken) => (await AlarmAsync(cancellationToken)).With("Queue", true);

    /// <summary>Restores the alarm with the settings that it has, for the log group of the question.</summary>
    public async Task<LoginAuditRemedy> LogGroupAsync(CancellationToken cancellationToken)
    {
        var alarm = await AlarmLookup.FindAsync(session, question.AlarmName, cancellationToken);
        return (await BeginAsync(alarm, question.LogGroupName, cancellationToken)).With("TopicArn", TopicOf(alarm));
    }

    /// <summary>Checks a log group of the alarm; null if the question has one, or the alarm lists none.</summary>
    public LoginAuditRemedy? OtherLogGroup(MetricAlarm? alarm) => LogGroupOf(alarm) is var other && other != question.LogGroupName
        ? new LoginAuditRemedy(RemedyAction.TestPrerequisites).With("AlarmName", question.AlarmName).With("LogGroupName", other) : null;

    /// <summary>Restores the alarm with the settings that it has, a new topic and a subscriber.</summary>
    /// <param name="queue">Whether with a queue.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<LoginAuditRemedy> NewTopicAsync(bool queue, CancellationToken cancellationToken)
    {
        var alarm = await AlarmLookup.FindAsync(session, question.AlarmName, cancellationToken);
        return (await BeginAsync(alarm, LogGroupOf(alarm), cancellationToken)).With("EmailAddress", SomeRecipient).With("Queue", queue);
    }

    /// <summary>Restores the function with the settings that it has; those of the question if there is no function.</summary>
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

    /// <summary>Subscribes somebody to a topic.</summary>
    public static LoginAuditRemedy Subscribe(string topicArn) =>
        new LoginAuditRemedy(RemedyAction.SubscribeToTopic).With("TopicArn", topicArn).With("Protocol", SubscriptionPlan.Email).With("Endpoint", SomeRecipient);

    // To create an alarm again adds a log group that the alarm does not have.
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
            // The alarm fires above its threshold, so that 5.5 and 5 are the same for whole samples.
            .With("Threshold", alarm.Threshold is null or AlarmSettings.DefaultThreshold ? null : Math.Floor(alarm.Threshold.Value))
            .With("Period", alarm.Period is null or AlarmPlan.PeriodSeconds ? null : TimeSpan.FromSeconds(alarm.Period.Value))
            .With("EvaluationPeriods", alarm.EvaluationPeriods is null or 1 ? null : alarm.EvaluationPeriods)
            .With("DatapointsToAlarm", alarm.DatapointsToAlarm == alarm.EvaluationPeriods ? null : alarm.DatapointsToAlarm)
            .With("TreatMissingData", treatment == MissingDataTreatment.NotBreaching ? null : treatment);
    }

    // Null if the alarm tells a topic of its own.
    private static string? TopicOf(MetricAlarm? alarm) => alarm?.AlarmActions?.Find(AlarmLookup.IsTopic) is { } topic
        && alarm.AlarmArn!.Split(':') is [_, var partition, _, var region, var account, ..]
        && topic != new AccountScope(partition, region, account).Topic(AlarmNames.Topic(alarm.AlarmName!)) ? topic : null;
}
