using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>Asks for a role.</summary>
public sealed class GetRoleRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Its name. Required.</summary>
    public string? RoleName { get; set; }
}

/// <summary>A role that was asked for.</summary>
public sealed class GetRoleResponse : AmazonWebServiceResponse
{
    /// <summary>The role.</summary>
    public Role? Role { get; set; }
}

/// <summary>Makes a role.</summary>
/// <remarks>Left out: permissions boundaries.</remarks>
public sealed class CreateRoleRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Its path; <c>/</c> by default.</summary>
    public string? Path { get; set; }

    /// <summary>Its name, 1 to 64 of letters, digits and <c>_ + = , . @ -</c>, unique in the account whatever the case. Required.</summary>
    public string? RoleName { get; set; }

    /// <summary>Who may take it on, a policy as JSON. Required.</summary>
    public string? AssumeRolePolicyDocument { get; set; }

    /// <summary>Its description, at most 1,000 characters.</summary>
    public string? Description { get; set; }

    /// <summary>How long it may be taken on at most, seconds: 3,600 (the default) to 43,200.</summary>
    public int? MaxSessionDuration { get; set; }

    /// <summary>Its tags, at most 50.</summary>
    public List<Tag>? Tags { get; set; }
}

/// <summary>The role is made.</summary>
public sealed class CreateRoleResponse : AmazonWebServiceResponse
{
    /// <summary>The role.</summary>
    public Role? Role { get; set; }
}

/// <summary>Deletes a role.</summary>
public sealed class DeleteRoleRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Its name. Required.</summary>
    public string? RoleName { get; set; }
}

/// <summary>The role is gone.</summary>
public sealed class DeleteRoleResponse : AmazonWebServiceResponse;

/// <summary>Replaces who may take on a role.</summary>
public sealed class UpdateAssumeRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The role. Required.</summary>
    public string? RoleName { get; set; }

    /// <summary>Who may take it on, a policy as JSON. Required.</summary>
    public string? PolicyDocument { get; set; }
}

/// <summary>Who may take on the role is set.</summary>
public sealed class UpdateAssumeRolePolicyResponse : AmazonWebServiceResponse;

/// <summary>Adds tags to a role, or changes their values.</summary>
public sealed class TagRoleRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The role. Required.</summary>
    public string? RoleName { get; set; }

    /// <summary>The tags; a role has at most 50. Required.</summary>
    public List<Tag>? Tags { get; set; }
}

/// <summary>The tags are set.</summary>
public sealed class TagRoleResponse : AmazonWebServiceResponse;

/// <summary>A role.</summary>
/// <remarks>Left out: permissions boundary and last use.</remarks>
public sealed class Role
{
    /// <summary>Its path.</summary>
    public string? Path { get; set; }

    /// <summary>Its name.</summary>
    public string? RoleName { get; set; }

    /// <summary>Its id, never used again.</summary>
    public string? RoleId { get; set; }

    /// <summary>Its ARN.</summary>
    public string? Arn { get; set; }

    /// <summary>When it was made, UTC.</summary>
    public DateTime? CreateDate { get; set; }

    /// <summary>Who may take it on: a policy as JSON, URL-encoded as IAM sends it.</summary>
    public string? AssumeRolePolicyDocument { get; set; }

    /// <summary>Its description.</summary>
    public string? Description { get; set; }

    /// <summary>How long it may be taken on at most, seconds.</summary>
    public int? MaxSessionDuration { get; set; }

    /// <summary>Its tags; absent where the role is part of something else.</summary>
    public List<Tag>? Tags { get; set; }
}

/// <summary>A name and value attached to a resource.</summary>
public sealed class Tag
{
    /// <summary>Its name, 1 to 128 characters. Required.</summary>
    public string? Key { get; set; }

    /// <summary>Its value, at most 256 characters. Required.</summary>
    public string? Value { get; set; }
}
