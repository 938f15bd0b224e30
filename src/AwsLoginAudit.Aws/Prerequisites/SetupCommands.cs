using System.Globalization;
using Amazon.CloudWatch.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Writes the commands that restore what is missing and change nothing else: a setting that such a command leaves out would get its default.</summary>
internal sealed class SetupCommands(AwsSession session, PrerequisiteQuestion question)
{
    private const string SomeSender = "audit@example.com";
    private const string SomeRecipient = "you@example.com";

    /// <summary>New-LoginAuditAlarm with the settings that the alarm has, for a log group of the alarm.</summary>
    public async Task<string> AlarmAsync(CancellationToken cancellationToken)
    {
        var alarm = await AlarmLookup.FindAsync(session, question.AlarmName, cancellationToken);
        return await BeginAsync(alarm, LogGroupOf(alarm), cancellationToken) + TopicOf(alarm);
    }

    /// <summary>New-LoginAuditAlarm with the settings that the alarm has, for the log group of the question.</summary>
    public async Task<string> LogGroupAsync(CancellationToken cancellationToken)
    {
        var alarm = await AlarmLookup.FindAsync(session, question.AlarmName, cancellationToken);
        return await BeginAsync(alarm, question.LogGroupName, cancellationToken) + TopicOf(alarm);
    }

    /// <summary>Test-LoginAuditPrerequisite for a log group of the alarm; null if the question has one, or the alarm lists none.</summary>
    public string? OtherLogGroup(MetricAlarm? alarm) => LogGroupOf(alarm) is var other && other != question.LogGroupName
        ? $"Test-LoginAuditPrerequisite -AlarmName {PowerShellText.Quote(question.AlarmName)} -LogGroupName {PowerShellText.Quote(other)}" : null;

    /// <summary>New-LoginAuditAlarm with the settings that the alarm has, a new topic and somebody to tell.</summary>
    public async Task<string> NewTopicAsync(CancellationToken cancellationToken)
    {
        var alarm = await AlarmLookup.FindAsync(session, question.AlarmName, cancellationToken);
        return $"{await BeginAsync(alarm, LogGroupOf(alarm), cancellationToken)} -EmailAddress {PowerShellText.Quote(SomeRecipient)}";
    }

    /// <summary>Install-LoginAuditResponder with the settings that the function has; those of the question if there is no function.</summary>
    public async Task<string> ResponderAsync(CancellationToken cancellationToken)
    {
        var scope = await AccountScope.AskAsync(session, cancellationToken);
        var function = (await FunctionPlan.FindAsync(session, AlarmNames.Responder(question.AlarmName), cancellationToken))?.Configuration;
        var settings = ResponderFunction.Settings(question.AlarmName, function?.Environment?.Variables ?? []);
        var to = settings.Recipient.Count > 0 ? settings.Recipient : question.To.Count > 0 ? question.To : [SomeRecipient];
        var from = settings.Sender.Length > 0 ? settings.Sender : question.From ?? SomeSender;
        var threshold = settings.Threshold is { } number ? $" -Threshold {number.ToString("R", CultureInfo.InvariantCulture)}" : "";
        var configurationSet = settings.ConfigurationSetName is { } name ? $" -ConfigurationSetName {PowerShellText.Quote(name)}" : "";
        var followUp = await new FollowUpSchedule(session, scope, question.AlarmName).ReadAsync(cancellationToken) is null ? "" : " -FollowUp";
        return $"Install-LoginAuditResponder -AlarmName {PowerShellText.Quote(question.AlarmName)} -From {PowerShellText.Quote(from)} -To {string.Join(",", to.Select(PowerShellText.Quote))}{threshold}{configurationSet}{followUp}";
    }

    /// <summary>The command that subscribes somebody to a topic.</summary>
    public static string Subscribe(string topicArn) =>
        $"Connect-SNSNotification -TopicArn {PowerShellText.Quote(topicArn)} -Protocol email -Endpoint {PowerShellText.Quote(SomeRecipient)}";

    // New-LoginAuditAlarm adds a log group that the alarm does not have.
    private string LogGroupOf(MetricAlarm? alarm) => AlarmSources.In(alarm?.AlarmDescription ?? "") is [var first, ..] listed && !listed.Contains(question.LogGroupName)
        ? first : question.LogGroupName;

    private async Task<string> BeginAsync(MetricAlarm? alarm, string logGroupName, CancellationToken cancellationToken)
    {
        var counted = AlarmSources.Counted(alarm?.AlarmDescription, logGroupName)
            ?? await new MetricFilterPlan(session).CountedAsync(logGroupName, question.AlarmName, cancellationToken)
            ?? AlarmedFailures.Default;
        return $"New-LoginAuditAlarm -AlarmName {PowerShellText.Quote(question.AlarmName)} -LogGroupName {PowerShellText.Quote(logGroupName)}{Rule(alarm)}{counted.Parameter}";
    }

    // The alarm fires above its threshold, so that 5.5 and 5 are the same for whole samples.
    private static string Rule(MetricAlarm? alarm)
    {
        if (alarm is null)
            return "";
        var threshold = alarm.Threshold is null or AlarmSettings.DefaultThreshold ? "" : $" -Threshold {Math.Floor(alarm.Threshold.Value).ToString("F0", CultureInfo.InvariantCulture)}";
        var period = alarm.Period is null or AlarmPlan.PeriodSeconds ? "" : $" -Period {alarm.Period}s";
        var periods = alarm.EvaluationPeriods is null or 1 ? "" : $" -EvaluationPeriods {alarm.EvaluationPeriods}";
        var datapoints = alarm.DatapointsToAlarm is null || alarm.DatapointsToAlarm == alarm.EvaluationPeriods ? "" : $" -DatapointsToAlarm {alarm.DatapointsToAlarm}";
        var treatment = AlarmRule.Treatment(alarm.TreatMissingData);
        return threshold + period + periods + datapoints + (treatment == MissingDataTreatment.NotBreaching ? "" : $" -TreatMissingData {treatment}");
    }

    // Nothing if the alarm tells a topic of its own.
    private static string TopicOf(MetricAlarm? alarm) => alarm?.AlarmActions?.Find(AlarmLookup.IsTopic) is { } topic
        && alarm.AlarmArn!.Split(':') is [_, var partition, _, var region, var account, ..]
        && topic != new AccountScope(partition, region, account).Topic(AlarmNames.Topic(alarm.AlarmName!)) ? $" -TopicArn {PowerShellText.Quote(topic)}" : "";
}
