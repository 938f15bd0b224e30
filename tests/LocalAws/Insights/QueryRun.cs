using System.Globalization;
using System.Text.Json;

namespace LocalAws.Insights;

/// <summary>A query on its way.</summary>
/// <param name="work">What it finds.</param>
/// <param name="fault">What goes wrong with it.</param>
internal sealed class QueryRun(QueryWork work, QueryFault fault)
{
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task running = Task.CompletedTask;

    public bool IsOver => WasStopped || running.IsCompleted;

    public bool WasStopped => stopped.Task.IsCompleted;

    public string Status => WasStopped ? "Cancelled" : !IsOver ? "Running" : running.IsFaulted || fault == QueryFault.Failed ? "Failed" : "Complete";

    /// <summary>Begins.</summary>
    /// <param name="atLeast">How long it takes at least.</param>
    public void Start(TimeSpan atLeast) => running = Task.WhenAll(work.RunAsync(() => !WasStopped), Task.WhenAny(Task.Delay(atLeast), stopped.Task));

    public void Stop() => stopped.TrySetResult();

    public void Write(Utf8JsonWriter response)
    {
        var columns = work.Query.Shown.ToList();
        var rows = Status == "Complete" ? work.Query.Limit.Rows : [];
        response.WriteString("status", Status);
        response.WriteStartArray("results");
        foreach (var row in fault == QueryFault.LostRow ? rows.Skip(1) : rows)
        {
            response.WriteStartArray();
            foreach (var (name, value) in columns)
                WriteField(response, name, Shown(name, value(row)));
            if (work.Query.IsOfEvents)
                WriteField(response, "@ptr", row.Pointer);
            response.WriteEndArray();
        }
        response.WriteEndArray();
        response.WriteStartObject("statistics");
        response.WriteNumber("recordsMatched", (double)work.Query.Matched.Count);
        response.WriteNumber("recordsScanned", (double)work.Scanned);
        response.WriteNumber("bytesScanned", (double)work.Bytes);
        response.WriteEndObject();
    }

    // A field that a row has not is left out.
    private static void WriteField(Utf8JsonWriter response, string name, string? value)
    {
        if (value is null)
            return;
        response.WriteStartObject();
        response.WriteString("field", name);
        response.WriteString("value", value);
        response.WriteEndObject();
    }

    private static string? Shown(string name, object? value) => value switch
    {
        double time when name == "@timestamp" => DateTimeOffset.FromUnixTimeMilliseconds((long)time).UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
        double number => number.ToString("0.####", CultureInfo.InvariantCulture),
        _ => value?.ToString(),
    };
}
