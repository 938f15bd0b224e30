using System.Text.RegularExpressions;

namespace AwsLoginAudit.Packaging;

/// <summary>Writes the changelog of this version into the manifest, where the PowerShell Gallery reads it.</summary>
internal static partial class ReleaseNotes
{
    // The value of ReleaseNotes in the source manifest.
    private const string Placeholder = "'CHANGELOG.md'";

    public static string WrittenInto(string manifest, string changelog, string version)
    {
        var notes = Of(changelog, version);
        return manifest.Contains(Placeholder, StringComparison.Ordinal)
            ? manifest.Replace(Placeholder, $"@'\n{notes}\n'@", StringComparison.Ordinal)
            : throw new InvalidDataException($"The manifest has no {Placeholder} to put the release notes in.");
    }

    // The notes of an unreleased version are in the first section, "Unreleased".
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
