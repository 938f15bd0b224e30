using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>A cmdlet that reads the events of a window: of an alarm's own, or of a span of time of log groups.</summary>
public abstract class WindowCmdlet : AwsCmdlet
{
    /// <summary>A span of time of log groups, by its bounds.</summary>
    protected const string LogGroupSet = "LogGroup";

    /// <summary>A span of time of log groups, up to now.</summary>
    protected const string LastSet = "LogGroupLast";

    /// <summary>An alarm's window.</summary>
    protected const string AlarmSet = "Alarm";

    /// <summary>Objects from the pipeline, among which a notification or an alarm is read from AWS.</summary>
    protected const string InputSet = "InputObject";

    private static readonly TimeSpan DefaultLast = TimeSpan.FromHours(1);
    private static readonly TimeSpan ShortestWindow = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<LoginAuditException> missing = new();
    private readonly List<LoginAuditRead> reads = [];
    private string? skipped;
    private LoginAuditException? held;

    /// <summary>The alarm whose latest firing is read: exactly the window that it evaluated.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AlarmSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AlarmCompleter))]
    public string AlarmName { get; set; } = "";

    /// <summary>Reads the latest periods that are over since the alarm fired, as long as it stays in ALARM: nothing where it does not, or none is over yet.</summary>
    [Parameter(ParameterSetName = AlarmSet)]
    public SwitchParameter FollowUp { get; set; }

    /// <summary>
    /// The log group's name, or its ARN where it is another account's. Wildcards stand for names; in an ARN, such as
    /// arn:aws:logs:*:*:log-group:/windows/*, also for those of the accounts that are linked to this one.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = LogGroupSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = LastSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LogGroupCompleter))]
    public string[] LogGroupName { get; set; } = [];

    /// <summary>The first point in time to read. The default is 1 hour before -EndTime.</summary>
    [Parameter(ParameterSetName = LogGroupSet)]
    [Instant]
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>The first point in time not to read. The default is now.</summary>
    [Parameter(ParameterSetName = LogGroupSet)]
    [Instant]
    public DateTimeOffset? EndTime { get; set; }

    /// <summary>How far back from now to read, 1 second to 36,500 days: 30m, 24h, 7d, 2:00 (2 hours) or a TimeSpan.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LastSet)]
    [Duration]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan Last { get; set; }

