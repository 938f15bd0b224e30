using Amazon.Runtime;

namespace Amazon.Lambda.Model;

/// <summary>Adds tags to a function, or changes their values.</summary>
public sealed class TagResourceRequest : AmazonLambdaRequest
{
    /// <summary>ARN of the function. Required.</summary>
    public string? Resource { get; set; }

    /// <summary>The tags; a function has at most 50. Required.</summary>
    public Dictionary<string, string>? Tags { get; set; }
}

/// <summary>The tags are set.</summary>
public sealed class TagResourceResponse : AmazonWebServiceResponse;
