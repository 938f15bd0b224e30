using System.Text.Json;
using LocalAws.Alarms;
using LocalAws.Http;
using LocalAws.Insights;
using LocalAws.Validation;

namespace LocalAws.Logs;

/// <summary>CloudWatch Logs: its state, to be filled directly by tests, and its operations.</summary>
public sealed class LogsService
{
    private readonly ServerContext context;
    private readonly LogGroups groups;
    private readonly EventReader reader;
    private readonly EventWriter writer;
    private readonly MetricFilters filters;
    private readonly AlarmService alarms;
    private readonly QueryOperations queries;
    private readonly MetricStore metrics;

    internal LogsService(ServerContext context, MetricStore metrics, AlarmService alarms)
    {
        this.context = context;
        this.alarms = alarms;
        this.metrics = metrics;
        groups = new LogGroups(context);
        reader = new EventReader(context, groups);
        writer = new EventWriter(context, groups, metrics);
        filters = new MetricFilters(context, groups);
        queries = new QueryOperations(context, groups);
        var tags = new LogGroupTags(groups);
        Wire = new Service
        {
            SigningName = "logs",
            ActionPrefix = "logs",
            TargetPrefix = "Logs_20140328",
            JsonContentType = "application/x-amz-json-1.1",
            ValidationCode = "InvalidParameterException",
            ResourcesOf = ResourcesOf,
            Operations = new Dictionary<string, (Shape, Operation)>(StringComparer.Ordinal)
            {
                ["CreateLogGroup"] = (LogsShapes.CreateLogGroup, groups.CreateLogGroup),
                ["DeleteLogGroup"] = (LogsShapes.ByGroupName, groups.DeleteLogGroup),
                ["TagResource"] = (LogsShapes.TagResource, tags.TagResource),
                ["ListTagsForResource"] = (LogsShapes.ListTagsForResource, tags.ListTagsForResource),
                ["PutRetentionPolicy"] = (LogsShapes.PutRetentionPolicy, groups.PutRetentionPolicy),
                ["DeleteRetentionPolicy"] = (LogsShapes.ByGroupName, groups.DeleteRetentionPolicy),
                ["CreateLogStream"] = (LogsShapes.CreateLogStream, groups.CreateLogStream),
                ["DescribeLogGroups"] = (LogsShapes.DescribeLogGroups, groups.DescribeLogGroups),
                ["DescribeLogStreams"] = (LogsShapes.DescribeLogStreams, groups.DescribeLogStreams),
                ["PutLogEvents"] = (LogsShapes.PutLogEvents, PutLogEvents),
                ["FilterLogEvents"] = (LogsShapes.FilterLogEvents, reader.FilterLogEvents),
                ["GetLogEvents"] = (LogsShapes.GetLogEvents, reader.GetLogEvents),
                ["StartQuery"] = (LogsShapes.StartQuery, queries.StartQuery),
                ["GetQueryResults"] = (LogsShapes.ByQueryId, queries.GetQueryResults),
                ["StopQuery"] = (LogsShapes.ByQueryId, queries.StopQuery),
                ["PutMetricFilter"] = (LogsShapes.PutMetricFilter, filters.PutMetricFilter),
                ["DescribeMetricFilters"] = (LogsShapes.DescribeMetricFilters, filters.DescribeMetricFilters),
                ["DeleteMetricFilter"] = (LogsShapes.DeleteMetricFilter, filters.DeleteMetricFilter),
                ["TestMetricFilter"] = (LogsShapes.TestMetricFilter, filters.TestMetricFilter),
            },
        };
    }

    internal Service Wire { get; }

    /// <summary>
    /// Whether metric filters file a match under the time of its arrival, and not under the event's own time. AWS does not document which it does.
    /// </summary>
    public bool CountsByArrival
    {
        get => metrics.IsByArrival;
        set => metrics.IsByArrival = value;
    }

    /// <summary>How long a query of Logs Insights takes at least.</summary>
    public TimeSpan QueryTime
    {
        get => queries.AtLeast;
        set => queries.AtLeast = value;
    }

    /// <summary>What goes wrong with queries of Logs Insights.</summary>
    public QueryFault QueryFault
    {
        get => queries.Fault;
        set => queries.Fault = value;
    }

    /// <summary>How many queries of Logs Insights have run at once at most.</summary>
    public int MostQueriesAtOnce => queries.MostSeen;

    /// <summary>Queries of Logs Insights that run now.</summary>
    public int RunningQueries => queries.Running;

    /// <summary>Queries of Logs Insights that were stopped.</summary>
    public int StoppedQueries => queries.Stopped;

    /// <summary>
    /// Puts events into a stream without the limits of PutLogEvents on age and size, making group and stream where they are absent.
    /// Metric filters see the events; alarms are not evaluated.
    /// </summary>
    /// <param name="group">Name of the group.</param>
    /// <param name="stream">Name of the stream.</param>
    /// <param name="events">Times (kept to the millisecond) and messages, in any order.</param>
    public void Load(string group, string stream, IEnumerable<(DateTimeOffset Time, string Message)> events) =>
        Load(() => groups.GetOrAdd(group), stream, events.Select(e => (e.Time, context.Now, e.Message)));

