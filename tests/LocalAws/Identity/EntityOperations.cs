using System.Globalization;
using System.Net;
using System.Text.Json;
using LocalAws.Http;
using LocalAws.Validation;

namespace LocalAws.Identity;

/// <summary>The operations on roles and instance profiles.</summary>
internal sealed class EntityOperations(ServerContext context, Account account)
{
    private const int LongestTrustPolicy = 2048;
    private const int PoliciesPerRole = 10;
    private const int TagsPerRole = 50;
    private const int DefaultItems = 100;

    public string ArnOf(string kind, string path, string name) => $"arn:aws:iam::{context.Options.AccountId}:{kind}{path}{name}";

    public void GetRole(JsonElement request, Utf8JsonWriter response) => Answer(response, "Role", () => Write(response, RoleOf(request), withTags: true));

    public void CreateRole(JsonElement request, Utf8JsonWriter response)
    {
        var (name, path, trust) = (request.Demand("RoleName"), request.Text("Path") ?? "/", request.Demand("AssumeRolePolicyDocument"));
        CheckTrust(trust);
        var role = new Role(name, path, ArnOf("role", path, name), context.Now)
        {
            TrustPolicy = trust,
            Description = request.Text("Description"),
            MaxSessionDuration = request.Long("MaxSessionDuration") ?? 3600,
            Tags = ReadTags(request),
        };
        if (!account.Roles.TryAdd(name, role))
            throw AlreadyExists($"Role with name {name} already exists.");
        Answer(response, "Role", () => Write(response, role, withTags: true));
    }

    public void UpdateAssumeRolePolicy(JsonElement request, Utf8JsonWriter response)
    {
        var (role, trust) = (RoleOf(request), request.Demand("PolicyDocument"));
        CheckTrust(trust);
        role.TrustPolicy = trust;
    }

    public void TagRole(JsonElement request, Utf8JsonWriter response)
    {
        var (role, tags) = (RoleOf(request), ReadTags(request));
        if (role.Tags.Keys.Union(tags.Keys, StringComparer.OrdinalIgnoreCase).Count() > TagsPerRole)
            throw LimitExceeded("TagsPerRole", TagsPerRole);
        foreach (var (key, value) in tags)
            role.Tags[key] = value;
    }

    public void DeleteRole(JsonElement request, Utf8JsonWriter response)
    {
        var role = RoleOf(request);
        var conflict = role.InlinePolicies.Count > 0 ? "must delete policies first"
            : role.Policies.Count > 0 ? "must detach all policies first"
            : account.Profiles.Values.Any(p => p.Role == role) ? "must remove roles from instance profile first"
            : null;
        if (conflict is not null)
            throw new AwsException("DeleteConflict", $"Cannot delete entity, {conflict}.", HttpStatusCode.Conflict);
        account.Roles.Remove(role.Name);
    }

    public void AttachRolePolicy(JsonElement request, Utf8JsonWriter response)
    {
        var (role, arn) = (RoleOf(request), request.Demand("PolicyArn"));
        if (arn.Split(':') is not ["arn", _, "iam", "", _, ['p', 'o', 'l', 'i', 'c', 'y', '/', ..]])
            throw InvalidInput($"ARN {arn} is not valid.");
        if (!account.Policies.ContainsKey(arn))
            throw NoSuchEntity($"Policy {arn} does not exist or is not attachable.");
        if (role.Policies.Contains(arn, StringComparer.Ordinal))
            return;
        if (role.Policies.Count >= PoliciesPerRole)
            throw LimitExceeded("PoliciesPerRole", PoliciesPerRole);
        role.Policies.Add(arn);
    }

    public void ListAttachedRolePolicies(JsonElement request, Utf8JsonWriter response)
    {
        var (role, prefix) = (RoleOf(request), request.Text("PathPrefix") ?? "/");
        var found = role.Policies.Where(arn => arn[arn.IndexOf('/', StringComparison.Ordinal)..].StartsWith(prefix, StringComparison.Ordinal));
        response.WriteStartObject();
        response.WriteBoolean("IsTruncated", context.WritePage(response, Page("AttachedPolicies", $"policies {role.Id} {prefix}", request), found, arn =>
        {
            response.WriteStartObject();
            response.WriteString("PolicyName", arn[(arn.LastIndexOf('/') + 1)..]);
            response.WriteString("PolicyArn", arn);
            response.WriteEndObject();
        }));
        response.WriteEndObject();
    }

    public void GetInstanceProfile(JsonElement request, Utf8JsonWriter response) => Answer(response, "InstanceProfile", () => Write(response, ProfileOf(request)));

