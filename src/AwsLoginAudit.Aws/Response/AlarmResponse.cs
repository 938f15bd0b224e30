namespace AwsLoginAudit.Aws;

/// <summary>Logs a step of the response.</summary>
/// <param name="message">A short description of the step.</param>
/// <param name="facts">The facts by name; none is an account, an address or a recipient.</param>
public delegate void ResponseLog(string message, params (string Name, object? Value)[] facts);

/// <summary>Responds to a firing of an alarm: reads its window, counts the failed logins per instance, finds out what they mean, and mails the report if it is worth sending.</summary>
/// <remarks>
/// The Lambda function and a cmdlet use this class, and add no rules of their own. All errors are in the outcome; only a cancellation is thrown.
/// </remarks>
/// <param name="session">The connection to AWS.</param>
/// <param name="alarms">Determines the window of a firing.</param>
/// <param name="settings">The settings of the response.</param>
/// <param name="log">Called for each step.</param>
public sealed class AlarmResponse(AwsSession session, AlarmReader alarms, ResponseSettings settings, ResponseLog log)
{
    private readonly ReportMailer mailer = new(session, settings.Mail, settings.MailTable);

    /// <summary>Checks the sender before there is a mail to send. If the check is not possible, the first mail shows the result.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="LoginAuditException">SenderNotVerified; EndpointUnreachable, …</exception>
    public async Task DemandSenderAsync(CancellationToken cancellationToken)
    {
        try
        {
            await new MailChecks(session, settings.Mail.From, []).DemandSenderAsync(cancellationToken);
        }
        catch (LoginAuditException unknown) when (unknown.Error is LoginAuditError.AccessDenied or LoginAuditError.ServiceError or LoginAuditError.Throttled)
        {
            log("Could not check whether SES has verified the sender", ("reason", unknown.Explanation));
        }
    }

    /// <summary>Responds to one notification, and acknowledges it if no retry is needed.</summary>
    /// <param name="notification">The notification.</param>
    /// <param name="cancellationToken">Stops the response.</param>
    /// <returns>The outcome.</returns>
    public async Task<ResponseOutcome> RespondAsync(LoginAuditAlarmNotification notification, CancellationToken cancellationToken)
    {
        var firing = new Firing(notification.AlarmName, notification.StateChangeTime) { ReceiveCount = notification.Delivery?.ReceiveCount };
        if (notification.NewState != "ALARM")
        {
            log("Nothing to do", ("alarm", notification.AlarmName), ("state", notification.NewState));
            return firing.Outcome();
        }
        await firing.TryAsync(async () => await RespondAsync(await alarms.ResolveAsync(notification, cancellationToken), firing, cancellationToken));
        var isAcknowledged = false;
        if (firing.IsDone && notification.Delivery is not null)
        {
            await firing.TryAsync(async () =>
            {
                await new NotificationQueue(session).CompleteAsync(notification, cancellationToken);
                isAcknowledged = true;
            });
        }
        return firing.Outcome(isAcknowledged);
    }

    /// <summary>Responds to the latest firing of an alarm.</summary>
    /// <param name="alarmName">The alarm's name; 1 to 255 characters.</param>
    /// <param name="cancellationToken">Stops the response.</param>
    /// <returns>The outcome.</returns>
    public async Task<ResponseOutcome> RespondAsync(string alarmName, CancellationToken cancellationToken)
    {
        var firing = new Firing(alarmName, null);
        await firing.TryAsync(async () => await RespondAsync(await alarms.ResolveAsync(alarmName, cancellationToken), firing, cancellationToken));
        return firing.Outcome();
    }

