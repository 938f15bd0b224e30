using System.Text.RegularExpressions;

namespace AwsLoginAudit;

/// <summary>Writes remedies as a sentence. The caller decides how commands and settings are named.</summary>
/// <param name="article">The article before the name of a setting, with a space; empty if names need no article.</param>
/// <param name="commands">Writes the commands and ends the sentence.</param>
/// <param name="setting">Writes a setting and its value.</param>
public sealed class RemedyText(string article, Func<IEnumerable<LoginAuditRemedy>, string> commands, Func<KeyValuePair<string, object>, string> setting)
{
    private static readonly Regex NextWord = new("(?<=[a-z])(?=[A-Z])", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Writes plain words for readers of a report, a log or a mail, who run no commands.</summary>
    public static RemedyText Plain { get; } = new("the ", remedies => string.Join(", or ", remedies.Select(remedy => Words(remedy.Action))) + ".", Words);

    /// <summary>Appends the sentence to a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="remedies">The remedies; the text is returned unchanged if there are none.</param>
    public string After(string text, IReadOnlyList<LoginAuditRemedy> remedies) => remedies.Count == 0 ? text : $"{text} {Of(remedies)}";

    /// <summary>Writes the sentence.</summary>
    /// <param name="remedies">One or more. Changes of settings are alternatives, and so are all commands together.</param>
    public string Of(IReadOnlyList<LoginAuditRemedy> remedies)
    {
        var parts = remedies.Where(remedy => remedy.IsChange).Select(Change).ToList();
        var others = remedies.Where(remedy => !remedy.IsChange).ToList();
        var sentence = string.Join(", or ", others.Count == 0 ? parts : parts.Append(commands(others))) + (others.Count == 0 ? "." : "");
        return char.ToUpperInvariant(sentence[0]) + sentence.Substring(1);
    }

    private string Change(LoginAuditRemedy remedy)
    {
        var names = remedy.Settings.Select(setting).ToList();
        var list = names.Count == 1 ? names[0] : string.Join(", ", names.Take(names.Count - 1)) + " and " + names[names.Count - 1];
        return remedy.Action switch
        {
            RemedyAction.ChangeSettings => $"choose another {list}",
            RemedyAction.CheckSettings => $"check {article}{list}",
            RemedyAction.OmitSettings => $"leave out {article}{list}",
            _ => $"use {article}{list}{Purpose(remedy.Settings[0].Key)}",
        };
    }

    private static string Purpose(string setting) => setting switch
    {
        nameof(RemedySetting.Detailed) => " to query the machine's agent for the reason",
        nameof(RemedySetting.Force) => " to change the existing resource",
        nameof(RemedySetting.ReservedConcurrency) => " or less",
        nameof(RemedySetting.TopicArn) => " to publish to this topic as it is",
        _ => "",
    };

    private static string Words(KeyValuePair<string, object> setting)
    {
        var name = setting.Key switch
        {
            nameof(RemedySetting.Region) => setting.Key,
            nameof(RemedySetting.Detailed) or nameof(RemedySetting.Force) => "option " + setting.Key,
            nameof(RemedySetting.EndpointUrl) => "endpoint URL",
            nameof(RemedySetting.TopicArn) => "topic ARN",
            _ => Split(setting.Key),
        };
        return setting.Value is true ? name : $"{name} {setting.Value}";
    }

    private static string Words(RemedyAction action) => action switch
    {
        RemedyAction.CreateAlarm => "create the alarm again",
        RemedyAction.DeleteMetricFilter => "delete the metric filter",
        RemedyAction.InstallResponder => "install the responder again",
        RemedyAction.InitializePrerequisites => "set up the role of the machines and the mail addresses",
        RemedyAction.CountFailures => "count the failed logins of the alarm yourself",
        RemedyAction.ReadFailures => "read the failed logins of the alarm",
        RemedyAction.InstallAgent => "install the CloudWatch agent again",
        RemedyAction.CheckAgents => "check which machines send events",
        RemedyAction.ReceiveNotifications => "receive the notification from the queue of the alarm",
        _ => Split(action.ToString()),
    };

    private static string Split(string name) => NextWord.Replace(name, " ").ToLowerInvariant();
}
