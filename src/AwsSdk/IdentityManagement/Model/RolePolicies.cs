using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>Requests the managed policies attached to a role.</summary>
public sealed class ListAttachedRolePoliciesRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The name of the role. Required.</summary>
    public string? RoleName { get; set; }

    /// <summary>Only policies whose paths begin with this text.</summary>
    public string? PathPrefix { get; set; }

    /// <summary>The marker from the previous response.</summary>
    public string? Marker { get; set; }

    /// <summary>The maximum number of policies per page, 1 to 1,000. The default is 100.</summary>
    public int? MaxItems { get; set; }
}

/// <summary>One page of policies.</summary>
public sealed class ListAttachedRolePoliciesResponse : AmazonWebServiceResponse
{
    /// <summary>The policies.</summary>
    public List<AttachedPolicyType>? AttachedPolicies { get; set; }

    /// <summary>True if there are more pages.</summary>
    public bool? IsTruncated { get; set; }

    /// <summary>The marker of the next page; null on the last page.</summary>
    public string? Marker { get; set; }
}

/// <summary>A managed policy attached to a role.</summary>
public sealed class AttachedPolicyType
{
    /// <summary>The name of the policy.</summary>
    public string? PolicyName { get; set; }

    /// <summary>The ARN of the policy.</summary>
    public string? PolicyArn { get; set; }
}

/// <summary>Attaches a managed policy to a role.</summary>
public sealed class AttachRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The name of the role. Required.</summary>
    public string? RoleName { get; set; }

    /// <summary>The ARN of the policy. Required.</summary>
    public string? PolicyArn { get; set; }
}

/// <summary>Confirms that the policy was attached.</summary>
public sealed class AttachRolePolicyResponse : AmazonWebServiceResponse;
