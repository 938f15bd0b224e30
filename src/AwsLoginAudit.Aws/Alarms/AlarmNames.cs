using System.Text.RegularExpressions;

namespace AwsLoginAudit.Aws;

/// <summary>The names of an alarm's resources.</summary>
internal static class AlarmNames
{
    /// <summary>The namespace of the alarms' metrics, which is reserved for this module.</summary>
    public const string MetricNamespace = "AwsLoginAudit";

    private const string DeadLetters = "-dead-letters";

    /// <summary>Whether the module can create an alarm with this name.</summary>
    public static bool IsPossible(string alarmName) => Regex.IsMatch(alarmName, AlarmSettings.NamePattern, RegexOptions.None, TimeSpan.FromSeconds(1));

    public static string Metric(string alarmName) => alarmName;

    public static string Topic(string alarmName) => alarmName + "Notifications";

    /// <summary>The name of the topic that receives the operations alarms.</summary>
    public static string OperationsTopic(string alarmName) => alarmName + "Operations";

    public static string Queue(string alarmName) => alarmName;

    public static string DeadLetterQueue(string alarmName) => alarmName + DeadLetters;

    /// <summary>The name of the alarm that a queue or dead-letter queue belongs to.</summary>
    public static string AlarmOf(string queue) => queue.EndsWith(DeadLetters, StringComparison.Ordinal) ? queue.Substring(0, queue.Length - DeadLetters.Length) : queue;

    /// <summary>The name of the Lambda function that responds to the alarm.</summary>
    public static string Responder(string alarmName) => alarmName + "-responder";

    /// <summary>The name of the role of the function. IAM roles are global in the account, so the name contains the Region.</summary>
    public static string ResponderRole(string alarmName, string region) => $"{Responder(alarmName)}-{region}";

    public static string ResponderDeadLetterQueue(string alarmName) => DeadLetterQueue(Responder(alarmName));

    /// <summary>The log group in which Lambda writes the log of the function.</summary>
    public static string ResponderLogGroup(string alarmName) => "/aws/lambda/" + Responder(alarmName);

    /// <summary>The name of the DynamoDB table in which the function records sent mails.</summary>
    public static string ResponderMailTable(string alarmName) => ResponderFunction.MailTable(Responder(alarmName));

    public static string FollowUpRule(string alarmName) => Responder(alarmName) + "-follow-up";
}
