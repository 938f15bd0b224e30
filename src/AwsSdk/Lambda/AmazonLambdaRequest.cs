using Amazon.Runtime;

namespace Amazon.Lambda;

/// <summary>A request to Lambda.</summary>
public class AmazonLambdaRequest : AmazonWebServiceRequest;
