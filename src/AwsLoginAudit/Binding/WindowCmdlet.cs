using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>The base class of cmdlets whose parameters specify the window to read: of an alarm, or a time range in log groups.</summary>
public abstract class WindowCmdlet : ReadingCmdlet
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
    [Wildcards]
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
    [Expected(Expected.InstanceName, Expected.NoAsterisk)]
    [ArgumentCompleter(typeof(LogStreamCompleter))]
    public virtual string[] InstanceId { get; set; } = [];

    /// <summary>
    /// Specifies the maximum number of requests for events in a second, 1 to 1,000. The default is just below the Region's quota of FilterLogEvents, which
    /// cannot be raised: 24 in us-east-1, 4.8 where the quota is 5, 9.6 elsewhere. The rate drops, to 2 at least, while AWS throttles requests.
    /// </summary>
    [Parameter(ParameterSetName = LogGroupSet)]
    [Parameter(ParameterSetName = LastSet)]
    [Parameter(ParameterSetName = AlarmSet)]
    [Parameter(ParameterSetName = InputSet)]
    [Number(1, 1000)]
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

    /// <summary>The queries for the events of a log group.</summary>
    /// <param name="logGroupName">The log group's name or ARN.</param>
    /// <param name="instanceId">The log streams to read; empty for all.</param>
    private protected virtual IReadOnlyList<LogQuery> Queries(string logGroupName, IReadOnlyList<string> instanceId) => [LogQuery.AuditFailures(logGroupName, instanceId)];

    private void ReadFollowUp()
    {
        if (Wait(new AlarmReader(Session).FollowUpAsync(AlarmName, DateTimeOffset.UtcNow, StopToken)) is { } question)
            ReadAlarm(question);
        else
            WriteVerbose($"Alarm {AlarmName} is not in ALARM, or no period has ended since it fired, so there is nothing to follow up.");
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
        ReadAndCheck([.. logGroups.SelectMany(name => Queries(name, InstanceId))], new LoginAuditRead(window));
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
            WriteWarning($"The window ends at {end:u}, in the future. {char.ToUpperInvariant(Noun[0])}{Noun.Substring(1)}s after {now:u} are not counted yet.");
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
}
