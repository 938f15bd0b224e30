using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Reads failed logins, one by one: of an alarm's window, of a log group, of files, or of events from the pipeline.</summary>
[Cmdlet(VerbsCommon.Get, "LoginAuditFailure", DefaultParameterSetName = LogGroupSet)]
[OutputType(typeof(LoginAuditFailure))]
public sealed class GetLoginAuditFailureCommand : AwsCmdlet
{
    private const string LogGroupSet = "LogGroup";
    private const string LastSet = "LogGroupLast";
    private const string AlarmSet = "Alarm";
    private const string InputSet = "InputObject";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private static readonly TimeSpan DefaultLast = TimeSpan.FromHours(1);

    private readonly FailureReader recorded = new(LoginAuditWindow.Open);
    private readonly ConcurrentQueue<LoginAuditException> missing = new();

    /// <summary>The alarm whose latest firing is read: exactly the window that it evaluated.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AlarmSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AlarmCompleter))]
    public string AlarmName { get; set; } = "";

    /// <summary>Reads the latest periods that are over since the alarm fired, as long as it stays in ALARM: nothing where it does not, or none is over yet.</summary>
    [Parameter(ParameterSetName = AlarmSet)]
    public SwitchParameter FollowUp { get; set; }

    /// <summary>The log group's name, or its ARN where it is another account's.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = LogGroupSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = LastSet)]
    [ValidateNotNullOrEmpty]
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

    /// <summary>Event XML, an EventLogRecord of Get-WinEvent, a file, or an alarm's notification (object or JSON).</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputSet)]
    public object InputObject { get; set; } = null!;

    /// <summary>Files of recorded events; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files of recorded events, by their exact names.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            Read();
        }
        catch (LoginAuditException failure)
        {
            // What AWS did not give is missing from any count further down, so the pipeline ends here.
            ThrowTerminatingError(failure.ToErrorRecord());
        }
    }

    private void Read()
    {
        switch (ParameterSetName)
        {
            case AlarmSet when FollowUp:
                ReadFollowUp();
                break;
            case AlarmSet:
                ReadAlarm(Wait(new AlarmReader(Session).ResolveAsync(AlarmName, StopToken)));
                break;
            case PathSet or LiteralPathSet:
                foreach (var file in this.ResolveFiles(Path, LiteralPath))
                    ReadFile(file);
                break;
            case InputSet:
                ReadInput();
                break;
            default:
                ReadLogGroups();
                break;
        }
    }

    private void ReadInput()
    {
        switch (InputItem.From(InputObject))
        {
            case LoginAuditAlarmNotification notification:
                notification.Delivery?.Hold("its failures were not read to the end");
                ReadAlarm(Wait(new AlarmReader(Session).ResolveAsync(notification, StopToken)));
                notification.Delivery?.Release();
                break;
            case InputItem.Alarm alarm:
                ReadAlarm(Wait(new AlarmReader(Session).ResolveAsync(alarm.Name, StopToken)));
                break;
            case FileInfo file:
                ReadFile(file.FullName);
                break;
            case InputItem.Text text:
                ReadRecorded(LogFileReader.ReadAsync(text.AsStream(), "the input", StopToken));
                break;
            default:
                WriteError(new LoginAuditException(
                    LoginAuditError.NotAnEvent,
                    $"An object of type {PSObject.AsPSObject(InputObject).BaseObject.GetType()} is not an event, a file or an alarm. Give event XML, an EventLogRecord of Get-WinEvent, a file, or an alarm's notification.",
                    InputObject).ToErrorRecord());
                break;
        }
    }

    private void ReadFollowUp()
    {
        if (Wait(new AlarmReader(Session).FollowUpAsync(AlarmName, DateTimeOffset.UtcNow, StopToken)) is { } question)
            ReadAlarm(question);
        else
            WriteVerbose($"Alarm {AlarmName} is not in ALARM, or no period is over since it fired: there is nothing to follow up.");
    }

    private void ReadAlarm(AlarmQuestion question)
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
        var window = new LoginAuditWindow
        {
            Start = start.ToUniversalTime(),
            End = end.ToUniversalTime(),
            WindowSource = WindowSource.Requested,
            LogGroupName = LogGroupName,
            Region = Session.Region,
        };
        ReadWindow(LogGroupName.Select(name => LogQuery.AuditFailures(name, InstanceId)), window);
    }

    private void ReadWindow(IEnumerable<LogQuery> queries, LoginAuditWindow window)
    {
        using var bar = ShowProgress(ProgressKind.Reading, "Reading failed logins", string.Join(", ", window.LogGroupName));
        var reader = new LogEventReader(
            Session,
            progress => bar.Report(
                string.Format(CultureInfo.CurrentCulture, "{0}: {1:N0} events in {2:N0} pages", progress.LogGroupName, progress.Events, progress.Pages),
                Share(window, progress.Reached)),
            missing.Enqueue);
        Pull(new FailureReader(window).ReadAsync(reader.ReadAsync(queries, window, StopToken), StopToken), WriteObject);
    }

    // Events come in the order of time, so that the time reached tells how much of the window is left.
    private static double? Share(LoginAuditWindow window, DateTimeOffset? reached) =>
        reached is { } time && window.Start is { } start && window.End is { } end ? (double)(time - start).Ticks / (end - start).Ticks : null;

    private void ReadFile(string path) => ReadRecorded(LogFileReader.ReadFileAsync(path, StopToken));

    // A file that cannot be read does not stop the others; what was read of it has been emitted.
    private void ReadRecorded(IAsyncEnumerable<LogEvent> events)
    {
        try
        {
            Pull(recorded.ReadAsync(events, StopToken), WriteObject);
        }
        catch (LoginAuditException failure)
        {
            WriteError(failure.ToErrorRecord());
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (recorded.Successes > 0)
            WriteVerbose($"{recorded.Successes} audit successes were left out.");
        if (recorded.Copies > 0)
            WriteVerbose($"{recorded.Copies} events were there more than once and are counted once.");
    }

    /// <inheritdoc/>
    protected override void OnProgress()
    {
        base.OnProgress();
        while (missing.TryDequeue(out var instance))
            WriteError(instance.ToErrorRecord());
    }
}
