using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>A request to CloudWatch.</summary>
public abstract class AmazonCloudWatchRequest : AmazonWebServiceRequest;
