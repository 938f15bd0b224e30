using Amazon.StandIn;

namespace Amazon.CloudWatchLogs;

/// <summary>Configuration of an <see cref="AmazonCloudWatchLogsClient"/>.</summary>
public sealed class AmazonCloudWatchLogsConfig() : ServiceConfig(AmazonCloudWatchLogsClient.Service);
