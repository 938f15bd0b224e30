using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>Makes or replaces an inline policy of a role.</summary>
public sealed class PutRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The role. Required.</summary>
    public string? RoleName { get; set; }

    /// <summary>The policy's name, 1 to 128 of letters, digits and <c>_ + = , . @ -</c>. Required.</summary>
    public string? PolicyName { get; set; }

    /// <summary>What the role may do, a policy as JSON; a role's inline policies have 10,240 characters together, white space not counted. Required.</summary>
    public string? PolicyDocument { get; set; }
}

/// <summary>The policy is set.</summary>
public sealed class PutRolePolicyResponse : AmazonWebServiceResponse;

/// <summary>Asks for an inline policy of a role.</summary>
public sealed class GetRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The role. Required.</summary>
    public string? RoleName { get; set; }

    /// <summary>The policy's name. Required.</summary>
    public string? PolicyName { get; set; }
}

/// <summary>An inline policy that was asked for.</summary>
public sealed class GetRolePolicyResponse : AmazonWebServiceResponse
{
    /// <summary>The role.</summary>
    public string? RoleName { get; set; }

    /// <summary>The policy's name.</summary>
    public string? PolicyName { get; set; }

    /// <summary>What the role may do: a policy as JSON, URL-encoded as IAM sends it.</summary>
    public string? PolicyDocument { get; set; }
}

/// <summary>Deletes an inline policy of a role.</summary>
public sealed class DeleteRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The role. Required.</summary>
    public string? RoleName { get; set; }

    /// <summary>The policy's name. Required.</summary>
    public string? PolicyName { get; set; }
}

/// <summary>The policy is gone.</summary>
public sealed class DeleteRolePolicyResponse : AmazonWebServiceResponse;

/// <summary>Asks for the names of a role's inline policies.</summary>
public sealed class ListRolePoliciesRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The role. Required.</summary>
    public string? RoleName { get; set; }

    /// <summary>The marker of the page before.</summary>
    public string? Marker { get; set; }

    /// <summary>Most names a page, 1 to 1,000; 100 by default.</summary>
    public int? MaxItems { get; set; }
}

/// <summary>One page of names.</summary>
public sealed class ListRolePoliciesResponse : AmazonWebServiceResponse
{
    /// <summary>The names.</summary>
    public List<string>? PolicyNames { get; set; }

    /// <summary>Whether there is more.</summary>
    public bool? IsTruncated { get; set; }

    /// <summary>What to ask for more with.</summary>
    public string? Marker { get; set; }
}
