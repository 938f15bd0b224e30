using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>
/// Responds to firings of an alarm: reads the failed logins in the alarm's window, counts them per instance, mails a report if it is worth sending, and
/// acknowledges the notification. Each firing is mailed once. An error in one does not stop the others.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "LoginAuditResponse", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low, DefaultParameterSetName = QueueSet)]
[OutputType(typeof(LoginAuditResponse))]
public sealed class InvokeLoginAuditResponseCommand : MailCmdlet
{
    private const string QueueSet = "Queue";
    private const string NotificationSet = "Notification";
    private const string AlarmSet = "Alarm";

    private AlarmResponse response = null!;
    private bool isSenderChecked;

    /// <summary>
    /// Specifies a notification of Receive-LoginAuditNotification, which is acknowledged if no retry is needed, the JSON text of a notification, or an alarm
    /// of Get-LoginAuditAlarm, to whose latest firing the cmdlet responds. Any other object ends the pipeline.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = NotificationSet)]
    [AllowNull]
    [AllowEmptyString]
    public object? InputObject { get; set; }

    /// <summary>Specifies the alarm to whose latest firing the cmdlet responds.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = AlarmSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AlarmCompleter))]
    public string AlarmName { get; set; } = "";

    /// <summary>Responds to each complete period since the alarm fired that was not followed up before, at most twelve.</summary>
    [Parameter(ParameterSetName = AlarmSet)]
    public SwitchParameter FollowUp { get; set; }

    /// <summary>Waits for more notifications in the queue until Ctrl+C. Without it, the cmdlet handles the notifications in the queue and ends.</summary>
    [Parameter(ParameterSetName = QueueSet)]
    public new SwitchParameter Wait { get; set; }

    /// <summary>Specifies the threshold: an instance is over it at more failed logins than this; 0 or more. The default is the alarm's own rule.</summary>
    [Parameter]
    [Number(0d)]
    public double? Threshold { get; set; }

    /// <summary>
    /// Specifies exclusions: objects of Get-LoginAuditExclusion, or JSON files. Failed logins that match are not counted, but shown by exclusion. The
    /// default is the exclusions of Add-LoginAuditExclusion.
    /// </summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    public object[]? Exclusion { get; set; }

    /// <summary>Includes the failed logins that exclusions match.</summary>
    [Parameter]
    public SwitchParameter IncludeExcluded { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        var settings = new ResponseSettings(Mail)
        {
            Threshold = Threshold,
            Exclusions = this.IsGiven(nameof(Exclusion)) ? this.ReadExclusions(Exclusion, IncludeExcluded).Rules : null,
            IncludesExcluded = IncludeExcluded,
            ForReader = ReportReader.Local,
        };
        response = new AlarmResponse(Session, new AlarmReader(Session), settings, Note);
    }

    /// <inheritdoc/>
    protected override void End() => DemandSender();

    // The queue may be empty until the first attack, and nobody would know that no mail can be sent.
    private void DemandSender()
    {
        if (isSenderChecked)
            return;
        Wait(response.DemandSenderAsync(StopToken));
        isSenderChecked = true;
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (ParameterSetName != NotificationSet)
            DemandSender();
        switch (ParameterSetName)
        {
            case NotificationSet when DeserializedReader.Is<LoginAuditAlarm>(InputObject):
                DemandSender();
                RespondToLatest(ObjectJson.TextOf(PSObject.AsPSObject(InputObject!), nameof(LoginAuditAlarm.AlarmName))!);
                break;
            case NotificationSet:
                var given = Notification();
                DemandSender();
                if (ShouldProcess($"{given.AlarmName}, {given.StateChangeTime:u}", "Respond to the firing"))
                    WriteOutcome(Wait(response.RespondAsync(given, StopToken)));
                break;
            case AlarmSet when FollowUp:
                if (ShouldProcess(AlarmName, "Follow up"))
                    Pull(response.FollowUpAsync(AlarmName, StopToken), WriteOutcome);
                break;
            case AlarmSet:
                RespondToLatest(AlarmName);
                break;
            // Receiving hides a notification for minutes and counts as an attempt, so the question comes first.
            case var _ when !ShouldProcess($"queue of {Defaults.AlarmName}", "Respond to every firing in the queue"):
                break;
            default:
                Pull(
                    new NotificationQueue(Session).ReceiveAsync(Defaults.AlarmName, queueUrl: null, Wait, WriteVerboseLater, StopToken),
                    notification => WriteOutcome(Wait(response.RespondAsync(notification, StopToken))));
                break;
        }
    }

    private void RespondToLatest(string alarmName)
    {
        if (ShouldProcess(alarmName, "Respond to the latest firing"))
            WriteOutcome(Wait(response.RespondAsync(alarmName, StopToken)));
    }

    private LoginAuditAlarmNotification Notification() => ((InputObject as PSObject)?.BaseObject ?? InputObject) switch
    {
        LoginAuditAlarmNotification notification => notification,
        string text when !string.IsNullOrWhiteSpace(text) => LoginAuditAlarmNotification.Parse(text),
        var other => throw new LoginAuditException(
            LoginAuditError.NotANotification,
            $"{Describe(other)} is not a notification. Give a notification from Receive-LoginAuditNotification, the JSON text of a notification, or an alarm from Get-LoginAuditAlarm.",
            other),
    };

    private static string Describe(object? other) => other switch
    {
        null => "$null",
        string => "An empty text",
        _ => "An object of type " + SafeText.Show(PSObject.AsPSObject(other).TypeNames[0]),
    };

    private void WriteOutcome(ResponseOutcome outcome)
    {
        foreach (var warning in outcome.Warnings)
            WriteWarning(warning.Text());
        foreach (var error in outcome.Errors)
            WriteError(error);
        WriteObject(outcome.Response);
    }

    private void Note(string message, (string Name, object? Value)[] facts) =>
        WriteVerboseLater(facts.Length == 0 ? message : $"{message}: {string.Join(", ", facts.Select(fact => $"{fact.Name} {fact.Value}"))}");
}
