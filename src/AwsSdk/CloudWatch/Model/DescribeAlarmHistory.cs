using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>Requests the history of an alarm. CloudWatch keeps the history for 30 days.</summary>
/// <remarks>Not supported: contributors of multi-series alarms.</remarks>
public sealed class DescribeAlarmHistoryRequest : AmazonCloudWatchRequest
{
    /// <summary>The name of the alarm. The default is all alarms.</summary>
    public string? AlarmName { get; set; }

    /// <summary>The types of alarms, see <see cref="AlarmType"/>. The default is metric alarms only.</summary>
    public List<string>? AlarmTypes { get; set; }

    /// <summary>Only entries of this type.</summary>
    public HistoryItemType? HistoryItemType { get; set; }

    /// <summary>The earliest time of an entry.</summary>
    public DateTime? StartDate { get; set; }

    /// <summary>The latest time of an entry.</summary>
    public DateTime? EndDate { get; set; }

    /// <summary>The maximum number of entries per page, 1 to 100.</summary>
    public int? MaxRecords { get; set; }

    /// <summary>The token from the previous response.</summary>
    public string? NextToken { get; set; }

    /// <summary>The order: newest first (the default), or oldest first.</summary>
    public ScanBy? ScanBy { get; set; }
}

/// <summary>One page of history.</summary>
public sealed class DescribeAlarmHistoryResponse : AmazonWebServiceResponse
{
    /// <summary>The entries.</summary>
    public List<AlarmHistoryItem>? AlarmHistoryItems { get; set; }

    /// <summary>The token of the next page; null on the last page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>An entry in the history of an alarm.</summary>
public sealed class AlarmHistoryItem
{
    /// <summary>The name of the alarm.</summary>
    public string? AlarmName { get; set; }

    /// <summary>The type of the alarm.</summary>
    public AlarmType? AlarmType { get; set; }

    /// <summary>The time of the entry, UTC.</summary>
    public DateTime? Timestamp { get; set; }

    /// <summary>The type of the entry.</summary>
    public HistoryItemType? HistoryItemType { get; set; }

    /// <summary>A summary of the entry for people.</summary>
    public string? HistorySummary { get; set; }

    /// <summary>The details of the entry, as JSON. For a state change, the details include the old and the new state, with their StateReasonData.</summary>
    public string? HistoryData { get; set; }
}
