using System.Globalization;
using System.Text.Json;
using LocalAws.Http;
using LocalAws.Logs;
using LocalAws.Validation;

namespace LocalAws.Insights;

/// <summary>StartQuery, GetQueryResults and StopQuery.</summary>
internal sealed class QueryOperations(ServerContext context, LogGroups groups)
{
    /// <summary>Queries that an account may run at once.</summary>
    private const int MostAtOnce = 30;

    private readonly Dictionary<string, QueryRun> runs = new(StringComparer.Ordinal);

    // Millions of events take minutes here that take AWS seconds: the same question about the same events is worked out once.
    private readonly Dictionary<string, QueryWork> works = new(StringComparer.Ordinal);

    /// <summary>How long a query takes at least.</summary>
    public TimeSpan AtLeast { get; set; }

    /// <summary>What goes wrong with queries that are started from now on.</summary>
    public QueryFault Fault { get; set; }

    /// <summary>How many have run at once at most.</summary>
    public int MostSeen { get; private set; }

    /// <summary>Queries that were stopped before they were complete.</summary>
    public int Stopped => runs.Values.Count(run => run.WasStopped);

    /// <summary>Queries that run.</summary>
    public int Running => runs.Values.Count(run => !run.IsOver);

    public void StartQuery(JsonElement request, Utf8JsonWriter response)
    {
        var named = groups.OfQuery(request);
        var (start, end) = (request.Long("startTime")!.Value, request.Long("endTime")!.Value);
        if (start > end)
            throw AwsException.InvalidParameter("End time should not be before start time.");
        if (named.Any(group => (end * 1000) + 999 < Horizon(group)))
            throw new AwsException("MalformedQueryException", "Query's end date and time is either before the log groups creation time or exceeds the log groups log retention settings");
        var text = request.Demand("queryString");
        var query = Query.Parse(text);
        if (Running >= MostAtOnce)
            throw new AwsException("LimitExceededException", $"Account maximum query concurrency limit of [{MostAtOnce}] reached.");
        var events = InOrder(named, start * 1000, (end * 1000) + 1);
        if (Fault == QueryFault.Late)
            events = events[..(events.Length / 2)];
        var question = string.Create(CultureInfo.InvariantCulture, $"{string.Join(',', named.Select(group => group.Arn))} {start} {end} {events.Length} {text}");
        if (!works.TryGetValue(question, out var work) || work.IsBroken)
            works[question] = work = new QueryWork(query, events);
        var run = new QueryRun(work, Fault);
        var id = Guid.NewGuid().ToString();
        runs.Add(id, run);
        run.Start(AtLeast);
        MostSeen = Math.Max(MostSeen, Running);
        response.WriteStartObject();
        response.WriteString("queryId", id);
        response.WriteEndObject();
    }

    /// <summary>Since when queries see a group's events: since it was made, and as far back as its retention goes.</summary>
    private long Horizon(LogGroup group) => group.RetentionInDays is { } days
        ? Math.Max(group.CreationTime, context.NowMilliseconds - (long)TimeSpan.FromDays(days).TotalMilliseconds)
        : group.CreationTime;

    // One group's events are looked at where they lie.
    private ReadOnlyMemory<LogEvent> InOrder(IReadOnlyList<LogGroup> named, long start, long end)
    {
        if (named.Count == 1)
            return named[0].Events.Between(Math.Max(start, Horizon(named[0])), end);
        var all = named.SelectMany(group => group.Events.Between(Math.Max(start, Horizon(group)), end).ToArray()).ToArray();
        Array.Sort(all, (a, b) => a.Key.OrderTo(b.Key));
        return all;
    }

    public void GetQueryResults(JsonElement request, Utf8JsonWriter response)
    {
        var run = Find(request);
        response.WriteStartObject();
        response.WriteString("queryLanguage", "CWLI");
        run.Write(response);
        response.WriteEndObject();
    }

    public void StopQuery(JsonElement request, Utf8JsonWriter response)
    {
        var run = Find(request);
        if (run.IsOver)
            throw AwsException.InvalidParameter("The specified query is not running.");
        run.Stop();
        response.WriteStartObject();
        response.WriteBoolean("success", true);
        response.WriteEndObject();
    }

    private QueryRun Find(JsonElement request) =>
        runs.TryGetValue(request.Demand("queryId"), out var run) ? run : throw AwsException.NotFound("query");
}
