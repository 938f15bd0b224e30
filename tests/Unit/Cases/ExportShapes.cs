using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace AwsLoginAudit.Tests.Cases;

/// <summary>One way to export a recording.</summary>
/// <param name="Name">What it is called in a test.</param>
/// <param name="Write">Writes the events.</param>
/// <param name="HasStreams">The shape carries the log stream.</param>
/// <param name="HasTimes">The shape carries the log event's time, in milliseconds.</param>
/// <param name="IsClosed">The shape says in its format where it ends, so that a cut anywhere is seen.</param>
internal sealed record ExportShape(string Name, Func<IReadOnlyList<LogEvent>, string> Write, bool HasStreams, bool HasTimes, bool IsClosed)
{
    public override string ToString() => Name;
}

/// <summary>The shapes in which people export Windows events, and CloudWatch's log events of them.</summary>
internal static class ExportShapes
{
    private const string Namespace = "http://schemas.microsoft.com/win/2004/08/events/event";

    private static readonly string[] Filters = ["f"];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static IReadOnlyList<ExportShape> All { get; } = [.. Xml(), .. Json(), .. Records(), .. Lines()];

    /// <summary>Failures, successes and other events of two machines.</summary>
    public static IReadOnlyList<LogEvent> Recording { get; } = [.. Enumerable.Range(0, 24).Select(n => Event(n, n % 12 < 7 ? 4625 : n % 12 < 10 ? 4624 : 4672))];

    public static IReadOnlyList<LogEvent> Successes { get; } = [.. Enumerable.Range(0, 254).Select(n => Event(n, 4624))];

    private static LogEvent Event(int n, int id)
    {
        var (machine, keywords) = (n % 6 < 3 ? "WEB01" : "DC1", id == 4625 ? "0x8010000000000000" : "0x8020000000000000");
        var time = DateTimeOffset.FromUnixTimeMilliseconds(1_795_416_600_123 + (n * 1000));
        var message = $"<Event xmlns='{Namespace}'><System><Provider Name='Microsoft-Windows-Security-Auditing' Guid='{{54849625-5478-4994-a5ba-3e3b0328c30d}}'/>"
            + $"<EventID>{id}</EventID><Keywords>{keywords}</Keywords><TimeCreated SystemTime='{time:yyyy-MM-dd'T'HH:mm:ss.fff}0000Z'/><EventRecordID>{100 + n}</EventRecordID>"
            + $"<Channel>Security</Channel><Computer>{machine}</Computer></System><EventData><Data Name='TargetUserName'>Zoë O'Neil; \"a\", 😀</Data><Data Name='IpAddress'>203.0.113.7</Data></EventData>"
            + $"<RenderingInfo Culture='en-US'><Message>An account failed to log on.\n\nSubject:\n\tSecurity ID:\t\tS-1-5-18\n\nThis event is generated when a logon request fails.</Message></RenderingInfo></Event>";
        return new LogEvent(machine == "WEB01" ? "i-0123456789abcdef0" : "corp dc 1", time, message, n.ToString("D56", CultureInfo.InvariantCulture));
    }

