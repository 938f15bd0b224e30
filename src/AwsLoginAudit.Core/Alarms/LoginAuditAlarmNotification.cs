using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace AwsLoginAudit;

/// <summary>The notification that CloudWatch sends to an SNS topic when an alarm changes its state.</summary>
public sealed record LoginAuditAlarmNotification
{
    private static readonly Regex AccountPattern = new("^[0-9]{12}\\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    // Such as us-east-1, us-gov-west-1, us-isob-east-1 and eusc-de-east-1.
    private static readonly Regex RegionPattern = new("^[a-z]{2,5}(?:-[a-z]{2,12}){1,2}-[0-9]{1,2}\\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>The alarm's name.</summary>
    public required string AlarmName { get; init; }

    /// <summary>The alarm's ARN.</summary>
    public string? AlarmArn { get; init; }

    /// <summary>The AWS account of the alarm; twelve digits.</summary>
    public string? AccountId { get; init; }

    /// <summary>The AWS Region of the alarm, such as us-east-1.</summary>
    public string? Region { get; init; }

    /// <summary>The new state: ALARM, OK or INSUFFICIENT_DATA.</summary>
    public required string NewState { get; init; }

    /// <summary>The previous state.</summary>
    public string? OldState { get; init; }

    /// <summary>The reason that CloudWatch gives for the change; escaped.</summary>
    public string? StateReason { get; init => field = value is null ? null : SafeText.Show(value); }

    /// <summary>The time of the state change, UTC. It is later than the failures that caused the change.</summary>
    public DateTimeOffset StateChangeTime { get; init; }

    /// <summary>The metric that the alarm watches.</summary>
    public string? MetricName { get; init; }

    /// <summary>The metric's namespace.</summary>
    public string? MetricNamespace { get; init; }

    /// <summary>True if this state change was mailed or acknowledged before. Mailing it again reaches only recipients who have not received the report.</summary>
    public bool Repeated { get; init; }

    /// <summary>The alarm's rule at the time of the change; null if it is not a comparison with a static threshold.</summary>
    public AlarmRule? Rule { get; init; }

    /// <summary>The delivery from the queue; null if the notification did not come from a queue.</summary>
    [JsonIgnore]
    public LoginAuditDelivery? Delivery { get; init; }

    /// <summary>Whether two times belong to the same state change. CloudWatch records slightly different times in history, alarms and notifications.</summary>
    /// <param name="one">One time.</param>
    /// <param name="other">The other time.</param>
    /// <returns>True if they differ by 1 second at most.</returns>
    public static bool IsSameChange(DateTimeOffset one, DateTimeOffset other) => (one - other).Duration() <= TimeSpan.FromSeconds(1);

    /// <summary>Explains why a report does not prove that the failed logins of this state change were read completely.</summary>
    /// <remarks>A report without an alarm may be the previous notification's, still held by a script, so it must be newer than this delivery.</remarks>
    /// <param name="report">The report.</param>
    /// <returns>The reason, as the end of a sentence; null if the report proves it.</returns>
    public string? WhyNotHandledBy(LoginAuditReport report)
    {
        var counts = report.Counts.Where(count => count.Window.AlarmName is not null).ToList();
        if (report.Problems.Count > 0 || report.Incomplete || counts.Exists(count => count.Result is null or { IsDeserialized: true }))
            return "its failed logins were not read completely";
        if (counts.Count == 0)
            return report.CreatedAt < Delivery?.ReceivedAt ? "the report was created before the notification was received" : null;
        return counts.Exists(count => count.Window is { StateChangeTime: { } changed } window && window.AlarmName == AlarmName && IsSameChange(changed, StateChangeTime))
            ? null
            : "the report is about another state change";
    }

    /// <summary>Reads a notification: CloudWatch's own JSON (raw message delivery), or an SNS envelope that contains it.</summary>
    /// <param name="json">The text of the message.</param>
    /// <returns>The notification.</returns>
    /// <exception cref="LoginAuditException">NotANotification: the text is not a notification.</exception>
    public static LoginAuditAlarmNotification Parse(string json) =>
        Read(json, out var problem) ?? throw new LoginAuditException(
            LoginAuditError.NotANotification,
            "The text is not a CloudWatch alarm notification: expected JSON with AlarmName, NewStateValue, StateChangeTime, account and Region, or an SNS message that contains it."
            + (problem is null ? "" : " JSON error: " + problem));

    /// <summary>Reads a notification if the text is one.</summary>
    /// <param name="json">The text of the message.</param>
    /// <returns>The notification; null if the text is not one.</returns>
    public static LoginAuditAlarmNotification? TryParse(string json) => Read(json, out _);

    private static LoginAuditAlarmNotification? Read(string json, out string? problem)
    {
        using var document = JsonMembers.Open(json, out problem);
        if (document is null)
            return null;
        var root = document.RootElement;
        if (root.Text("Type") != "Notification" || root.Text("Message") is not { } inner)
            return Read(root);

        // Only one envelope is opened, because a sender could nest any number of envelopes.
        using var message = JsonMembers.Open(inner, out problem);
        return message is null ? null : Read(message.RootElement);
    }

    private static LoginAuditAlarmNotification? Read(JsonElement root)
    {
        if (root.Text("AlarmName") is not { Length: > 0 } name
            || root.Text("NewStateValue") is not { } state
            || !DateTimeOffset.TryParse(
                root.Text("StateChangeTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var changed))
        {
            return null;
        }

        var (account, arn) = (root.Text("AWSAccountId"), root.Text("AlarmArn"));
        // The message contains the Region's display name, and only the ARN has its code.
        var region = arn?.Split(':') is { Length: > 4 } parts ? parts[3] : null;
        // Error messages and reports show both values, so values of any other form are rejected as text that a sender may have chosen.
        if ((account is not null && !AccountPattern.IsMatch(account)) || (region is not null && !RegionPattern.IsMatch(region)))
            return null;
        var trigger = root.Member("Trigger") ?? default;
        return new LoginAuditAlarmNotification
        {
            AlarmName = name,
            AlarmArn = arn,
            AccountId = account,
            Region = region,
            NewState = state,
            OldState = root.Text("OldStateValue"),
            StateReason = root.Text("NewStateReason"),
            StateChangeTime = changed.ToUniversalTime(),
            MetricName = trigger.Text("MetricName"),
            MetricNamespace = trigger.Text("Namespace"),
            Rule = ReadRule(trigger),
        };
    }

    private static AlarmRule? ReadRule(JsonElement trigger)
    {
        // Enum.TryParse also accepts numbers, so the name is compared too.
        var operation = trigger.Text("ComparisonOperator");
        if (!Enum.TryParse<AlarmComparison>(operation, out var comparison) || comparison.ToString() != operation
            || trigger.Number("Threshold") is not { } limit
            || Whole(trigger, "Period", null) is not { } period || Whole(trigger, "EvaluationPeriods", 1) is not { } periods
            || Whole(trigger, "DatapointsToAlarm", periods) is not { } needed || !AlarmRule.IsAccepted(period, periods, needed))
        {
            return null;
        }
        return new AlarmRule(comparison, limit, TimeSpan.FromSeconds(period), periods, needed, AlarmRule.Treatment(trigger.Text("TreatMissingData")));
    }

    private static int? Whole(JsonElement element, string name, int? otherwise) => element.Member(name) is null or { ValueKind: JsonValueKind.Null }
        ? otherwise
        : element.Number(name) is >= 1 and < int.MaxValue and var number && number == Math.Floor(number) ? (int)number : null;

    /// <inheritdoc/>
    public override string ToString() => SafeText.Show($"{AlarmName}: {NewState} since {Words.Time(StateChangeTime)}");
}
