using System.Globalization;
using System.Text.Json;

namespace AwsLoginAudit;

/// <summary>What CloudWatch tells an SNS topic when an alarm changes its state.</summary>
public sealed record LoginAuditAlarmNotification
{
    /// <summary>The alarm's name.</summary>
    public required string AlarmName { get; init; }

    /// <summary>The alarm's ARN.</summary>
    public string? AlarmArn { get; init; }

    /// <summary>The AWS account of the alarm; twelve digits.</summary>
    public string? AccountId { get; init; }

    /// <summary>The AWS Region of the alarm, such as us-east-1.</summary>
    public string? Region { get; init; }

    /// <summary>The state now: ALARM, OK or INSUFFICIENT_DATA.</summary>
    public required string NewState { get; init; }

    /// <summary>The state before.</summary>
    public string? OldState { get; init; }

    /// <summary>CloudWatch's own words for why.</summary>
    public string? StateReason { get; init; }

    /// <summary>When the state changed, UTC. It is later than the failures that caused it.</summary>
    public DateTimeOffset StateChangeTime { get; init; }

    /// <summary>The metric that the alarm watches.</summary>
    public string? MetricName { get; init; }

    /// <summary>The metric's namespace.</summary>
    public string? MetricNamespace { get; init; }

    /// <summary>The alarm's rule at that time; null where it is not a comparison with a fixed threshold.</summary>
    public AlarmRule? Rule { get; init; }

    /// <summary>Reads a notification: CloudWatch's JSON itself (raw delivery), or SNS's envelope around it.</summary>
    /// <param name="json">The text of the message.</param>
    /// <returns>The notification.</returns>
    /// <exception cref="LoginAuditException">NotANotification: the text is something else.</exception>
    public static LoginAuditAlarmNotification Parse(string json) =>
        TryParse(json) ?? throw new LoginAuditException(
            LoginAuditError.NotANotification,
            "The text is not a CloudWatch alarm notification: expected JSON with AlarmName, NewStateValue and StateChangeTime, or an SNS envelope around it.");

    /// <summary>Reads a notification where the text is one.</summary>
    /// <param name="json">The text of the message.</param>
    /// <returns>The notification, or null.</returns>
    public static LoginAuditAlarmNotification? TryParse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return StateReasonData.Text(root, "Type") == "Notification" && StateReasonData.Text(root, "Message") is { } inner
                ? TryParse(inner)
                : Read(root);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static LoginAuditAlarmNotification? Read(JsonElement root)
    {
        if (StateReasonData.Text(root, "AlarmName") is not { Length: > 0 } name
            || StateReasonData.Text(root, "NewStateValue") is not { } state
            || !DateTimeOffset.TryParse(
                StateReasonData.Text(root, "StateChangeTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var changed))
        {
            return null;
        }

        var arn = StateReasonData.Text(root, "AlarmArn");
        StateReasonData.TryGet(root, "Trigger", out var trigger);
        return new LoginAuditAlarmNotification
        {
            AlarmName = name,
            AlarmArn = arn,
            AccountId = StateReasonData.Text(root, "AWSAccountId"),
            // The message's Region is a display name; the ARN has the code.
            Region = arn?.Split(':') is { Length: > 4 } parts ? parts[3] : null,
            NewState = state,
            OldState = StateReasonData.Text(root, "OldStateValue"),
            StateReason = StateReasonData.Text(root, "NewStateReason"),
            StateChangeTime = changed.ToUniversalTime(),
            MetricName = StateReasonData.Text(trigger, "MetricName"),
            MetricNamespace = StateReasonData.Text(trigger, "Namespace"),
            Rule = ReadRule(trigger),
        };
    }

    private static AlarmRule? ReadRule(JsonElement trigger)
    {
        if (!Enum.TryParse<AlarmComparison>(StateReasonData.Text(trigger, "ComparisonOperator"), out var comparison)
            || !StateReasonData.TryGet(trigger, "Threshold", out var threshold) || !threshold.TryGetDouble(out var limit)
            || Number(trigger, "Period") is not { } period)
        {
            return null;
        }
        var periods = Number(trigger, "EvaluationPeriods") ?? 1;
        return new AlarmRule(comparison, limit, TimeSpan.FromSeconds(period), periods, Number(trigger, "DatapointsToAlarm") ?? periods);
    }

    private static int? Number(JsonElement element, string name) =>
        StateReasonData.TryGet(element, name, out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out var number) && number > 0 ? number : null;
}
