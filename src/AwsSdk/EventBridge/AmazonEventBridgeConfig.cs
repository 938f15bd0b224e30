using Amazon.StandIn;

namespace Amazon.EventBridge;

/// <summary>Configuration of an <see cref="AmazonEventBridgeClient"/>.</summary>
public sealed class AmazonEventBridgeConfig() : ServiceConfig(AmazonEventBridgeClient.Service);
