namespace AwsLoginAudit;

/// <summary>A member of a log event, or of an object that holds log events. The members up to NextToken have one value each.</summary>
internal enum JsonMember
{
    Message, InsightsMessage, Xml, LogStream, Timestamp, EventId, Id, MessageType, Field, Value, Status, NextToken,
    Foreign, Known, Beside, Events, Results, LogEvents, Records, Wrapper, Data,
}

/// <summary>The values of the members of one log event. The first value of a member stands; a second, different value is noted.</summary>
internal sealed class LogMembers
{
    /// <summary>An id of CloudWatch Logs has 56 digits. A shorter number is an id of Windows, which many events share.</summary>
    public const int ShortestId = 21;

    // Members of FilteredLogEvent and OutputLogEvent (botocore's model of CloudWatch Logs; AWS Tools for PowerShell has the same names),
    // of subscription records, and of rows of Logs Insights. Case does not matter.
    private static readonly Dictionary<string, JsonMember> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["message"] = JsonMember.Message,
        ["@message"] = JsonMember.InsightsMessage,
        ["xml"] = JsonMember.Xml,
        ["logStreamName"] = JsonMember.LogStream,
        ["logStream"] = JsonMember.LogStream,
        ["@logStream"] = JsonMember.LogStream,
        ["timestamp"] = JsonMember.Timestamp,
        ["@timestamp"] = JsonMember.Timestamp,
        ["time"] = JsonMember.Timestamp,
        ["eventId"] = JsonMember.EventId,
        ["id"] = JsonMember.Id,
        ["ingestionTime"] = JsonMember.Known,
        ["@ingestionTime"] = JsonMember.Known,
        ["@log"] = JsonMember.Known,
        ["@ptr"] = JsonMember.Known,
        ["extractedFields"] = JsonMember.Known,
        ["messageType"] = JsonMember.MessageType,
        ["events"] = JsonMember.Events,
        ["results"] = JsonMember.Results,
        ["logEvents"] = JsonMember.LogEvents,
        ["records"] = JsonMember.Records,
        // Batches of OpenTelemetry: OTLP's JSON encoding, as the collector's file exporter writes it.
        ["resourceLogs"] = JsonMember.Events,
        ["scopeLogs"] = JsonMember.Events,
        ["logRecords"] = JsonMember.Events,
        // Windows PowerShell's ConvertTo-Json writes some arrays as an object of value and Count.
        ["value"] = JsonMember.Value,
        ["field"] = JsonMember.Field,
        ["status"] = JsonMember.Status,
        ["nextToken"] = JsonMember.NextToken,
        ["awslogs"] = JsonMember.Wrapper,
        ["kinesis"] = JsonMember.Wrapper,
        ["data"] = JsonMember.Data,
    };

    // What stands beside the events of an answer or of a record: FilterLogEvents, GetLogEvents, GetQueryResults, subscriptions, GetRecords,
    // events of Lambda and Firehose (botocore's models; Lambda and Firehose Developer Guides), OTLP, and ConvertTo-Json.
    private static readonly string[] NamesBeside =
    [
        "searchedLogStreams", "nextForwardToken", "nextBackwardToken", "ResponseMetadata", "HttpStatusCode", "ContentLength", "statistics",
        "queryLanguage", "encryptionKey", "owner", "logGroup", "subscriptionFilters", "policyLevel", "NextShardIterator", "MillisBehindLatest",
        "ChildShards", "kinesisSchemaVersion", "partitionKey", "sequenceNumber", "encryptionType", "approximateArrivalTimestamp", "eventSource",
        "eventVersion", "eventName", "invokeIdentityArn", "awsRegion", "eventSourceARN", "window", "state", "shardId", "isFinalInvokeForWindow",
        "isWindowTerminatedEarly", "invocationId", "deliveryStreamArn", "sourceKinesisStreamArn", "region", "recordId", "kinesisRecordMetadata",
        "resource", "scope", "schemaUrl", "Count",
    ];

    private readonly string?[] texts = new string?[(int)JsonMember.NextToken + 1];
    private string? timeName;
    private string? timeText;
    private int given;

    static LogMembers()
    {
        foreach (var name in NamesBeside)
            Names[name] = JsonMember.Beside;
    }

    /// <summary>The name of a member that has two different values; null if there is none.</summary>
    public string? Repeated { get; private set; }

    /// <summary>The first time that can be read.</summary>
    public DateTimeOffset? Timestamp { get; private set; }

    /// <summary>There is a time, even if it cannot be read.</summary>
    public bool HasTime => timeName is not null;

    /// <summary>CloudWatch's id of the log event; null if there is none.</summary>
    public string? EventId => IdOf(texts[(int)JsonMember.EventId]);

    /// <summary>What a name stands for.</summary>
    public static JsonMember Of(string name) => Names.TryGetValue(name, out var member) ? member : JsonMember.Foreign;

    /// <summary>CloudWatch's id of a log event; null if the text is another id, such as that of a Windows event.</summary>
    public static string? IdOf(string? text) => text?.Length >= ShortestId && text.All(c => c is >= '0' and <= '9') ? text : null;

    /// <summary>The text of a member; null if it has none.</summary>
    public string? Text(JsonMember member) => texts[(int)member];

    public void Clear()
    {
        Array.Clear(texts, 0, texts.Length);
        (Repeated, Timestamp, timeName, timeText, given) = (null, null, null, null, 0);
    }

    /// <summary>Takes a value.</summary>
    /// <param name="member">What the name stands for.</param>
    /// <param name="name">The name as it is written.</param>
    /// <param name="text">The value; null if it is not text.</param>
    public void Set(JsonMember member, string name, string? text)
    {
        if (member > JsonMember.NextToken)
            return;
        if (member == JsonMember.Timestamp)
        {
            SetTime(name, text);
            return;
        }
        member = member == JsonMember.InsightsMessage ? JsonMember.Message : member;
        var bit = 1 << (int)member;
        if ((given & bit) != 0 && texts[(int)member] != text)
            Note(name);
        given |= bit;
        texts[(int)member] ??= text;
    }

    /// <summary>Notes a second value that differs from the first.</summary>
    public void Note(string name) => Repeated ??= name;

    // Other products write several times under several names. Only one name twice is a contradiction.
    private void SetTime(string name, string? text)
    {
        if (timeName is null)
            (timeName, timeText) = (name, text);
        else if (timeText != text && timeName.Equals(name, StringComparison.OrdinalIgnoreCase))
            Note(name);
        Timestamp ??= text is null ? null : LogTime.Read(text);
    }
}
