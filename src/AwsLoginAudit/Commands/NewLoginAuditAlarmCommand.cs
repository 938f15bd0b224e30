using System.Collections;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>
/// Creates an alarm on failed logins, with its log group, metric filters, topic and subscriptions. The cmdlet can be run again safely: existing resources are
/// not changed, and an interrupted setup is completed. Parameters that are not given keep the settings of an existing alarm.
/// </summary>
[Cmdlet(VerbsCommon.New, "LoginAuditAlarm", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = OwnTopicSet)]
[OutputType(typeof(LoginAuditAlarm))]
public sealed class NewLoginAuditAlarmCommand : AwsCmdlet
{
    private const string OwnTopicSet = "OwnTopic";
    private const string TopicArnSet = "TopicArn";

    /// <summary>
    /// Specifies the name of the alarm, after which the topic, queue, metric and metric filters are named. The default is WindowsSecurityLogsAlarm.
    /// </summary>
    [Parameter(Position = 0)]
    [Expected(Expected.AlarmName, AlarmSettings.NamePattern)]
    [ArgumentCompleter(typeof(OwnAlarmCompleter))]
    public string AlarmName { get; set; } = Defaults.AlarmName;

    /// <summary>
    /// Specifies the threshold: the alarm fires at more failures than this within a period, on all instances together; 0 or more. The default is 5 for a
    /// new alarm, and the value of an existing alarm.
    /// </summary>
    [Parameter]
    [Number(0d)]
    public double? Threshold { get; set; }

    /// <summary>Specifies the length of a period: a multiple of a minute, such as 1m, 5m or 1h, or 10s, 20s or 30s. The default is 5 minutes,
    /// or the value of an existing alarm.</summary>
    [Parameter]
    [Duration]
    [ArgumentCompleter(typeof(PeriodCompleter))]
    public TimeSpan? Period { get; set; }

    /// <summary>Specifies the number of latest periods that the alarm evaluates; 1 or more. The default is 1, or the value of an existing alarm.</summary>
    [Parameter]
    [Number(1)]
    public int? EvaluationPeriods { get; set; }

    /// <summary>Specifies the number of these periods that must be over the threshold; 1 or more. The default is all of them, or the value of an existing alarm.</summary>
    [Parameter]
    [Number(1)]
    public int? DatapointsToAlarm { get; set; }

    /// <summary>Specifies how the alarm treats periods without data. The default is NotBreaching, or the value of an existing alarm.</summary>
    [Parameter]
    [OneOf(typeof(MissingDataTreatment))]
    public MissingDataTreatment TreatMissingData { get; set; } = MissingDataTreatment.NotBreaching;

    /// <summary>
    /// Specifies the log group that receives the events. It is created if it does not exist. The default is /aws/SecurityAuditLogs for a new alarm, and
    /// the log group of an existing alarm.
    /// </summary>
    [Parameter]
    [Expected(Expected.LogGroupName, AlarmSettings.LogGroupPattern)]
    [ArgumentCompleter(typeof(LogGroupCompleter))]
    public string LogGroupName { get; set; } = AgentConfiguration.DefaultLogGroupName;

    /// <summary>Specifies the retention of the log group in days. The default is 90 for a new log group, and no change for an existing one.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RetentionCompleter))]
    [Number]
    public int? RetentionInDays { get; set; }

    /// <summary>
    /// Specifies the event ids to count, such as 4625 and 4771. The default is every id that can be a failed login, or the ids of an
    /// existing alarm. Any other id is an error.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FailedLoginIdCompleter))]
    [Number(Several = true)]
    public int[] EventId { get; set; } = [];

    /// <summary>Counts every audit failure, as the published solution does, instead of failed logins only.</summary>
    [Parameter]
    public SwitchParameter AllAuditFailures { get; set; }

    /// <summary>Specifies the ARN of an existing SNS topic. A topic that this module did not create is not changed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TopicArnSet)]
    [Expected(Expected.TopicArn, "^arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}$")]
    public string? TopicArn { get; set; }

    /// <summary>Specifies a customer managed KMS key that encrypts the topic of the alarm, by id, ARN or alias.</summary>
    [Parameter(ParameterSetName = OwnTopicSet)]
    [ValidateNotNullOrEmpty]
    public string? KmsKeyId { get; set; }

