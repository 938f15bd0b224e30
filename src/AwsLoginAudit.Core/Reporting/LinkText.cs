using System.Text.RegularExpressions;

namespace AwsLoginAudit;

/// <summary>Keeps mail programs from making links of what strangers typed.</summary>
internal static class LinkText
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Matches a word with a scheme, www. or two backslashes, and a host name before a port, a path, a query or a fragment.
    private static readonly Regex Url = new(
        @"\S*(?:[a-z]:[/\\]{2}|\bwww\.|\\\\\w|\w\.\p{L}[\p{L}\p{N}-]*[/:?#])\S*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patience);

    private static readonly Regex Beginning = new(@":(?=[/\\]{2})|\\\\(?=\w)", RegexOptions.CultureInvariant, Patience);

    /// <summary>A dot that joins two words, so that they pass for a domain.</summary>
    public static Regex Dot { get; } = new(@"(?<=\w)\.(?=\w)", RegexOptions.CultureInvariant, Patience);

    /// <summary>The text with its URLs and network paths disarmed as security reports disarm them: <c>http[:]//example[.]com</c>.</summary>
    /// <param name="text">The text.</param>
    public static string Disarm(string text) => Url.Replace(text, url => Dot.Replace(Beginning.Replace(url.Value, "[$0]"), "[.]"));
}
