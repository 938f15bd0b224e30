namespace AwsLoginAudit.Aws;

/// <summary>The name of an existing resource, for completion.</summary>
/// <param name="Name">The name as a parameter value.</param>
/// <param name="Alias">Another name of the resource; null for none.</param>
/// <param name="Description">One line that describes the resource.</param>
public sealed record KnownName(string Name, string? Alias, string Description);
