using System.Text.RegularExpressions;

namespace AwsLoginAudit.Packaging;

/// <summary>What the changelog says of this version, in the manifest, where the gallery looks.</summary>
internal static partial class ReleaseNotes
{
    // What the manifest has in the sources.
    private const string Placeholder = "'CHANGELOG.md'";

    public static string WrittenInto(string manifest, string changelog, string version)
    {
        var notes = Of(changelog, version);
        return manifest.Contains(Placeholder, StringComparison.Ordinal)
            ? manifest.Replace(Placeholder, $"@'\n{notes}\n'@", StringComparison.Ordinal)
            : throw new InvalidDataException($"The manifest has no {Placeholder} to put the release notes in.");
    }

    // A version that is not out yet has its notes under "Unreleased", which comes first.
    private static string Of(string changelog, string version)
    {
        var sections = Sections().Matches(changelog);
        var section = sections.FirstOrDefault(match => match.Groups["title"].Value.Contains(version, StringComparison.Ordinal)) ?? sections.FirstOrDefault();
        var notes = section?.Groups["notes"].Value.Trim();
        return string.IsNullOrEmpty(notes) ? throw new InvalidDataException($"The changelog has nothing for {version}.") : notes;
    }

    [GeneratedRegex(@"^## (?<title>.+?)\r?$(?<notes>(?s:.*?))(?=^## |\z)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sections();
}