    /// <summary>Follows up all periods since the alarm fired that have no follow-up yet, the oldest first. An error in one does not stop the others.</summary>
    /// <param name="alarmName">The alarm's name; 1 to 255 characters.</param>
    /// <param name="cancellationToken">Stops the follow-ups.</param>
    /// <returns>One outcome for each period; none if all periods were followed up before.</returns>
    public async IAsyncEnumerable<ResponseOutcome> FollowUpAsync(string alarmName, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var record = new FollowUpRecord(session, settings.MailTable);
        var (hasAny, asking) = (false, new Firing(alarmName, null));
        IReadOnlyList<AlarmQuestion> questions = [];
        await asking.TryAsync(async () => questions = await alarms.FollowUpsAsync(alarmName, DateTimeOffset.UtcNow, cancellationToken));
        if (!asking.IsDone)
            yield return asking.Outcome();
        foreach (var question in questions.Reverse())
        {
            var firing = new Firing(alarmName, question.Window.StateChangeTime);
            var isNew = true;
            await firing.TryAsync(async () => isNew = await record.RunOnceAsync(question.Window, () => RespondAsync(question, firing, cancellationToken), cancellationToken));
            hasAny |= isNew;
            if (isNew)
                yield return firing.Outcome();
        }
        if (!hasAny && asking.IsDone)
            log("Nothing to follow up", ("alarm", alarmName));
    }

    private async Task RespondAsync(AlarmQuestion question, Firing firing, CancellationToken cancellationToken)
    {
        var window = firing.Window = question.Window;
        // An earlier window may have used all the time, and a report of this one would be empty.
        if (DateTimeOffset.UtcNow >= settings.ReadingEnd)
            throw OutOfTime(window);
        log("Reading", ("alarm", window.AlarmName), ("from", window.Start), ("to", window.End), ("windowSource", window.WindowSource.ToString()));
        var unfinished = new List<LoginAuditException>();
        var report = firing.Report = await CountAsync(question, unfinished, cancellationToken);
        if (report.IsWorthSending)
        {
            // The result of an interrupted mail is unknown. If the time is limited, the mail is therefore not interrupted, and can use the rest of the time.
            firing.Add(await mailer.SendAsync(report, again: false, settings.ReadingEnd is null ? cancellationToken : CancellationToken.None));
        }
        // Recipients of an incomplete report do not get it again, even though the response is retried.
        if (unfinished.Count > 0)
            throw unfinished[0];
    }