    private static IEnumerable<ExportShape> Xml()
    {
        yield return Of("bare XML", events => string.Concat(events.Select(e => e.Message)));
        yield return Of("lines of wevtutil", events => string.Concat(events.Select(e => e.Message + "\r\n")));
        yield return Of("a root", events => $"<Events>{string.Concat(events.Select(e => e.Message))}</Events>", isClosed: true);
        yield return Of("Event Viewer's XML", events => $"<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\r\n<Events>{string.Concat(events.Select(e => e.Message))}</Events>", isClosed: true);
        yield return Of("another root", events => $"<log a='b'>\n{string.Join("\n", events.Select(e => e.Message))}\n</log>\n", isClosed: true);
        yield return Of("comments", events => $"<!-- all <failures> -->\n<Events>\n{string.Join("\n<!-- next -->\n", events.Select(e => e.Message))}\n</Events>", isClosed: true);
        yield return Of("double quotes and lines", events => string.Concat(events.Select(e => Pretty(e) + "\n")));
        yield return Of("zeros after events", events => string.Concat(events.Select(e => e.Message + "\0\n")));
        yield return Of("Event Viewer's clipboard", events => string.Concat(events.Select(e => "- " + Pretty(e).Replace("\n<System>", "\n- <System>", StringComparison.Ordinal).Replace("\n<EventData>", "\n- <EventData>", StringComparison.Ordinal) + "\r\n")));
        yield return Of("copied details", events => string.Concat(events.Select(e => $"Log Name:      Security\r\nSource:        Microsoft-Windows-Security-Auditing\r\nKeywords:      Audit Failure\r\nDescription:\r\nAn account.\r\n\r\nSubject:\r\n\tSecurity ID:\t\tSYSTEM\r\nEvent Xml:\r\n{Pretty(e)}\r\n")));
        yield return Of("German copied details", events => string.Concat(events.Select(e => $"Protokollname: Security\r\nQuelle:        Microsoft\r\nBeschreibung:\r\nFehler.\r\nEreignis-XML:\r\n{Pretty(e)}\r\n")));
        yield return Of("an array of XML", events => JsonSerializer.Serialize(events.Select(e => e.Message)), isClosed: true);
        yield return Of("lines of JSON with XML", events => string.Concat(events.Select(e => JsonSerializer.Serialize(new { source = "a", computer = "b", xml = e.Message }) + "\n")));
        yield return Of("Export-Csv with XML", events => "#TYPE Selected.EventLogRecord\r\n\"Id\";\"Xml\"\r\n" + string.Concat(events.Select(e => $"\"4625\";{Quoted(e.Message)}\r\n")));
    }

    private static IEnumerable<ExportShape> Json()
    {
        yield return Full("filter-log-events", events => JsonSerializer.Serialize(Filtered(events)));
        yield return Full("filter-log-events, indented", events => JsonSerializer.Serialize(Filtered(events), Indented));
        yield return Full("filter-log-events, a page an event", events => string.Concat(events.Select(e => JsonSerializer.Serialize(Filtered([e])))));
        yield return Full("filter-log-events, only the events", events => JsonSerializer.Serialize(Filtered(events).events));
        yield return Full("AWS Tools", events => JsonSerializer.Serialize(new { Events = events.Select(e => new { e.EventId, IngestionTime = 1, LogStreamName = e.LogStream, e.Message, Timestamp = $"/Date({Milliseconds(e)})/" }), NextToken = default(string) }));
        yield return Full("an array in Windows PowerShell", events => JsonSerializer.Serialize(new { value = Filtered(events).events, Count = events.Count }));
        yield return Full("lines of JSON", events => string.Concat(events.Select(e => JsonSerializer.Serialize(new { timestamp = Milliseconds(e), message = e.Message, logStreamName = e.LogStream }) + "\n"))) with { IsClosed = false };
        yield return Of("get-log-events", events => JsonSerializer.Serialize(new { events = events.Select(e => new { timestamp = Milliseconds(e), message = e.Message, ingestionTime = 1 }), nextForwardToken = "f/1" }), hasTimes: true, isClosed: true);
        yield return Full("rows of Insights", events => JsonSerializer.Serialize(events.Select(Row)));
        yield return Full("get-query-results", events => JsonSerializer.Serialize(new
        {
            results = events.Select(e => Row(e).Select(pair => new { field = pair.Key, value = pair.Value })),
            statistics = new { recordsMatched = 24.0 },
            status = "Complete",
        }, Indented));
        yield return Full("only the results of a query", events => JsonSerializer.Serialize(events.Select(e => Row(e).Select(pair => new { field = pair.Key, value = pair.Value }))));
    }

