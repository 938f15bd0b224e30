using System.Text.Json.Nodes;

namespace AwsLoginAudit.Aws;

/// <summary>How a template's resources are written.</summary>
internal static class TemplateResource
{
    public static JsonObject Of(string type, JsonObject properties) => new() { ["Type"] = type, ["Properties"] = properties };

    /// <summary>A resource that takes tags.</summary>
    public static JsonObject Tagged(string type, JsonObject properties)
    {
        properties["Tags"] = new JsonArray(new JsonObject { ["Key"] = Ownership.Key, ["Value"] = Ownership.Value });
        return Of(type, properties);
    }

    /// <summary>Made after others that it does not name.</summary>
    public static JsonObject After(this JsonObject resource, params string[] others)
    {
        resource["DependsOn"] = new JsonArray([.. others.Select(other => (JsonNode?)other)]);
        return resource;
    }

    /// <summary>What becomes of it, and of what it holds, when the stack goes: Retain, RetainExceptOnCreate or Delete; or when an update replaces it: Retain or Delete.</summary>
    public static JsonObject WhenRemoved(this JsonObject resource, string policy, string? whenReplaced = null)
    {
        resource["DeletionPolicy"] = policy;
        resource["UpdateReplacePolicy"] = whenReplaced ?? policy;
        return resource;
    }

    public static JsonObject OnlyIf(this JsonObject resource, string condition)
    {
        resource["Condition"] = condition;
        return resource;
    }

    public static JsonObject LogGroup(string name)
    {
        var group = Tagged("AWS::Logs::LogGroup", new JsonObject
        {
            ["LogGroupName"] = name,
            ["RetentionInDays"] = Placeholders.Of(TemplateParameters.RetentionInDays),
            ["KmsKeyId"] = KeyIfAny(),
        });
        group["Properties"]!["Tags"]!.AsArray().Add(
            (JsonNode)new JsonObject { ["Key"] = LogGroupPlan.RetentionTag, ["Value"] = Placeholders.Of(TemplateParameters.RetentionInDays) });
        return group;
    }

    public static JsonObject Queue(string name, JsonObject properties)
    {
        properties["QueueName"] = name;
        properties["SqsManagedSseEnabled"] = true;
        return Tagged("AWS::SQS::Queue", properties).WhenRemoved("Delete");
    }

    public static JsonObject DeadLetterQueue(string name) => Queue(name, new JsonObject { ["MessageRetentionPeriod"] = QueuePlan.DeadLetterRetentionSeconds });

    public static JsonObject Subscription(string protocol, string endpoint) => Of("AWS::SNS::Subscription", new JsonObject
    {
        ["TopicArn"] = Placeholders.Of(AlarmResources.Topic),
        ["Protocol"] = protocol,
        ["Endpoint"] = endpoint,
    });

    public static JsonObject KeyIfAny() => new()
    {
        ["Fn::If"] = new JsonArray(TemplateParameters.HasKmsKey, Placeholders.Of(TemplateParameters.KmsKeyArn), Placeholders.Of("AWS::NoValue")),
    };
}