    /// <summary>Puts events into a stream, each with the time at which it arrived.</summary>
    /// <param name="group">Name of the group.</param>
    /// <param name="stream">Name of the stream.</param>
    /// <param name="events">Times and arrivals (kept to the millisecond) and messages, in any order.</param>
    public void LoadArrived(string group, string stream, IEnumerable<(DateTimeOffset Time, DateTimeOffset Arrival, string Message)> events) =>
        Load(() => groups.GetOrAdd(group), stream, events);

    /// <summary>Puts events into a stream of an account that is linked to this one, as its monitoring account.</summary>
    /// <param name="accountId">The other account, twelve digits.</param>
    /// <param name="group">Name of the group.</param>
    /// <param name="stream">Name of the stream.</param>
    /// <param name="events">Times and messages, in any order.</param>
    public void LoadLinked(string accountId, string group, string stream, IEnumerable<(DateTimeOffset Time, string Message)> events) =>
        Load(() => groups.GetOrAddLinked(accountId, group), stream, events.Select(e => (e.Time, context.Now, e.Message)));

    private void Load(Func<LogGroup> find, string stream, IEnumerable<(DateTimeOffset Time, DateTimeOffset Arrival, string Message)> events)
    {
        lock (context.Gate)
        {
            var target = find();
            var targetStream = groups.StreamOrAdd(target, stream);
            foreach (var (time, arrival, message) in events)
                writer.Add(target, targetStream, time.ToUnixTimeMilliseconds(), arrival.ToUnixTimeMilliseconds(), new KeptText(message));
        }
    }

    /// <summary>Puts made-up failures into a group; their messages are made when they are read.</summary>
    /// <param name="group">Name of the group.</param>
    /// <param name="load">How many, when, over how many streams.</param>
    public void Load(string group, GeneratedFailures load)
    {
        lock (context.Gate)
        {
            var target = groups.GetOrAdd(group);
            var streams = Enumerable.Range(0, load.Streams).Select(i => groups.StreamOrAdd(target, GeneratedFailures.StreamName(i))).ToArray();
            var text = new GeneratedText(load, writer.NextId);
            target.Events.Reserve(load.Count);
            for (var i = 0; i < load.Count; i++)
            {
                var time = load.TimeOf(i).ToUnixTimeMilliseconds();
                writer.Add(target, streams[i % streams.Length], time, time, text);
            }
        }
    }

    /// <summary>Deletes a group, as somebody else might at any time.</summary>
    /// <param name="group">Name of the group.</param>
    public void Delete(string group)
    {
        lock (context.Gate)
            groups.Remove(group);
    }

    /// <summary>Writes lines as a caller who may do what it is said to be allowed; what it may not is left out without complaint.</summary>
    internal void Append(string group, string stream, IReadOnlyList<string> lines, Func<string, string, bool> may)
    {
        var arn = $"{groups.ArnOf(group)}:log-stream:{stream}";
        if ((groups.All.All(g => g.Name != group) && !may("logs:CreateLogGroup", groups.ArnOf(group) + ":log-stream:")) || !may("logs:CreateLogStream", arn))
            return;
        var targetStream = groups.StreamOrAdd(groups.GetOrAdd(group), stream);
        if (!may("logs:PutLogEvents", arn))
            return;
        foreach (var line in lines)
            writer.Add(groups.GetOrAdd(group), targetStream, context.NowMilliseconds, context.NowMilliseconds, new KeptText(line));
        alarms.Evaluate(context.Now);
    }

    private IReadOnlyList<string> ResourcesOf(string operation, JsonElement request) => operation switch
    {
        "StartQuery" => [.. QueriedGroups(request).Select(group => (group.StartsWith("arn:", StringComparison.Ordinal) ? group : groups.ArnOf(group)) + ":log-stream:")],
        // Of no resource type: the service authorization reference has none for them.
        "GetQueryResults" or "StopQuery" => ["*"],
        _ => [request.Text("resourceArn") ?? groups.ArnIn(request) + ":log-stream:" + request.Text("logStreamName")],
    };

    private static IEnumerable<string> QueriedGroups(JsonElement request) =>
        (request.Texts("logGroupIdentifiers") ?? []).Concat(request.Texts("logGroupNames") ?? []).Concat(request.Text("logGroupName") is { } name ? [name] : []);

    internal static PageRequest Page(string list, string question, JsonElement request) => new(
        list, "nextToken", question, request.Text("nextToken"), request.Int("limit", 50), () => AwsException.InvalidParameter("The specified nextToken is invalid."));

    private void PutLogEvents(JsonElement request, Utf8JsonWriter response)
    {
        writer.PutLogEvents(request, response);
        alarms.Evaluate(context.Now);
    }
}
