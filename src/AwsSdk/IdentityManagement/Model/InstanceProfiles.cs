using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>Requests an instance profile.</summary>
public sealed class GetInstanceProfileRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The name of the instance profile. Required.</summary>
    public string? InstanceProfileName { get; set; }
}

/// <summary>The requested instance profile.</summary>
public sealed class GetInstanceProfileResponse : AmazonWebServiceResponse
{
    /// <summary>The instance profile.</summary>
    public InstanceProfile? InstanceProfile { get; set; }
}

/// <summary>Creates an instance profile without a role.</summary>
public sealed class CreateInstanceProfileRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The name of the instance profile: 1 to 128 letters, digits and <c>_ + = , . @ -</c>. The name must be unique in the account, regardless of case. Required.</summary>
    public string? InstanceProfileName { get; set; }

    /// <summary>The path of the instance profile. The default is <c>/</c>.</summary>
    public string? Path { get; set; }

    /// <summary>The tags of the instance profile, at most 50.</summary>
    public List<Tag>? Tags { get; set; }
}

/// <summary>Confirms that the instance profile was created.</summary>
public sealed class CreateInstanceProfileResponse : AmazonWebServiceResponse
{
    /// <summary>The instance profile.</summary>
    public InstanceProfile? InstanceProfile { get; set; }
}

/// <summary>An instance profile, which gives a role to an EC2 instance.</summary>
public sealed class InstanceProfile
{
    /// <summary>The path of the instance profile.</summary>
    public string? Path { get; set; }

    /// <summary>The name of the instance profile.</summary>
    public string? InstanceProfileName { get; set; }

    /// <summary>The id of the instance profile. AWS never reuses an id.</summary>
    public string? InstanceProfileId { get; set; }

    /// <summary>The ARN of the instance profile.</summary>
    public string? Arn { get; set; }

    /// <summary>The time when the instance profile was created, UTC.</summary>
    public DateTime? CreateDate { get; set; }

    /// <summary>The role of the instance profile; at most one.</summary>
    public List<Role>? Roles { get; set; }

    /// <summary>The tags of the instance profile.</summary>
    public List<Tag>? Tags { get; set; }
}

/// <summary>Adds a role to an instance profile. An instance profile can have at most one role.</summary>
public sealed class AddRoleToInstanceProfileRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The name of the instance profile. Required.</summary>
    public string? InstanceProfileName { get; set; }

    /// <summary>The name of the role. Required.</summary>
    public string? RoleName { get; set; }
}

/// <summary>Confirms that the instance profile has the role.</summary>
public sealed class AddRoleToInstanceProfileResponse : AmazonWebServiceResponse;
