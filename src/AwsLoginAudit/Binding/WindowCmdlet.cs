using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>A cmdlet whose parameters name the window to read: an alarm's own, or a span of time of log groups.</summary>
public abstract class WindowCmdlet : ReadingCmdlet
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

    private void ReadFollowUp()
    {
        if (Wait(new AlarmReader(Session).FollowUpAsync(AlarmName, DateTimeOffset.UtcNow, StopToken)) is { } question)
            ReadAlarm(question);
        else
            WriteVerbose($"Alarm {AlarmName} is not in ALARM, or no period is over since it fired: there is nothing to follow up.");
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
}