    /// <summary>The instances (log streams) to read; all unless given.</summary>
    [Parameter(ParameterSetName = LogGroupSet)]
    [Parameter(ParameterSetName = LastSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LogStreamCompleter))]
    public string[] InstanceId { get; set; } = [];

    /// <summary>
    /// Requests per second for pages of events, 1 to 1,000. The default is just below the Region's quota of FilterLogEvents, which cannot be raised: 24 in
    /// us-east-1, 4.8 where the quota is 5, 9.6 elsewhere. The rate drops, to 2 at least, while AWS throttles requests.
    /// </summary>
    [Parameter(ParameterSetName = LogGroupSet)]
    [Parameter(ParameterSetName = LastSet)]
    [Parameter(ParameterSetName = AlarmSet)]
    [Parameter(ParameterSetName = InputSet)]
    [Number(1, 1000)]
    public int? ThrottleLimit { get; set; }

    // Files need no connection: the sets that read them are without it.
    /// <inheritdoc/>
    [Parameter(ParameterSetName = LogGroupSet)]
    [Parameter(ParameterSetName = LastSet)]
    [Parameter(ParameterSetName = AlarmSet)]
    [Parameter(ParameterSetName = InputSet)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public override string? Region { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = LogGroupSet)]
    [Parameter(ParameterSetName = LastSet)]
    [Parameter(ParameterSetName = AlarmSet)]
    [Parameter(ParameterSetName = InputSet)]
    [Alias("StoredCredentials", "AWSProfileName")]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public override string? ProfileName { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = LogGroupSet)]
    [Parameter(ParameterSetName = LastSet)]
    [Parameter(ParameterSetName = AlarmSet)]
    [Parameter(ParameterSetName = InputSet)]
    [Alias("AK")]
    public override string? AccessKey { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = LogGroupSet)]
    [Parameter(ParameterSetName = LastSet)]
    [Parameter(ParameterSetName = AlarmSet)]
    [Parameter(ParameterSetName = InputSet)]
    [Alias("SK", "SecretAccessKey")]
    public override string? SecretKey { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = LogGroupSet)]
    [Parameter(ParameterSetName = LastSet)]
    [Parameter(ParameterSetName = AlarmSet)]
    [Parameter(ParameterSetName = InputSet)]
    [Alias("ST")]
    public override string? SessionToken { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = LogGroupSet)]
    [Parameter(ParameterSetName = LastSet)]
    [Parameter(ParameterSetName = AlarmSet)]
    [Parameter(ParameterSetName = InputSet)]
    public override string? EndpointUrl { get; set; }

    /// <inheritdoc/>
    protected override int? EventRequestsPerSecond => ThrottleLimit;

    /// <summary>Reads what the parameters say.</summary>
    /// <exception cref="LoginAuditException">AlarmNotFound, StartAfterEnd, AccessDenied, …</exception>
    protected void ReadWindow()
    {
        if (ParameterSetName != AlarmSet)
            ReadLogGroups();
        else if (FollowUp)
            ReadFollowUp();
        else
            ReadAlarm(Wait(new AlarmReader(Session).ResolveAsync(AlarmName, StopToken)));
    }

    /// <summary>Whether any failure was read or counted so far.</summary>
    protected abstract bool HasAny { get; }

    /// <summary>The failed logins that the present read has found so far; 0 if nothing is being read.</summary>
    protected abstract long ReadSoFar { get; }

    private void ReadFollowUp()
    {
        if (Wait(new AlarmReader(Session).FollowUpAsync(AlarmName, DateTimeOffset.UtcNow, StopToken)) is { } question)
            ReadAlarm(question);
        else
            WriteVerbose($"Alarm {AlarmName} is not in ALARM, or no period is over since it fired: there is nothing to follow up.");
    }

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
    private void ReadAlarm(AlarmQuestion question)
    {
        var window = question.Window;
        WriteVerbose($"Alarm {window.AlarmName}: {window.Start:u} to {window.End:u} ({window.WindowSource}), log groups {string.Join(", ", window.LogGroupNames)}");
        if (window.Unconfirmed is { } unconfirmed)
            WriteWarning($"Alarm {window.AlarmName}: {unconfirmed}");
        ReadAndCheck(question.Queries, new LoginAuditRead(window));
    }

    private void ReadLogGroups()
    {
        var (start, end) = FindBounds(DateTimeOffset.UtcNow);
        var logGroups = FindLogGroups();
        var window = new LoginAuditWindow
        {
            Start = start,
            End = end,
            WindowSource = WindowSource.Requested,
            LogGroupNames = logGroups,
            Region = Session.Region,
        };
        ReadAndCheck(logGroups.ConvertAll(name => LogQuery.AuditFailures(name, InstanceId)), new LoginAuditRead(window));
    }

    private (DateTimeOffset Start, DateTimeOffset End) FindBounds(DateTimeOffset now)
    {
        var end = EndTime?.ToUniversalTime() ?? now;
        var start = StartTime?.ToUniversalTime() ?? Earlier(end, ParameterSetName == LastSet ? Last : DefaultLast);
        if (start >= now)
            throw Wrong(LoginAuditError.WindowInFuture, $"The start {start:u} is in the future; it is now {now:u}. Give an earlier -StartTime. A time without Z or an offset is local time.");
        if (start >= end)
            throw Wrong(LoginAuditError.StartAfterEnd, $"The start {start:u} is not before the end {end:u}. Give an earlier -StartTime, or a later -EndTime.");
        if (end - start < ShortestWindow)
            throw Wrong(LoginAuditError.WindowTooShort, $"The window from {start:O} to {end:O} is shorter than 1 second. Give an earlier -StartTime, or a later -EndTime.");
        if (end > now)
            WriteWarning($"The window ends at {end:u}, in the future. Failed logins after {now:u} are not counted yet.");
        return (start, end);

        LoginAuditException Wrong(LoginAuditError error, string message) => new(error, message, start);
    }

    private static DateTimeOffset Earlier(DateTimeOffset end, TimeSpan span) => end - DateTimeOffset.MinValue > span ? end - span : DateTimeOffset.MinValue;

    // A wildcard stands for names, or in an ARN for the log groups of linked accounts too.
    private List<string> FindLogGroups()
    {
        var found = new List<string>();
        foreach (var name in LogGroupName)
        {
            if (!WildcardPattern.ContainsWildcardCharacters(name))
            {
                found.Add(name);
                continue;
            }
            var pattern = new WildcardPattern(name);
            var matching = Wait(new LogGroupSearch(Session).FindAsync(name, pattern.IsMatch, StopToken));
            WriteVerbose($"{name}: {matching.Count} log groups");
            if (matching.Count == 0)
                throw new LoginAuditException(LoginAuditError.LogGroupNotFound, $"No log group of this account and Region matches {name}. Check the name, -Region and the account.", name);
            found.AddRange(matching);
        }
        return found.Distinct().ToList();
    }

    private void ReadAndCheck(IReadOnlyList<LogQuery> queries, LoginAuditRead read)
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
