namespace AwsLoginAudit;

/// <summary>What was done to a resource.</summary>
public enum LoginAuditChangeAction
{
    /// <summary>The resource already was as requested.</summary>
    Unchanged,
    /// <summary>The resource was created.</summary>
    Created,
    /// <summary>The resource existed and was updated.</summary>
    Updated,
    /// <summary>The resource was removed.</summary>
    Removed,
}

/// <summary>A resource and what was done to it.</summary>
/// <param name="ResourceType">The type of the resource in AWS's terms, such as log group, metric filter or topic.</param>
/// <param name="Name">The resource's name or ARN.</param>
/// <param name="Action">What was done.</param>
public sealed record LoginAuditChange(string ResourceType, string Name, LoginAuditChangeAction Action)
{
    /// <summary>The settings of an alarm that change, such as "threshold 10 -> 5"; null if none does, and for other resources.</summary>
    public string? Detail { get; init; }

    /// <inheritdoc/>
    public override string ToString() => SafeText.Show($"{ResourceType} {Name}: {Action}{(Detail is null ? "" : $" ({Detail})")}");
}
