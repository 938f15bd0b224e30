using System.Text.Json;
using LocalAws.Http;
using LocalAws.Validation;

namespace LocalAws.Logs;

/// <summary>Groups and their streams.</summary>
internal sealed class LogGroups(ServerContext context)
{
    /// <summary>Days that PutRetentionPolicy takes.</summary>
    private static readonly HashSet<long> Retentions = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

    private readonly SortedDictionary<string, LogGroup> groups = new(StringComparer.Ordinal);

    private readonly SortedDictionary<string, LogGroup> linked = new(StringComparer.Ordinal);

    private string ArnPrefix => $"arn:aws:logs:{context.Options.Region}:{context.Options.AccountId}:log-group:";

    public IEnumerable<LogGroup> All => groups.Values;

    public string ArnOf(string group) => ArnPrefix + group;

    /// <summary>ARN of the group that a request names, whether there is such a group or not.</summary>
    public string ArnIn(JsonElement request)
    {
        var name = request.Text("logGroupName") ?? request.Text("logGroupIdentifier") ?? "";
        return name.StartsWith("arn:", StringComparison.Ordinal) ? name : ArnOf(name);
    }

    /// <summary>A group; where there is none, one that has been there for ever.</summary>
    public LogGroup GetOrAdd(string name)
    {
        if (!groups.TryGetValue(name, out var group))
            groups.Add(name, group = new LogGroup(name, ArnOf(name), creationTime: 0));
        return group;
    }

    public LogStream StreamOrAdd(LogGroup group, string name)
    {
        if (!group.Streams.TryGetValue(name, out var stream))
            group.Streams.Add(name, stream = new LogStream(name, context.NowMilliseconds));
        return stream;
    }

    public LogGroup Named(string name) => groups.TryGetValue(name, out var group) ? group : throw AwsException.NotFound("log group");

    /// <summary>The group of an ARN without <c>:*</c>, as tags demand it.</summary>
    public LogGroup WithArn(string arn) => arn.StartsWith(ArnPrefix, StringComparison.Ordinal)
        ? Named(arn[ArnPrefix.Length..])
        : throw AwsException.InvalidParameter($"The ARN {arn} is of no log group of this account and region.");

    /// <summary>The group that a request names by either of its two parameters.</summary>
    public LogGroup Of(JsonElement request)
    {
        var (name, identifier) = (request.Text("logGroupName"), request.Text("logGroupIdentifier"));
        if ((name is null) == (identifier is null))
            throw AwsException.InvalidParameter("Exactly one of logGroupName and logGroupIdentifier must be specified.");
        if (identifier is null || !identifier.StartsWith("arn:", StringComparison.Ordinal))
            return Named(name ?? identifier!);
        return Identified(identifier);
    }

    /// <summary>The groups that a query is about: at most 50, given in exactly one way.</summary>
    public IReadOnlyList<LogGroup> OfQuery(JsonElement request)
    {
        const int Most = 50;
        var name = request.Text("logGroupName");
        var given = new[] { name is null ? null : (IReadOnlyList<string>)[name], request.Texts("logGroupNames"), request.Texts("logGroupIdentifiers") }.Where(names => names is not null).ToList();
        if (given.Count != 1 || given[0]!.Count is 0 or > Most)
            throw AwsException.InvalidParameter($"Exactly one of logGroupName, logGroupNames and logGroupIdentifiers must be specified, with 1 to {Most} log groups.");
        return [.. given[0]!.Select(one => one.StartsWith("arn:", StringComparison.Ordinal) ? Identified(one) : Named(one))];
    }

    /// <summary>A group of an account that is linked to this one.</summary>
    public LogGroup GetOrAddLinked(string accountId, string name)
    {
        var arn = ArnOf(name).Replace(context.Options.AccountId, accountId, StringComparison.Ordinal);
        if (!linked.TryGetValue(arn, out var group))
            linked.Add(arn, group = new LogGroup(name, arn, creationTime: 0));
        return group;
    }

    private LogGroup Identified(string arn)
    {
        if (arn.StartsWith(ArnPrefix, StringComparison.Ordinal))
            return Named(arn[ArnPrefix.Length..]);
        return linked.TryGetValue(arn, out var group) ? group : throw AwsException.InvalidParameter($"The log group identifier {arn} is not of this account and region, or one that is linked to it.");
    }

    public static LogStream StreamOf(LogGroup group, string name) =>
        group.Streams.TryGetValue(name, out var stream) ? stream : throw AwsException.NotFound("log stream");

    public void CreateLogGroup(JsonElement request, Utf8JsonWriter response)
    {
        var name = request.Demand("logGroupName");
        if (name.StartsWith("aws/", StringComparison.Ordinal))
            throw AwsException.InvalidParameter("Log groups starting with aws/ are reserved for AWS.");
        if (request.Text("logGroupClass") is not (null or "STANDARD"))
            throw AwsException.NotSupported("A log class other than STANDARD");
        var key = request.Text("kmsKeyId");
        if (key is not (null or "") && key.Split(':') is not ["arn", _, "kms", _, _, ['k', 'e', 'y', '/', ..]])
            throw AwsException.InvalidParameter($"The specified KMS key {key} is no ARN of a key.");
        var group = new LogGroup(name, ArnOf(name), context.NowMilliseconds) { KmsKeyId = key is "" ? null : key, Tags = LogGroupTags.Read(request) };
        if (!groups.TryAdd(name, group))
            throw AwsException.AlreadyExists("log group");
    }

