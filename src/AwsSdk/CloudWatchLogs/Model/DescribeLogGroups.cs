using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>Requests log groups, by name.</summary>
public sealed class DescribeLogGroupsRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>Only log groups of these linked accounts, at most 20. Needs <see cref="IncludeLinkedAccounts"/>.</summary>
    public List<string>? AccountIdentifiers { get; set; }

    /// <summary>Only log groups whose names begin with this text. Cannot be used with <see cref="LogGroupNamePattern"/>.</summary>
    public string? LogGroupNamePrefix { get; set; }

    /// <summary>Only log groups whose names contain this text.</summary>
    public string? LogGroupNamePattern { get; set; }

    /// <summary>The token from the previous response.</summary>
    public string? NextToken { get; set; }

    /// <summary>The maximum number of groups per page, 1 to 50. The default is 50.</summary>
    public int? Limit { get; set; }

    /// <summary>In a monitoring account, also includes the log groups of its source accounts.</summary>
    public bool? IncludeLinkedAccounts { get; set; }

    /// <summary>Only log groups of this class.</summary>
    public LogGroupClass? LogGroupClass { get; set; }
}

/// <summary>One page of log groups.</summary>
public sealed class DescribeLogGroupsResponse : AmazonWebServiceResponse
{
    /// <summary>The log groups.</summary>
    public List<LogGroup>? LogGroups { get; set; }

    /// <summary>The token of the next page; null on the last page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>A log group.</summary>
/// <remarks>Not supported: properties added after the first release of version 4 of the SDK.</remarks>
public sealed class LogGroup
{
    /// <summary>The name of the log group.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>The time when the log group was created, UTC.</summary>
    public DateTime? CreationTime { get; set; }

    /// <summary>The number of days that events are kept; null if events never expire.</summary>
    public int? RetentionInDays { get; set; }

    /// <summary>The number of metric filters.</summary>
    public int? MetricFilterCount { get; set; }

    /// <summary>The ARN of the log group, with <c>:*</c> at the end.</summary>
    public string? Arn { get; set; }

    /// <summary>The stored data, in bytes after compression.</summary>
    public long? StoredBytes { get; set; }

    /// <summary>The ARN of the key that encrypts the log group.</summary>
    public string? KmsKeyId { get; set; }

    /// <summary>The state of the data protection policy that can mask the events.</summary>
    public DataProtectionStatus? DataProtectionStatus { get; set; }

    /// <summary>The properties that the log group inherits from the account.</summary>
    public List<string>? InheritedProperties { get; set; }

    /// <summary>The class of the log group.</summary>
    public LogGroupClass? LogGroupClass { get; set; }

    /// <summary>The ARN of the log group, without <c>:*</c>.</summary>
    public string? LogGroupArn { get; set; }
}