    /// <summary>Specifies e-mail addresses that are notified when the alarm fires. Each recipient must confirm once.</summary>
    [Parameter]
    [Expected(Expected.Address, ResponderSettings.AddressPattern, LoginAuditError.InvalidAddress)]
    public string[] EmailAddress { get; set; } = [];

    /// <summary>Creates an SQS queue for notifications, with a dead-letter queue.</summary>
    [Parameter]
    public SwitchParameter Queue { get; set; }

    /// <inheritdoc/>
    [Parameter]
    [ValidateNotNull]
    [Tags]
    public override Hashtable ResourceTag { get; set; } = [];

    /// <summary>Takes over existing resources with these names that this module did not create.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        CheckRule();
        Make(Wait(AlarmSetup.PlanAsync(Session, Settings(), StopToken)));
    }

    // The given settings alone, with the shortest usual period. Those of an existing alarm are not known yet.
    private void CheckRule()
    {
        if (AlarmRule.WhyNotAccepted(Period ?? TimeSpan.FromMinutes(1), EvaluationPeriods ?? DatapointsToAlarm ?? 1, DatapointsToAlarm ?? 1) is { } reason)
            throw new LoginAuditException(LoginAuditError.InvalidAlarmRule, reason, AlarmName);
        // Such periods need metrics with a StorageResolution of 1, which metric filters do not support (PutMetricAlarm, CloudWatch API Reference).
        if (Period is { } period && AlarmRule.IsHighResolution(period))
            WriteWarning($"Metric filters have one datapoint a minute, so most periods of {period.TotalSeconds} seconds have no data, and CloudWatch charges more for such an alarm. Use a -Period of 1m or longer.");
    }

    private void Make(AlarmSetup setup)
    {
        foreach (var stranger in setup.Strangers)
            WriteWarning(stranger.Text());
        Apply(setup.Changes, (done, isFinished) =>
        {
            if (isFinished && setup.MissingSubscriber is { } remedy)
                WriteWarning($"The operations alarms, which fire if notifications wait in the queue, notify nobody yet. To subscribe an address: {RemedyCommand.Of(remedy)}");
            if (isFinished || done.Exists(change => change.Action != LoginAuditChangeAction.Unchanged))
                WriteObject(setup.Result(done));
        });
    }

    private AlarmSettings Settings() => new()
    {
        AlarmName = AlarmName,
        Threshold = Threshold,
        Period = Period,
        EvaluationPeriods = EvaluationPeriods,
        DatapointsToAlarm = DatapointsToAlarm,
        TreatMissingData = this.IsGiven(nameof(TreatMissingData)) ? TreatMissingData : null,
        LogGroupName = LogGroupName,
        KeepsLogGroup = !this.IsGiven(nameof(LogGroupName)),
        RetentionInDays = Retention.Check(RetentionInDays),
        EventId = CheckedIds(),
        AllAuditFailures = this.IsGiven(nameof(AllAuditFailures)) ? AllAuditFailures : null,
        TopicArn = TopicArn,
        KmsKeyId = UsableKey(),
        EmailAddress = EmailAddress,
        Queue = Queue,
        Force = Force,
    };

    private int[] CheckedIds()
    {
        if (AllAuditFailures && EventId.Length > 0)
            throw new LoginAuditException(LoginAuditError.EventIdConflict, "-AllAuditFailures counts events of every id, and cannot be combined with -EventId. Leave one of them out.", EventId);
        foreach (var id in EventId)
        {
            if (FailedLoginId.WhyNever(id) is { } reason)
            {
                var instead = FailedLoginId.IsOtherAudit(id) ? " To count other audit failures too, use -AllAuditFailures instead of -EventId." : "";
                throw new LoginAuditException(LoginAuditError.NotAFailure, $"{reason} Failed logins have the ids {string.Join(", ", FailedLogin.EventId)}.{instead}", id);
            }
        }
        return EventId;
    }

    // The policy of the AWS managed key cannot be changed and does not allow CloudWatch to use it, so a firing would notify nobody.
    private string? UsableKey() => KmsKeyId is { } key && key.EndsWith("alias/aws/sns", StringComparison.OrdinalIgnoreCase)
        ? throw new LoginAuditException(
            LoginAuditError.UnusableKey,
            "CloudWatch cannot publish to a topic that is encrypted with the AWS managed key alias/aws/sns, so nobody would be notified. Give a customer managed key whose policy allows kms:Decrypt and kms:GenerateDataKey* to cloudwatch.amazonaws.com.",
            key)
        : KmsKeyId;
}
