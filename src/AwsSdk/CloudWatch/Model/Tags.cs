using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>A name and value attached to a resource.</summary>
public sealed class Tag
{
    /// <summary>Its name, 1 to 128 characters. Required.</summary>
    public string? Key { get; set; }

    /// <summary>Its value, at most 256 characters. Required.</summary>
    public string? Value { get; set; }
}

/// <summary>Adds tags to an alarm, or changes their values.</summary>
public sealed class TagResourceRequest : AmazonCloudWatchRequest
{
    /// <summary>ARN of the alarm. Required.</summary>
    public string? ResourceARN { get; set; }

    /// <summary>The tags; an alarm has at most 50. Required.</summary>
    public List<Tag>? Tags { get; set; }
}

/// <summary>The tags are set.</summary>
public sealed class TagResourceResponse : AmazonWebServiceResponse;

/// <summary>Asks for the tags of an alarm.</summary>
public sealed class ListTagsForResourceRequest : AmazonCloudWatchRequest
{
    /// <summary>ARN of the alarm. Required.</summary>
    public string? ResourceARN { get; set; }
}

/// <summary>The tags of an alarm.</summary>
public sealed class ListTagsForResourceResponse : AmazonWebServiceResponse
{
    /// <summary>The tags.</summary>
    public List<Tag>? Tags { get; set; }
}
