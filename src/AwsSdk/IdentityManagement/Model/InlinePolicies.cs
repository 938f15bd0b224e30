using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>Creates or replaces an inline policy of a role.</summary>
public sealed class PutRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The name of the role. Required.</summary>
    public string? RoleName { get; set; }

    /// <summary>The name of the policy: 1 to 128 letters, digits and <c>_ + = , . @ -</c>. Required.</summary>
    public string? PolicyName { get; set; }

    /// <summary>The permissions of the role, a policy as JSON. All inline policies of a role can have 10,240 characters in total, not counting white space. Required.</summary>
    public string? PolicyDocument { get; set; }
}

/// <summary>Confirms that the policy was created or replaced.</summary>
public sealed class PutRolePolicyResponse : AmazonWebServiceResponse;

/// <summary>Requests an inline policy of a role.</summary>
public sealed class GetRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The name of the role. Required.</summary>
    public string? RoleName { get; set; }

    /// <summary>The name of the policy. Required.</summary>
    public string? PolicyName { get; set; }
}

/// <summary>The requested inline policy.</summary>
public sealed class GetRolePolicyResponse : AmazonWebServiceResponse
{
    /// <summary>The role.</summary>
    public string? RoleName { get; set; }

    /// <summary>The name of the policy.</summary>
    public string? PolicyName { get; set; }

    /// <summary>The permissions of the role: a policy as JSON, URL-encoded as in the response of IAM.</summary>
    public string? PolicyDocument { get; set; }
}

/// <summary>Deletes an inline policy of a role.</summary>
public sealed class DeleteRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The name of the role. Required.</summary>
    public string? RoleName { get; set; }

    /// <summary>The name of the policy. Required.</summary>
    public string? PolicyName { get; set; }
}

/// <summary>Confirms that the policy was deleted.</summary>
public sealed class DeleteRolePolicyResponse : AmazonWebServiceResponse;

/// <summary>Requests the names of a role's inline policies.</summary>
public sealed class ListRolePoliciesRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The name of the role. Required.</summary>
    public string? RoleName { get; set; }

    /// <summary>The marker from the previous response.</summary>
    public string? Marker { get; set; }

    /// <summary>The maximum number of names per page, 1 to 1,000. The default is 100.</summary>
    public int? MaxItems { get; set; }
}

/// <summary>One page of names.</summary>
public sealed class ListRolePoliciesResponse : AmazonWebServiceResponse
{
    /// <summary>The names.</summary>
    public List<string>? PolicyNames { get; set; }

    /// <summary>True if there are more pages.</summary>
    public bool? IsTruncated { get; set; }

    /// <summary>The marker of the next page; null on the last page.</summary>
    public string? Marker { get; set; }
}
