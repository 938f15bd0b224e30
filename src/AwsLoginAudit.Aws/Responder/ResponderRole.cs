using System.Text.Json.Nodes;
using Amazon.IdentityManagement.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Plans the role of the function and its only policy.</summary>
internal sealed class ResponderRole(AwsSession session, AccountScope scope)
{
    private const string PolicyName = "Responder";

    /// <exception cref="LoginAuditException">NotCreatedByModule, AccessDenied, …</exception>
    public async Task<IReadOnlyList<PlannedChange>> PlanAsync(ResponderSettings settings, CancellationToken cancellationToken)
    {
        var name = AlarmNames.ResponderRole(settings.AlarmName, scope.Region);
        var role = await AgentRole.FindAsync(session, name, cancellationToken);
        var ours = role is null || IsOurs(role);
        if (!ours && !settings.Force)
            throw Ownership.NotCreatedByModule("role", name, RemedySetting.AlarmName);
        var wanted = ResponderPolicy.Permissions(scope, settings);
        var current = role is null ? null : await PolicyAsync(name, cancellationToken);
        // IAM returns policy documents URL-encoded.
        var trusts = role is not null && JsonNode.DeepEquals(JsonNode.Parse(Uri.UnescapeDataString(role.AssumeRolePolicyDocument!)), ResponderPolicy.Trust());
        Task Put(CancellationToken cancel) => PutPolicyAsync(name, wanted, cancel);
        return
        [
            role is null ? PlannedChange.Create(ResourceKind.Role, name, cancel => CreateAsync(name, cancel))
                : ours && trusts ? PlannedChange.None(ResourceKind.Role, name)
                : PlannedChange.Update(ResourceKind.Role, name, cancel => UpdateAsync(name, newTrust: !trusts, takeOver: !ours, cancel)),
            current is null ? PlannedChange.Create(ResourceKind.RolePolicy, PolicyName, Put)
                : JsonNode.DeepEquals(JsonNode.Parse(current), wanted) ? PlannedChange.None(ResourceKind.RolePolicy, PolicyName)
                : PlannedChange.Update(ResourceKind.RolePolicy, PolicyName, Put),
        ];
    }

    /// <summary>Plans the removal of the role. A role that does not exist, or that this module did not create, is skipped.</summary>
    public async Task<IReadOnlyList<PlannedChange>> PlanRemovalAsync(string alarmName, CancellationToken cancellationToken)
    {
        var name = AlarmNames.ResponderRole(alarmName, scope.Region);
        var role = await AgentRole.FindAsync(session, name, cancellationToken);
        if (role is null || !IsOurs(role))
            return [];
        var plan = new List<PlannedChange>();
        if (await PolicyAsync(name, cancellationToken) is not null)
        {
            var policy = new DeleteRolePolicyRequest { RoleName = name, PolicyName = PolicyName };
            plan.Add(PlannedChange.Remove(ResourceKind.RolePolicy, PolicyName, cancel => session.Identity.DeleteRolePolicyAsync(policy, cancel)));
        }
        plan.Add(PlannedChange.Remove(ResourceKind.Role, name, cancel => session.Identity.DeleteRoleAsync(new DeleteRoleRequest { RoleName = name }, cancel)));
        return plan;
    }

    private static bool IsOurs(Role role) => (role.Tags ?? []).Exists(tag => Ownership.Is(tag.Key, tag.Value));

    private async Task<string?> PolicyAsync(string roleName, CancellationToken cancellationToken)
    {
        var answer = await session.Identity.GetRolePolicyAsync(new GetRolePolicyRequest { RoleName = roleName, PolicyName = PolicyName }, cancellationToken).OrNullAsync();
        return answer is null ? null : Uri.UnescapeDataString(answer.PolicyDocument!);
    }

    private Task CreateAsync(string name, CancellationToken cancellationToken)
    {
        var request = new CreateRoleRequest
        {
            RoleName = name,
            AssumeRolePolicyDocument = ResponderPolicy.Trust().ToJsonString(),
            Description = "Role of the function that mails reports on failed logins. Created by AwsLoginAudit.",
            Tags = [.. session.NewTags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })],
        };
        return session.Identity.CreateRoleAsync(request, cancellationToken);
    }

    private async Task UpdateAsync(string name, bool newTrust, bool takeOver, CancellationToken cancellationToken)
    {
        if (newTrust)
        {
            var request = new UpdateAssumeRolePolicyRequest { RoleName = name, PolicyDocument = ResponderPolicy.Trust().ToJsonString() };
            await session.Identity.UpdateAssumeRolePolicyAsync(request, cancellationToken);
        }
        if (takeOver)
            await TagAsync(name, cancellationToken);
    }

    private Task TagAsync(string name, CancellationToken cancellationToken)
    {
        var request = new TagRoleRequest { RoleName = name, Tags = [new Tag { Key = Ownership.Key, Value = Ownership.Value }] };
        return session.Identity.TagRoleAsync(request, cancellationToken);
    }

    private Task PutPolicyAsync(string roleName, JsonObject document, CancellationToken cancellationToken)
    {
        var request = new PutRolePolicyRequest { RoleName = roleName, PolicyName = PolicyName, PolicyDocument = document.ToJsonString() };
        return session.Identity.PutRolePolicyAsync(request, cancellationToken);
    }
}
