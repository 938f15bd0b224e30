using System.Net;
using System.Text.Json;
using LocalAws.Http;
using LocalAws.Validation;

namespace LocalAws.Identity;

/// <summary>The operations on policies that are part of a role.</summary>
internal sealed class InlinePolicies(ServerContext context, EntityOperations entities)
{
    /// <summary>Of all inline policies of one role, without white space.</summary>
    private const int LongestPolicies = 10_240;

    public void PutRolePolicy(JsonElement request, Utf8JsonWriter response)
    {
        var (role, name, policy) = (entities.RoleOf(request), request.Demand("PolicyName"), request.Demand("PolicyDocument"));
        if (PolicyDocument.PermissionProblem(policy) is { } problem)
            throw EntityOperations.MalformedPolicyDocument(problem);
        if (role.InlinePolicies.Where(p => p.Key != name).Sum(p => PolicyDocument.SizeOf(p.Value)) + PolicyDocument.SizeOf(policy) > LongestPolicies)
            throw new AwsException("LimitExceeded", $"Maximum policy size of {LongestPolicies} bytes exceeded for role {role.Name}", HttpStatusCode.Conflict);
        role.InlinePolicies[name] = policy;
    }

    public void GetRolePolicy(JsonElement request, Utf8JsonWriter response)
    {
        var (role, name) = (entities.RoleOf(request), request.Demand("PolicyName"));
        response.WriteStartObject();
        response.WriteString("RoleName", role.Name);
        response.WriteString("PolicyName", name);
        response.WriteString("PolicyDocument", Uri.EscapeDataString(role.InlinePolicies.GetValueOrDefault(name) ?? throw Missing(name)));
        response.WriteEndObject();
    }

    public void DeleteRolePolicy(JsonElement request, Utf8JsonWriter response)
    {
        var name = request.Demand("PolicyName");
        if (!entities.RoleOf(request).InlinePolicies.Remove(name))
            throw Missing(name);
    }

    public void ListRolePolicies(JsonElement request, Utf8JsonWriter response)
    {
        var role = entities.RoleOf(request);
        response.WriteStartObject();
        response.WriteBoolean("IsTruncated", context.WritePage(
            response, EntityOperations.Page("PolicyNames", $"inline policies {role.Id}", request), role.InlinePolicies.Keys, response.WriteStringValue));
        response.WriteEndObject();
    }

    private static AwsException Missing(string name) => EntityOperations.NoSuchEntity($"The role policy with name {name} cannot be found.");
}
