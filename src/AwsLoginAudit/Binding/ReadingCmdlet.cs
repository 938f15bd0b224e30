using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>The base class of cmdlets that read or count the events of windows. If a read is incomplete, it ends the pipeline.</summary>
public abstract class ReadingCmdlet : AwsCmdlet
{
    private readonly ConcurrentQueue<LoginAuditException> missing = new();
    private readonly List<LoginAuditRead> reads = [];
    private string? skipped;
    private LoginAuditException? held;
    private readonly List<LoginAuditException> neverFired = [];
    private bool hasFiring;

    /// <summary>What an event is called that the cmdlet reads or counts. The default is "failed login".</summary>
    private protected virtual string Noun => "failed login";

    /// <summary>Whether any event was read or counted so far.</summary>
    protected abstract bool HasAny { get; }

    /// <summary>The number of events that the current read has found so far; 0 if nothing is being read.</summary>
    protected virtual long ReadSoFar => Windows.LastOrDefault()?.Totals?.FailedLogins ?? 0;

    /// <summary>Reads the window of a notification, or of the latest firing of an alarm.</summary>
    /// <param name="alarm">A result of <see cref="InputItem.AlarmOf(object?)"/>.</param>
    private protected void ReadFiring(object alarm)
    {
        var reader = new AlarmReader(Session);
        AlarmQuestion question;
        try
        {
            question = Wait(alarm is LoginAuditAlarmNotification notification
                ? reader.ResolveAsync(notification, StopToken)
                : reader.ResolveAsync(((InputItem.Alarm)alarm).Name, StopToken));
        }
        // Other alarms in the pipeline may have fired.
        catch (LoginAuditException failure) when (failure.Error == LoginAuditError.AlarmNeverFired)
        {
            neverFired.Add(failure);
            return;
        }
        ReadAlarm(question);
    }

    /// <summary>Reads the window of an alarm.</summary>
    private protected void ReadAlarm(AlarmQuestion question)
    {
        hasFiring = true;
        var window = question.Window;
        WriteVerbose($"Alarm {window.AlarmName}: {window.Start:u} to {window.End:u} ({window.WindowSource}), log groups {string.Join(", ", window.LogGroupNames)}");
        if (window.Unconfirmed is { } unconfirmed)
            WriteWarning($"Alarm {window.AlarmName}: {unconfirmed}");
        ReadAndCheck(QueriesOf(question), new LoginAuditRead(window));
    }

    /// <summary>The queries for the events of an alarm's window.</summary>
    private protected virtual IReadOnlyList<LogQuery> QueriesOf(AlarmQuestion question) => question.Queries;

