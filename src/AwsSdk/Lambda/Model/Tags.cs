using Amazon.Runtime;

namespace Amazon.Lambda.Model;

/// <summary>Adds tags to a function, or changes their values.</summary>
public sealed class TagResourceRequest : AmazonLambdaRequest
{
    /// <summary>The ARN of the function. Required.</summary>
    public string? Resource { get; set; }

    /// <summary>The tags to add. The function can have at most 50 tags. Required.</summary>
    public Dictionary<string, string>? Tags { get; set; }
}

/// <summary>Confirms that the tags were added.</summary>
public sealed class TagResourceResponse : AmazonWebServiceResponse;
