using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Responder;

/// <summary>From a firing of an alarm to the mail about it: read back, counted per instance, and mailed where an instance is over the limit.</summary>
/// <param name="session">The connection.</param>
/// <param name="accountId">The function's account.</param>
/// <param name="settings">How the function is configured.</param>
/// <param name="log">The function's log.</param>
/// <param name="readingEnd">When reading ends, so that there is time to mail what was counted by then.</param>
internal sealed class AlarmResponse(AwsSession session, string accountId, FunctionSettings settings, FunctionLog log, DateTimeOffset readingEnd)
{
    private readonly AlarmReader alarms = new(session, accountId);

    public async Task AnswerAsync(LoginAuditAlarmNotification notification, CancellationToken cancellationToken)
    {
        if (notification.NewState != "ALARM")
        {
            log.Say("Nothing to do", ("alarm", notification.AlarmName), ("state", notification.NewState));
            return;
        }
        await MailAsync(await alarms.ResolveAsync(notification, cancellationToken), cancellationToken);
    }

    /// <summary>Follows up every period since the alarm fired that was not followed up before, the oldest first.</summary>
    public async Task FollowUpAsync(string alarmName, CancellationToken cancellationToken)
    {
        var record = new FollowUpRecord(session, settings.MailTable);
        var (hasAny, failures) = (false, new List<Exception>());
        foreach (var question in (await alarms.FollowUpsAsync(alarmName, TimeProvider.System.GetUtcNow(), cancellationToken)).Reverse())
        {
            try
            {
                hasAny |= await record.RunOnceAsync(question.Window, () => MailAsync(question, cancellationToken), cancellationToken);
            }
            catch (LoginAuditException failure)
            {
                failures.Add(failure);
            }
        }
        if (failures.Count > 0)
            throw failures.Count == 1 ? failures[0] : new AggregateException(failures);
        if (!hasAny)
            log.Say("Nothing to follow up", ("alarm", alarmName));
    }

    private async Task MailAsync(AlarmQuestion question, CancellationToken cancellationToken)
    {
        var window = question.Window;
        // After another window that took all the time: a report of this one would say nothing but that.
        if (TimeProvider.System.GetUtcNow() >= readingEnd)
            throw OutOfTime(window);
        log.Say("Reading", ("alarm", window.AlarmName), ("from", window.Start), ("to", window.End), ("windowSource", window.WindowSource.ToString()));
        var unfinished = new List<LoginAuditException>();
        var report = await ReadAsync(question, unfinished, cancellationToken);
        // An instance below its threshold may be over it, if not all events could be read, or there are more log streams than are counted one by one.
        if (report.OverThreshold > 0 || report.Incomplete || report.MayMiss || report.Problems.Count > 0)
        {
            // If a mail is cut off, it is unknown whether it was sent: it has the time that is left.
            Tell(await new ReportMailer(session, settings.Mail, settings.MailTable).SendAsync(report, again: false, CancellationToken.None));
        }
        // Lambda tries again, and then keeps the event for somebody to see; who has the incomplete report does not get it again.
        if (unfinished.Count > 0)
            throw unfinished[0];
    }

    private async Task<LoginAuditReport> ReadAsync(AlarmQuestion question, List<LoginAuditException> unfinished, CancellationToken cancellationToken)
    {
        var window = question.Window;
        var counter = new FailureCounter(LoginAuditGrouping.Instance, settings.Threshold);
        var failures = new FailureReader(window);
        var reader = new WindowReader(new LogEventReader(session), failures) { Unreadable = unfinished.Add };
        try
        {
            await CountAsync(token => reader.ReadParts(question.Queries, window, token), counter, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            unfinished.Add(failures.BreakOff(OutOfTime(window)));
        }
        // The log groups that could be read have no failed login, so no count could say that the others are missing.
        catch (LoginAuditException nothing) when (nothing.Error == LoginAuditError.NothingRead && unfinished.Count > 0)
        {
            return LoginAuditReport.OfProblems([nothing.Message], TimeProvider.System.GetUtcNow(), window);
        }
        if (counter.IsEmpty && unfinished.Count > 0)
            return LoginAuditReport.OfProblems([unfinished[0].Message], TimeProvider.System.GetUtcNow(), window);
        var report = LoginAuditReport.Create(counter.Results(), TimeProvider.System.GetUtcNow());
        log.Say(
            "Counted", ("alarm", window.AlarmName), ("compared", window.Result?.Summary), ("instancesOverThreshold", report.OverThreshold),
            ("failedLogins", report.Failures), ("otherAuditFailures", failures.Totals.OtherAuditFailures));
        return report;
    }

    private async Task CountAsync(
        Func<CancellationToken, IEnumerable<IAsyncEnumerable<LoginAuditFailure>>> parts, FailureCounter counter, CancellationToken cancellationToken)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var left = readingEnd - TimeProvider.System.GetUtcNow();
        reading.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        foreach (var part in parts(reading.Token))
        {
            await foreach (var failure in part)
                counter.Add(failure);
        }
    }

    private static LoginAuditException OutOfTime(LoginAuditWindow window) => new(
        LoginAuditError.OutOfTime,
        $"The function's time did not last to read every failed login of {window.AlarmName}. Raise its timeout or its memory, or count them yourself: Measure-LoginAuditFailure -AlarmName.",
        window.AlarmName);

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
