using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>A request to IAM.</summary>
public abstract class AmazonIdentityManagementServiceRequest : AmazonWebServiceRequest;
