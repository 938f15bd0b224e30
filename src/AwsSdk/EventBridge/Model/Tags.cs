using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>A name and a value attached to a rule.</summary>
public sealed class Tag
{
    /// <summary>The name of the tag, 1 to 128 characters. Required.</summary>
    public string? Key { get; set; }

    /// <summary>The value of the tag, at most 256 characters. Required.</summary>
    public string? Value { get; set; }
}

/// <summary>Adds tags to a rule, or changes their values.</summary>
public sealed class TagResourceRequest : AmazonEventBridgeRequest
{
    /// <summary>The ARN of the rule. Required.</summary>
    public string? ResourceARN { get; set; }

    /// <summary>The tags to add. The rule can have at most 50 tags. Required.</summary>
    public List<Tag>? Tags { get; set; }
}

/// <summary>Confirms that the tags were added.</summary>
public sealed class TagResourceResponse : AmazonWebServiceResponse;

/// <summary>Requests the tags of a rule.</summary>
public sealed class ListTagsForResourceRequest : AmazonEventBridgeRequest
{
    /// <summary>The ARN of the rule. Required.</summary>
    public string? ResourceARN { get; set; }
}

/// <summary>The tags of a rule.</summary>
public sealed class ListTagsForResourceResponse : AmazonWebServiceResponse
{
    /// <summary>The tags.</summary>
    public List<Tag>? Tags { get; set; }
}