    private async Task<LoginAuditReport> CountAsync(AlarmQuestion question, List<LoginAuditException> unfinished, CancellationToken cancellationToken)
    {
        var (window, read) = (question.Window, new LoginAuditRead(question.Window));
        var readStart = DateTimeOffset.UtcNow;
        var (exclusions, notRead) = await ExclusionsAsync(cancellationToken);
        var counting = new WindowCounter(session, LoginAuditGrouping.Instance, settings.Threshold, exclusions) { Unreadable = unfinished.Add, Note = note => log(note) };
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (settings.ReadingEnd - DateTimeOffset.UtcNow is { } left)
            reading.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        try
        {
            await counting.CountAsync(question.Queries, read, reading.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            unfinished.Add(counting.MarkIncomplete(OutOfTime(window)));
        }
        // The log groups that were read contain no failed login, so no count can be marked as incomplete.
        catch (LoginAuditException nothing) when (nothing.Error == LoginAuditError.NothingRead && unfinished.Count > 0)
        {
            return LoginAuditReport.OfProblems([nothing.Explanation], DateTimeOffset.UtcNow, window);
        }
        if (counting.Counter.IsEmpty && unfinished.Count > 0)
            return LoginAuditReport.OfProblems([unfinished[0].Explanation], DateTimeOffset.UtcNow, window);
        await InTimeAsync(() => FindGapsAsync(read, readStart, counting.Counter.IsEmpty, reading.Token), "No time was left to check the log groups for missing events of the window", cancellationToken);
        if (!counting.Counter.IsEmpty)
        {
            var context = new FindingContext(session, counting.Counter.Examination, window, question.Queries) { HasArrivals = counting.HasArrivals };
            await InTimeAsync(() => context.ReadAsync(counting.Counter.Failures, reading.Token), "No time was left to look for logins that follow", cancellationToken);
        }
        if (notRead is not null)
            counting.Counter.Examination.AddUnknown(notRead);
        var report = settings.ForReader(LoginAuditReport.Create([], DateTimeOffset.UtcNow, counting.Counter));
        log(
            "Counted", ("alarm", window.AlarmName), ("compared", read.Result?.Summary), ("instancesOverThreshold", report.OverThresholdCount),
            ("findings", report.Findings.Count), ("gotIn", report.Coverage?.GotIn.ToString()), ("failedLogins", report.Failures), ("excluded", report.ExcludedCount), ("otherAuditFailures", counting.Counter.OtherAuditFailures + (counting.Totals?.OtherAuditFailures ?? 0)));
        return report;
    }

    // Too many failed logins in a report are better than none.
    private async Task<(ExclusionSet Set, string? NotRead)> ExclusionsAsync(CancellationToken cancellationToken)
    {
        try
        {
            var rules = settings.Exclusions ?? await new ExclusionStore(session).ReadAsync(cancellationToken);
            return (new ExclusionSet(rules) { IncludesExcluded = settings.IncludesExcluded }, null);
        }
        catch (LoginAuditException failure)
        {
            log("Could not read the exclusions", ("reason", failure.Explanation));
            return (ExclusionSet.Empty, $"No exclusion was applied, because the exclusions could not be read: {failure.Explanation}");
        }
    }

    private async Task InTimeAsync(Func<Task> work, string noTime, CancellationToken cancellationToken)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            log(noTime);
        }
    }

    // Events that expired or were deleted during the read cannot be distinguished from events that never existed.
    private async Task FindGapsAsync(LoginAuditRead read, DateTimeOffset readStart, bool isEmpty, CancellationToken cancellationToken)
    {
        foreach (var gap in await new WindowCheck(session).FindGapsAsync(read.Window, readStart, isEmpty, DateTimeOffset.UtcNow, cancellationToken))
        {
            log(RemedyText.Plain.After(gap.Message, gap.Remedies));
            if (gap.LosesEvents)
                read.MarkIncomplete(gap.Message);
        }
    }

    // Only the time of the function is limited.
    private static LoginAuditException OutOfTime(LoginAuditWindow window) => new(
        LoginAuditError.OutOfTime,
        $"The function ran out of time before it had read every failed login of {window.AlarmName}. Increase its timeout or its memory.",
        window.AlarmName,
        remedies: [new LoginAuditRemedy(RemedyAction.CountFailures).With("AlarmName", window.AlarmName)]);

    /// <summary>The state of the response to one firing.</summary>
    private sealed class Firing(string alarmName, DateTimeOffset? stateChangeTime)
    {
        private readonly List<LoginAuditException> errors = [];
        private MailOutcome? mail;

        public int? ReceiveCount { get; init; }

        public LoginAuditWindow? Window { get; set; }

        public LoginAuditReport? Report { get; set; }

        public bool IsDone { get; private set; } = true;

        public async Task TryAsync(Func<Task> work)
        {
            try
            {
                await work();
            }
            catch (LoginAuditException failure)
            {
                errors.Add(failure);
                IsDone = false;
            }
        }

        // Retries do not help for a recipient that SES rejects.
        public void Add(MailOutcome outcome)
        {
            mail = outcome;
            errors.AddRange(outcome.Failures);
            IsDone &= outcome.IsHandled;
        }

        public ResponseOutcome Outcome(bool isAcknowledged = false) => new(
            new LoginAuditResponse
            {
                AlarmName = alarmName,
                StateChangeTime = Window?.StateChangeTime ?? stateChangeTime,
                Window = Window,
                Report = Report,
                Done = IsDone,
                Acknowledged = isAcknowledged,
                ReceiveCount = ReceiveCount,
                Problems = [.. errors.Select(error => SafeText.Show(error.Explanation))],
                Receipts = [.. mail?.Receipts ?? []],
                EarlierRecipients = [.. mail?.SentBefore ?? []],
            },
            errors,
            [.. mail?.Warnings ?? []]);
    }
}
