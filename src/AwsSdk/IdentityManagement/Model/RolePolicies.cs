using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>Asks for the managed policies attached to a role.</summary>
public sealed class ListAttachedRolePoliciesRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The role. Required.</summary>
    public string? RoleName { get; set; }

    /// <summary>Only those whose paths begin so.</summary>
    public string? PathPrefix { get; set; }

    /// <summary>The marker of the page before.</summary>
    public string? Marker { get; set; }

    /// <summary>Most policies a page, 1 to 1,000; 100 by default.</summary>
    public int? MaxItems { get; set; }
}

/// <summary>One page of policies.</summary>
public sealed class ListAttachedRolePoliciesResponse : AmazonWebServiceResponse
{
    /// <summary>The policies.</summary>
    public List<AttachedPolicyType>? AttachedPolicies { get; set; }

    /// <summary>Whether there is more.</summary>
    public bool? IsTruncated { get; set; }

    /// <summary>What to ask for more with.</summary>
    public string? Marker { get; set; }
}

/// <summary>A managed policy attached to a role.</summary>
public sealed class AttachedPolicyType
{
    /// <summary>Its name.</summary>
    public string? PolicyName { get; set; }

    /// <summary>Its ARN.</summary>
    public string? PolicyArn { get; set; }
}

/// <summary>Attaches a managed policy to a role.</summary>
public sealed class AttachRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The role. Required.</summary>
    public string? RoleName { get; set; }

    /// <summary>ARN of the policy. Required.</summary>
    public string? PolicyArn { get; set; }
}

/// <summary>The policy is attached.</summary>
public sealed class AttachRolePolicyResponse : AmazonWebServiceResponse;
