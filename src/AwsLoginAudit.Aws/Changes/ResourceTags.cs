using System.Text.RegularExpressions;

namespace AwsLoginAudit.Aws;

/// <summary>Validates the tags of a user by rules that every service accepts.</summary>
/// <remarks>
/// Sources: TagKey, TagValue and the lists of tags in botocore's models of logs, iam, ssm, cloudwatch, sns, events and dynamodb. The strictest, logs and iam,
/// allow 50 tags, keys of 1 to 128 characters and values of up to 256. AWS reserves keys that begin with aws:.
/// </remarks>
public static class ResourceTags
{
    /// <summary>The maximum number of tags: AWS's 50 without the two that this module sets.</summary>
    public const int Most = 48;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private static readonly Regex Key = new(@"^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}\z", RegexOptions.CultureInvariant, Longest);
    private static readonly Regex Value = new(@"^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}\z", RegexOptions.CultureInvariant, Longest);

    /// <summary>Checks whether AWS accepts the tags and this module uses none of their keys.</summary>
    /// <param name="tags">The tags.</param>
    /// <returns>A sentence that says what is wrong and what is expected; null if the tags are accepted.</returns>
    public static string? WhyNotAccepted(IReadOnlyDictionary<string, string> tags)
    {
        if (tags.Count > Most)
            return $"{tags.Count} tags exceed the maximum of {Most}.";
        foreach (var tag in tags)
        {
            var shown = SafeText.Show(tag.Key, 100);
            if (tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                return $"AWS reserves keys that begin with aws:, such as '{shown}'.";
            if (IsOwn(tag.Key))
                return $"The key '{shown}' is reserved for this module.";
            if (!Key.IsMatch(tag.Key))
                return $"The key '{shown}' must be 1 to 128 letters, digits, spaces and any of _.:/=+-@.";
            if (!Value.IsMatch(tag.Value))
                return $"The value of '{shown}' must be up to 256 letters, digits, spaces and any of _.:/=+-@.";
        }
        return null;
    }

    private static bool IsOwn(string key) =>
        key.Equals(Ownership.Key, StringComparison.OrdinalIgnoreCase) || key.Equals(LogGroupPlan.RetentionTag, StringComparison.OrdinalIgnoreCase);
}
