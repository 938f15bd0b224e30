namespace AwsLoginAudit.Fuzz.Targets;

/// <summary>The text of a message that says to be of SNS: a notification, or refused as none; and the reason's data, which is a window or none.</summary>
internal sealed class NotificationTarget() : Target(
    "sns", 4, "\"Type\":\"Notification\"", "{\"Type\":\"Notification\",\"Message\":\"", "\\\\\\\"", "\\u0022", "\\u005cu0022", "\"AlarmName\":\"a\"", "\"NewStateValue\":\"ALARM\"",
    "\"StateChangeTime\":\"2026-03-01T15:30:12.250+0000\"", "\"Trigger\":{", "\"Threshold\":", "\"Period\":", "\"EvaluationPeriods\":", "\"ComparisonOperator\":\"GreaterThanThreshold\"",
    "\"evaluatedDatapoints\":[", "{\"timestamp\":\"", "\"startDate\":\"", "\"period\":", "\"newState\":{", "\"stateValue\":\"ALARM\"", "arn:aws:cloudwatch:us-east-1:1:alarm:a")
{
    private string text = "";
    private LoginAuditAlarmNotification? read;
    private LoginAuditException? refused;

    public override void Prepare(ReadOnlySpan<byte> input) => text = EventTarget.Halves(input);

    public override void Read()
    {
        (read, refused) = (null, null);
        try
        {
            read = LoginAuditAlarmNotification.Parse(text);
        }
        catch (LoginAuditException none)
        {
            refused = none;
        }
        StateReasonData.Read(text, 3);
        StateReasonData.FromHistory(text, 3);
    }

    public override void Check()
    {
        Promise(refused is null or { Error: LoginAuditError.NotANotification }, "is refused by another name");
        Promise(read == LoginAuditAlarmNotification.TryParse(text), "is a notification to the one and none to the other");
        Promise(StateReasonData.Read(text, 3) is not { } data || data.Start < data.End, "has a window that ends before it begins");
    }
}
