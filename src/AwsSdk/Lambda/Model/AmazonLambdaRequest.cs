using Amazon.Runtime;

namespace Amazon.Lambda.Model;

/// <summary>A request to Lambda.</summary>
public abstract class AmazonLambdaRequest : AmazonWebServiceRequest;
