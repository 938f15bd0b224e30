using System.Text.Json.Nodes;
using Amazon.CloudWatch.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Builds the resources of a template.</summary>
internal static class TemplateResource
{
    public static JsonObject Of(string type, JsonObject properties) => new() { ["Type"] = type, ["Properties"] = properties };

    /// <summary>A resource that supports tags.</summary>
    public static JsonObject Tagged(string type, JsonObject properties)
    {
        properties["Tags"] = new JsonArray(new JsonObject { ["Key"] = Ownership.Key, ["Value"] = Ownership.Value });
        return Of(type, properties);
    }

    /// <summary>Adds resources that CloudFormation creates before this one.</summary>
    public static JsonObject After(this JsonObject resource, params string[] others)
    {
        resource["DependsOn"] = new JsonArray([.. others.Select(other => (JsonNode?)other)]);
        return resource;
    }

    /// <summary>
    /// Sets what happens to the resource when the stack is deleted (Retain, RetainExceptOnCreate or Delete) or an update replaces it (Retain or Delete).
    /// </summary>
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

    /// <summary>A dead-letter queue. It is kept when the stack is deleted, because its messages are the only record of alarms without a response.</summary>
    public static JsonObject DeadLetterQueue(string name) =>
        Queue(name, new JsonObject { ["MessageRetentionPeriod"] = QueuePlan.DeadLetterRetentionSeconds }).WhenRemoved("RetainExceptOnCreate", whenReplaced: "Retain");

    /// <summary>The policy of a queue.</summary>
    public static JsonObject QueuePolicy(string queue, JsonObject document) => Of("AWS::SQS::QueuePolicy", new JsonObject
    {
        ["Queues"] = new JsonArray(Placeholders.Of(queue)),
        ["PolicyDocument"] = document,
    });

    /// <summary>The policy of a topic.</summary>
    public static JsonObject TopicPolicyOf(string topic, IReadOnlyList<string> alarmArns) => Of("AWS::SNS::TopicPolicy", new JsonObject
    {
        ["Topics"] = new JsonArray(Placeholders.Of(topic)),
        ["PolicyDocument"] = TopicPolicy.For(Placeholders.Scope, Placeholders.Of(topic), alarmArns),
    });

    public static JsonObject Alarm(PutMetricAlarmRequest request)
    {
        var properties = new JsonObject
        {
            ["AlarmName"] = request.AlarmName,
            ["AlarmDescription"] = request.AlarmDescription,
            ["Namespace"] = request.Namespace,
            ["MetricName"] = request.MetricName,
            ["Statistic"] = request.Statistic!.Value,
            ["Period"] = request.Period,
            ["EvaluationPeriods"] = request.EvaluationPeriods,
            ["DatapointsToAlarm"] = request.DatapointsToAlarm,
            ["Threshold"] = request.Threshold,
            ["ComparisonOperator"] = request.ComparisonOperator!.Value,
            ["TreatMissingData"] = request.TreatMissingData,
            ["AlarmActions"] = new JsonArray([.. request.AlarmActions!.Select(action => (JsonNode?)action)]),
        };
        if (request.Dimensions is { } dimensions)
            properties["Dimensions"] = new JsonArray([.. dimensions.Select(one => new JsonObject { ["Name"] = one.Name, ["Value"] = one.Value })]);
        return Tagged("AWS::CloudWatch::Alarm", properties);
    }

    public static JsonObject Subscription(string topic, string protocol, JsonNode endpoint) => Of("AWS::SNS::Subscription", new JsonObject
    {
        ["TopicArn"] = Placeholders.Of(topic),
        ["Protocol"] = protocol,
        ["Endpoint"] = endpoint,
    });

    public static JsonObject KeyIfAny() => IfAny(TemplateParameters.HasKmsKey, TemplateParameters.KmsKeyArn);

    /// <summary>The value of a parameter if a condition is true; otherwise the property is omitted.</summary>
    public static JsonObject IfAny(string condition, string parameter) => new()
    {
        ["Fn::If"] = new JsonArray(condition, Placeholders.Of(parameter), Placeholders.Of("AWS::NoValue")),
    };
}
