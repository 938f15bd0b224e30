using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>A name and a value attached to a resource.</summary>
public sealed class Tag
{
    /// <summary>The name of the tag, 1 to 128 characters. Required.</summary>
    public string? Key { get; set; }

    /// <summary>The value of the tag, at most 256 characters. Required.</summary>
    public string? Value { get; set; }
}

/// <summary>Adds tags to an alarm, or changes their values.</summary>
public sealed class TagResourceRequest : AmazonCloudWatchRequest
{
    /// <summary>The ARN of the alarm. Required.</summary>
    public string? ResourceARN { get; set; }

    /// <summary>The tags to add. The alarm can have at most 50 tags. Required.</summary>
    public List<Tag>? Tags { get; set; }
}

/// <summary>Confirms that the tags were added.</summary>
public sealed class TagResourceResponse : AmazonWebServiceResponse;

/// <summary>Requests the tags of an alarm.</summary>
public sealed class ListTagsForResourceRequest : AmazonCloudWatchRequest
{
    /// <summary>The ARN of the alarm. Required.</summary>
    public string? ResourceARN { get; set; }
}

/// <summary>The tags of an alarm.</summary>
public sealed class ListTagsForResourceResponse : AmazonWebServiceResponse
{
    /// <summary>The tags.</summary>
    public List<Tag>? Tags { get; set; }
}
