using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsLoginAudit.Aws;

/// <summary>The solution as one CloudFormation template: all resources between the agents and the mail.</summary>
/// <remarks>
/// It contains no account, Region or partition, so it can be deployed to many of them.
/// </remarks>
public static class LoginAuditTemplate
{
    private const string Description =
        "Monitors failed Windows logins on a fleet: log group, metric filter, alarm, topic, queue, and a function that mails which machines are affected. "
        + "The machines need the CloudWatch agent with a configuration for the log group. AwsLoginAudit installs both. Created by AwsLoginAudit.";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Renders the template.</summary>
    /// <param name="settings">The default values of the parameters.</param>
    /// <param name="extension">.yaml, .yml or .json, in any case.</param>
    /// <returns>YAML, or indented JSON.</returns>
    /// <exception cref="LoginAuditException">UnknownTemplateFormat: any other extension.</exception>
    public static string Render(TemplateSettings settings, string extension) => extension.ToUpperInvariant() switch
    {
        ".YAML" or ".YML" => YamlWriter.Write(Build(settings)),
        ".JSON" => Build(settings).ToJsonString(Indented) + "\n",
        _ => throw new LoginAuditException(
            LoginAuditError.UnknownTemplateFormat, $"A template cannot be written as '{extension}'. Give a file name that ends in .yaml, .yml or .json.", extension),
    };

    private static JsonObject Build(TemplateSettings settings) => new()
    {
        ["AWSTemplateFormatVersion"] = "2010-09-09",
        ["Description"] = Description,
        ["Parameters"] = TemplateParameters.Build(settings),
        ["Mappings"] = TemplateParameters.Mappings(),
        ["Conditions"] = Placeholders.Resolve(TemplateParameters.Conditions()),
        ["Resources"] = Placeholders.Resolve(Resources()),
        ["Outputs"] = Placeholders.Resolve(Outputs()),
    };

    private static JsonObject Resources()
    {
        var resources = new JsonObject();
        AlarmResources.AddTo(resources);
        ResponderResources.AddTo(resources);
        OperationsResources.AddTo(resources);
        return resources;
    }

    private static JsonObject Outputs() => new()
    {
        ["AlarmArn"] = Output("The alarm.", Placeholders.Of(AlarmResources.Alarm, "Arn")),
        ["TopicArn"] = Output("The topic that the alarm publishes to.", Placeholders.Of(AlarmResources.Topic)),
        ["OperationsTopicArn"] = Output("The topic that the alarms on the queue and the function publish to.", Placeholders.Of(OperationsResources.Topic)),
        ["QueueUrl"] = Output("The queue that keeps the alarm's notifications.", Placeholders.Of(AlarmResources.Queue)),
        ["FunctionArn"] = Output("The function that mails which machines are affected.", Placeholders.Of(ResponderResources.Function, "Arn")),
    };

    private static JsonObject Output(string description, string value) => new() { ["Description"] = description, ["Value"] = value };
}
