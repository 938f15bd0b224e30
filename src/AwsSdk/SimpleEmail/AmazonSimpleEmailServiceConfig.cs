using Amazon.StandIn;

namespace Amazon.SimpleEmail;

/// <summary>Configuration of an <see cref="AmazonSimpleEmailServiceClient"/>.</summary>
public sealed class AmazonSimpleEmailServiceConfig() : ServiceConfig(AmazonSimpleEmailServiceClient.Service);
