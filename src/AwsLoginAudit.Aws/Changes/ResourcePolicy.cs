using System.Text.Json.Nodes;

namespace AwsLoginAudit.Aws;

/// <summary>Builds the resource policies of topics and queues.</summary>
internal static class ResourcePolicy
{
    /// <summary>The Sid of <see cref="OnlyOverTls"/>.</summary>
    public const string TlsSid = "OnlyOverTls";

    public static JsonObject Document(params JsonNode[] statements) => new() { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray(statements) };

    /// <summary>The statements of a policy, which can be an array or a single object.</summary>
    public static IEnumerable<JsonObject> StatementsOf(string policy) => JsonNode.Parse(policy)?["Statement"] switch
    {
        JsonArray several => several.OfType<JsonObject>(),
        JsonObject one => [one],
        _ => [],
    };

    /// <summary>A statement that allows an action to a service under a condition.</summary>
    public static JsonObject Allow(string sid, string service, string action, string resource, JsonObject condition) => new()
    {
        ["Sid"] = sid,
        ["Effect"] = "Allow",
        ["Principal"] = new JsonObject { ["Service"] = service },
        ["Action"] = action,
        ["Resource"] = resource,
        ["Condition"] = condition,
    };

    /// <summary>A statement that denies requests without TLS.</summary>
    /// <remarks>
    /// CloudWatch publishes to SNS and SNS sends to SQS over TLS, so neither is denied. A request without the key aws:SecureTransport is not denied, because
    /// Bool does not match an absent key. Sources: "Enforce encryption of data in transit" (Amazon SNS Developer Guide, security best practices, and the same
    /// page of the Amazon SQS Developer Guide); AWS Solutions Constructs adds such a statement to both the topic and the queue of its pattern aws-sns-sqs.
    /// </remarks>
    public static JsonObject OnlyOverTls(string action, string resource) => new()
    {
        ["Sid"] = TlsSid,
        ["Effect"] = "Deny",
        ["Principal"] = "*",
        ["Action"] = action,
        ["Resource"] = resource,
        ["Condition"] = new JsonObject { ["Bool"] = new JsonObject { ["aws:SecureTransport"] = "false" } },
    };
}
