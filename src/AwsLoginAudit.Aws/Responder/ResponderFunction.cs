using System.Globalization;
using System.Text.Json.Nodes;

namespace AwsLoginAudit.Aws;

/// <summary>The configuration of the responder's Lambda function.</summary>
public static class ResponderFunction
{
    internal const string Runtime = "dotnet10";

    /// <summary>The name of the assembly that Lambda executes. It has no colon, so that Lambda does not look for a method in it.</summary>
    internal const string Handler = "AwsLoginAudit.Responder";
    internal const string Architecture = "x86_64";
    internal const string Description = "Reports the Windows machines that cause an alarm on failed logins. Created by AwsLoginAudit.";

    /// <summary>The memory size in MB.</summary>
    internal const int MemorySize = 512;

    /// <summary>The timeout in seconds: the maximum of Lambda, because a burst takes long to read.</summary>
    internal const int Timeout = 900;

    /// <summary>The environment variable with the address of the sender.</summary>
    public const string SenderVariable = "SENDER_EMAIL";

    /// <summary>The environment variable with the addresses of the recipients, separated by commas.</summary>
    public const string RecipientVariable = "RECIPIENT_EMAIL";

    /// <summary>The environment variable with a threshold other than the alarm's.</summary>
    public const string ThresholdVariable = "ALARM_THRESHOLD";

    /// <summary>The environment variable with the name of an SES configuration set.</summary>
    public const string ConfigurationSetVariable = "CONFIGURATION_SET_NAME";

    /// <summary>The name of the table in which a function records sent mails.</summary>
    /// <param name="functionName">The name of the function.</param>
    /// <returns>The name of the table.</returns>
    public static string MailTable(string functionName) => functionName + "-mail";

    /// <summary>The environment variables for these settings, without those that have no value.</summary>
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

    /// <summary>Reads the settings from the environment variables of a function. Settings without a variable are empty.</summary>
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

    /// <summary>The input that the schedule passes to the function.</summary>
    internal static JsonObject FollowUpInput(string alarmName) => new() { ["followUp"] = alarmName };
}
