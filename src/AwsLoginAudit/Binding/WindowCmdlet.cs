using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>The base class of cmdlets that read the events of a window: of an alarm, or of a time range in log groups.</summary>
public abstract class WindowCmdlet : AwsCmdlet
{
    /// <summary>The parameter set for a time range in log groups, by its start and end.</summary>
    protected const string LogGroupSet = "LogGroup";

    /// <summary>The parameter set for a time range in log groups that ends now.</summary>
    protected const string LastSet = "LogGroupLast";

    /// <summary>The parameter set for the window of an alarm.</summary>
    protected const string AlarmSet = "Alarm";

    /// <summary>The parameter set for pipeline objects. A notification or an alarm among them is read from AWS.</summary>
    protected const string InputSet = "InputObject";

    private static readonly TimeSpan DefaultLast = TimeSpan.FromHours(1);
    private static readonly TimeSpan ShortestWindow = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<LoginAuditException> missing = new();
    private readonly List<LoginAuditRead> reads = [];
    private string? skipped;
    private LoginAuditException? held;

    /// <summary>Specifies the alarm. The cmdlet reads the window that the alarm evaluated at its latest firing.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AlarmSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AlarmCompleter))]
    public string AlarmName { get; set; } = "";

    /// <summary>Reads the latest complete periods since the alarm fired, as long as it stays in ALARM. Otherwise, nothing is read.</summary>
    [Parameter(ParameterSetName = AlarmSet)]
    public SwitchParameter FollowUp { get; set; }

    /// <summary>
    /// Specifies log groups by name, or by ARN if they belong to another account. Wildcards are allowed. A wildcard pattern for ARNs, such as
    /// arn:aws:logs:*:*:log-group:/windows/*, also matches log groups of linked accounts.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = LogGroupSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = LastSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LogGroupCompleter))]
    public string[] LogGroupName { get; set; } = [];

    /// <summary>Specifies the start of the time range; inclusive. The default is 1 hour before -EndTime.</summary>
    [Parameter(ParameterSetName = LogGroupSet)]
    [Instant]
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>Specifies the end of the time range; exclusive. The default is now.</summary>
    [Parameter(ParameterSetName = LogGroupSet)]
    [Instant]
    public DateTimeOffset? EndTime { get; set; }

    /// <summary>Specifies the length of a time range that ends now, from 1 second to 36,500 days: 30m, 24h, 7d, 2:00 (2 hours) or a TimeSpan.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LastSet)]
    [Duration]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan Last { get; set; }

    /// <summary>Specifies the instances (log streams) to read. The default is all.</summary>
    [Parameter(ParameterSetName = LogGroupSet)]
    [Parameter(ParameterSetName = LastSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LogStreamCompleter))]
    public string[] InstanceId { get; set; } = [];

    /// <summary>
    /// Specifies the maximum number of requests for events in a second, 1 to 1,000. The default is just below the Region's quota of FilterLogEvents, which
    /// cannot be raised: 24 in us-east-1, 4.8 where the quota is 5, 9.6 elsewhere. The rate drops, to 2 at least, while AWS throttles requests.
    /// </summary>
    [Parameter(ParameterSetName = LogGroupSet)]
    [Parameter(ParameterSetName = LastSet)]
    [Parameter(ParameterSetName = AlarmSet)]
    [Parameter(ParameterSetName = InputSet)]
    [ValidateRange(1, 1000)]
    public int? ThrottleLimit { get; set; }

    // The connection parameters are redeclared, because they do not belong to the parameter sets that read files.
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

    /// <summary>Reads the window that the parameters specify.</summary>
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

    /// <summary>The number of failed logins that the current read has found so far; 0 if nothing is being read.</summary>
    protected abstract long ReadSoFar { get; }

    private void ReadFollowUp()
    {
        if (Wait(new AlarmReader(Session).FollowUpAsync(AlarmName, DateTimeOffset.UtcNow, StopToken)) is { } question)
            ReadAlarm(question);
        else
            WriteVerbose($"Alarm {AlarmName} is not in ALARM, or no period is over since it fired: there is nothing to follow up.");
    }

    /// <summary>Reads the window of a notification, or of the latest firing of an alarm.</summary>
    /// <param name="alarm">A result of <see cref="InputItem.AlarmOf(object?)"/>.</param>
    private protected void ReadFiring(object alarm)
    {
        var reader = new AlarmReader(Session);
        ReadAlarm(Wait(alarm is LoginAuditAlarmNotification notification
            ? reader.ResolveAsync(notification, StopToken)
            : reader.ResolveAsync(((InputItem.Alarm)alarm).Name, StopToken)));
    }

    /// <summary>Reads the window of an alarm.</summary>
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

    // A wildcard pattern matches names or, if it begins as an ARN, ARNs of linked accounts too.
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

    /// <summary>Registers a read. If anything is skipped, before or after, its failures are marked incomplete.</summary>
    protected void Track(LoginAuditRead read)
    {
        reads.Add(read);
        if (skipped is not null)
            read.MarkIncomplete(skipped);
    }

    /// <summary>Reads the events that the queries match in a window.</summary>
    protected abstract void ReadWindow(IReadOnlyList<LogQuery> queries, LoginAuditRead read);

    /// <summary>Writes the number of log events that CloudWatch counted and that were read; as a warning if some are missing.</summary>
    protected void ShowComparison(LoginAuditRead read)
    {
        if (read.IncompleteReason is { } reason)
            WriteWarning($"{reason} What was read is marked incomplete.");
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

    /// <summary>Writes the number of other audit failures, as a warning if the alarm counts them too.</summary>
    /// <param name="failedLogins">The number of failed logins.</param>
    /// <param name="other">The number of other audit failures.</param>
    /// <param name="broadAlarm">The alarm that was read, if it counts other audit failures too; otherwise null.</param>
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
