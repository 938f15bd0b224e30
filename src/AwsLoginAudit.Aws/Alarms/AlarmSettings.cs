using System.Text.RegularExpressions;

namespace AwsLoginAudit.Aws;

/// <summary>The alarm to create. All names follow from the alarm's.</summary>
public sealed record AlarmSettings
{
    /// <summary>The threshold unless another is wanted.</summary>
    public const int DefaultThreshold = 5;

    /// <summary>A log group's name, as CloudWatch Logs has it.</summary>
    public const string LogGroupPattern = "^[.\\-_/#A-Za-z0-9]{1,512}$";

    /// <summary>The name of an alarm that the module can create.</summary>
    public const string NamePattern = "^[A-Za-z0-9_-]{1,63}$";

    /// <summary>The alarm's name; 1 to 63 letters, digits, hyphens and underscores, so that queue and topic can be named after it.</summary>
    public required string AlarmName { get; init; }

    /// <summary>The alarm fires at more failures than this in a period; 0 or more.</summary>
    public required double Threshold { get; init; }

    /// <summary>The length of a period. See <see cref="AlarmRule.WhyNotAccepted"/>.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(AlarmPlan.PeriodSeconds);

    /// <summary>How many of the latest periods are looked at; 1 or more.</summary>
    public int EvaluationPeriods { get; init; } = 1;

    /// <summary>In how many of them there must be more failures than the threshold; 1 to <see cref="EvaluationPeriods"/>.</summary>
    public int DatapointsToAlarm { get; init; } = 1;

    /// <summary>How periods without failures count.</summary>
    public MissingDataTreatment TreatMissingData { get; init; } = MissingDataTreatment.NotBreaching;

    /// <summary>The log group that events arrive in; 1 to 512 characters.</summary>
    public required string LogGroupName { get; init; }

    /// <summary>How many days the log group keeps events; null for 90 where it is made, and as it is where it exists.</summary>
    public int? RetentionInDays { get; init; }

    /// <summary>The event ids that count; empty for those of <see cref="FailedLogin"/>.</summary>
    public IReadOnlyList<int> EventId { get; init; } = [];

    /// <summary>Whether every audit failure counts, as in the published solution, and not failed logins only.</summary>
    public bool AllAuditFailures { get; init; }

    /// <summary>A topic that exists already; null for one of the alarm's own.</summary>
    public string? TopicArn { get; init; }

    /// <summary>A KMS key that encrypts the alarm's own topic; null for none.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>Who is subscribed to the topic.</summary>
    public IReadOnlyList<string> EmailAddress { get; init; } = [];

    /// <summary>Whether a queue is subscribed to the topic.</summary>
    public bool Queue { get; init; }

    /// <summary>Whether what exists under these names, and was not made by this module, is taken over.</summary>
    public bool Force { get; init; }
}

/// <summary>The names of what belongs to an alarm.</summary>
internal static class AlarmNames
{
    /// <summary>Of the metrics; nothing else puts metrics here.</summary>
    public const string MetricNamespace = "AwsLoginAudit";

    /// <summary>Whether the module can create an alarm of a name.</summary>
    public static bool IsPossible(string alarmName) => Regex.IsMatch(alarmName, AlarmSettings.NamePattern, RegexOptions.None, TimeSpan.FromSeconds(1));

    public static string Metric(string alarmName) => alarmName;

    public static string Topic(string alarmName) => alarmName + "Notifications";

    /// <summary>Of the topic that the operations alarms tell.</summary>
    public static string OperationsTopic(string alarmName) => alarmName + "Operations";

    public static string Queue(string alarmName) => alarmName;

    public static string DeadLetterQueue(string alarmName) => alarmName + "-dead-letters";

    /// <summary>Of the function that answers the alarm.</summary>
    public static string Responder(string alarmName) => alarmName + "-responder";

    /// <summary>Of the role that the function runs under: roles are the account's, so that another Region's has to have another name.</summary>
    public static string ResponderRole(string alarmName, string region) => $"{Responder(alarmName)}-{region}";

    public static string ResponderDeadLetterQueue(string alarmName) => DeadLetterQueue(Responder(alarmName));

    /// <summary>Where Lambda writes what the function says.</summary>
    public static string ResponderLogGroup(string alarmName) => "/aws/lambda/" + Responder(alarmName);

    /// <summary>Of the table in which the function notes what it has mailed.</summary>
    public static string ResponderMailTable(string alarmName) => ResponderFunction.MailTable(Responder(alarmName));

    public static string FollowUpRule(string alarmName) => Responder(alarmName) + "-follow-up";
}
