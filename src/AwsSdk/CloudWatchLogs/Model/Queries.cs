using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>Starts a query of Logs Insights. Give the log groups in one way only.</summary>
public sealed class StartQueryRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The names or ARNs of at most 50 log groups; the ARN where one belongs to another account.</summary>
    public List<string>? LogGroupIdentifiers { get; set; }

    /// <summary>Earliest event time, seconds since 1970 UTC, inclusive.</summary>
    public long? StartTime { get; set; }

    /// <summary>Latest event time, seconds since 1970 UTC, inclusive.</summary>
    public long? EndTime { get; set; }

    /// <summary>The query, at most 10,000 characters.</summary>
    public string? QueryString { get; set; }

    /// <summary>Most rows of the answer, where the query does not say.</summary>
    public int? Limit { get; set; }
}

/// <summary>A query that was started.</summary>
public sealed class StartQueryResponse : AmazonWebServiceResponse
{
    /// <summary>Its id.</summary>
    public string? QueryId { get; set; }
}

/// <summary>Asks how far a query is, and for its rows.</summary>
public sealed class GetQueryResultsRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The query's id.</summary>
    public string? QueryId { get; set; }
}

/// <summary>How far a query is; its rows are whole only where it is complete.</summary>
public sealed class GetQueryResultsResponse : AmazonWebServiceResponse
{
    /// <summary>Rows, each with the fields that it has.</summary>
    public List<List<ResultField>>? Results { get; set; }

    /// <summary>What was read for it so far.</summary>
    public QueryStatistics? Statistics { get; set; }

    /// <summary>Whether it runs.</summary>
    public QueryStatus? Status { get; set; }
}

/// <summary>A field of a row.</summary>
public sealed class ResultField
{
    /// <summary>Its name.</summary>
    public string? Field { get; set; }

    /// <summary>Its value.</summary>
    public string? Value { get; set; }
}

/// <summary>What was read for a query.</summary>
public sealed class QueryStatistics
{
    /// <summary>Log events that passed the query's filters.</summary>
    public double? RecordsMatched { get; set; }

    /// <summary>Log events that were read.</summary>
    public double? RecordsScanned { get; set; }

    /// <summary>Their bytes, which are charged.</summary>
    public double? BytesScanned { get; set; }
}

/// <summary>Ends a query.</summary>
public sealed class StopQueryRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The query's id.</summary>
    public string? QueryId { get; set; }
}

/// <summary>Whether it was ended.</summary>
public sealed class StopQueryResponse : AmazonWebServiceResponse
{
    /// <summary>True where this ended it.</summary>
    public bool? Success { get; set; }
}
