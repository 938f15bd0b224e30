using System.Text.RegularExpressions;

namespace AwsLoginAudit.Aws;

/// <summary>The names of what belongs to an alarm.</summary>
internal static class AlarmNames
{
    /// <summary>Of the metrics; nothing else puts metrics here.</summary>
    public const string MetricNamespace = "AwsLoginAudit";

    private const string DeadLetters = "-dead-letters";

    /// <summary>Whether the module can create an alarm of a name.</summary>
    public static bool IsPossible(string alarmName) => Regex.IsMatch(alarmName, AlarmSettings.NamePattern, RegexOptions.None, TimeSpan.FromSeconds(1));

    public static string Metric(string alarmName) => alarmName;

    public static string Topic(string alarmName) => alarmName + "Notifications";

    /// <summary>Of the topic that the operations alarms tell.</summary>
    public static string OperationsTopic(string alarmName) => alarmName + "Operations";

    public static string Queue(string alarmName) => alarmName;

    public static string DeadLetterQueue(string alarmName) => alarmName + DeadLetters;

    /// <summary>The alarm of one of these two queues.</summary>
    public static string AlarmOf(string queue) => queue.EndsWith(DeadLetters, StringComparison.Ordinal) ? queue.Substring(0, queue.Length - DeadLetters.Length) : queue;

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
