using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>Starts a query of Logs Insights. Specify the log groups in one way only.</summary>
public sealed class StartQueryRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The names or ARNs of at most 50 log groups. A log group of another account needs its ARN.</summary>
    public List<string>? LogGroupIdentifiers { get; set; }

    /// <summary>The earliest time of an event, in seconds since 1970 UTC, inclusive.</summary>
    public long? StartTime { get; set; }

    /// <summary>The latest time of an event, in seconds since 1970 UTC, inclusive.</summary>
    public long? EndTime { get; set; }

    /// <summary>The query, at most 10,000 characters.</summary>
    public string? QueryString { get; set; }

    /// <summary>The maximum number of rows, if the query does not specify a limit.</summary>
    public int? Limit { get; set; }
}

/// <summary>The query that was started.</summary>
public sealed class StartQueryResponse : AmazonWebServiceResponse
{
    /// <summary>The id of the query.</summary>
    public string? QueryId { get; set; }
}

/// <summary>Requests the state and the rows of a query.</summary>
public sealed class GetQueryResultsRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The id of the query.</summary>
    public string? QueryId { get; set; }
}

/// <summary>The state and the rows of a query. The rows are complete only if the query is complete.</summary>
public sealed class GetQueryResultsResponse : AmazonWebServiceResponse
{
    /// <summary>The rows. A row contains only the fields that have a value.</summary>
    public List<List<ResultField>>? Results { get; set; }

    /// <summary>The statistics of the query so far.</summary>
    public QueryStatistics? Statistics { get; set; }

    /// <summary>The state of the query.</summary>
    public QueryStatus? Status { get; set; }
}

/// <summary>A field of a row.</summary>
public sealed class ResultField
{
    /// <summary>The name of the field.</summary>
    public string? Field { get; set; }

    /// <summary>The value of the field.</summary>
    public string? Value { get; set; }
}

/// <summary>The statistics of a query.</summary>
public sealed class QueryStatistics
{
    /// <summary>The number of events that matched the filters of the query.</summary>
    public double? RecordsMatched { get; set; }

    /// <summary>The number of events that were scanned.</summary>
    public double? RecordsScanned { get; set; }

    /// <summary>The number of bytes that were scanned. AWS charges for these bytes.</summary>
    public double? BytesScanned { get; set; }
}

/// <summary>Stops a query.</summary>
public sealed class StopQueryRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The id of the query.</summary>
    public string? QueryId { get; set; }
}

/// <summary>Shows whether the query was stopped.</summary>
public sealed class StopQueryResponse : AmazonWebServiceResponse
{
    /// <summary>True if this request stopped the query.</summary>
    public bool? Success { get; set; }
}
