using System.Globalization;

namespace AwsLoginAudit.Aws;

/// <summary>Builds the texts of the counting queries.</summary>
internal static class CountingQuery
{
    // Room for a hundred instance ids. StartQuery accepts 10,000 characters, and the pattern of the events takes about half of them.
    private const int MostOfStreams = 2_400;

    /// <summary>The number of log events that a row of <see cref="Count"/> or <see cref="Others"/> represents, including duplicates.</summary>
    public const string Events = "events";

    /// <summary>The number of failures that a row of <see cref="Count"/> represents.</summary>
    public const string Failures = "failures";

    /// <summary>The time of the first failure, in milliseconds since 1970.</summary>
    public const string First = "first";

    /// <summary>The time of the last failure, in milliseconds since 1970.</summary>
    public const string Last = "last";

    /// <summary>The length of the longest log event, in characters.</summary>
    public const string Longest = "longest";

    /// <summary>The total length of the log events of a row of <see cref="Sizes"/>, in characters.</summary>
    public const string Size = "size";

    private const string Duplicates = "duplicates";
    private const string Length = "length";

    /// <summary>The filter for log events: those that match a condition, in some log streams, and within a span of milliseconds.</summary>
    public static string Where(string condition, IReadOnlyList<string> streams, (long Start, long End) span)
    {
        var filter = FormattableString.Invariant($"filter {condition} and toMillis(@timestamp) >= {span.Start} and toMillis(@timestamp) < {span.End}");
        return streams.Count == 0 ? filter : $"{filter} and @logStream in [{string.Join(", ", streams.Select(Quoted))}]";
    }

    /// <summary>Counts the failures of each combination of some facts. Duplicates are counted once.</summary>
    /// <param name="where">The filter for log events.</param>
    /// <param name="names">The names of the query's fields.</param>
    /// <param name="facts">The facts to group by.</param>
    /// <param name="origin">The start of the first cell, in milliseconds.</param>
    /// <param name="cell">The length of a cell, in milliseconds; null for a single cell without end.</param>
    /// <param name="isSorted">Whether the rows with the most failures come first, so that a full result has them. The default is false.</param>
    /// <remarks>
    /// The first stats command makes one row of an event and its duplicates, which have the same log stream, computer, record number and time. The second
    /// stats command counts these rows. Events of another form have no id, and only their log events are counted.
    /// </remarks>
    public static string Count(string where, QueryNames names, FailureFacts facts, long origin, long? cell, bool isSorted = false)
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
            | stats count(*) as {names[Duplicates]}, max({names[Length]}) as {names[Size]} by {unique}{names[EventShape.Record]}, {time}, {slot}{eventId}, {fields}
            | stats count(*) as {names[Failures]}, sum({names[Duplicates]}) as {names[Events]}, min({time}) as {names[First]}, max({time}) as {names[Last]}, max({names[Size]}) as {names[Longest]} by {slot}{eventId}, {fields}{(isSorted ? $"\n| sort {names[Failures]} desc" : "")}
            | limit {InsightsClient.MostRows}
            """;
    }

    /// <summary>Returns the log events that do not have the form of <see cref="EventShape"/>.</summary>
    public static string Odd(string where, QueryNames names) => $"""
        {where} and @message not like /{EventShape.Pattern(names)}/ and not {EventShape.OtherAuditFailure}
        | fields {Time(names)}, {Arrival(names)}, @logStream, @message
        | limit {InsightsClient.MostEvents}
        """;

    /// <summary>Sums the lengths of log events per cell of time, in characters.</summary>
    /// <param name="where">The filter for log events.</param>
    /// <param name="names">The names of the query's fields.</param>
    /// <param name="origin">The start of the first cell, in milliseconds.</param>
    /// <param name="cell">The length of a cell, in milliseconds.</param>
    public static string Sizes(string where, QueryNames names, long origin, long cell) => FormattableString.Invariant($"""
        {where}
        | fields strlen(@message) as {names[Length]}, floor((toMillis(@timestamp) {(origin < 0 ? '+' : '-')} {Math.Abs(origin)}) / {cell}) as {names[EventShape.Cell]}
        | stats sum({names[Length]}) as {names[Size]} by {names[EventShape.Cell]}
        | limit {InsightsClient.MostRows}
        """);

    /// <summary>Counts the other audit failures, including duplicates.</summary>
    public static string Others(string where, QueryNames names) => $"""
        {where} and {EventShape.OtherAuditFailure}
        | stats count(*) as {names[Events]} by @logStream
        | limit {InsightsClient.MostRows}
        """;

    /// <summary>Returns the latest log events that may be failed logins, the latest first.</summary>
    public static string Latest(string where, QueryNames names, int most) => FormattableString.Invariant($"""
        {where} and not {EventShape.OtherAuditFailure}
        | fields {Time(names)}, {Arrival(names)}, @logStream, @message
        | sort @timestamp desc
        | limit {most}
        """);

    /// <summary>Returns log events that are no audit failures, the earliest first.</summary>
    /// <param name="where">The filter for log events.</param>
    /// <param name="names">The names of the query's fields.</param>
    /// <param name="most">The maximum number of rows.</param>
    /// <param name="longest">The length of the longest log event that is returned, in characters.</param>
    public static string Successes(string where, QueryNames names, int most, int longest) => FormattableString.Invariant($"""
        {where} and strlen(@message) <= {longest} and not ({EventShape.AuditFailure})
        | fields {Time(names)}, {Arrival(names)}, @logStream, @message
        | sort @timestamp asc
        | limit {most}
        """);

    /// <summary>Whether the name of a log stream can be quoted in a query.</summary>
    public static bool CanQuote(string name) => name.IndexOfAny(['"', '\\']) < 0;

    /// <summary>Divides the names into chunks that fit into a query.</summary>
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
