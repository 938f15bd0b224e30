using System.Collections;
using Amazon.Runtime;

namespace AwsLoginAudit.Aws;

/// <summary>The name of a call in traces and errors.</summary>
/// <param name="Action">The IAM action, such as logs:FilterLogEvents.</param>
/// <param name="Resource">The names in the request, such as a log group and a log stream; * if there is none.</param>
internal readonly record struct CallName(string Action, string Resource)
{
    private const string Suffix = "Request";
    private const string Separator = "/";

    // The first property that the request has names the resource.
    private static readonly string[] Subjects =
    [
        "LogGroupName", "LogGroupIdentifier", "LogGroupNames", "LogGroupIdentifiers", "LogGroupNamePrefix", "MetricNamespace", "FilterPattern", "QueryId",
        "AlarmName", "AlarmNames", "AlarmNamePrefix", "TopicArn", "SubscriptionArn", "QueueUrl", "QueueName", "FunctionName", "InstanceProfileName", "RoleName",
        "PolicySourceArn", "TableName", "Source", "EmailAddress", "Identities", "Rule", "Name", "ResourceId", "ResourceArn", "ResourceARN", "Resource",
        "CommandId", "DocumentName",
    ];

    private static readonly string[] Details = ["LogStreamName", "LogStreamNames", "FilterName", "MetricName"];

    /// <summary>The name of a call.</summary>
    /// <param name="serviceId">The service's id, such as CloudWatch Logs.</param>
    /// <param name="request">The request.</param>
    public static CallName Of(string serviceId, AmazonWebServiceRequest request)
    {
        var type = request.GetType().Name;
        var operation = type.EndsWith(Suffix, StringComparison.Ordinal) ? type.Substring(0, type.Length - Suffix.Length) : type;
        var subject = First(request, Subjects);
        var detail = subject is null ? null : First(request, Details);
        return new CallName($"{Prefix(serviceId)}:{operation}", detail is null ? subject ?? "*" : subject + Separator + detail);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Action} {Resource}";

    // Service Authorization Reference: of the services called here, these two have a prefix that differs from their id.
    private static string Prefix(string serviceId) => serviceId switch
    {
        "CloudWatch Logs" => "logs",
        "EventBridge" => "events",
        _ => serviceId.ToLowerInvariant(),
    };

    private static string? First(AmazonWebServiceRequest request, string[] names)
    {
        foreach (var name in names)
        {
            switch (request.GetType().GetProperty(name)?.GetValue(request))
            {
                case string { Length: > 0 } text:
                    return text;
                case IList { Count: > 0 } list:
                    return string.Join(", ", list.Cast<object>());
            }
        }
        return null;
    }
}
