namespace AwsLoginAudit.Aws;

/// <summary>The name of something that is there.</summary>
/// <param name="Name">The name, as parameters take it.</param>
/// <param name="Alias">Another name that people know it by; null for none.</param>
/// <param name="Description">What tells it from others, in a line.</param>
public sealed record KnownName(string Name, string? Alias, string Description);
