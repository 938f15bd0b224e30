namespace AwsLoginAudit.Aws;

/// <summary>The tag of every resource that this module creates, by which it recognizes them.</summary>
internal static class Ownership
{
    public const string Key = "created-by";
    public const string Value = "AwsLoginAudit";

    /// <summary>The tag as a map.</summary>
    public static Dictionary<string, string> Tags => new(StringComparer.Ordinal) { [Key] = Value };

    /// <summary>The tag as a map, together with other tags.</summary>
    /// <param name="others">Tags with other keys.</param>
    public static Dictionary<string, string> With(IReadOnlyDictionary<string, string> others)
    {
        var tags = Tags;
        foreach (var other in others)
            tags.Add(other.Key, other.Value);
        return tags;
    }

    public static bool Is(string? key, string? value) => key == Key && value == Value;

    public static bool IsOurs(IReadOnlyDictionary<string, string>? tags) => tags is not null && tags.TryGetValue(Key, out var value) && value == Value;

    public static LoginAuditException NotCreatedByModule(string kind, string name, string? more = null, params LoginAuditRemedy[] remedies) => new(
        LoginAuditError.NotCreatedByModule,
        $"The {kind} {name} exists, but this module did not create it: it has no tag {Key} = {Value}.{(more is null ? "" : " ")}{more}",
        name,
        remedies: remedies);

    /// <summary>The error for a resource that is named after a setting, and that can be taken over.</summary>
    public static LoginAuditException NotCreatedByModule(string kind, string name, RemedySetting setting) =>
        NotCreatedByModule(kind, name, null, LoginAuditRemedy.Change(setting), LoginAuditRemedy.Use(RemedySetting.Force));
}
