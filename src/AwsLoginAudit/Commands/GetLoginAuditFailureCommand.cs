using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Reads failed logins, one by one: of an alarm's window, of a log group, of files, or of events from the pipeline.</summary>
[Cmdlet(VerbsCommon.Get, "LoginAuditFailure", DefaultParameterSetName = LogGroupSet)]
[OutputType(typeof(LoginAuditFailure))]
public sealed class GetLoginAuditFailureCommand : WindowCmdlet
{
    private const string InputSet = "InputObject";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    // A window of its own: one of its files may turn out to be unreadable.
    private readonly LoginAuditWindow recordedWindow = new();
    private readonly FailureReader recorded;
    private bool hasAny;

    /// <summary>Creates the cmdlet.</summary>
    public GetLoginAuditFailureCommand() => recorded = new FailureReader(recordedWindow);

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
    protected override bool HasAny => hasAny;

    /// <inheritdoc/>
    protected override void Begin() => Track(recordedWindow);

    /// <inheritdoc/>
    protected override void Process()
    {
        try
        {
            Read();
        }
        catch (LoginAuditException failure)
        {
            EndRead(failure);
        }
    }

    private void Read()
    {
        switch (ParameterSetName)
        {
            case PathSet or LiteralPathSet:
                foreach (var file in this.ResolveFiles(Path, LiteralPath, missing => Skip(recorded.BreakOff(missing))))
                    ReadFile(file);
                break;
            case InputSet:
                ReadInput();
                break;
            default:
                ReadWindow();
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
                ReadRecorded(LogFileReader.ReadAsync(text.AsStream(), "the input", StopToken), "The input");
                break;
            default:
                Skip(new LoginAuditException(
                    LoginAuditError.NotAnEvent,
                    $"An object of type {PSObject.AsPSObject(InputObject).BaseObject.GetType()} is not an event, a file or an alarm. Give event XML, an EventLogRecord of Get-WinEvent, a file, or an alarm's notification.",
                    InputObject));
                break;
        }
    }

    /// <inheritdoc/>
    protected override bool Take(LoginAuditFailure failure)
    {
        hasAny = true;
        WriteObject(failure);
        return true;
    }

    private void ReadFile(string path) => ReadRecorded(LogFileReader.ReadFileAsync(path, StopToken), $"The file {path}");

    // A file that cannot be read does not stop the others; what was read of it has been emitted, and is now known for a part.
    private void ReadRecorded(IAsyncEnumerable<LogEvent> events, string source)
    {
        var before = recorded.Events;
        try
        {
            Pull(recorded.ReadAsync(events, StopToken), Take);
            if (recorded.Events == before)
                WriteWarning($"{source} holds no event. Check that the export is complete.");
        }
        catch (LoginAuditException failure)
        {
            Skip(failure);
        }
    }

    /// <inheritdoc/>
    protected override void End()
    {
        if (recorded.Successes > 0)
            WriteVerbose($"{recorded.Successes} audit successes were left out.");
        if (recorded.Copies > 0)
            WriteVerbose($"{recorded.Copies} events were there more than once and are counted once.");
        EndUnlessAny();
    }
}
