using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>Asks for an instance profile.</summary>
public sealed class GetInstanceProfileRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Its name. Required.</summary>
    public string? InstanceProfileName { get; set; }
}

/// <summary>An instance profile that was asked for.</summary>
public sealed class GetInstanceProfileResponse : AmazonWebServiceResponse
{
    /// <summary>The instance profile.</summary>
    public InstanceProfile? InstanceProfile { get; set; }
}

/// <summary>Makes an instance profile, without a role.</summary>
public sealed class CreateInstanceProfileRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Its name, 1 to 128 of letters, digits and <c>_ + = , . @ -</c>, unique in the account whatever the case. Required.</summary>
    public string? InstanceProfileName { get; set; }

    /// <summary>Its path; <c>/</c> by default.</summary>
    public string? Path { get; set; }

    /// <summary>Its tags, at most 50.</summary>
    public List<Tag>? Tags { get; set; }
}

/// <summary>The instance profile is made.</summary>
public sealed class CreateInstanceProfileResponse : AmazonWebServiceResponse
{
    /// <summary>The instance profile.</summary>
    public InstanceProfile? InstanceProfile { get; set; }
}

/// <summary>An instance profile: what gives a role to an EC2 instance.</summary>
public sealed class InstanceProfile
{
    /// <summary>Its path.</summary>
    public string? Path { get; set; }

    /// <summary>Its name.</summary>
    public string? InstanceProfileName { get; set; }

    /// <summary>Its id, never used again.</summary>
    public string? InstanceProfileId { get; set; }

    /// <summary>Its ARN.</summary>
    public string? Arn { get; set; }

    /// <summary>When it was made, UTC.</summary>
    public DateTime? CreateDate { get; set; }

    /// <summary>Its role, at most one.</summary>
    public List<Role>? Roles { get; set; }

    /// <summary>Its tags.</summary>
    public List<Tag>? Tags { get; set; }
}

/// <summary>Puts a role into an instance profile, which holds at most one.</summary>
public sealed class AddRoleToInstanceProfileRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The instance profile. Required.</summary>
    public string? InstanceProfileName { get; set; }

    /// <summary>The role. Required.</summary>
    public string? RoleName { get; set; }
}

/// <summary>The instance profile has the role.</summary>
public sealed class AddRoleToInstanceProfileResponse : AmazonWebServiceResponse;
