namespace AwsLoginAudit.Aws;

/// <summary>The tag that everything made by this module carries, and by which it is known again.</summary>
internal static class CreatedBy
{
    public const string Key = "created-by";
    public const string Value = "AwsLoginAudit";

    public static bool Is(string? key, string? value) => key == Key && value == Value;
}
