using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace AwsLoginAudit;

/// <summary>What CloudWatch tells an SNS topic when an alarm changes its state.</summary>
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

    /// <summary>The state now: ALARM, OK or INSUFFICIENT_DATA.</summary>
    public required string NewState { get; init; }

    /// <summary>The state before.</summary>
    public string? OldState { get; init; }

    /// <summary>CloudWatch's own words for why; escaped.</summary>
    public string? StateReason { get; init => field = value is null ? null : SafeText.Show(value); }

    /// <summary>When the state changed, UTC. It is later than the failures that caused it.</summary>
    public DateTimeOffset StateChangeTime { get; init; }

    /// <summary>The metric that the alarm watches.</summary>
    public string? MetricName { get; init; }

    /// <summary>The metric's namespace.</summary>
    public string? MetricNamespace { get; init; }

    /// <summary>True where this state change was answered before: mailed to somebody, or acknowledged. Mailing it again reaches only those who have not got it.</summary>
    public bool Repeated { get; init; }

    /// <summary>The alarm's rule at that time; null where it is not a comparison with a fixed threshold.</summary>
    public AlarmRule? Rule { get; init; }

    /// <summary>How it came from a queue; null where it did not.</summary>
    [JsonIgnore]
    public LoginAuditDelivery? Delivery { get; init; }

    /// <summary>Whether two times are of the same state change. CloudWatch's history, alarms and notifications each have a time of their own for it.</summary>
    /// <param name="one">One time.</param>
    /// <param name="other">The other time.</param>
    /// <returns>True if they differ by 1 second at most.</returns>
    public static bool IsSameChange(DateTimeOffset one, DateTimeOffset other) => (one - other).Duration() <= TimeSpan.FromSeconds(1);

    /// <summary>Why a report does not show that the failed logins of this state change were read to the end.</summary>
    /// <remarks>A report without an alarm can be one that a script still holds from the notification before, so it has to be younger than the delivery.</remarks>
    /// <param name="report">The report.</param>
    /// <returns>The reason, as the end of a sentence; null if the report shows it.</returns>
    public string? WhyNotHandledBy(LoginAuditReport report)
    {
        var counts = report.Counts.Where(count => count.Window.AlarmName is not null).ToList();
        if (report.Problems.Count > 0 || report.Incomplete || counts.Exists(count => count.Result is null or { IsDeserialized: true }))
            return "its failed logins were not read to the end";
        if (counts.Count == 0)
            return report.CreatedAt < Delivery?.ReceivedAt ? "the report was created before the notification was received" : null;
        return counts.Exists(count => count.Window is { StateChangeTime: { } changed } window && window.AlarmName == AlarmName && IsSameChange(changed, StateChangeTime))
            ? null
            : "the report is about another state change";
    }

    /// <summary>Reads a notification: CloudWatch's JSON itself (raw delivery), or SNS's envelope around it.</summary>
    /// <param name="json">The text of the message.</param>
    /// <returns>The notification.</returns>
    /// <exception cref="LoginAuditException">NotANotification: the text is something else.</exception>
    public static LoginAuditAlarmNotification Parse(string json) =>
        Read(json, out var problem) ?? throw new LoginAuditException(
            LoginAuditError.NotANotification,
            "The text is not a CloudWatch alarm notification: expected JSON with AlarmName, NewStateValue, StateChangeTime and the account and Region of an AWS alarm, or an SNS envelope around it."
            + (problem is null ? "" : " It cannot be read as JSON: " + problem));

    /// <summary>Reads a notification where the text is one.</summary>
    /// <param name="json">The text of the message.</param>
    /// <returns>The notification, or null.</returns>
    public static LoginAuditAlarmNotification? TryParse(string json) => Read(json, out _);

    private static LoginAuditAlarmNotification? Read(string json, out string? problem)
    {
        using var document = JsonMembers.Open(json, out problem);
        if (document is null)
            return null;
        var root = document.RootElement;
        if (root.Text("Type") != "Notification" || root.Text("Message") is not { } inner)
            return Read(root);

        // An envelope holds a notification; one in one in one would be read as often as somebody likes.
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
        // The message's Region is a display name; the ARN has the code.
        var region = arn?.Split(':') is { Length: > 4 } parts ? parts[3] : null;
        // Both are in error messages and reports, so they are no place for a stranger's words.
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
        // TryParse takes numbers too.
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
