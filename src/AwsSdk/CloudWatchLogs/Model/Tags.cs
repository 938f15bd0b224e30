using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>Adds tags to a log group, or changes their values.</summary>
public sealed class TagResourceRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>ARN of the log group, without <c>:*</c> at its end. Required.</summary>
    public string? ResourceArn { get; set; }

    /// <summary>The tags; a log group has at most 50. Required.</summary>
    public Dictionary<string, string>? Tags { get; set; }
}

/// <summary>The tags are set.</summary>
public sealed class TagResourceResponse : AmazonWebServiceResponse;

/// <summary>Asks for the tags of a log group.</summary>
public sealed class ListTagsForResourceRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>ARN of the log group, without <c>:*</c> at its end. Required.</summary>
    public string? ResourceArn { get; set; }
}

/// <summary>The tags of a log group.</summary>
public sealed class ListTagsForResourceResponse : AmazonWebServiceResponse
{
    /// <summary>The tags.</summary>
    public Dictionary<string, string>? Tags { get; set; }
}
