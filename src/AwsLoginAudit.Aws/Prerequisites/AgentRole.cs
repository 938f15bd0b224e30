using System.Text.Json.Nodes;
using Amazon.IdentityManagement.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Plans the role and the instance profile of the machines.</summary>
internal sealed class AgentRole(AwsSession session, AccountScope scope)
{
    /// <summary>The AWS managed policies that allow Systems Manager to manage a machine, and the agent to send events.</summary>
    public static IReadOnlyList<string> PolicyNames { get; } = ["AmazonSSMManagedInstanceCore", "CloudWatchAgentServerPolicy"];

    /// <summary>Returns a role; null if it does not exist.</summary>
    public static async Task<Role?> FindAsync(AwsSession session, string name, CancellationToken cancellationToken) =>
        (await session.Identity.GetRoleAsync(new GetRoleRequest { RoleName = name }, cancellationToken).OrNullAsync())?.Role;

    /// <summary>Returns the ARNs of the managed policies that are attached to a role.</summary>
    public static async Task<List<string>> AttachedAsync(AwsSession session, string roleName, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        var pages = Pages.AllAsync(
            marker => session.Identity.ListAttachedRolePoliciesAsync(new ListAttachedRolePoliciesRequest { RoleName = roleName, Marker = marker }, cancellationToken),
            page => page.Marker);
        await foreach (var page in pages)
            found.AddRange((page.AttachedPolicies ?? []).Select(policy => policy.PolicyArn!));
        return found;
    }

    /// <summary>Plans the role and the instance profile. Changes nothing.</summary>
    /// <exception cref="LoginAuditException">NotCreatedByModule, AccessDenied, …</exception>
    public async Task<IReadOnlyList<PlannedChange>> PlanAsync(string name, bool force, CancellationToken cancellationToken)
    {
        var role = await FindAsync(session, name, cancellationToken);
        if (role is not null && !force && !(role.Tags ?? []).Exists(tag => Ownership.Is(tag.Key, tag.Value)))
            throw Ownership.NotCreatedByModule("role", name, RemedySetting.RoleName);
        var attached = role is null ? [] : await AttachedAsync(session, name, cancellationToken);
        var profile = await FindProfileAsync(name, cancellationToken);
        return
        [
            role is null ? PlannedChange.Create(ResourceKind.Role, name, cancel => CreateAsync(name, cancel)) : PlannedChange.None(ResourceKind.Role, name),
            .. PolicyNames.Select(policy => PlanPolicy(name, policy, attached)),
            profile is null
                ? PlannedChange.Create(ResourceKind.InstanceProfile, name, cancel => CreateProfileAsync(name, cancel))
                : PlannedChange.None(ResourceKind.InstanceProfile, name),
            (profile?.Roles ?? []).Exists(inside => inside.RoleName == name)
                ? PlannedChange.None(ResourceKind.ProfileRole, name)
                : PlannedChange.Create(ResourceKind.ProfileRole, name, cancel => AddToProfileAsync(name, cancel)),
        ];
    }

    private PlannedChange PlanPolicy(string roleName, string policyName, List<string> attached)
    {
        var arn = $"arn:{scope.Partition}:iam::aws:policy/{policyName}";
        var request = new AttachRolePolicyRequest { RoleName = roleName, PolicyArn = arn };
        return attached.Contains(arn)
            ? PlannedChange.None(ResourceKind.AttachedPolicy, policyName)
            : PlannedChange.Create(ResourceKind.AttachedPolicy, policyName, cancel => session.Identity.AttachRolePolicyAsync(request, cancel));
    }

    private async Task<InstanceProfile?> FindProfileAsync(string name, CancellationToken cancellationToken) =>
        (await session.Identity.GetInstanceProfileAsync(new GetInstanceProfileRequest { InstanceProfileName = name }, cancellationToken).OrNullAsync())?.InstanceProfile;

    private Task CreateAsync(string name, CancellationToken cancellationToken)
    {
        var request = new CreateRoleRequest
        {
            RoleName = name,
            AssumeRolePolicyDocument = TrustPolicy(),
            Description = "Machines whose failed logins are monitored. Created by AwsLoginAudit.",
            Tags = Tags(),
        };
        return session.Identity.CreateRoleAsync(request, cancellationToken);
    }

    private Task CreateProfileAsync(string name, CancellationToken cancellationToken)
    {
        var request = new CreateInstanceProfileRequest { InstanceProfileName = name, Tags = Tags() };
        return session.Identity.CreateInstanceProfileAsync(request, cancellationToken);
    }

    private Task AddToProfileAsync(string name, CancellationToken cancellationToken)
    {
        var request = new AddRoleToInstanceProfileRequest { InstanceProfileName = name, RoleName = name };
        return session.Identity.AddRoleToInstanceProfileAsync(request, cancellationToken);
    }

    // EC2 uses the role for instances. Systems Manager uses it for hybrid machines, on behalf of this account only.
    private string TrustPolicy() => new JsonObject
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray(
            Trust(scope.Partition == "aws-cn" ? "ec2.amazonaws.com.cn" : "ec2.amazonaws.com", null),
            Trust("ssm.amazonaws.com", new JsonObject { ["StringEquals"] = new JsonObject { ["aws:SourceAccount"] = scope.AccountId } })),
    }.ToJsonString();

    private static JsonObject Trust(string service, JsonObject? condition)
    {
        var statement = new JsonObject
        {
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["Service"] = service },
            ["Action"] = "sts:AssumeRole",
        };
        if (condition is not null)
            statement["Condition"] = condition;
        return statement;
    }

    private List<Tag> Tags() => [.. session.NewTags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })];
}
