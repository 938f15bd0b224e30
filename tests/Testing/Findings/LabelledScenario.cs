using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AwsLoginAudit.Tests;

/// <summary>How a recording has its events.</summary>
internal enum RecordingShape
{
    /// <summary>A response of filter-log-events with XML of agents.</summary>
    FilterLogEvents,

    /// <summary>Lines of JSON, each with a log event. Every second event has the agent's text format.</summary>
    JsonLines,

    /// <summary>Event XML of wevtutil, without log streams.</summary>
    Wevtutil,

    /// <summary>The output of aws logs tail, with XML of agents.</summary>
    Tail,
}

/// <summary>A finding that a person would name.</summary>
internal sealed record FindingLabel(LoginAuditFindingKind Kind, LoginAuditSeverity Severity, string Machine, string? Account = null, string? Source = null)
{
    /// <summary>Whether a finding is the one that the label describes.</summary>
    public bool Describes(LoginAuditFinding finding) =>
        finding.Kind == Kind && finding.Severity == Severity && finding.ComputerNames.Contains(Machine)
        && (Account is null || finding.Accounts.Any(account => account.Name == Account))
        && (Source is null || finding.Origins.Any(origin => origin.Name == Source));
}

/// <summary>A situation with the findings that a person would name.</summary>
internal sealed record LabelledScenario(string Name, RecordingShape Shape, Scenario Events, params FindingLabel[] Labels)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<LabelledScenario> All { get; } = [.. AttackScenarios.All, .. MixedScenarios.All, .. BenignScenarios.All, .. ForgedScenarios.All, .. HardScenarios.All];

    public static LabelledScenario Of(string name) => All.Single(scenario => scenario.Name == name);

    public bool IsAttack => Labels.Any(label => label.Severity > LoginAuditSeverity.Informational);

    public string FileName => string.Join("-", Name.Split([' ', ',', '.', '\''], StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant() + Shape switch
    {
        RecordingShape.FilterLogEvents => ".json",
        RecordingShape.JsonLines => ".jsonl",
        RecordingShape.Wevtutil => ".xml",
        _ => ".txt",
    };

    /// <summary>The recording.</summary>
    public string Content => Shape switch
    {
        RecordingShape.FilterLogEvents => $"{{\"events\":[\n{string.Join(",\n", Events.Events.Select(Log))}\n]}}\n",
        RecordingShape.JsonLines => string.Concat(Events.Events.Select((one, at) => Line(one, at % 2 == 0 ? EventStyle.Agent : EventStyle.Text) + "\n")),
        RecordingShape.Wevtutil => string.Concat(Events.Events.Select(one => one.Text(EventStyle.Bare) + "\n")),
        _ => string.Concat(Events.Events.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fff}000+00:00 {one.Machine} {one.Text(EventStyle.Agent)}\n"))),
    };

    private static string Line(ScenarioEvent one, EventStyle style) =>
        JsonSerializer.Serialize(new { logStreamName = one.Machine, timestamp = one.Time.ToUnixTimeMilliseconds(), message = one.Text(style) }, Json);

    private static string Log(ScenarioEvent one, int number) => JsonSerializer.Serialize(
        new { logStreamName = one.Machine, timestamp = one.Time.ToUnixTimeMilliseconds(), message = one.Text(EventStyle.Agent), eventId = number.ToString("D56", CultureInfo.InvariantCulture) }, Json);
}

/// <summary>The recordings of all scenarios, and the labels beside them.</summary>
internal static class FindingRecordings
{
    private const string LabelFile = "labels.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Folder => Path.Combine(Built.Repository, "tests", "Recordings", "findings");

    /// <summary>The files as the scenarios give them, by name.</summary>
    public static IReadOnlyDictionary<string, string> Files { get; } =
        LabelledScenario.All.ToDictionary(scenario => scenario.FileName, scenario => scenario.Content).Append(new(LabelFile, WrittenLabels())).ToDictionary();

    /// <summary>The labels as the file has them, by the name of the recording.</summary>
    public static IReadOnlyDictionary<string, FindingLabel[]> Labels() =>
        JsonSerializer.Deserialize<Dictionary<string, FindingLabel[]>>(File.ReadAllText(Path.Combine(Folder, LabelFile)), Json)!;

    /// <summary>The findings of a recording.</summary>
    public static async Task<IReadOnlyList<LoginAuditFinding>> FindAsync(string name, Func<LoginAuditEvent, bool>? select = null)
    {
        var finder = new Finder(new FindingRules());
        var reader = new LoginReader(new LoginAuditRead(LoginAuditWindow.Open));
        await foreach (var one in reader.ReadAsync(LogFileReader.ReadFileAsync(Path.Combine(Folder, name)), name, TestContext.Current.CancellationToken))
            Add(one);
        while (reader.Next(isEnd: true) is { } last)
            Add(last);
        return finder.Find();

        void Add(LoginAuditEvent one)
        {
            if (select is null || select(one))
                finder.AddAny(one);
        }
    }

    /// <summary>Writes all files, and deletes recordings that have no scenario.</summary>
    public static void Write()
    {
        Directory.CreateDirectory(Folder);
        foreach (var old in Directory.EnumerateFiles(Folder).Where(file => Path.GetFileName(file) != "README.md" && !Files.ContainsKey(Path.GetFileName(file))))
            File.Delete(old);
        foreach (var (name, content) in Files)
            File.WriteAllText(Path.Combine(Folder, name), content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    private static string WrittenLabels()
    {
        var lines = LabelledScenario.All.Select(scenario =>
            $"\"{scenario.FileName}\": [{string.Concat(scenario.Labels.Select((label, at) => (at == 0 ? "\n  " : ",\n  ") + JsonSerializer.Serialize(label, Json)))}{(scenario.Labels.Length == 0 ? "" : "\n")}]");
        return $"{{\n{string.Join(",\n", lines)}\n}}\n";
    }
}
