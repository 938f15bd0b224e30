using System.Globalization;
using System.Text.Json.Nodes;

namespace AwsLoginAudit.Aws;

/// <summary>The responder's Lambda function, as it is set up.</summary>
public static class ResponderFunction
{
    internal const string Runtime = "dotnet10";

    /// <summary>The name of the assembly that Lambda executes: without a colon, so that Lambda does not look for a method in it.</summary>
    internal const string Handler = "AwsLoginAudit.Responder";
    internal const string Architecture = "x86_64";
    internal const string Description = "Says which Windows machines an alarm on failed logins is about. Made by AwsLoginAudit.";

    /// <summary>In MB.</summary>
    internal const int MemorySize = 512;

    /// <summary>In seconds: the longest that Lambda allows, for a storm takes long to read.</summary>
    internal const int Timeout = 900;

    /// <summary>The variable of the sender's address.</summary>
    public const string SenderVariable = "SENDER_EMAIL";

    /// <summary>The variable of the recipients' addresses, separated by commas.</summary>
    public const string RecipientVariable = "RECIPIENT_EMAIL";

    /// <summary>The variable of a threshold other than the alarm's.</summary>
    public const string ThresholdVariable = "ALARM_THRESHOLD";

    /// <summary>The variable of an SES configuration set.</summary>
    public const string ConfigurationSetVariable = "CONFIGURATION_SET_NAME";

    /// <summary>The table in which a function notes what it has mailed.</summary>
    /// <param name="functionName">The function's name.</param>
    /// <returns>The table's name.</returns>
    public static string MailTable(string functionName) => functionName + "-mail";

    /// <summary>What the function reads from its environment; what is not given is not there.</summary>
    internal static IReadOnlyDictionary<string, string> Environment(ResponderSettings settings)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [SenderVariable] = settings.Sender,
            [RecipientVariable] = string.Join(",", settings.Recipient),
        };
        if (settings.Threshold is { } threshold)
            variables[ThresholdVariable] = threshold.ToString("R", CultureInfo.InvariantCulture);
        if (settings.ConfigurationSetName is { } name)
            variables[ConfigurationSetVariable] = name;
        return variables;
    }

    /// <summary>Reads the settings from a function's environment; what the environment lacks is empty.</summary>
    internal static ResponderSettings Settings(string alarmName, IReadOnlyDictionary<string, string> variables)
    {
        string? Variable(string name) => variables.TryGetValue(name, out var value) ? value : null;
        return new ResponderSettings
        {
            AlarmName = alarmName,
            LogGroupName = [],
            Sender = Variable(SenderVariable) ?? "",
            Recipient = Variable(RecipientVariable)?.Split(',') ?? [],
            Threshold = double.TryParse(Variable(ThresholdVariable), NumberStyles.Float, CultureInfo.InvariantCulture, out var threshold) ? threshold : null,
            ConfigurationSetName = Variable(ConfigurationSetVariable),
        };
    }

    /// <summary>What the schedule tells the function.</summary>
    internal static JsonObject FollowUpInput(string alarmName) => new() { ["followUp"] = alarmName };
}
