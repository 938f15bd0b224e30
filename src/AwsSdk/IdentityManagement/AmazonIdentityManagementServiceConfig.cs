using Amazon.StandIn;

namespace Amazon.IdentityManagement;

/// <summary>Configuration of an <see cref="AmazonIdentityManagementServiceClient"/>.</summary>
public sealed class AmazonIdentityManagementServiceConfig() : ServiceConfig(AmazonIdentityManagementServiceClient.Service);