    private static IEnumerable<ExportShape> Records()
    {
        const string Control = """{"messageType":"CONTROL_MESSAGE","owner":"CloudwatchLogs","logGroup":"","logStream":"","subscriptionFilters":[],"logEvents":[{"id":"","timestamp":1,"message":"CWL CONTROL MESSAGE: Checking health of destination Firehose."}]}""";
        const string LateControl = """{"logEvents":[{"id":"","timestamp":1,"message":"CWL CONTROL MESSAGE"}],"logStream":"","messageType":"CONTROL_MESSAGE"}""";
        yield return Full("records, an event each", events => string.Concat(events.Select(e => Record([e])))) with { IsClosed = false };
        yield return Full("lines of records", events => string.Concat(Streams(events).Select(some => Record(some) + "\n"))) with { IsClosed = false };
        yield return Full("a record of many events", events => string.Concat(Streams(events).Select(Record))) with { IsClosed = false };
        yield return Full("records whose stream stands last", events => string.Concat(events.Select(e => JsonSerializer.Serialize(new { logEvents = LogEvents([e]), logStream = e.LogStream, messageType = "DATA_MESSAGE" })))) with { IsClosed = false };
        yield return Full("records and control messages", events => Control + string.Concat(Streams(events).Select(Record)) + Control) with { IsClosed = false };
        yield return Full("an array of records", events => $"[{string.Join(",\n", events.Select(e => Record([e])))}]");
        yield return Full("an event of Lambda", events => string.Concat(Streams(events).Select(some => JsonSerializer.Serialize(new { awslogs = new { data = Packed(Record(some)) } })))) with { IsClosed = false };
        yield return Full("an event of Kinesis", events => JsonSerializer.Serialize(new { Records = events.Select(e => new { kinesis = new { partitionKey = "1", data = Packed(Record([e])), approximateArrivalTimestamp = 1.5 }, eventSource = "aws:kinesis" }) }));
        yield return Full("get-records of Kinesis", events => JsonSerializer.Serialize(new { Records = Streams(events).Select(some => new { SequenceNumber = "1", Data = Packed(Control + Record(some)), PartitionKey = "a" }), NextShardIterator = "b", MillisBehindLatest = 0 }, Indented));
        yield return Full("an event of Firehose", events => JsonSerializer.Serialize(new { invocationId = "a", region = "b", records = events.Select(e => new { recordId = "1", data = Packed(Record([e])) }).Append(new { recordId = "2", data = Packed(LateControl) }) }));
        yield return Full("records that are not packed", events => JsonSerializer.Serialize(new { Records = events.Select(e => new { Data = Convert.ToBase64String(Encoding.UTF8.GetBytes(Record([e]))) }) }));
    }

    private static IEnumerable<ExportShape> Lines()
    {
        yield return Of("tail", events => string.Concat(events.Select(e => $"{e.Timestamp:yyyy-MM-dd'T'HH:mm:ss.fff}000+00:00 {e.LogStream} {e.Message}\n")), hasStreams: true, hasTimes: true);
        yield return Of("short tail", events => string.Concat(events.Select(e => $"{e.Timestamp:yyyy-MM-dd'T'HH:mm:ss} {e.Message}\n")));
        yield return Of("an export to S3", events => string.Concat(events.Select(e => $"{e.Timestamp:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {e.Message}\n")), hasTimes: true);
        yield return Of("filter-log-events as text", events => string.Concat(events.Select(e => $"EVENTS\t{e.EventId}\t{Milliseconds(e)}\t{e.LogStream}\t{e.Message}\t{Milliseconds(e)}\nSEARCHEDLOGSTREAMS\ti-0\tTrue\n")), hasStreams: true, hasTimes: true);
        yield return Of("get-log-events as text", events => "b/XNA2SiHvckPS_kh-x5/s\tf/-lXdgkRkSmLuumr6/s\n" + string.Concat(events.Select(e => $"EVENTS\t{Milliseconds(e)}\t{e.Message}\t{Milliseconds(e)}\n")), hasTimes: true);
        yield return Of("text without searched streams", events => "None\n" + string.Concat(events.Select(e => $"EVENTS\t{e.EventId}\t{Milliseconds(e)}\t{e.LogStream}\t{e.Message}\t{Milliseconds(e)}\n")), hasStreams: true, hasTimes: true);
        foreach (var (name, scalar) in new (string, Func<string, string>)[] { ("double quotes", YamlText.InDoubleQuotes), ("single quotes", YamlText.InSingleQuotes) })
        {
            yield return Of($"filter-log-events as YAML in {name}", events => "events:\n" + string.Concat(events.Select(e => Yaml(e, scalar, ""))) + "searchedLogStreams: []\n", hasStreams: true, hasTimes: true);
            yield return Of($"filter-log-events as a YAML stream in {name}", events => string.Concat(events.Select(e => $"- events:\n{Yaml(e, scalar, "  ")}  searchedLogStreams:\n  - logStreamName: x\n    searchedCompletely: true\n")), hasStreams: true, hasTimes: true);
        }
        yield return Of("CSV of the console", events => "timestamp,message\n" + string.Concat(events.Select(e => $"{Milliseconds(e)},{Quoted(e.Message)}\n")), hasTimes: true);
        yield return Of("CSV of the console with streams", events => "timestamp,message,logStreamName\r\n" + string.Concat(events.Select(e => $"{Milliseconds(e)},{Quoted(e.Message)},{e.LogStream}\r\n")), hasStreams: true, hasTimes: true);
        yield return Of("CSV of Insights", events => "@timestamp,@message,@logStream,@log,@ptr\n" + string.Concat(events.Select(e => $"{Insights(e)},{Quoted(e.Message)},{e.LogStream},111122223333:a,x\n")), hasStreams: true, hasTimes: true);
        yield return Of("tabs of Insights", events => "@message\t@logStream\n" + string.Concat(events.Select(e => $"{Quoted(e.Message)}\t{e.LogStream}\n")), hasStreams: true);
    }

