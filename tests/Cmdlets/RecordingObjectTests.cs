using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>Objects that ConvertFrom-Json and Import-Csv make of a recording give the same failed logins as the recording itself.</summary>
public sealed class RecordingObjectTests
{
    private static readonly string[] Events = [.. Enumerable.Range(1, 3).Select(i => EventText.Logon().Replace("4711", $"{i}", StringComparison.Ordinal))];

    public static TheoryData<string> JsonRecordings =>
    [
        Written(new { results = Events.Select(Row), statistics = new { recordsMatched = 3.0 }, status = "Complete" }),
        Written(Events.Select(Row)),
        Written(Events.Select(text => new Dictionary<string, string> { ["@timestamp"] = "2026-03-01 12:00:00.000", ["@message"] = text, ["@logStream"] = "i-1" })),
        Written(new { events = Events.Select(text => new { logStreamName = "i-1", timestamp = 1772366400000, message = text, ingestionTime = 1 }), searchedLogStreams = Array.Empty<object>() }),
        Written(new { messageType = "DATA_MESSAGE", logStream = "i-1", logEvents = Events.Select(text => new { id = text[..1], timestamp = 1772366400000, message = text }) }),
        Written(new { message = Events[0], events = Events.Skip(1).Select(text => new { message = text }) }),
        Written(new { winlog = new { event_id = 4625, computer_name = "WIN-1", record_id = 9, event_data = new { TargetUserName = "bob" } }, events = Events.Skip(1).Select(text => new { xml = text }) }),
    ];

    public static TheoryData<string, string> CsvRecordings => new()
    {
        { "timestamp,message,logStreamName", "1772366400000,{0},i-1" },
        { "@timestamp,@message,@logStream", "2026-03-01 12:00:00.000,{0},i-1" },
        { "timestamp,message", "1772366400000,{0}" },
        { "Id,EventXml", "4625,{0}" },
    };

    [Theory]
    [MemberData(nameof(JsonRecordings))]
    public void Objects_of_JSON_give_the_same_as_the_file(string recording) =>
        AssertSame(recording, JsonNode.Parse(recording) is JsonArray items ? [.. items.Select(ToObject)] : [ToObject(JsonNode.Parse(recording))]);

    [Theory]
    [MemberData(nameof(CsvRecordings))]
    public void Objects_of_CSV_give_the_same_as_the_file(string names, string row)
    {
        var rows = Events.Select(text => row.Replace("{0}", $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", StringComparison.Ordinal));
        var objects = Events.Select(text => ToObject(names.Split(',').Zip(row.Split(','), (name, cell) => (name, cell == "{0}" ? text : cell))));
        AssertSame($"{names}\n{string.Concat(rows.Select(line => line + "\n"))}", [.. objects]);
    }

    public static TheoryData<string> DoubtfulAnswers =>
    [
        Answer("START RequestId: x", """{"level":"info"}"""),
        Answer("START RequestId: x", "END RequestId: x", Events[0]),
        Answer(EventText.Event(4624, EventText.Success) + Events[0]),
        Answer(Events[0] + EventText.Event(4624, EventText.Success), Events[1]),
        Answer("[Security] [INFORMATION] [4624] [Microsoft-Windows-Security-Auditing] [A] [x]\n[Security] [INFORMATION] [4625] [Microsoft-Windows-Security-Auditing] [A] [x]"),
    ];

    [Theory]
    [MemberData(nameof(DoubtfulAnswers))]
    public void Log_events_as_objects_get_the_checks_of_the_file(string recording)
    {
        using var folder = new TemporaryFolder();
        using var engine = new Engine();
        engine.Set("path", folder.Write("recording", recording));
        engine.Set("answer", ToObject(JsonNode.Parse(recording)));
        var expected = Told("Get-LoginAuditFailure -Path $path");
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Told("$answer | Get-LoginAuditFailure"));
        Assert.Equal(expected, Told("$answer.events | Get-LoginAuditFailure"));

        List<string> Told(string pipeline)
        {
            var outcome = engine.Run($"{pipeline} -ErrorAction Continue");
            return [.. outcome.Output.Select(item => (LoginAuditFailure)item.BaseObject).Select(failure => $"{failure.InstanceId} {failure.RecordId} {failure.Incomplete}"),
                .. outcome.Errors.Select(error => error.FullyQualifiedErrorId).Order(StringComparer.Ordinal)];
        }
    }

    private static void AssertSame(string recording, object?[] objects)
    {
        using var folder = new TemporaryFolder();
        using var engine = new Engine();
        engine.Set("path", folder.Write("recording", recording));
        engine.Set("objects", objects);
        var expected = Facts(engine.Run("Get-LoginAuditFailure -Path $path"));
        Assert.Equal(3, expected.Count);
        Assert.Equal(expected, Facts(engine.Run("$objects | Get-LoginAuditFailure")));
    }

    private static List<(long?, DateTimeOffset?, string)> Facts(Outcome outcome) =>
        [.. outcome.Objects<LoginAuditFailure>().Select(failure => (failure.RecordId, failure.Time, failure.InstanceId)).OrderBy(fact => fact.RecordId)];

    private static string Answer(params string[] messages) => Written(new { events = messages.Select(message => new { logStreamName = "i-1", timestamp = 1772366400000, message }) });

    private static object Row(string text) => new[] { ("@timestamp", "2026-03-01 12:00:00.000"), ("@message", text), ("@logStream", "i-1") }.Select(pair => new { field = pair.Item1, value = pair.Item2 });

    private static string Written(object recording) => JsonSerializer.Serialize(recording);

    private static object? ToObject(JsonNode? node) => node switch
    {
        JsonObject members => ToObject(members.Select(member => (member.Key, ToObject(member.Value)))),
        JsonArray items => items.Select(ToObject).ToArray(),
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonValue value when value.TryGetValue<long>(out var number) => number,
        JsonValue value => value.GetValue<double>(),
        _ => null,
    };

    private static PSObject ToObject<T>(IEnumerable<(string Name, T Value)> members)
    {
        var made = new PSObject();
        foreach (var (name, value) in members)
            made.Properties.Add(new PSNoteProperty(name, value));
        return made;
    }
}
