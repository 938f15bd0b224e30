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

    private static readonly TimeSpan DefaultLast = TimeSpan.FromHours(1);

    private readonly ConcurrentQueue<LoginAuditException> missing = new();
    private FailureReader? reading;
    private bool hasSkipped;

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

    /// <summary>The first instant to read; an hour before -EndTime unless given.</summary>
    [Parameter(ParameterSetName = LogGroupSet)]
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>The first instant not to read; now unless given.</summary>
    [Parameter(ParameterSetName = LogGroupSet)]
    public DateTimeOffset? EndTime { get; set; }

    /// <summary>How far back from now to read.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LastSet)]
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
    [Parameter]
    [ValidateRange(1, 1000)]
    public int? ThrottleLimit { get; set; }

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

    /// <summary>Takes a failure that was read.</summary>
    /// <returns>Whether more are wanted.</returns>
    protected abstract bool Take(LoginAuditFailure failure);

    /// <summary>Told after each page, how many there were and the part of the window's time that they cover; called on the reader's thread.</summary>
    protected virtual void OnPage(long pages, double? share)
    {
    }

    private void ReadFollowUp()
    {
        if (Wait(new AlarmReader(Session).FollowUpAsync(AlarmName, DateTimeOffset.UtcNow, StopToken)) is { } question)
            ReadAlarm(question);
        else
            WriteVerbose($"Alarm {AlarmName} is not in ALARM, or no period is over since it fired: there is nothing to follow up.");
    }

    /// <summary>Reads an alarm's window.</summary>
    protected void ReadAlarm(AlarmQuestion question)
    {
        var window = question.Window;
        WriteVerbose($"Alarm {window.AlarmName}: {window.Start:u} to {window.End:u} ({window.WindowSource}), log groups {string.Join(", ", window.LogGroupName)}");
        if (window.WindowSource == WindowSource.Estimated)
            WriteWarning($"CloudWatch no longer tells which datapoints put {window.AlarmName} into ALARM; the window is estimated from the time of the state change and may be off by some minutes.");
        ReadWindow(question.Queries, window);
    }

    private void ReadLogGroups()
    {
        var end = EndTime ?? DateTimeOffset.UtcNow;
        var start = StartTime ?? end - (ParameterSetName == LastSet ? Last : DefaultLast);
        if (start >= end)
        {
            throw new LoginAuditException(
                LoginAuditError.StartAfterEnd, $"The start {start:u} is not before the end {end:u}. Give an earlier -StartTime, or a positive -Last.", start);
        }
        var logGroups = FindLogGroups();
        var window = new LoginAuditWindow
        {
            Start = start.ToUniversalTime(),
            End = end.ToUniversalTime(),
            WindowSource = WindowSource.Requested,
            LogGroupName = logGroups,
            Region = Session.Region,
        };
        ReadWindow(logGroups.ConvertAll(name => LogQuery.AuditFailures(name, InstanceId)), window);
    }

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

    /// <summary>Reads what some queries find in a window.</summary>
    protected virtual void ReadWindow(IReadOnlyList<LogQuery> queries, LoginAuditWindow window)
    {
        using var bar = ShowProgress(ProgressKind.Reading, "Reading failed logins", string.Join(", ", window.LogGroupName));
        var reader = Reader(progress =>
        {
            var share = Share(window, progress.Reached);
            bar.Report(string.Format(CultureInfo.CurrentCulture, "{0}: {1:N0} events in {2:N0} pages", progress.LogGroupName, progress.Events, progress.Pages), share);
            OnPage(progress.Pages, share);
        });
        reading = new FailureReader(window);
        Pull(reading.ReadAsync(reader.ReadAsync(queries, window, StopToken), StopToken), Take);
        reading = null;
    }

    /// <summary>Ends the pipeline with the error that a read has met: what is missing would be missing from any count further down.</summary>
    /// <remarks>
    /// Where this very command was given an -ErrorAction that goes on, what was read is left to stand, marked as incomplete. The preference does
    /// not ask for that: it says Continue to everybody. Where nothing was read, nothing could carry the mark, and a report would say that all is well.
    /// </remarks>
    protected void EndRead(LoginAuditException failure)
    {
        var goesOn = MyInvocation.BoundParameters.TryGetValue("ErrorAction", out var action)
            && action is ActionPreference.Continue or ActionPreference.SilentlyContinue or ActionPreference.Ignore;
        if (!goesOn || reading is not { Failures: > 0 })
            ThrowTerminatingError(failure.ToErrorRecord());
        WriteError(failure.ToErrorRecord());
        reading = null;
    }

    /// <summary>A reader that has the instances without a log stream told as errors.</summary>
    private protected LogEventReader Reader(Action<LogReadProgress>? progress = null) => new(Session, progress, missing.Enqueue);

    // Events come in the order of time, so that the time reached tells how much of the window is left.
    private static double? Share(LoginAuditWindow window, DateTimeOffset? reached) =>
        reached is { } time && window.Start is { } start && window.End is { } end ? (double)(time - start).Ticks / (end - start).Ticks : null;

    /// <inheritdoc/>
    protected override void OnProgress()
    {
        base.OnProgress();
        while (missing.TryDequeue(out var instance))
            Skip(instance);
    }

    /// <summary>Tells of a source that cannot be read, or not to its end, while the others are.</summary>
    protected void Skip(LoginAuditException failure)
    {
        hasSkipped = true;
        WriteError(failure.ToErrorRecord());
    }

    /// <summary>Ends the pipeline where a source was skipped and nothing came of the others: whatever comes next would take it for no failure at all.</summary>
    /// <param name="hasAny">Whether there is a failure.</param>
    protected void EndUnlessAny(bool hasAny)
    {
        if (!hasSkipped || hasAny)
            return;
        ThrowTerminatingError(new LoginAuditException(
            LoginAuditError.NothingRead,
            "No failed login was read, and not everything could be: see the errors before this one. A count or a report of it would say that all is well, so the pipeline ends here.").ToErrorRecord());
    }
}