    private static ExportShape Of(string name, Func<IReadOnlyList<LogEvent>, string> write, bool hasStreams = false, bool hasTimes = false, bool isClosed = false) =>
        new(name, write, hasStreams, hasTimes, isClosed);

    private static ExportShape Full(string name, Func<IReadOnlyList<LogEvent>, string> write) => new(name, write, HasStreams: true, HasTimes: true, IsClosed: true);

    private static long Milliseconds(LogEvent logEvent) => logEvent.Timestamp!.Value.ToUnixTimeMilliseconds();

    private static string Insights(LogEvent logEvent) => logEvent.Timestamp!.Value.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static FilterAnswer Filtered(IReadOnlyList<LogEvent> events) =>
        new([.. events.Select(e => new { logStreamName = e.LogStream, timestamp = Milliseconds(e), message = e.Message, ingestionTime = 1, eventId = e.EventId })], []);

    private sealed record FilterAnswer(IReadOnlyList<object> events, IReadOnlyList<object> searchedLogStreams);

    private static Dictionary<string, string> Row(LogEvent e) => new() { ["@timestamp"] = Insights(e), ["@message"] = e.Message, ["@logStream"] = e.LogStream, ["@ptr"] = "CmEKJg" };

    private static IEnumerable<object> LogEvents(IEnumerable<LogEvent> events) => events.Select(e => new { id = e.EventId, timestamp = Milliseconds(e), message = e.Message });

    private static string Record(IReadOnlyList<LogEvent> events) => JsonSerializer.Serialize(new
    {
        messageType = "DATA_MESSAGE",
        owner = "111122223333",
        logGroup = "/aws/x",
        logStream = events[0].LogStream,
        subscriptionFilters = Filters,
        logEvents = LogEvents(events),
    });

    // A record has the events of one stream.
    private static IEnumerable<IReadOnlyList<LogEvent>> Streams(IReadOnlyList<LogEvent> events)
    {
        for (var i = 0; i < events.Count;)
        {
            var some = events.Skip(i).TakeWhile(e => e.LogStream == events[i].LogStream).ToList();
            i += some.Count;
            yield return some;
        }
    }

    private static string Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return Convert.ToBase64String(packed.ToArray());
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Pretty(LogEvent logEvent) => logEvent.Message.Replace("'WEB", "\"WEB", StringComparison.Ordinal).Replace("><", ">\r\n<", StringComparison.Ordinal);

    private static string Yaml(LogEvent e, Func<string, string> scalar, string indent) =>
        $"{indent}- eventId: '{e.EventId}'\n{indent}  ingestionTime: 1\n{indent}  logStreamName: {e.LogStream}\n{indent}  message: {scalar(e.Message).Replace("\n", "\n" + indent, StringComparison.Ordinal)}\n{indent}  timestamp: {Milliseconds(e)}\n";
}
