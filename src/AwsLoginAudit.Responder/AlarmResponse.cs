using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Responder;

/// <summary>From a firing of an alarm to the mail about it: read back, counted per instance, and mailed where an instance is over the limit.</summary>
internal sealed class AlarmResponse(AwsSession session, FunctionSettings settings, FunctionLog log)
{
    private readonly AlarmReader alarms = new(session);

    public async Task AnswerAsync(LoginAuditAlarmNotification notification, CancellationToken cancellationToken)
    {
        if (notification.NewState != "ALARM")
        {
            log.Say("Nothing to do", ("alarm", notification.AlarmName), ("state", notification.NewState));
            return;
        }
        await MailAsync(await alarms.ResolveAsync(notification, cancellationToken), cancellationToken);
    }

    public async Task FollowUpAsync(string alarmName, CancellationToken cancellationToken)
    {
        if (await alarms.FollowUpAsync(alarmName, TimeProvider.System.GetUtcNow(), cancellationToken) is { } question)
            await MailAsync(question, cancellationToken);
        else
            log.Say("Nothing to follow up", ("alarm", alarmName));
    }

    private async Task MailAsync(AlarmQuestion question, CancellationToken cancellationToken)
    {
        var window = question.Window;
        log.Say("Reading", ("alarm", window.AlarmName), ("from", window.Start), ("to", window.End), ("windowSource", window.WindowSource.ToString()));
        var counter = new FailureCounter(LoginAuditGrouping.Instance, settings.Threshold);
        var failures = new FailureReader(window);
        var reader = new WindowReader(new LogEventReader(session), failures);
        foreach (var part in reader.ReadParts(question.Queries, window, cancellationToken))
        {
            await foreach (var failure in part)
                counter.Add(failure);
        }

        var report = LoginAuditReport.Create(counter.Results(), TimeProvider.System.GetUtcNow());
        log.Say(
            "Counted", ("alarm", window.AlarmName), ("compared", window.Result?.Summary), ("instancesOverThreshold", report.OverThreshold),
            ("failedLogins", report.Failures), ("otherAuditFailures", failures.Totals.OtherAuditFailures));
        // An instance below its threshold may be over it, if not all events could be read.
        if (report.OverThreshold > 0 || report.Incomplete)
        {
            // If a mail is cut off, it is unknown whether it was sent: it has the time that is left.
            Tell(await new ReportMailer(session, settings.Mail, settings.MailTable).SendAsync(report, again: false, CancellationToken.None));
        }
    }

    private void Tell(MailOutcome outcome)
    {
        foreach (var receipt in outcome.Receipts)
            log.Say("Mailed", ("messageId", receipt.MessageId), ("recipients", receipt.Recipient.Count), ("repeated", receipt.Repeated));
        if (outcome.SentBefore.Count > 0)
            log.Say("Mailed before", ("recipients", outcome.SentBefore.Count));
        foreach (var problem in outcome.Warnings.Concat(outcome.Failures))
            log.Failure(problem);
        if (!outcome.IsAnswer)
            throw outcome.Failures[0];
    }
}
