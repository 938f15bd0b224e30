using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>A request to EventBridge.</summary>
public abstract class AmazonEventBridgeRequest : AmazonWebServiceRequest;
