using System.Globalization;
using System.Text.Json;
using LocalAws.Http;
using LocalAws.Identity;

namespace LocalAws.Queues;

/// <summary>What SQS documents of a queue's attributes.</summary>
internal static class QueueAttributes
{
    public static readonly IReadOnlyDictionary<string, string> Defaults = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["VisibilityTimeout"] = "30",
        ["MaximumMessageSize"] = "1048576",
        ["MessageRetentionPeriod"] = "345600",
        ["DelaySeconds"] = "0",
        ["ReceiveMessageWaitTimeSeconds"] = "0",
        ["SqsManagedSseEnabled"] = "true",
    };

    private static readonly Dictionary<string, (int Min, int Max)> Ranges = new(StringComparer.Ordinal)
    {
        ["VisibilityTimeout"] = (0, 43_200),
        ["MaximumMessageSize"] = (1024, 1_048_576),
        ["MessageRetentionPeriod"] = (60, 1_209_600),
        ["DelaySeconds"] = (0, 900),
        ["ReceiveMessageWaitTimeSeconds"] = (0, 20),
        ["KmsDataKeyReusePeriodSeconds"] = (60, 86_400),
    };

    public static void Check(string name, string value)
    {
        var isValid = name switch
        {
            _ when Ranges.TryGetValue(name, out var range) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= range.Min && number <= range.Max,
            "SqsManagedSseEnabled" => value is "true" or "false",
            "Policy" => value.Length == 0 || PolicyDocument.IsValid(value),
            "RedrivePolicy" => value.Length == 0 || Redrive(value) is not null,
            "KmsMasterKeyId" => value.Length <= 2048,
            _ => throw Unknown(name),
        };
        if (!isValid)
            throw new AwsException("com.amazonaws.sqs#InvalidAttributeValue", $"Invalid value for the parameter {name}.") { QueryCode = "InvalidAttributeValue" };
    }

    /// <summary>The dead-letter queue's ARN and after how many receives; null when it is no redrive policy.</summary>
    public static (string Target, int MaxReceives)? Redrive(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return null;
        try
        {
            using var document = JsonDocument.Parse(value);
            var count = document.RootElement.GetProperty("maxReceiveCount");
            var max = int.Parse(count.ValueKind == JsonValueKind.String ? count.GetString()! : count.GetRawText(), NumberStyles.None, CultureInfo.InvariantCulture);
            return max is >= 1 and <= 1000 ? (document.RootElement.GetProperty("deadLetterTargetArn").GetString()!, max) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or OverflowException)
        {
            return null;
        }
    }

    public static AwsException Unknown(string name) => new("com.amazonaws.sqs#InvalidAttributeName", $"Unknown Attribute {name}.") { QueryCode = "InvalidAttributeName" };
}
