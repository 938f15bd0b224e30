using System.Globalization;
using LocalAws.Logs;

namespace LocalAws.Insights;

/// <summary>A row on its way through a query: a log event with what was made of it, or a row of numbers.</summary>
/// <param name="logEvent">The log event; default for a row of numbers.</param>
/// <param name="values">Its columns: strings, doubles, or null for none.</param>
internal sealed class Row(in LogEvent logEvent, object?[] values)
{
    private readonly LogEvent logEvent = logEvent;
    private string? message;

    public object?[] Values => values;

    /// <summary>The log event's text, made once.</summary>
    public string Message => message ??= logEvent.Text.Of(logEvent.Key);

    public ref readonly LogEvent Event => ref logEvent;

    /// <summary>What the log event is known by.</summary>
    public string Pointer => string.Create(CultureInfo.InvariantCulture, $"{logEvent.Key.Timestamp:D20}{logEvent.Key.Id:D20}");
}

/// <summary>What a name means at some place of a query.</summary>
internal sealed class Scope
{
    private readonly Dictionary<string, int> columns = new(StringComparer.Ordinal);

    /// <summary>Whether rows are log events, with their own fields.</summary>
    public bool IsOfEvents { get; init; } = true;

    /// <summary>Columns that hold the time of the log event, in the order of which events come.</summary>
    public HashSet<int> Times { get; } = [];

    public int Count => columns.Count;

    /// <summary>Columns that rows are shown with, in this order; null for what they have.</summary>
    public List<string> Shown { get; } = [];

    public int Add(string name)
    {
        if (!columns.TryGetValue(name, out var column))
            columns.Add(name, column = columns.Count);
        return column;
    }

    /// <summary>The value of a name, as a function of a row; null where the name means nothing.</summary>
    public Func<Row, object?>? Find(string name)
    {
        if (columns.TryGetValue(name, out var column))
            return row => row.Values[column];
        if (!IsOfEvents)
            return null;
        return name switch
        {
            "@message" => row => row.Message,
            "@timestamp" => row => (double)row.Event.Key.Timestamp,
            "@ingestionTime" => row => (double)row.Event.Key.IngestionTime,
            "@logStream" => row => row.Event.Stream.Name,
            "@ptr" => row => row.Pointer,
            _ => null,
        };
    }

    public int? ColumnOf(string name) => columns.TryGetValue(name, out var column) ? column : null;
}
