using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace AwsLoginAudit;

/// <summary>Turns a recording into a stream of log events, whatever the format; told by the content, never by the name.</summary>
/// <remarks>
/// Read are: Windows event logs (.evtx), event XML (wevtutil, Event Viewer), the CloudWatch agent's text format, JSON of <c>aws logs filter-log-events</c> and
/// <c>get-log-events</c> (also as PowerShell writes it), JSON lines, and CloudWatch Logs exports to S3; each packed with gzip or not.
/// Nothing but white space and a format's own frame is lost: other text comes out as an event of its own. An event of more than
/// 1,048,576 characters is cut there. Memory does not grow with the recording.
/// In a file of bare event XML the sender of a login can end an event early, where the agent pasted such text in: only
/// the formats that carry log streams keep events apart for certain.
/// </remarks>
public static class LogFileReader
{
    // What an unrecognised event costs while it is held back, beside its text.
    private const int HeldOverhead = 100;

    private const string Expected =
        "Expected is a Windows event log (.evtx), event XML (wevtutil qe ... /f:RenderedXml), the CloudWatch agent's text format, JSON of 'aws logs filter-log-events' "
        + "or 'get-log-events', JSON lines, or a CloudWatch Logs export (.gz).";

    private static readonly Regex ExportFile = new(@"^[0-9]{6}(\.gz)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(30));

    /// <summary>Reads a file. An empty one has no events.</summary>
    /// <param name="path">The file. Where it lies as an export leaves it (<c>task-id/stream/000000.gz</c>), its folder names the log stream.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="LoginAuditException">FileNotFound; FileUnreadable, also where it is damaged, cut off, a gzip bomb or no text;
    /// NotALogFile where nothing reads as an event, or it begins with a document type or a gigantic tag, is gzip within gzip, or where
    /// JSON breaks off so that what follows cannot be told apart. The events before have been handed over.</exception>
    public static async IAsyncEnumerable<LogEvent> ReadFileAsync(
        string path, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var file = Open(path);
        await foreach (var logEvent in ReadAsync(file, path, cancellationToken))
            yield return logEvent;
    }

    /// <summary>Reads a stream from where it is. It need not be able to seek, and stays open.</summary>
    /// <param name="stream">The recording.</param>
    /// <param name="name">What errors call it; its path or S3 key, where it has one.</param>
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

        if (await XmlProlog.FindProblemAsync(window) is { } refused)
            throw NotALogFile(name, refused);
        var format = await LogFormats.RecogniseAsync(window);
        if (format == LogFormat.Unknown)
            throw await ExplainAsync(window, name, isPacked: unpacked.IsUnpacked);
        var held = new List<LogEvent>();
        var room = BoundedText.Limit;
        var recognised = false;
        string? problem = null;
        await foreach (var piece in Split(format, window, name))
        {
            problem ??= piece.Problem;
            recognised |= piece.Recognised;
            if (!recognised)
            {
                held.Add(piece.Event.GetValueOrDefault());
                room -= held[^1].Message.Length + HeldOverhead;
                if (room < 0)
                    break;
                continue;
            }

            foreach (var earlier in held)
                yield return earlier;
            held.Clear();
            if (piece.Event is { } logEvent)
                yield return logEvent;
        }

        if (window.Failure is { } broken)
            throw broken;
        if (!recognised)
            throw NotALogFile(name, problem ?? window.InvalidText);
        if (window.InvalidText is { } invalid)
            throw Unreadable(name, $"{invalid}. What is none was read as U+FFFD, and the events of the file are there. Names in them may be wrong: save it as UTF-8.");
    }

    private static IAsyncEnumerable<LogPiece> Split(LogFormat format, TextWindow window, string name) => format switch
    {
        LogFormat.EventXml => XmlEventSplitter.ReadAsync(window),
        LogFormat.AgentText => LineEventSplitter.ReadAsync(window, "", LineEventSplitter.BeginsAgentText),
        LogFormat.Export => LineEventSplitter.ReadAsync(window, LogStreamOf(name), LineEventSplitter.BeginsExport),
        _ => SplitJsonAsync(window, name),
    };

    // A gzip bomb is called one, and not just something else than a log.
    private static async ValueTask<LoginAuditException> ExplainAsync(TextWindow window, string name, bool isPacked)
    {
        var invalid = window.InvalidText;
        for (var left = isPacked ? 2 * GzipReader.AlwaysAllowed : 0; left >= 0 && await window.EnsureAsync(1);)
        {
            left -= window.Unread.Length;
            window.Advance(window.Unread.Length);
        }
        return window.Failure ?? NotALogFile(name, invalid);
    }

    private static async IAsyncEnumerable<LogPiece> SplitJsonAsync(TextWindow window, string name)
    {
        var reader = new JsonEventReader(window);
        while (await reader.NextAsync() is { } piece)
            yield return piece;
        if (reader.Problem is { } problem)
            throw window.Failure ?? NotALogFile(name, problem);
    }

    private static async ValueTask<bool> SkipWhiteSpaceAsync(TextWindow window)
    {
        while (await window.EnsureAsync(1))
        {
            var white = window.Unread.Length - window.Unread.TrimStart().Length;
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
                throw Unreadable(path, "it is a folder; name the files in it");

            // A log may still be written to while it is read.
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

    /// <summary>The log stream that an export's path names; exports write <c>/</c> of a stream's name as <c>-</c>.</summary>
    private static string LogStreamOf(string name) =>
        name.Split('/', '\\') is [.., var task, var stream, var file]
        && ExportFile.IsMatch(file) && Guid.TryParseExact(task, "D", out _) ? stream : "";

    private static LoginAuditException Unreadable(string name, string reason, Exception? cause = null) =>
        new(LoginAuditError.FileUnreadable, $"'{name}' cannot be read: {reason}", name, cause);

    internal static LoginAuditException NotALogFile(string name, string? problem = null, Exception? cause = null) =>
        new(LoginAuditError.NotALogFile,
            problem is null ? $"'{name}' holds nothing that reads as Windows events. {Expected}" : $"'{name}' does not read as events: {problem}. {Expected}",
            name, cause);
}
