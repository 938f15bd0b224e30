using System.Text.RegularExpressions;

namespace AwsLoginAudit;

/// <summary>Prevents mail programs from turning typed text into links.</summary>
internal static class LinkText
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Mail programs turn these schemes into links even without two slashes.
    private const string BareScheme = @"\b(?:mailto|tel|sms|callto|sips?|skype|xmpp|facetime)";

    // Matches a word with a scheme, www., ftp. or two backslashes, and a host name before a port, a path, a query or a fragment. Combining marks
    // are part of a host name, because letters of many scripts need them.
    // marks of their own.
    private static readonly Regex Url = new(
        $@"\S*(?:[a-z]:[/\\]{{2}}|{BareScheme}:\S|\b(?:www|ftp)\.|\\\\\w|[\w\p{{M}}]\.\p{{L}}[\p{{L}}\p{{M}}\p{{N}}-]*[/:?#])\S*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patience);

    private static readonly Regex Beginning = new($@":(?=[/\\]{{2}})|(?<={BareScheme}):|\\\\(?=\w)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patience);

    /// <summary>Matches a dot between two words, which could be read as a domain.</summary>
    public static Regex Dot { get; } = new(@"(?<=[\w\p{M}])\.(?=\w)", RegexOptions.CultureInvariant, Patience);

    /// <summary>Disarms URLs and network paths in the form that security reports use: <c>http[:]//example[.]com</c>.</summary>
    /// <param name="text">The text.</param>
    public static string Disarm(string text) => Url.Replace(text, url => Dot.Replace(Beginning.Replace(url.Value, "[$0]"), "[.]"));
}
