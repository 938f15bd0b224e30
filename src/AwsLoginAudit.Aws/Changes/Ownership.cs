namespace AwsLoginAudit.Aws;

/// <summary>The tag that everything made by this module carries, and by which it is known again.</summary>
internal static class Ownership
{
    public const string Key = "created-by";
    public const string Value = "AwsLoginAudit";

    /// <summary>The tag, for calls that take tags as a map.</summary>
    public static Dictionary<string, string> Tags => new(StringComparer.Ordinal) { [Key] = Value };

    /// <summary>The tag together with others.</summary>
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

    public static LoginAuditException NotOurs(string kind, string name, string? more = null, params LoginAuditRemedy[] remedies) => new(
        LoginAuditError.NotOurs,
        $"The {kind} {name} exists, and was not made by this module: it has no tag {Key} = {Value}.{(more is null ? "" : " ")}{more}",
        name,
        remedies: remedies);

    /// <summary>The same for a resource that gets its name from a setting, and that can be taken over.</summary>
    public static LoginAuditException NotOurs(string kind, string name, RemedySetting setting) =>
        NotOurs(kind, name, null, LoginAuditRemedy.Change(setting), LoginAuditRemedy.Use(RemedySetting.Force));
}
