using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>Asks for log groups, by name.</summary>
public sealed class DescribeLogGroupsRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>Only groups of these linked accounts, at most 20. Needs <see cref="IncludeLinkedAccounts"/>.</summary>
    public List<string>? AccountIdentifiers { get; set; }

    /// <summary>Only groups whose names begin so. Not together with <see cref="LogGroupNamePattern"/>.</summary>
    public string? LogGroupNamePrefix { get; set; }

    /// <summary>Only groups whose names hold this text.</summary>
    public string? LogGroupNamePattern { get; set; }

    /// <summary>The token of the page before.</summary>
    public string? NextToken { get; set; }

    /// <summary>Most groups a page, 1 to 50 (the default).</summary>
    public int? Limit { get; set; }

    /// <summary>From a monitoring account, also the groups of its source accounts.</summary>
    public bool? IncludeLinkedAccounts { get; set; }

    /// <summary>Only groups of this class.</summary>
    public LogGroupClass? LogGroupClass { get; set; }
}

/// <summary>One page of log groups.</summary>
public sealed class DescribeLogGroupsResponse : AmazonWebServiceResponse
{
    /// <summary>The log groups.</summary>
    public List<LogGroup>? LogGroups { get; set; }

    /// <summary>There is more, to be asked for with this.</summary>
    public string? NextToken { get; set; }
}

/// <summary>A log group.</summary>
/// <remarks>Left out: properties added after the first release of version 4 of the SDK.</remarks>
public sealed class LogGroup
{
    /// <summary>Its name.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>When it was made, UTC.</summary>
    public DateTime? CreationTime { get; set; }

    /// <summary>Days events are kept; absent means for ever.</summary>
    public int? RetentionInDays { get; set; }

    /// <summary>How many metric filters it has.</summary>
    public int? MetricFilterCount { get; set; }

    /// <summary>Its ARN, ending in <c>:*</c>.</summary>
    public string? Arn { get; set; }

    /// <summary>Bytes stored, compressed.</summary>
    public long? StoredBytes { get; set; }

    /// <summary>ARN of the key that encrypts it.</summary>
    public string? KmsKeyId { get; set; }

    /// <summary>Whether a data protection policy masks its events.</summary>
    public DataProtectionStatus? DataProtectionStatus { get; set; }

    /// <summary>What it inherits from the account.</summary>
    public List<string>? InheritedProperties { get; set; }

    /// <summary>Its class.</summary>
    public LogGroupClass? LogGroupClass { get; set; }

    /// <summary>Its ARN, without <c>:*</c>.</summary>
    public string? LogGroupArn { get; set; }
}