    /// <summary>Streams, events and metric filters go with their group; datapoints that the filters made stay.</summary>
    public void DeleteLogGroup(JsonElement request, Utf8JsonWriter response) => Remove(request.Demand("logGroupName"));

    public void Remove(string name) => groups.Remove(Named(name).Name);

    public void PutRetentionPolicy(JsonElement request, Utf8JsonWriter response)
    {
        var days = request.Long("retentionInDays")!.Value;
        if (!Retentions.Contains(days))
            throw AwsException.InvalidParameter($"1 validation error detected: Value '{days}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [{string.Join(", ", Retentions)}]");
        Named(request.Demand("logGroupName")).RetentionInDays = (int)days;
    }

    public void DeleteRetentionPolicy(JsonElement request, Utf8JsonWriter response) => Named(request.Demand("logGroupName")).RetentionInDays = null;

    public void CreateLogStream(JsonElement request, Utf8JsonWriter response)
    {
        var name = request.Demand("logStreamName");
        if (!Named(request.Demand("logGroupName")).Streams.TryAdd(name, new LogStream(name, context.NowMilliseconds)))
            throw AwsException.AlreadyExists("log stream");
    }

    public void DescribeLogGroups(JsonElement request, Utf8JsonWriter response)
    {
        var (prefix, pattern) = (request.Text("logGroupNamePrefix"), request.Text("logGroupNamePattern"));
        if (prefix is not null && pattern is not null)
            throw AwsException.InvalidParameter("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
        if (request.Texts("accountIdentifiers") is { } accounts && !request.Flag("includeLinkedAccounts"))
            throw AwsException.InvalidParameter($"accountIdentifiers ({accounts.Count}) need includeLinkedAccounts.");
        var found = groups.Values.Concat(request.Flag("includeLinkedAccounts") ? linked.Values : []).Where(g => request.Texts("accountIdentifiers") is not { } only || only.Contains(g.Arn.Split(':')[4])).Where(g => g.Name.StartsWith(prefix ?? "", StringComparison.Ordinal) && g.Name.Contains(pattern ?? "", StringComparison.Ordinal));

        response.WriteStartObject();
        context.WritePage(response, LogsService.Page("logGroups", $"groups {prefix} {pattern} {request.Flag("includeLinkedAccounts")}", request), found, group =>
        {
            response.WriteStartObject();
            response.WriteString("logGroupName", group.Name);
            response.WriteNumber("creationTime", group.CreationTime);
            if (group.RetentionInDays is { } days)
                response.WriteNumber("retentionInDays", days);
            response.WriteNumber("metricFilterCount", group.MetricFilters.Count);
            response.WriteString("arn", group.Arn + ":*");
            response.WriteNumber("storedBytes", 0);
            if (group.KmsKeyId is { } key)
                response.WriteString("kmsKeyId", key);
            response.WriteString("logGroupClass", "STANDARD");
            response.WriteString("logGroupArn", group.Arn);
            response.WriteEndObject();
        });
        response.WriteEndObject();
    }

    public void DescribeLogStreams(JsonElement request, Utf8JsonWriter response)
    {
        var group = Of(request);
        var (prefix, byTime, descending) = (request.Text("logStreamNamePrefix"), request.Text("orderBy") == "LastEventTime", request.Flag("descending"));
        if (byTime && prefix is not null)
            throw AwsException.InvalidParameter("Cannot order by LastEventTime with a logStreamNamePrefix.");

        var streams = group.Streams.Values.Where(s => s.Name.StartsWith(prefix ?? "", StringComparison.Ordinal));
        if (byTime)
            streams = streams.OrderBy(s => s.LastEvent ?? long.MinValue);
        if (descending)
            streams = streams.Reverse();

        response.WriteStartObject();
        context.WritePage(response, LogsService.Page("logStreams", $"streams {group.Name} {prefix} {byTime} {descending}", request), streams, stream =>
        {
            response.WriteStartObject();
            response.WriteString("logStreamName", stream.Name);
            response.WriteNumber("creationTime", stream.CreationTime);
            WriteTime("firstEventTimestamp", stream.FirstEvent);
            WriteTime("lastEventTimestamp", stream.LastEvent);
            WriteTime("lastIngestionTime", stream.LastIngestion);
            response.WriteString("arn", $"{group.Arn}:log-stream:{stream.Name}");
            // Not reported for streams since June 2019.
            response.WriteNumber("storedBytes", 0);
            response.WriteEndObject();
        });
        response.WriteEndObject();

        void WriteTime(string name, long? time)
        {
            if (time is { } value)
                response.WriteNumber(name, value);
        }
    }
}
