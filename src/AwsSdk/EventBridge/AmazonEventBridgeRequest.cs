using Amazon.Runtime;

namespace Amazon.EventBridge;

/// <summary>A request to EventBridge.</summary>
public class AmazonEventBridgeRequest : AmazonWebServiceRequest;
