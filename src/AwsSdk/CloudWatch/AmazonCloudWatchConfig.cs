using Amazon.StandIn;

namespace Amazon.CloudWatch;

/// <summary>Configuration of an <see cref="AmazonCloudWatchClient"/>.</summary>
public sealed class AmazonCloudWatchConfig() : ServiceConfig(AmazonCloudWatchClient.Service);