    public void CreateInstanceProfile(JsonElement request, Utf8JsonWriter response)
    {
        var (name, path) = (request.Demand("InstanceProfileName"), request.Text("Path") ?? "/");
        var profile = new InstanceProfile(name, path, ArnOf("instance-profile", path, name), context.Now) { Tags = ReadTags(request) };
        if (!account.Profiles.TryAdd(name, profile))
            throw AlreadyExists($"Instance Profile {name} already exists.");
        Answer(response, "InstanceProfile", () => Write(response, profile));
    }

    public void AddRoleToInstanceProfile(JsonElement request, Utf8JsonWriter response)
    {
        var (profile, role) = (ProfileOf(request), RoleOf(request));
        if (profile.Role is not null)
            throw LimitExceeded("InstanceSessionsPerInstanceProfile", 1);
        profile.Role = role;
    }

    public Role RoleOf(JsonElement request) => account.Roles.TryGetValue(request.Demand("RoleName"), out var role)
        ? role
        : throw NoSuchEntity($"The role with name {request.Demand("RoleName")} cannot be found.");

    public static AwsException InvalidInput(string message) => new("InvalidInput", message);

    public static AwsException NoSuchEntity(string message) => new("NoSuchEntity", message, HttpStatusCode.NotFound);

    public static PageRequest Page(string list, string question, JsonElement request) => new(
        list, "Marker", question, request.Text("Marker"), request.Int("MaxItems", DefaultItems), () => new AwsException("ValidationError", "Invalid Marker."));

    public static AwsException MalformedPolicyDocument(string problem) => new("MalformedPolicyDocument", problem);

    private static AwsException AlreadyExists(string message) => new("EntityAlreadyExists", message, HttpStatusCode.Conflict);

    private static AwsException LimitExceeded(string quota, int limit) => new("LimitExceeded", $"Cannot exceed quota for {quota}: {limit}", HttpStatusCode.Conflict);

    private InstanceProfile ProfileOf(JsonElement request) => account.Profiles.TryGetValue(request.Demand("InstanceProfileName"), out var profile)
        ? profile
        : throw NoSuchEntity($"Instance Profile {request.Demand("InstanceProfileName")} cannot be found.");

    private static void CheckTrust(string policy)
    {
        if (PolicyDocument.TrustProblem(policy) is { } problem)
            throw MalformedPolicyDocument(problem);
        if (PolicyDocument.SizeOf(policy) > LongestTrustPolicy)
            throw LimitExceeded("ACLSizePerRole", LongestTrustPolicy);
    }

    private static Dictionary<string, string> ReadTags(JsonElement request)
    {
        var tags = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var tag in request.Member("Tags")?.EnumerateArray().ToList() ?? [])
        {
            if (tag.Demand("Key").StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                throw InvalidInput("aws: prefixed tag key names are not allowed for external use.");
            if (!tags.TryAdd(tag.Demand("Key"), tag.Demand("Value")))
                throw InvalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        }
        return tags;
    }

    private static void Answer(Utf8JsonWriter response, string name, Action write)
    {
        response.WriteStartObject();
        response.WritePropertyName(name);
        write();
        response.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter response, InstanceProfile profile)
    {
        response.WriteStartObject();
        WriteEntity(response, profile, "InstanceProfileName", "InstanceProfileId");
        response.WriteStartArray("Roles");
        if (profile.Role is { } role)
            Write(response, role, withTags: false);
        response.WriteEndArray();
        WriteTags(response, profile);
        response.WriteEndObject();
    }

    /// <summary>A role that is part of something else is shown without its tags.</summary>
    private static void Write(Utf8JsonWriter response, Role role, bool withTags)
    {
        response.WriteStartObject();
        WriteEntity(response, role, "RoleName", "RoleId");
        response.WriteString("AssumeRolePolicyDocument", Uri.EscapeDataString(role.TrustPolicy));
        if (role.Description is { } description)
            response.WriteString("Description", description);
        response.WriteNumber("MaxSessionDuration", role.MaxSessionDuration);
        if (withTags)
            WriteTags(response, role);
        response.WriteEndObject();
    }

    private static void WriteEntity(Utf8JsonWriter response, Entity entity, string nameMember, string idMember)
    {
        response.WriteString("Path", entity.Path);
        response.WriteString(nameMember, entity.Name);
        response.WriteString(idMember, entity.Id);
        response.WriteString("Arn", entity.Arn);
        response.WriteString("CreateDate", entity.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }

    private static void WriteTags(Utf8JsonWriter response, Entity entity)
    {
        response.WriteStartArray("Tags");
        foreach (var (key, value) in entity.Tags)
        {
            response.WriteStartObject();
            response.WriteString("Key", key);
            response.WriteString("Value", value);
            response.WriteEndObject();
        }
        response.WriteEndArray();
    }
}
