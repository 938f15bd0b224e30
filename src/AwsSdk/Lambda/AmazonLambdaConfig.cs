using Amazon.StandIn;

namespace Amazon.Lambda;

/// <summary>Configuration of an <see cref="AmazonLambdaClient"/>.</summary>
public sealed class AmazonLambdaConfig() : ServiceConfig(AmazonLambdaClient.Service);
