using System.Globalization;
using System.Text.Json.Nodes;

namespace AwsLoginAudit.Aws;

/// <summary>The responder's Lambda function, as it is set up.</summary>
internal static class ResponderFunction
{
    public const string Runtime = "dotnet10";
    public const string Handler = "AwsLoginAudit.Responder::AwsLoginAudit.Responder.Function::HandleAsync";
    public const string Architecture = "x86_64";
    public const string Description = "Says which Windows machines an alarm on failed logins is about. Made by AwsLoginAudit.";

    /// <summary>In MB.</summary>
    public const int MemorySize = 512;

    /// <summary>In seconds: the longest that Lambda allows, for a storm takes long to read.</summary>
    public const int Timeout = 900;

    /// <summary>How often a follow-up looks again: events of a storm arrive late, and an alarm that stays in ALARM says nothing more.</summary>
    public const string FollowUpSchedule = "rate(15 minutes)";

    public const string SenderVariable = "SENDER_EMAIL";

    /// <summary>Its addresses are separated by commas.</summary>
    public const string RecipientVariable = "RECIPIENT_EMAIL";

    public const string ThresholdVariable = "ALARM_THRESHOLD";
    public const string ConfigurationSetVariable = "CONFIGURATION_SET_NAME";

    /// <summary>What the function reads from its environment; what is not given is not there.</summary>
    public static IReadOnlyDictionary<string, string> Environment(ResponderSettings settings)
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

    /// <summary>What the schedule tells the function.</summary>
    public static JsonObject FollowUpInput(string alarmName) => new() { ["followUp"] = alarmName };
}
