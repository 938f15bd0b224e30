using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>A cmdlet that reads or counts the events of windows, and ends the pipeline rather than let a part pass for the whole.</summary>
public abstract class ReadingCmdlet : AwsCmdlet
{
    private readonly ConcurrentQueue<LoginAuditException> missing = new();
    private readonly List<LoginAuditRead> reads = [];
    private string? skipped;
    private LoginAuditException? held;

    /// <summary>Whether any failure was read or counted so far.</summary>
    protected abstract bool HasAny { get; }

    /// <summary>The failed logins that the present read has found so far; 0 if nothing is being read.</summary>
    protected virtual long ReadSoFar => Windows.LastOrDefault()?.Totals?.FailedLogins ?? 0;

    /// <summary>Reads the window of a notification, or of an alarm's latest firing.</summary>
    /// <param name="alarm">What <see cref="InputItem.AlarmOf(object?)"/> has found.</param>
    private protected void ReadFiring(object alarm)
    {
        var reader = new AlarmReader(Session);
        ReadAlarm(Wait(alarm is LoginAuditAlarmNotification notification
            ? reader.ResolveAsync(notification, StopToken)
            : reader.ResolveAsync(((InputItem.Alarm)alarm).Name, StopToken)));
    }

    /// <summary>Reads an alarm's window.</summary>
    private protected void ReadAlarm(AlarmQuestion question)
    {
        var window = question.Window;
        WriteVerbose($"Alarm {window.AlarmName}: {window.Start:u} to {window.End:u} ({window.WindowSource}), log groups {string.Join(", ", window.LogGroupNames)}");
        if (window.Unconfirmed is { } unconfirmed)
            WriteWarning($"Alarm {window.AlarmName}: {unconfirmed}");
        ReadAndCheck(question.Queries, new LoginAuditRead(window));
    }

    /// <summary>Reads what some queries find in a window, and says what the log groups no longer hold of it.</summary>
    private protected void ReadAndCheck(IReadOnlyList<LogQuery> queries, LoginAuditRead read)
    {
        Track(read);
        var readStart = DateTimeOffset.UtcNow;
        ReadWindow(queries, read);
        var check = new WindowCheck(Session);
        foreach (var gap in Wait(check.FindGapsAsync(read.Window, readStart, isEmpty: !HasAny, DateTimeOffset.UtcNow, StopToken)))
        {
            WriteWarning(RemedyCommand.Text.After(gap.Message, gap.Remedies));
            if (gap.LosesEvents)
                read.MarkIncomplete(gap.Message);
        }
        if (check.NotChecked is { } reason)
            WriteVerbose(reason);
    }

    /// <summary>Takes note of a read: should anything be skipped, before or after, its failures are marked incomplete.</summary>
    protected void Track(LoginAuditRead read)
    {
        reads.Add(read);
        if (skipped is not null)
            read.MarkIncomplete(skipped);
    }

    /// <summary>Reads what some queries find in a window.</summary>
    protected abstract void ReadWindow(IReadOnlyList<LogQuery> queries, LoginAuditRead read);

    /// <summary>The counters of the windows that were counted so far.</summary>
    private protected List<WindowCounter> Windows { get; } = [];

    /// <summary>Counts what some queries find in a window.</summary>
    private protected void Count(
        IReadOnlyList<LogQuery> queries, LoginAuditRead read, LoginAuditGrouping by = default, double? threshold = null, LoginAuditEngine engine = default, bool all = false)
    {
        var window = read.Window;
        var isInsights = engine == LoginAuditEngine.Insights;
        using var bar = ShowProgress(
            isInsights ? ProgressKind.Query : ProgressKind.Reading,
            isInsights ? "Counting failed logins in CloudWatch Logs Insights" : "Reading failed logins",
            string.Join(", ", window.LogGroupNames));
        var counting = new WindowCounter(Session, by, threshold)
        {
            Engine = engine,
            All = all,
            Reading = (progress, share) => bar.Report(Status(progress), share),
            Querying = usage => bar.Report(usage.ToString()),
            Unreadable = window.AlarmName is null ? null : SkipLater,
            Missing = SkipLater,
            Note = WriteVerboseLater,
        };
        Windows.Add(counting);
        Wait(counting.CountAsync(queries, read, StopToken));
        Tell(counting, BroadAlarm(queries, window));
        ShowComparison(read);
    }

    private void Tell(WindowCounter counted, string? broadAlarm)
    {
        if (counted.Totals is { } totals)
            Tell(totals, broadAlarm);
        else
            TellOther(counted.Counter.Results(all: true).Sum(count => count.FailureCount), counted.Counter.OtherAuditFailures, broadAlarm);
        if (counted.ChangedWhileCounting)
            WriteWarning("More failures came in while they were counted: lists of accounts, sources and reasons may differ from the counts.");
    }

    /// <summary>Says how many log events CloudWatch counted and how many were read; a warning if some are missing.</summary>
    protected void ShowComparison(LoginAuditRead read)
    {
        if (read.IncompleteReason is { } reason)
            WriteWarning($"{reason} What was read is marked incomplete.");
        else if (read.Result?.Summary is { } comparison)
            WriteVerbose($"Alarm {read.Window.AlarmName}: {comparison}");
    }

