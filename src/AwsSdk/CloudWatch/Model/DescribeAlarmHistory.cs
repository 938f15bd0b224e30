using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>Asks for what happened to an alarm; kept for 30 days.</summary>
/// <remarks>Left out: contributors of multi-series alarms.</remarks>
public sealed class DescribeAlarmHistoryRequest : AmazonCloudWatchRequest
{
    /// <summary>The alarm; without it all alarms.</summary>
    public string? AlarmName { get; set; }

    /// <summary>Kinds of alarms, see <see cref="AlarmType"/>; metric alarms only by default.</summary>
    public List<string>? AlarmTypes { get; set; }

    /// <summary>Only entries of this kind.</summary>
    public HistoryItemType? HistoryItemType { get; set; }

    /// <summary>Earliest time.</summary>
    public DateTime? StartDate { get; set; }

    /// <summary>Latest time.</summary>
    public DateTime? EndDate { get; set; }

    /// <summary>Most entries a page, 1 to 100.</summary>
    public int? MaxRecords { get; set; }

    /// <summary>The token of the page before.</summary>
    public string? NextToken { get; set; }

    /// <summary>Newest first (the default) or oldest first.</summary>
    public ScanBy? ScanBy { get; set; }
}

/// <summary>One page of history.</summary>
public sealed class DescribeAlarmHistoryResponse : AmazonWebServiceResponse
{
    /// <summary>The entries.</summary>
    public List<AlarmHistoryItem>? AlarmHistoryItems { get; set; }

    /// <summary>There is more, to be asked for with this.</summary>
    public string? NextToken { get; set; }
}

/// <summary>Something that happened to an alarm.</summary>
public sealed class AlarmHistoryItem
{
    /// <summary>The alarm.</summary>
    public string? AlarmName { get; set; }

    /// <summary>Its kind.</summary>
    public AlarmType? AlarmType { get; set; }

    /// <summary>When it happened, UTC.</summary>
    public DateTime? Timestamp { get; set; }

    /// <summary>What happened.</summary>
    public HistoryItemType? HistoryItemType { get; set; }

    /// <summary>The same for people.</summary>
    public string? HistorySummary { get; set; }

    /// <summary>The details, as JSON; of a state change old and new state with their StateReasonData.</summary>
    public string? HistoryData { get; set; }
}
