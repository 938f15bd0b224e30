using Amazon.StandIn;

namespace Amazon.SimpleNotificationService;

/// <summary>Configuration of an <see cref="AmazonSimpleNotificationServiceClient"/>.</summary>
public sealed class AmazonSimpleNotificationServiceConfig() : ServiceConfig(AmazonSimpleNotificationServiceClient.Service);
