using Amazon.Runtime;

namespace Amazon.IdentityManagement;

/// <summary>A request to IAM.</summary>
public class AmazonIdentityManagementServiceRequest : AmazonWebServiceRequest;
