using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>A name and value attached to a rule.</summary>
public sealed class Tag
{
    /// <summary>Its name, 1 to 128 characters. Required.</summary>
    public string? Key { get; set; }

    /// <summary>Its value, at most 256 characters. Required.</summary>
    public string? Value { get; set; }
}

/// <summary>Adds tags to a rule, or changes their values.</summary>
public sealed class TagResourceRequest : AmazonEventBridgeRequest
{
    /// <summary>ARN of the rule. Required.</summary>
    public string? ResourceARN { get; set; }

    /// <summary>The tags; a rule has at most 50. Required.</summary>
    public List<Tag>? Tags { get; set; }
}

/// <summary>The tags are set.</summary>
public sealed class TagResourceResponse : AmazonWebServiceResponse;

/// <summary>Asks for the tags of a rule.</summary>
public sealed class ListTagsForResourceRequest : AmazonEventBridgeRequest
{
    /// <summary>ARN of the rule. Required.</summary>
    public string? ResourceARN { get; set; }
}

/// <summary>The tags of a rule.</summary>
public sealed class ListTagsForResourceResponse : AmazonWebServiceResponse
{
    /// <summary>The tags.</summary>
    public List<Tag>? Tags { get; set; }
}
