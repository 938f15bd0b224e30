using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>Adds tags to a log group, or changes their values.</summary>
public sealed class TagResourceRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The ARN of the log group, without <c>:*</c> at its end. Required.</summary>
    public string? ResourceArn { get; set; }

    /// <summary>The tags to add. The log group can have at most 50 tags. Required.</summary>
    public Dictionary<string, string>? Tags { get; set; }
}

/// <summary>Confirms that the tags were added.</summary>
public sealed class TagResourceResponse : AmazonWebServiceResponse;

/// <summary>Requests the tags of a log group.</summary>
public sealed class ListTagsForResourceRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The ARN of the log group, without <c>:*</c> at its end. Required.</summary>
    public string? ResourceArn { get; set; }
}

/// <summary>The tags of a log group.</summary>
public sealed class ListTagsForResourceResponse : AmazonWebServiceResponse
{
    /// <summary>The tags.</summary>
    public Dictionary<string, string>? Tags { get; set; }
}
