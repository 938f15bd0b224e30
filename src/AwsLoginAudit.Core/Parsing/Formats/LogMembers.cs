namespace AwsLoginAudit;

/// <summary>A member of a log event, or of an object that contains log events. The members up to NextToken have one value each.</summary>
internal enum JsonMember
{
    Message, InsightsMessage, Xml, LogStream, Timestamp, EventId, Id, MessageType, Field, Value, Status, NextToken,
    Foreign, Known, Beside, Events, Results, LogEvents, Records, Wrapper, Data,
}

/// <summary>The members of one log event. The first value of a member counts; a second, different value is noted.</summary>
internal sealed class LogMembers
{
    /// <summary>The minimum length of CloudWatch's event ids, which have 56 digits. A shorter number is a Windows event id, which many events share.</summary>
    public const int ShortestId = 21;

    // These are the members of FilteredLogEvent and OutputLogEvent (botocore's model of CloudWatch Logs; AWS Tools for PowerShell has the same names),
    // of subscription records, and of rows of Logs Insights. Case is ignored.
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
        // OTLP's JSON encoding has batches of OpenTelemetry events under these names, as the collector's file exporter writes them.
        ["resourceLogs"] = JsonMember.Events,
        ["scopeLogs"] = JsonMember.Events,
        ["logRecords"] = JsonMember.Events,
        // ConvertTo-Json of Windows PowerShell writes some arrays as an object of value and Count.
        ["value"] = JsonMember.Value,
        ["field"] = JsonMember.Field,
        ["status"] = JsonMember.Status,
        ["nextToken"] = JsonMember.NextToken,
        ["awslogs"] = JsonMember.Wrapper,
        ["kinesis"] = JsonMember.Wrapper,
        ["data"] = JsonMember.Data,
    };

    // These members are beside the events of a response or record: FilterLogEvents, GetLogEvents, GetQueryResults, subscriptions, GetRecords,
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

    /// <summary>The name of a member with two different values; null for none.</summary>
    public string? Repeated { get; private set; }

    /// <summary>The first readable time.</summary>
    public DateTimeOffset? Timestamp { get; private set; }

    /// <summary>Whether there is a time, even if it is not readable.</summary>
    public bool HasTime => timeName is not null;

    /// <summary>CloudWatch's id of the log event; null for none.</summary>
    public string? EventId => IdOf(texts[(int)JsonMember.EventId]);

    /// <summary>Returns the member that a name stands for.</summary>
    public static JsonMember Of(string name) => Names.TryGetValue(name, out var member) ? member : JsonMember.Foreign;

    /// <summary>Returns CloudWatch's id of a log event; null if the text is another id, such as a Windows event id.</summary>
    public static string? IdOf(string? text) => text?.Length >= ShortestId && text.All(c => c is >= '0' and <= '9') ? text : null;

    /// <summary>The text of a member; null for none.</summary>
    public string? Text(JsonMember member) => texts[(int)member];

    public void Clear()
    {
        Array.Clear(texts, 0, texts.Length);
        (Repeated, Timestamp, timeName, timeText, given) = (null, null, null, null, 0);
    }

    /// <summary>Sets a value.</summary>
    /// <param name="member">The member that the name stands for.</param>
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

    // Other products write several times under several names. Only a repeated name is a contradiction.
    private void SetTime(string name, string? text)
    {
        if (timeName is null)
            (timeName, timeText) = (name, text);
        else if (timeText != text && timeName.Equals(name, StringComparison.OrdinalIgnoreCase))
            Note(name);
        Timestamp ??= text is null ? null : LogTime.Read(text);
    }
}