    /// <summary>Reads the events that the queries match in a window, and warns about events that the log groups no longer contain.</summary>
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
        if (read.IncompleteReason is null)
            CompletedReads.Add(read.Window, DateTimeOffset.UtcNow);
    }

    /// <summary>Registers a read. If anything is skipped, before or after, its failures are marked incomplete.</summary>
    protected void Track(LoginAuditRead read)
    {
        reads.Add(read);
        if (skipped is not null)
            read.MarkIncomplete(skipped);
    }

    /// <summary>Reads the events that the queries match in a window.</summary>
    protected abstract void ReadWindow(IReadOnlyList<LogQuery> queries, LoginAuditRead read);

    /// <summary>The counters of the windows that were counted.</summary>
    private protected List<WindowCounter> Windows { get; } = [];

    /// <summary>Counts the events that the queries match in a window.</summary>
    private protected void Count(
        IReadOnlyList<LogQuery> queries, LoginAuditRead read, LoginAuditGrouping by = default, double? threshold = null, LoginAuditEngine engine = default, bool all = false, ExclusionSet? exclusions = null)
    {
        var window = read.Window;
        var isInsights = engine == LoginAuditEngine.Insights;
        using var bar = ShowProgress(
            isInsights ? ProgressKind.Query : ProgressKind.Reading,
            isInsights ? "Counting failed logins in CloudWatch Logs Insights" : "Reading failed logins",
            string.Join(", ", window.LogGroupNames));
        var counting = new WindowCounter(Session, by, threshold, exclusions ?? ExclusionSet.Empty)
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
        WriteTotals(counting, BroadAlarm(queries, window));
        ShowComparison(read);
    }

    private void WriteTotals(WindowCounter counted, string? broadAlarm)
    {
        if (counted.Totals is { } totals)
            WriteTotals(totals, broadAlarm);
        else
            WriteOtherFailures(counted.Counter.Results(all: true).Sum(count => count.FailureCount), counted.Counter.OtherAuditFailures, broadAlarm);
        if (counted.ChangedWhileCounting)
            WriteWarning("More failed logins arrived during the count, so the lists of accounts, sources and reasons may differ from the counts.");
    }

    /// <summary>Writes the number of log events that CloudWatch counted and that were read; as a warning if some are missing.</summary>
    protected void ShowComparison(LoginAuditRead read)
    {
        if (read.IncompleteReason is { } reason)
            WriteWarning($"{reason} The results are marked incomplete.");
        else if (read.Result?.Summary is { } comparison)
            WriteVerbose($"Alarm {read.Window.AlarmName}: {comparison}");
    }

    /// <summary>Whether other audit failures are emitted too.</summary>
    protected virtual bool IncludesOther => false;

    /// <summary>The progress of a read as text.</summary>
    private protected static string Status(LogReadProgress progress) =>
        string.Format(CultureInfo.CurrentCulture, "{0}: {1:N0} events in {2:N0} pages", progress.LogGroupName, progress.Events, progress.Pages);

    /// <summary>Writes the number of events that were read, by kind.</summary>
    /// <param name="totals">The numbers.</param>
    /// <param name="broadAlarm">The alarm that was read, if it counts other audit failures too; otherwise null.</param>
    protected void WriteTotals(EventTotals totals, string? broadAlarm = null)
    {
        WriteVerbose($"Events read: {totals}.");
        if (totals.Problem is { } problem)
            WriteWarning($"{totals.Damaged} events could not be read and are counted as failed logins. The first problem: {problem}.");
        if (broadAlarm is not null)
            WriteOtherFailures(totals.FailedLogins, totals.OtherAuditFailures, broadAlarm);
        else if (totals.Warning is { } warning)
            WriteWarning(totals.OtherAuditFailures > 0 && !IncludesOther ? $"{warning} Get-LoginAuditFailure -IncludeOtherAuditFailure shows them." : warning);
    }

    /// <summary>Writes the number of other audit failures, as a warning if the alarm counts them too.</summary>
    /// <param name="failedLogins">The number of failed logins.</param>
    /// <param name="other">The number of other audit failures.</param>
    /// <param name="broadAlarm">The alarm that was read, if it counts other audit failures too; otherwise null.</param>
    protected void WriteOtherFailures(long failedLogins, long other, string? broadAlarm)
    {
        if (other == 0)
            return;
        var both = $"{Number(failedLogins, "failed login")}, {Number(other, "other audit failure")}";
        if (broadAlarm is null)
            WriteVerbose($"{both}. Other audit failures are not counted.");
        else
            WriteWarning($"{both}; the alarm {broadAlarm} counts both. To count failed logins only, run 'New-LoginAuditAlarm {broadAlarm} -AllAuditFailures:$false', which replaces the metric filter.");
    }

    /// <summary>The alarm of a window, if it counts other audit failures too; otherwise null.</summary>
    protected static string? BroadAlarm(IReadOnlyList<LogQuery> queries, LoginAuditWindow window) =>
        window.AlarmName is { } alarm && queries.Any(query => query.CountsOther) ? alarm : null;

    /// <summary>A number with its noun, in the plural if necessary.</summary>
    protected static string Number(long count, string noun) => string.Format(CultureInfo.CurrentCulture, "{0:N0} {1}{2}", count, noun, count == 1 ? "" : "s");

    /// <summary>Ends the pipeline with the error of a read, because any count later in the pipeline would be too low.</summary>
    /// <remarks>
    /// With an -ErrorAction of this command that continues, the failures that were read stay, marked as incomplete. $ErrorActionPreference has no such effect,
    /// because its default is Continue. If nothing was read, no failure can carry the mark, and a report would show no failed logins; then the pipeline ends.
    /// </remarks>
    protected sealed override void Fail(LoginAuditException failure)
    {
        var goesOn = MyInvocation.BoundParameters.TryGetValue("ErrorAction", out var action)
            && action is ActionPreference.Continue or ActionPreference.SilentlyContinue or ActionPreference.Ignore;
        // The held error is the reason why nothing was read.
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

    /// <summary>Reports a skipped source from any thread. The pipeline thread writes the error.</summary>
    protected void SkipLater(LoginAuditException failure) => missing.Enqueue(failure);

    /// <summary>Reports a source that cannot be read, or not completely, while the others are read. All reads of this command are then incomplete.</summary>
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

    /// <summary>Writes the first error of a source. The error is held back until a failure follows; if none does, it ends the pipeline.</summary>
    protected void WriteHeld()
    {
        if (held is not { } failure)
            return;
        held = null;
        WriteError(failure);
    }

    /// <summary>Ends the pipeline if a source was skipped and the others contained no failure. Otherwise, a report would show no failed logins.</summary>
    protected void EndUnlessAny()
    {
        if (neverFired.Count > 0 && !hasFiring)
            base.Fail(neverFired[0]);
        neverFired.ForEach(WriteError);
        if (skipped is null || HasAny)
        {
            WriteHeld();
            return;
        }
        base.Fail(held ?? new LoginAuditException(
            LoginAuditError.NothingRead,
            $"No {Noun} was read, and the read is incomplete: see the errors before this one. The pipeline ends here, because a count or a report would wrongly show that there were no events."));
    }
}
