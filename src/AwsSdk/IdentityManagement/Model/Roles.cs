using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>Requests a role.</summary>
public sealed class GetRoleRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The name of the role. Required.</summary>
    public string? RoleName { get; set; }
}

/// <summary>The requested role.</summary>
public sealed class GetRoleResponse : AmazonWebServiceResponse
{
    /// <summary>The role.</summary>
    public Role? Role { get; set; }
}

/// <summary>Creates a role.</summary>
/// <remarks>Not supported: permissions boundaries.</remarks>
public sealed class CreateRoleRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The path of the role. The default is <c>/</c>.</summary>
    public string? Path { get; set; }

    /// <summary>The name of the role: 1 to 64 letters, digits and <c>_ + = , . @ -</c>. The name must be unique in the account, regardless of case. Required.</summary>
    public string? RoleName { get; set; }

    /// <summary>The trust policy, which lists who can assume the role: a policy as JSON. Required.</summary>
    public string? AssumeRolePolicyDocument { get; set; }

    /// <summary>The description of the role, at most 1,000 characters.</summary>
    public string? Description { get; set; }

    /// <summary>The maximum duration of a session of the role, in seconds, 3,600 to 43,200. The default is 3,600.</summary>
    public int? MaxSessionDuration { get; set; }

    /// <summary>The tags of the role, at most 50.</summary>
    public List<Tag>? Tags { get; set; }
}

/// <summary>Confirms that the role was created.</summary>
public sealed class CreateRoleResponse : AmazonWebServiceResponse
{
    /// <summary>The role.</summary>
    public Role? Role { get; set; }
}

/// <summary>Deletes a role.</summary>
public sealed class DeleteRoleRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The name of the role. Required.</summary>
    public string? RoleName { get; set; }
}

/// <summary>Confirms that the role was deleted.</summary>
public sealed class DeleteRoleResponse : AmazonWebServiceResponse;

/// <summary>Replaces the trust policy of a role.</summary>
public sealed class UpdateAssumeRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The name of the role. Required.</summary>
    public string? RoleName { get; set; }

    /// <summary>The trust policy, which lists who can assume the role: a policy as JSON. Required.</summary>
    public string? PolicyDocument { get; set; }
}

/// <summary>Confirms that the trust policy was replaced.</summary>
public sealed class UpdateAssumeRolePolicyResponse : AmazonWebServiceResponse;

/// <summary>Adds tags to a role, or changes their values.</summary>
public sealed class TagRoleRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The name of the role. Required.</summary>
    public string? RoleName { get; set; }

    /// <summary>The tags to add. The role can have at most 50 tags. Required.</summary>
    public List<Tag>? Tags { get; set; }
}

/// <summary>Confirms that the tags were added.</summary>
public sealed class TagRoleResponse : AmazonWebServiceResponse;

/// <summary>A role.</summary>
/// <remarks>Not supported: permissions boundary and last use.</remarks>
public sealed class Role
{
    /// <summary>The path of the role.</summary>
    public string? Path { get; set; }

    /// <summary>The name of the role.</summary>
    public string? RoleName { get; set; }

    /// <summary>The id of the role. AWS never reuses an id.</summary>
    public string? RoleId { get; set; }

    /// <summary>The ARN of the role.</summary>
    public string? Arn { get; set; }

    /// <summary>The time when the role was created, UTC.</summary>
    public DateTime? CreateDate { get; set; }

    /// <summary>The trust policy: a policy as JSON, URL-encoded as in the response of IAM.</summary>
    public string? AssumeRolePolicyDocument { get; set; }

    /// <summary>The description of the role.</summary>
    public string? Description { get; set; }

    /// <summary>The maximum duration of a session of the role, in seconds.</summary>
    public int? MaxSessionDuration { get; set; }

    /// <summary>The tags of the role; null if the role is part of another response.</summary>
    public List<Tag>? Tags { get; set; }
}

/// <summary>A name and a value attached to a resource.</summary>
public sealed class Tag
{
    /// <summary>The name of the tag, 1 to 128 characters. Required.</summary>
    public string? Key { get; set; }

    /// <summary>The value of the tag, at most 256 characters. Required.</summary>
    public string? Value { get; set; }
}
