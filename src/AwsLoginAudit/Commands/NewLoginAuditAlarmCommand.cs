using System.Collections;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>
/// Makes an alarm on failed logins: log group, metric filter, topic, and whoever is to be told. What is there already stays as it is,
/// so a second call changes nothing, and finishes what an earlier one could not.
/// </summary>
[Cmdlet(VerbsCommon.New, "LoginAuditAlarm", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = OwnTopicSet)]
[OutputType(typeof(LoginAuditAlarm))]
public sealed class NewLoginAuditAlarmCommand : AwsCmdlet
{
    private const string OwnTopicSet = "OwnTopic";
    private const string TopicArnSet = "TopicArn";

    /// <summary>The alarm's name; topic, queue, metric and metric filters are named after it.</summary>
    [Parameter(Position = 0)]
    [Expected(Expected.AlarmName, AlarmSettings.NamePattern)]
    [ArgumentCompleter(typeof(OwnAlarmCompleter))]
    public string AlarmName { get; set; } = Defaults.AlarmName;

    /// <summary>The alarm fires at more failures than this within a period, on all instances together.</summary>
    [Parameter]
    [Number(0d)]
    public double Threshold { get; set; } = Defaults.Threshold;

    /// <summary>The length of a period: a multiple of a minute, such as 1m, 5m or 1h; also 10s, 20s and 30s.</summary>
    [Parameter]
    [Duration]
    [ArgumentCompleter(typeof(PeriodCompleter))]
    public TimeSpan Period { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many of the latest periods the alarm looks at.</summary>
    [Parameter]
    [Number(1)]
    public int EvaluationPeriods { get; set; } = 1;

    /// <summary>In how many of these periods there must be more failures than the threshold; in all of them unless given.</summary>
    [Parameter]
    [Number(1)]
    public int? DatapointsToAlarm { get; set; }

    /// <summary>How periods without failures count.</summary>
    [Parameter]
    [OneOf(typeof(MissingDataTreatment))]
    public MissingDataTreatment TreatMissingData { get; set; } = MissingDataTreatment.NotBreaching;

    /// <summary>The log group that events arrive in; made where it is absent.</summary>
    [Parameter]
    [Expected(Expected.LogGroupName, AlarmSettings.LogGroupPattern)]
    [ArgumentCompleter(typeof(LogGroupCompleter))]
    public string LogGroupName { get; set; } = AgentConfiguration.DefaultLogGroupName;

    /// <summary>How many days the log group keeps events; a new one keeps them for 90 unless given.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RetentionCompleter))]
    [Number]
    public int? RetentionInDays { get; set; }

    /// <summary>The event ids to count, such as 4625 and 4771. The default is every id that can be a failed login; any other id is an error.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FailedLoginIdCompleter))]
    [Number]
    public int[] EventId { get; set; } = [];

    /// <summary>Counts every audit failure, as the published solution does, and not failed logins only.</summary>
    [Parameter]
    public SwitchParameter AllAuditFailures { get; set; }

    /// <summary>An SNS topic that exists already; it stays as it is.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TopicArnSet)]
    [Expected(Expected.TopicArn, "^arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}$")]
    public string? TopicArn { get; set; }

    /// <summary>A customer managed KMS key that encrypts the alarm's own topic: id, ARN or alias.</summary>
    [Parameter(ParameterSetName = OwnTopicSet)]
    [ValidateNotNullOrEmpty]
    public string? KmsKeyId { get; set; }

    /// <summary>Who is told by e-mail when the alarm fires; each has to confirm once.</summary>
    [Parameter]
    [Expected(Expected.Address, ResponderSettings.AddressPattern, LoginAuditError.InvalidAddress)]
    public string[] EmailAddress { get; set; } = [];

    /// <summary>Has notifications also kept in an SQS queue, with a dead-letter queue.</summary>
    [Parameter]
    public SwitchParameter Queue { get; set; }

    /// <inheritdoc/>
    [Parameter]
    [ValidateNotNull]
    [Tags]
    public override Hashtable ResourceTag { get; set; } = [];

    /// <summary>Takes over what exists under these names and was not made by this module.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        CheckRule();
        Make(Wait(AlarmSetup.PlanAsync(Session, Settings(), StopToken)));
    }

    private void CheckRule()
    {
        if (AlarmRule.WhyNotAccepted(Period, EvaluationPeriods, DatapointsToAlarm ?? EvaluationPeriods) is { } reason)
            throw new LoginAuditException(LoginAuditError.InvalidAlarmRule, reason, AlarmName);
        // PutMetricAlarm in the CloudWatch API Reference: such periods are for metrics with a StorageResolution of 1, which metric filters do not have.
        if (AlarmRule.IsHighResolution(Period))
            WriteWarning($"Metric filters have one datapoint a minute, so most periods of {Period.TotalSeconds} seconds have no data, and CloudWatch charges more for such an alarm. A -Period of 1m or longer has neither disadvantage.");
    }

    private void Make(AlarmSetup setup) => Apply(setup.Changes, (done, isFinished) =>
    {
        if (isFinished && setup.MissingSubscriber is { } remedy)
            WriteWarning($"Nobody gets the operations alarms yet, which tell if notifications wait in the queue. To subscribe somebody: {RemedyCommand.Of(remedy)}");
        if (isFinished || done.Exists(change => change.Action != LoginAuditChangeAction.Unchanged))
            WriteObject(setup.Result(done));
    });

    private AlarmSettings Settings() => new()
    {
        AlarmName = AlarmName,
        Threshold = Threshold,
        Period = Period,
        EvaluationPeriods = EvaluationPeriods,
        DatapointsToAlarm = DatapointsToAlarm ?? EvaluationPeriods,
        TreatMissingData = TreatMissingData,
        LogGroupName = LogGroupName,
        RetentionInDays = Retention.Check(RetentionInDays),
        EventId = CheckedIds(),
        AllAuditFailures = AllAuditFailures,
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

    // Its policy, which nobody can change, does not let CloudWatch in: the alarm would fire and nobody would hear of it.
    private string? UsableKey() => KmsKeyId is { } key && key.EndsWith("alias/aws/sns", StringComparison.OrdinalIgnoreCase)
        ? throw new LoginAuditException(
            LoginAuditError.UnusableKey,
            "CloudWatch cannot publish to a topic that is encrypted with the AWS managed key alias/aws/sns, so nobody would be told. Give a customer managed key whose policy allows kms:Decrypt and kms:GenerateDataKey* to cloudwatch.amazonaws.com.",
            key)
        : KmsKeyId;
}
