using System.Text.RegularExpressions;

namespace AwsLoginAudit.Tests;

/// <summary>The text of a report with its long lines whole again.</summary>
internal static partial class WrappedReport
{
    public static string Unwrapped(this string text) => Continued().Replace(text.ReplaceLineEndings("\n"), " ");

    [GeneratedRegex(@"\n {6}(?=\S)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Continued();
}
