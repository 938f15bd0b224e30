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
    private readonly FailureReader recorded = new(new LoginAuditWindow());
    private readonly InputLines lines;
    private bool hasAny;

    /// <summary>Makes the cmdlet.</summary>
    public GetLoginAuditFailureCommand() => lines = new InputLines(recorded, failure => Take(failure), Skip, StopToken);

    /// <summary>
    /// Events of Get-WinEvent or copies of them, event XML as text or [xml], the lines of a recording, files, log events of AWS Tools or of ConvertFrom-Json, or
    /// an alarm's notification (object or JSON).
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputSet)]
    [AllowNull]
    public object? InputObject { get; set; }

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
                ReadInput(InputItem.From(InputObject));
                break;
            default:
                ReadWindow();
                break;
        }
    }

    private void ReadInput(object item)
    {
        if (item is InputItem.Line line)
        {
            lines.Add(line.Value);
            return;
        }
        if (item is InputItem.Text text && lines.TryAddEvent(text.Value))
            return;
        lines.End();
        ReadWhole(item);
    }

    private void ReadWhole(object item)
    {
        switch (item)
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
                ReadRecorded(LogFileReader.ReadAsync(text.AsStream(), lines.NameOf(text.Value), StopToken));
                break;
            case LogEvent logEvent:
                if (recorded.Read(logEvent) is { } failure)
                    Take(failure);
                break;
            case InputItem.Several several:
                foreach (var member in several.Items)
                    ReadInput(InputItem.From(member));
                break;
            case InputItem.Unreadable unreadable:
                Skip(new LoginAuditException(LoginAuditError.NotAnEvent, unreadable.Problem, InputObject));
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

    private void ReadFile(string path) => ReadRecorded(LogFileReader.ReadFileAsync(path, StopToken));

    // A file that cannot be read does not stop the others; what was read of it has been emitted, and is now known for a part.
    private void ReadRecorded(IAsyncEnumerable<LogEvent> events)
    {
        try
        {
            Pull(recorded.ReadAsync(events, StopToken), Take);
        }
        catch (LoginAuditException failure)
        {
            Skip(failure);
        }
    }

    /// <inheritdoc/>
    protected override void End()
    {
        lines.End();
        if (recorded.Successes > 0)
            WriteVerbose($"{recorded.Successes} audit successes were left out.");
        if (recorded.Copies > 0)
            WriteVerbose($"{recorded.Copies} events were there more than once and are counted once.");
        EndUnlessAny(hasAny);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            lines.Dispose();
        base.Dispose(disposing);
    }
}
