using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>The base class of cmdlets that read events of one type, from an alarm's window, a log group, files, or events in the pipeline.</summary>
/// <typeparam name="T">The type of the events.</typeparam>
public abstract class EventCmdlet<T> : WindowCmdlet
    where T : LoginAuditEvent
{
    /// <summary>The parameter set for files whose names can have wildcards.</summary>
    protected const string PathSet = "Path";

    /// <summary>The parameter set for files with exact names.</summary>
    protected const string LiteralPathSet = "LiteralPath";

    // A list that contains itself has no end.
    private const int MostLists = 64;

    // Files have a read of their own, which can become incomplete without affecting the others.
    private readonly LoginAuditRead recordedRead = new(LoginAuditWindow.Open);
    private readonly HashSet<string> files = new(Environment.OSVersion.Platform == PlatformID.Win32NT ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
    private readonly HashSet<string> problems = [];
    private EventReader<T> recorded = null!;
    private EventReader<T>? reading;
    private LogEventObjects<T> logEvents = null!;
    private InputLines<T>? lines;
    private long objects, repeated;
    private bool hasAny;
    private bool hasMore;
    private int listDepth;

    // The group whose events are emitted; null for all.
    private LoginAuditCount? group;

    // True after reading a file, an alarm or a text, for which a warning of its own is written if it contains no event.
    private bool hasSource;

    /// <summary>
    /// Specifies events of Get-WinEvent or copies of them, event XML as text or [xml], the lines of a recording, files, log events of AWS Tools, objects of
    /// ConvertFrom-Json or Import-Csv, or an alarm notification (object or JSON). The window of a count or a report is read again; of a count, only the
    /// events of its group are emitted.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputSet)]
    [AllowNull]
    public object? InputObject { get; set; }

    /// <summary>Specifies files with recorded events; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Specifies files with recorded events by their exact names.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Specifies the accounts whose events are emitted: DOMAIN\user, user@domain, or the user alone for every domain. The default is all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Account { get; set; } = [];

    /// <summary>Specifies the instances whose events are emitted; in log groups the log streams to read. The default is all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LogStreamCompleter))]
    public override string[] InstanceId { get; set; } = [];

    /// <summary>Creates the reader that selects the events.</summary>
    /// <param name="read">The read that the events belong to.</param>
    /// <param name="unreadable">Called for each event of a file that cannot be read; null for log groups.</param>
    private protected abstract EventReader<T> CreateReader(LoginAuditRead read, Action<LoginAuditException>? unreadable);

    /// <summary>The filter that the parameters specify.</summary>
    private protected virtual EventFilter Filter => new() { Account = Account, InstanceId = IsOfLogGroups ? [] : InstanceId };

    // The log streams are part of the query, and a name without a log stream is an error.
    private protected bool IsOfLogGroups => ParameterSetName is LogGroupSet or LastSet;

    private string Stopped => $"The read was stopped before its end, so there may be more {Noun}s.";

    /// <inheritdoc/>
    protected override void Begin()
    {
        recorded = CreateReader(recordedRead, SkipLater);
        logEvents = new LogEventObjects<T>(recorded);
        lines = new InputLines<T>(recorded, Take, Skip, StopToken);
        Track(recordedRead);
    }

    /// <inheritdoc/>
    protected override bool HasAny => hasAny;

    /// <inheritdoc/>
    protected override void Process()
    {
        switch (ParameterSetName)
        {
            case PathSet or LiteralPathSet:
                hasSource = true;
                foreach (var file in this.ResolveFiles(Path, LiteralPath, missing => Skip(recorded.MarkIncomplete(missing))))
                    ReadFile(file);
                break;
            case InputSet:
                objects++;
                ReadInput(InputObject);
                break;
            default:
                hasSource = true;
                ReadWindow();
                break;
        }
    }

    private void ReadInput(object? input)
    {
        var known = ReadBefore(input);
        var item = known ?? InputItem.From(input);
        if (item is string text)
        {
            ReadText(text);
            return;
        }
        lines!.End();
        if (known is null)
            ReadWhole(item);
        else
            TakeAll(recorded.Read(known));
    }

    /// <summary>The event that a pipeline object is, if another cmdlet of this module has read it; null if it is another object.</summary>
    /// <param name="input">The pipeline object.</param>
    /// <exception cref="LoginAuditException">The object is an incomplete copy of an event.</exception>
    private protected virtual LoginAuditEvent? ReadBefore(object? input) => null;

    private void TakeAll(T? first)
    {
        for (var found = first; found is not null; found = recorded.Next())
            Take(found);
    }

    // Within a recording, a line that looks like a notification was typed by somebody, and must not cause a call to AWS.
    private void ReadText(string text)
    {
        if (!lines!.IsRunning && InputItem.NotificationOf(text) is { } notification)
        {
            ReadWhole(notification);
        }
        else if (!lines.TryAdd(text))
        {
            lines.End();
            ReadWhole(new InputItem.Text(text));
        }
    }

    private void ReadWhole(object item)
    {
        hasSource |= item is not (LogEvent or InputItem.Several);
        switch (item)
        {
            case LoginAuditAlarmNotification or InputItem.Alarm:
                ReadFiring(item);
                break;
            case InputItem.Counted counted:
                ReadCounted(counted);
                break;
            case FileInfo file:
                ReadFile(file.FullName);
                break;
            case InputItem.Text text:
                var name = lines!.NameOf(text, objects);
                var events = LogFileReader.ReadAsync(text.AsStream(), name, StopToken);
                ReadRecorded(text.HasLines ? events : WithoutLines(events), name, text);
                break;
            case LogEvent logEvent:
                TakeAll(logEvents.Read(logEvent));
                break;
            case InputItem.Several several:
                if (listDepth == MostLists)
                {
                    SkipObject($"A list contains lists more than {MostLists} levels deep.");
                    break;
                }
                listDepth++;
                foreach (var member in several.Items)
                    ReadInput(member);
                listDepth--;
                hasMore = several.HasMore ?? hasMore;
                if (several.Problem is { } problem)
                    Skip(Incomplete(problem));
                break;
            case InputItem.Unreadable unreadable:
                SkipObject(unreadable.Problem);
                break;
        }
    }

    private void ReadCounted(InputItem.Counted counted)
    {
        var window = counted.Window;
        if ((window.Region ?? Session.Region) != Session.Region)
            throw new LoginAuditException(LoginAuditError.OtherAccountOrRegion, $"The count is of Region {window.Region}, but this session is in {Session.Region}. Give -Region {window.Region}.", InputObject);
        group = counted.Group is { By: LoginAuditGrouping.Reason } && typeof(T) != typeof(LoginAuditFailure) ? null : counted.Group;
        string[] instances = group?.InstanceId is { } instance ? [instance] : [];
        ReadAndCheck(
            [.. window.LogGroupNames.SelectMany(name => Queries(name, instances))],
            new LoginAuditRead(new LoginAuditWindow { Start = window.Start, End = window.End, WindowSource = WindowSource.Requested, LogGroupNames = window.LogGroupNames, Region = window.Region }));
        group = null;
    }

    // In a wrong pipeline, every object has the same problem, which is written as one error only.
    private void SkipObject(string problem)
    {
        if (problems.Add(problem))
            Skip(new LoginAuditException(LoginAuditError.NotAnEvent, problem, InputObject));
        else
            repeated++;
    }

    // Line 1 of a text with a single line, which may come from an object, says nothing.
    private static async IAsyncEnumerable<LogEvent> WithoutLines(IAsyncEnumerable<LogEvent> events)
    {
        await foreach (var logEvent in events)
            yield return logEvent with { Line = 0 };
    }

    /// <inheritdoc/>
    protected override long ReadSoFar => reading?.Found ?? 0;

    /// <inheritdoc/>
    protected override void ReadWindow(IReadOnlyList<LogQuery> queries, LoginAuditRead read)
    {
        var window = read.Window;
        using var bar = ShowProgress(ProgressKind.Reading, $"Reading {Noun}s", string.Join(", ", window.LogGroupNames));
        var reader = new LogEventReader(Session, progress => bar.Report(Status(progress), progress.ShareOf(window)), SkipLater);
        reading = CreateReader(read, unreadable: null);
        var hasEnded = false;
        try
        {
            foreach (var part in new WindowReader(reader) { Unreadable = window.AlarmName is null ? null : Skip }.ReadParts(reading, queries, read, StopToken))
                Pull(part, TakePage);
            hasEnded = true;
        }
        finally
        {
            if (!hasEnded)
                read.MarkIncomplete(Stopped);
        }
        WriteTotals(reading, BroadAlarm(queries, window));
        if (reading.Found == 0)
            TellNothing(window);
        reading = null;
        ShowComparison(read);
    }

    /// <summary>Writes the number of events that were read, by kind.</summary>
    /// <param name="reader">The reader that selected the events.</param>
    /// <param name="broadAlarm">The alarm that was read, if it counts other audit failures too; otherwise null.</param>
    private protected virtual void WriteTotals(EventReader<T> reader, string? broadAlarm)
    {
        var totals = reader.Totals;
        WriteVerbose($"Events read: {totals.ToString(Noun, reader.Found)}.");
        if (reader != recorded && totals.Damaged > 0)
            WriteWarning($"{Number(totals.Damaged, "log event")} could not be read, so it is unknown whether there are more {Noun}s.");
    }

    /// <summary>Called after a read of log groups without a result.</summary>
    /// <param name="window">The window that was read.</param>
    private protected virtual void TellNothing(LoginAuditWindow window)
    {
    }

    private void TakePage(ArraySegment<T> page)
    {
        foreach (var found in page)
        {
            if (group?.Includes(found) != false)
                Take(found);
        }
        OnProgress();
    }

    private void Take(T found)
    {
        hasAny = true;
        WriteHeld();
        var isTaken = false;
        try
        {
            Emit(found);
            isTaken = true;
        }
        finally
        {
            // A later command, such as Select-Object -First, can stop this one.
            if (!isTaken)
                found.Read.MarkIncomplete(Stopped);
        }
    }

    /// <summary>Emits an event.</summary>
    /// <param name="found">The event.</param>
    private protected virtual void Emit(T found) => WriteObject(found);

    // Paths and wildcards can name a file more than once, and events without a record number would be counted each time.
    private void ReadFile(string path)
    {
        if (files.Add(path))
            ReadRecorded(LogFileReader.ReadFileAsync(path, StopToken), $"'{path}'");
        else
            WriteVerbose($"'{path}' is named more than once and is read once.");
    }

    // A file that cannot be read does not stop the others. Its events that were emitted are marked incomplete.
    private void ReadRecorded(IAsyncEnumerable<LogEvent> events, string source, InputItem.Text? text = null)
    {
        var before = recorded.Totals.Events;
        try
        {
            Pull(recorded.ReadAsync(events, source, StopToken), Take);
            if (recorded.Totals.Events == before)
                WriteWarning($"{source} contains no event. Check whether the export is complete.");
        }
        catch (LoginAuditException foreign) when (foreign.Error == LoginAuditError.NotALogFile && text?.Otherwise is { } otherwise)
        {
            ReadWhole(otherwise);
        }
        catch (LoginAuditException failure)
        {
            Skip(failure);
        }
    }

    private LoginAuditException Incomplete(string problem) => recorded.MarkIncomplete(new LoginAuditException(LoginAuditError.FileUnreadable, problem, InputObject));

    /// <inheritdoc/>
    protected override void End()
    {
        lines!.End();
        while (recorded.Next(isEnd: true) is { } last)
            Take(last);
        OnProgress();
        if (logEvents.ToError() is { } unread)
            Skip(unread);
        // Every page except the last has a token for the next page.
        if (hasMore)
            Skip(Incomplete("The last response of CloudWatch Logs in the pipeline has a NextToken, so it is one page of several. Read the other pages too."));
        if (ParameterSetName is InputSet or PathSet or LiteralPathSet)
            WriteTotals(recorded, broadAlarm: null);
        if (repeated > 0)
            WriteWarning($"Skipped for the same reason: {Number(repeated, "more object")} from the pipeline.");
        EndUnlessAny();
        if ((MyInvocation.ExpectingInput || ParameterSetName == InputSet) && !hasSource && recorded.Totals.Events == 0)
            WriteWarning("The input contains no event. Check the previous command of the pipeline.");
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            lines?.Dispose();
        base.Dispose(disposing);
    }
}
