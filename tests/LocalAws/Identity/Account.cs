using System.Security.Cryptography;

namespace LocalAws.Identity;

/// <summary>A role, or an instance profile: a thing of IAM with a name, a path and tags.</summary>
internal abstract class Entity(string name, string path, string arn, string idPrefix, DateTimeOffset createdAt)
{
    public string Name => name;

    public string Path => path;

    public string Arn => arn;

    /// <summary>Never used again, not even for another thing of the same name.</summary>
    public string Id { get; } = idPrefix + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 17);

    public DateTimeOffset CreatedAt => createdAt;

    /// <summary>Keys are told apart whatever their case.</summary>
    public Dictionary<string, string> Tags { get; init; } = new(StringComparer.OrdinalIgnoreCase);
}

internal sealed class Role(string name, string path, string arn, DateTimeOffset createdAt) : Entity(name, path, arn, "AROA", createdAt)
{
    public required string TrustPolicy { get; set; }

    public string? Description { get; init; }

    /// <summary>Seconds.</summary>
    public long MaxSessionDuration { get; init; } = 3600;

    /// <summary>ARNs of the managed policies attached.</summary>
    public List<string> Policies { get; } = [];

    /// <summary>Documents of the role's own policies, by name.</summary>
    public SortedDictionary<string, string> InlinePolicies { get; } = new(StringComparer.Ordinal);
}

internal sealed class InstanceProfile(string name, string path, string arn, DateTimeOffset createdAt) : Entity(name, path, arn, "AIPA", createdAt)
{
    /// <summary>It has at most one.</summary>
    public Role? Role { get; set; }
}

/// <summary>What there is in the account. Names are told apart whatever their case.</summary>
internal sealed class Account
{
    public SortedDictionary<string, Role> Roles { get; } = new(StringComparer.OrdinalIgnoreCase);

    public SortedDictionary<string, InstanceProfile> Profiles { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Documents of the managed policies, by ARN: AWS's and the account's own.</summary>
    public Dictionary<string, string> Policies { get; } = ManagedPolicies.Documents.ToDictionary(p => ManagedPolicies.ArnPrefix + p.Key, p => p.Value, StringComparer.Ordinal);

    /// <summary>The one policy that counts for a principal, by its ARN.</summary>
    public Dictionary<string, string> Permissions { get; } = new(StringComparer.Ordinal);

    public Role? RoleAt(string arn) => Roles.Values.FirstOrDefault(r => r.Arn == arn);

    /// <summary>Documents of all policies that count for a role.</summary>
    public IReadOnlyList<string> PoliciesOf(Role role) =>
        Permissions.TryGetValue(role.Arn, out var only) ? [only] : [.. role.InlinePolicies.Values, .. role.Policies.Select(p => Policies[p])];
}
