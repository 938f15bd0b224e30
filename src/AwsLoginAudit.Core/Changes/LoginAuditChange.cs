namespace AwsLoginAudit;

/// <summary>What became of a resource.</summary>
public enum LoginAuditChangeAction
{
    /// <summary>It was as wanted already.</summary>
    Unchanged,
    /// <summary>It was made.</summary>
    Created,
    /// <summary>It was there and was changed.</summary>
    Updated,
    /// <summary>It was taken away.</summary>
    Removed,
}

/// <summary>A resource and what became of it.</summary>
/// <param name="ResourceType">What it is, in AWS's words: log group, metric filter, topic.</param>
/// <param name="Name">Its name or ARN.</param>
/// <param name="Action">What became of it.</param>
public sealed record LoginAuditChange(string ResourceType, string Name, LoginAuditChangeAction Action)
{
    /// <inheritdoc/>
    public override string ToString() => SafeText.Show($"{ResourceType} {Name}: {Action}");
}
