using System.Globalization;

namespace AwsLoginAudit.Aws;

/// <summary>The text of the queries that count.</summary>
internal static class CountingQuery
{
    // A hundred instance ids. StartQuery takes 10,000 characters, and what tells the events' shape takes about half of them.
    private const int MostOfStreams = 2_400;

    private const string Time = "toMillis(@timestamp) as " + EventShape.Time;
    private const string Arrival = "toMillis(@ingestionTime) as " + EventShape.Arrival;

    /// <summary>Which log events are looked at: those that a condition holds for, of some log streams, and of a span of milliseconds.</summary>
    public static string Where(string condition, IReadOnlyList<string> streams, (long Start, long End) span)
    {
        var filter = FormattableString.Invariant($"filter {condition} and toMillis(@timestamp) >= {span.Start} and toMillis(@timestamp) < {span.End}");
        return streams.Count == 0 ? filter : $"{filter} and @logStream in [{string.Join(", ", streams.Select(Quoted))}]";
    }

    /// <summary>How many failures there are of each combination of some facts, copies counted once.</summary>
    /// <param name="where">Which log events.</param>
    /// <param name="facts">The facts.</param>
    /// <param name="origin">Where cells begin, in milliseconds.</param>
    /// <param name="cell">How long a cell is, in milliseconds; null for one that never ends.</param>
    /// <remarks>
    /// First one row for each event: an agent's copies have its stream, computer, record number and time. Then those rows are counted. Events that are built
    /// otherwise have no id; what is counted of them is log events.
    /// </remarks>
    public static string Count(string where, FailureFacts facts, long origin, long? cell)
    {
        var fields = string.Join(", ", EventShape.FieldsOf(facts));
        var (made, slot) = cell is { } length
            ? (FormattableString.Invariant($", floor((toMillis(@timestamp) {(origin < 0 ? '+' : '-')} {Math.Abs(origin)}) / {length}) as {EventShape.Cell}"), EventShape.Cell + ", ")
            : ("", "");
        var unique = (facts & FailureFacts.Instance) != FailureFacts.None ? "" : $"@logStream, {EventShape.Computer}, ";
        return $"""
            {where}
            | parse @message /{EventShape.Pattern}/
            | fields {Time}{made}
            | stats count(*) as copies by {unique}{EventShape.Record}, {EventShape.Time}, {slot}{EventShape.EventId}, {fields}
            | stats count(*) as failures, sum(copies) as events, min({EventShape.Time}) as first, max({EventShape.Time}) as last by {slot}{EventShape.EventId}, {fields}
            | limit {InsightsClient.MostRows}
            """;
    }

    /// <summary>The log events that are built otherwise than <see cref="EventShape"/>.</summary>
    public static string Odd(string where) => $"""
        {where} and @message not like /{EventShape.Pattern}/ and not {EventShape.OtherAuditFailure}
        | fields {Time}, {Arrival}, @logStream, @message
        | limit {InsightsClient.MostEvents}
        """;

    /// <summary>How many other audit failures there are, duplicates included.</summary>
    public static string Others(string where) => $"""
        {where} and {EventShape.OtherAuditFailure}
        | stats count(*) as events by @logStream
        | limit {InsightsClient.MostRows}
        """;

    /// <summary>The latest log events that may be failed logins, the latest first.</summary>
    public static string Latest(string where, int most) => FormattableString.Invariant($"""
        {where} and not {EventShape.OtherAuditFailure}
        | fields {Time}, {Arrival}, @logStream, @message
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

    private static string Quoted(string name) => $"\"{name}\"";
}
