using System.Text.RegularExpressions;

namespace AwsLoginAudit;

/// <summary>Lines that begin with a time: exports of CloudWatch Logs to S3, and the output of <c>aws logs tail</c>.</summary>
/// <remarks>
/// An export has <c>2026-11-23T06:50:00.123Z message</c> (CloudWatch Logs User Guide, "Export log data to Amazon S3"). <c>aws logs tail</c> writes
/// <c>2026-11-23T06:50:00.123000+00:00 stream message</c>, with <c>--format short</c> <c>2026-11-23T06:50:00 message</c>, and with
/// <c>--format json</c> a JSON message on separate lines (aws/aws-cli, awscli/customizations/logs/tail.py). All times are UTC.
/// </remarks>
internal sealed class StampedLinesFormat : ILogFormat
{
    private static readonly Regex ExportFile = new(@"^[0-9]{6}(\.gz)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(30));

    public bool CanRead(ReadOnlySpan<char> head) => IsStart(head);

    /// <summary>Whether a line begins an event.</summary>
    public static bool IsStart(ReadOnlySpan<char> line) =>
        LogTime.ReadStamp(line, out _, out var zone) > 0 && Test(line.Slice(0, Math.Min(line.Length, LineEvents.LongestStart)), zone, "").Kind == LineKind.Event;

    public IAsyncEnumerable<LogEvent> ReadAsync(LogSource source)
    {
        // All lines have the same form, so a time in another form belongs to a message.
        var zone = ZoneOf(LogFormats.Head(source.Window));
        var stream = zone == LogTime.Zone.Utc ? LogStreamOf(source.Name) : "";
        return LineEvents.ReadAsync(source, line => Test(line, zone, stream), static logEvent => logEvent);
    }

    // The first lines can be the rest of an event.
    private static LogTime.Zone ZoneOf(ReadOnlySpan<char> head)
    {
        while (!IsStart(head) && head.IndexOf('\n') is >= 0 and var newLine)
            head = head.Slice(newLine + 1);
        LogTime.ReadStamp(head, out _, out var zone);
        return zone;
    }

    private static LineStart Test(ReadOnlySpan<char> line, LogTime.Zone zone, string stream)
    {
        var stamp = LogTime.ReadStamp(line, out var time, out var written);
        if (stamp == 0 || written != zone)
            return default;
        var skip = line[stamp] == ' ' ? stamp + 1 : stamp;
        if (EventText.Begins(line.Slice(skip)))
            return new LineStart(LineKind.Event, skip, new LogEvent(stream, time, ""));
        return zone == LogTime.Zone.Offset && FindMessage(line, skip) is > 0 and var message
            ? new LineStart(LineKind.Event, message, new LogEvent(line.Slice(skip, message - skip).Trim().ToString(), time, ""))
            : new LineStart(LineKind.Other);
    }

    // The name of a log stream can contain spaces, but not ':' or '*' (botocore's model of CloudWatch Logs, LogStreamName).
    private static int FindMessage(ReadOnlySpan<char> line, int stream)
    {
        for (var at = stream; at < line.Length && line[at] is not (':' or '*'); at++)
        {
            if (line[at] == ' ' && EventText.Begins(line.Slice(at + 1)))
                return at + 1;
            if (line[at] == '\n')
                break;
        }
        return 0;
    }

    /// <summary>The log stream in an export's path. Exports write a <c>/</c> in a stream's name as <c>-</c>.</summary>
    private static string LogStreamOf(string name) =>
        name.Split('/', '\\') is [.., var task, var stream, var file]
        && ExportFile.IsMatch(file) && Guid.TryParseExact(task, "D", out _) ? stream : "";
}