    /// <summary>Whether other audit failures are emitted too.</summary>
    protected virtual bool IncludesOther => false;

    /// <summary>The progress of a read in words.</summary>
    private protected static string Status(LogReadProgress progress) =>
        string.Format(CultureInfo.CurrentCulture, "{0}: {1:N0} events in {2:N0} pages", progress.LogGroupName, progress.Events, progress.Pages);

    /// <summary>Says how many events were read, by what they are.</summary>
    /// <param name="totals">The numbers.</param>
    /// <param name="broadAlarm">The alarm that was read, if it counts other audit failures too.</param>
    protected void Tell(EventTotals totals, string? broadAlarm = null)
    {
        WriteVerbose($"Events read: {totals}.");
        if (totals.Problem is { } problem)
            WriteWarning($"{totals.Damaged} events could not be read, and count as failed logins. The first: {problem}.");
        if (broadAlarm is not null)
            TellOther(totals.FailedLogins, totals.OtherAuditFailures, broadAlarm);
        else if (totals.Warning is { } warning)
            WriteWarning(totals.OtherAuditFailures > 0 && !IncludesOther ? $"{warning} Get-LoginAuditFailure -IncludeOtherAuditFailure shows them." : warning);
    }

    /// <summary>Says how many other audit failures there were, and that an alarm counts them too.</summary>
    /// <param name="failedLogins">Failed logins.</param>
    /// <param name="other">Other audit failures.</param>
    /// <param name="broadAlarm">The alarm that was read, if it counts other audit failures too.</param>
    protected void TellOther(long failedLogins, long other, string? broadAlarm)
    {
        if (other == 0)
            return;
        var both = $"{Number(failedLogins, "failed login")}, {Number(other, "other audit failure")}";
        if (broadAlarm is null)
            WriteVerbose($"{both}. Other audit failures are not counted.");
        else
            WriteWarning($"{both}; the alarm {broadAlarm} counts both. 'New-LoginAuditAlarm {broadAlarm}' replaces its metric filter, so that it counts failed logins only.");
    }

    /// <summary>The alarm of a window, if it counts other audit failures too; otherwise null.</summary>
    protected static string? BroadAlarm(IReadOnlyList<LogQuery> queries, LoginAuditWindow window) =>
        window.AlarmName is { } alarm && queries.Any(query => query.CountsOther) ? alarm : null;

    /// <summary>A number with its noun.</summary>
    protected static string Number(long count, string noun) => string.Format(CultureInfo.CurrentCulture, "{0:N0} {1}{2}", count, noun, count == 1 ? "" : "s");

    /// <summary>Ends the pipeline with the error that a read has met: what is missing would be missing from any count further down.</summary>
    /// <remarks>
    /// Where this very command was given an -ErrorAction that goes on, what was read is left to stand, marked as incomplete. The preference does
    /// not ask for that: it says Continue to everybody. Where nothing was read, nothing could carry the mark, and a report would say that all is well.
    /// </remarks>
    protected sealed override void Fail(LoginAuditException failure)
    {
        var goesOn = MyInvocation.BoundParameters.TryGetValue("ErrorAction", out var action)
            && action is ActionPreference.Continue or ActionPreference.SilentlyContinue or ActionPreference.Ignore;
        // The error that is held says why nothing was read.
        if (failure.Error == LoginAuditError.NothingRead && held is { } reason)
            base.Fail(reason);
        WriteHeld();
        if (!goesOn || ReadSoFar == 0)
            base.Fail(failure);
        WriteError(failure);
    }

    /// <inheritdoc/>
    protected override void OnProgress()
    {
        base.OnProgress();
        while (missing.TryDequeue(out var instance))
            Skip(instance);
    }

    /// <summary>Reports the same from another thread: the pipeline's thread writes the error as soon as it can.</summary>
    protected void SkipLater(LoginAuditException failure) => missing.Enqueue(failure);

    /// <summary>Reports a source that cannot be read, or not to its end, while the others are read. Every read of this command is then incomplete.</summary>
    protected void Skip(LoginAuditException failure)
    {
        var isFirst = skipped is null;
        skipped ??= failure.Explanation;
        reads.ForEach(read => read.MarkIncomplete(skipped));
        if (isFirst && !HasAny)
        {
            held = failure;
            return;
        }
        WriteHeld();
        WriteError(failure);
    }

    /// <summary>Writes the first error of a source, which waits until something else is known: if nothing follows, this error ends the pipeline itself.</summary>
    protected void WriteHeld()
    {
        if (held is not { } failure)
            return;
        held = null;
        WriteError(failure);
    }

    /// <summary>Ends the pipeline where a source was skipped and the others held no failure: a report of it would say that all is well.</summary>
    protected void EndUnlessAny()
    {
        if (skipped is null || HasAny)
        {
            WriteHeld();
            return;
        }
        base.Fail(held ?? new LoginAuditException(
            LoginAuditError.NothingRead,
            "No failed login was read, and not everything could be: see the errors before this one. A count or a report of it would say that all is well, so the pipeline ends here."));
    }
}
