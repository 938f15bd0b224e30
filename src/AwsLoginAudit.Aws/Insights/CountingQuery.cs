using System.Globalization;

namespace AwsLoginAudit.Aws;

/// <summary>The text of the queries that count.</summary>
internal static class CountingQuery
{
    // A hundred instance ids. StartQuery takes 10,000 characters, and what tells the events' shape takes about half of them.
    private const int MostOfStreams = 2_400;

    /// <summary>How many log events a row of <see cref="Count"/> or <see cref="Others"/> stands for, duplicates included.</summary>
    public const string Events = "events";

    /// <summary>How many failures a row of <see cref="Count"/> stands for.</summary>
    public const string Failures = "failures";

    /// <summary>The time of the first of them in milliseconds since 1970.</summary>
    public const string First = "first";

    /// <summary>The time of the last of them in milliseconds since 1970.</summary>
    public const string Last = "last";

    /// <summary>How many characters the longest of them has.</summary>
    public const string Longest = "longest";

    /// <summary>How many characters the log events of a row of <see cref="Sizes"/> have.</summary>
    public const string Size = "size";

    private const string Copies = "copies";
    private const string Length = "length";

    /// <summary>Which log events are looked at: those that a condition holds for, of some log streams, and of a span of milliseconds.</summary>
    public static string Where(string condition, IReadOnlyList<string> streams, (long Start, long End) span)
    {
        var filter = FormattableString.Invariant($"filter {condition} and toMillis(@timestamp) >= {span.Start} and toMillis(@timestamp) < {span.End}");
        return streams.Count == 0 ? filter : $"{filter} and @logStream in [{string.Join(", ", streams.Select(Quoted))}]";
    }

    /// <summary>How many failures there are of each combination of some facts, copies counted once.</summary>
    /// <param name="where">Which log events.</param>
    /// <param name="names">The query's names.</param>
    /// <param name="facts">The facts.</param>
    /// <param name="origin">Where cells begin, in milliseconds.</param>
    /// <param name="cell">How long a cell is, in milliseconds; null for one that never ends.</param>
    /// <remarks>
    /// First one row for each event: an agent's copies have its stream, computer, record number and time. Then those rows are counted. Events that are built
    /// otherwise have no id; what is counted of them is log events.
    /// </remarks>
    public static string Count(string where, QueryNames names, FailureFacts facts, long origin, long? cell)
    {
        var fields = string.Join(", ", EventShape.FieldsOf(facts).Select(field => names[field]));
        var (time, eventId) = (names[EventShape.Time], names[EventShape.EventId]);
        var (made, slot) = cell is { } length
            ? (FormattableString.Invariant($", floor((toMillis(@timestamp) {(origin < 0 ? '+' : '-')} {Math.Abs(origin)}) / {length}) as {names[EventShape.Cell]}"), names[EventShape.Cell] + ", ")
            : ("", "");
        var unique = (facts & FailureFacts.Instance) != FailureFacts.None ? "" : $"@logStream, {names[EventShape.Computer]}, ";
        return $"""
            {where}
            | parse @message /{EventShape.Pattern(names)}/
            | fields {Time(names)}{made}, strlen(@message) as {names[Length]}
            | stats count(*) as {names[Copies]}, max({names[Length]}) as {names[Size]} by {unique}{names[EventShape.Record]}, {time}, {slot}{eventId}, {fields}
            | stats count(*) as {names[Failures]}, sum({names[Copies]}) as {names[Events]}, min({time}) as {names[First]}, max({time}) as {names[Last]}, max({names[Size]}) as {names[Longest]} by {slot}{eventId}, {fields}
            | limit {InsightsClient.MostRows}
            """;
    }

    /// <summary>The log events that are built otherwise than <see cref="EventShape"/>.</summary>
    public static string Odd(string where, QueryNames names) => $"""
        {where} and @message not like /{EventShape.Pattern(names)}/ and not {EventShape.OtherAuditFailure}
        | fields {Time(names)}, {Arrival(names)}, @logStream, @message
        | limit {InsightsClient.MostEvents}
        """;

    /// <summary>How many characters log events have, by cells of time.</summary>
    /// <param name="where">Which log events.</param>
    /// <param name="names">The query's names.</param>
    /// <param name="origin">Where cells begin, in milliseconds.</param>
    /// <param name="cell">How long a cell is, in milliseconds.</param>
    public static string Sizes(string where, QueryNames names, long origin, long cell) => FormattableString.Invariant($"""
        {where}
        | fields strlen(@message) as {names[Length]}, floor((toMillis(@timestamp) {(origin < 0 ? '+' : '-')} {Math.Abs(origin)}) / {cell}) as {names[EventShape.Cell]}
        | stats sum({names[Length]}) as {names[Size]} by {names[EventShape.Cell]}
        | limit {InsightsClient.MostRows}
        """);

    /// <summary>How many other audit failures there are, duplicates included.</summary>
    public static string Others(string where, QueryNames names) => $"""
        {where} and {EventShape.OtherAuditFailure}
        | stats count(*) as {names[Events]} by @logStream
        | limit {InsightsClient.MostRows}
        """;

    /// <summary>The latest log events that may be failed logins, the latest first.</summary>
    public static string Latest(string where, QueryNames names, int most) => FormattableString.Invariant($"""
        {where} and not {EventShape.OtherAuditFailure}
        | fields {Time(names)}, {Arrival(names)}, @logStream, @message
        | sort @timestamp desc
        | limit {most}
        """);

    /// <summary>Whether a log stream's name can stand in a query.</summary>
    public static bool CanQuote(string name) => name.IndexOfAny(['"', '\\']) < 0;

    /// <summary>Some names at a time, as many as a query has room for beside the rest of it.</summary>
    public static IEnumerable<List<string>> Chunks(IEnumerable<string> streams)
    {
        List<string> chunk = [];
        var length = 0;
        foreach (var stream in streams)
        {
            if (length > 0 && length + Quoted(stream).Length > MostOfStreams)
            {
                yield return chunk;
                (chunk, length) = ([], 0);
            }
            chunk.Add(stream);
            length += Quoted(stream).Length + 2;
        }
        if (length > 0)
            yield return chunk;
    }

    private static string Time(QueryNames names) => "toMillis(@timestamp) as " + names[EventShape.Time];

    private static string Arrival(QueryNames names) => "toMillis(@ingestionTime) as " + names[EventShape.Arrival];

    private static string Quoted(string name) => $"\"{name}\"";
}
