using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Reads log events from a file or stream in any supported format. The content decides the format, not the file name.</summary>
/// <remarks>
/// Supported formats, each with or without gzip: Windows event logs (.evtx), event XML (wevtutil, Event Viewer, with or without a
/// root), the CloudWatch agent's text format, responses and rows of CloudWatch Logs as JSON, text, YAML or CSV, <c>aws logs tail</c>, records of
/// subscription filters, and exports to S3. Any other format is an error that names the format if it is recognised. Text that is not an event
/// is never read as one: it becomes an error after the events, with the first line and a count. A file that ends early is an error, too.
/// An event of more than 1,048,576 characters is cut there. Memory does not grow with the size of the file.
/// The agent inserts text that the sender of a login typed into an event. JSON, YAML and CSV keep events apart in spite of it. In a file of
/// bare event XML, typed text can end an event early. The events that begin inside it are then suspicious, and the file has an error. In a file
/// of lines, an event in XML continues to its end tag, but typed text within the agent's text format can look exactly like the next line of
/// <c>aws logs tail</c>, of text of the AWS CLI or of an export. Findings of such events are never above Medium.
/// </remarks>
public static class LogFileReader
{
    private const string Expected =
        "Give a Windows event log (.evtx), event XML (wevtutil qe ... /f:RenderedXml), the CloudWatch agent's text format, the output of 'aws logs filter-log-events', "
        + "'get-log-events' or 'tail', a CSV or JSON of CloudWatch, records of a subscription, or an export of a log group (.gz).";

    /// <summary>Reads a file. An empty file has no events.</summary>
    /// <param name="path">The file. If its path is that of an export (<c>task-id/stream/000000.gz</c>), its folder names the log stream.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="LoginAuditException">FileNotFound; FileUnreadable, also if the file is damaged, truncated, a gzip bomb or not text;
    /// NotALogFile if the file contains no event, begins with a document type or a huge tag, is gzip within gzip, or if its JSON is broken
    /// so that the rest cannot be read. Events before the error are returned.</exception>
    public static async IAsyncEnumerable<LogEvent> ReadFileAsync(
        string path, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var file = await Waiting.ForAsync(() => new WaitedStream(Open(path)), late => late.Dispose(), cancellationToken);
        await foreach (var logEvent in ReadAsync(file, path, cancellationToken))
            yield return logEvent;
    }

    /// <summary>Reads a stream from its current position. The stream need not support seeking and is not closed.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">The name in errors; the path or S3 key, if there is one.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="LoginAuditException">FileUnreadable, NotALogFile; see <see cref="ReadFileAsync"/>.</exception>
    public static async IAsyncEnumerable<LogEvent> ReadAsync(
        Stream stream, string name, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var unpacked = await Streams.UnpackAsync(stream, cancellationToken);
        if (EvtxReader.Begins(unpacked.Head))
        {
            await foreach (var logEvent in EvtxReader.ReadAsync(unpacked, name, cancellationToken))
                yield return logEvent;
            yield break;
        }

        var window = new TextWindow(unpacked, name, cancellationToken);
        if (!await SkipWhiteSpaceAsync(window))
        {
            if (window.Failure is { } failure)
                throw failure;
            yield break;
        }

        if (await XmlProlog.FindProblemAsync(window) is { } rejected)
            throw NotALogFile(name, rejected);
        var format = await LogFormats.RecogniseAsync(window) ?? throw await ExplainAsync(window, name, isPacked: unpacked.IsUnpacked);
        var problems = new LogProblems(name);
        await foreach (var logEvent in format.ReadAsync(new LogSource(window, name, problems)))
        {
            problems.Recognise();
            if (EventText.HoldsSeveral(logEvent.Message.AsSpan()))
                problems.Add("a message that contains more than one event and is counted once", logEvent.Line, logEvent.Message.Length);
            yield return logEvent;
        }

        if ((window.Failure ?? problems.ToError(window.InvalidText)) is { } broken)
        {
            broken.MayHoldTypedEvents = problems.MayHoldTypedEvents;
            throw broken;
        }
    }

    /// <summary>Reads the payload of a record, which has a format of its own: mostly that of a subscription filter, compressed with gzip.</summary>
    internal static async IAsyncEnumerable<LogEvent> ReadPayloadAsync(byte[] payload, string name, LogProblems problems)
    {
        using var unpacked = await Streams.UnpackAsync(new MemoryStream(payload), CancellationToken.None);
        var window = new TextWindow(unpacked, name, CancellationToken.None);
        if (await SkipWhiteSpaceAsync(window))
        {
            if (await LogFormats.RecogniseAsync(window) is { } format)
            {
                await foreach (var logEvent in format.ReadAsync(new LogSource(window, name, problems) { IsPayload = true }))
                    yield return logEvent;
            }
            else
            {
                problems.Add("data of no known format", 1, payload.Length);
            }
        }
        if ((window.Failure?.Message ?? window.InvalidText) is { } damage)
            problems.EndEarly(damage, window.Line);
    }

    // The text is read on to find out whether it is a gzip bomb, because the error must then say so.
    private static async ValueTask<LoginAuditException> ExplainAsync(TextWindow window, string name, bool isPacked)
    {
        var invalid = window.InvalidText;
        var foreign = ForeignFormats.Find(LogFormats.Head(window));
        for (var left = isPacked ? 2 * GzipReader.AlwaysAllowed : 0; left >= 0 && await window.EnsureAsync(1);)
        {
            left -= window.Unread.Length;
            window.Advance(window.Unread.Length);
        }
        return window.Failure
            ?? (foreign is var (what, instead)
                ? new LoginAuditException(LoginAuditError.NotALogFile, $"'{name}' is {what}. {instead}", name)
                : NotALogFile(name, invalid));
    }

    private static async ValueTask<bool> SkipWhiteSpaceAsync(TextWindow window)
    {
        while (await window.EnsureAsync(1))
        {
            var white = 0;
            while (white < window.Unread.Length && (char.IsWhiteSpace(window.Unread[white]) || window.Unread[white] == '\uFEFF'))
                white++;
            if (white == 0)
                return true;
            window.Advance(white);
        }

        return false;
    }

    private static FileStream Open(string path)
    {
        try
        {
            if (Directory.Exists(path))
                throw Unreadable(path, "it is a folder. Give the files in the folder");

            // Other programs may write to the log while it is read.
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete,
                bufferSize: 1, FileOptions.SequentialScan | FileOptions.Asynchronous);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new LoginAuditException(LoginAuditError.FileNotFound, $"'{path}' does not exist.", path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Unreadable(path, e.Message, e);
        }
    }

    internal static LoginAuditException Unreadable(string name, string reason, Exception? cause = null) =>
        new(LoginAuditError.FileUnreadable, $"'{name}' cannot be read: {Sentence.End(reason)}", name, cause);

    internal static LoginAuditException NotALogFile(string name, string? problem = null, Exception? cause = null) =>
        new(LoginAuditError.NotALogFile,
            problem is null ? $"'{name}' contains no Windows events. {Expected}" : $"'{name}' cannot be read as Windows events: {problem}. {Expected}",
            name, cause);
}
