using System.Text.RegularExpressions;

namespace AwsLoginAudit;

/// <summary>Keeps mail programs from making links of what strangers typed.</summary>
internal static class LinkText
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Schemes that mail programs make links of without two slashes behind them.
    private const string BareScheme = @"\b(?:mailto|tel|sms|callto|sips?|skype|xmpp|facetime)";

    // Matches a word with a scheme, www., ftp. or two backslashes, and a host name before a port, a path, a query or a fragment. Letters of many scripts have
    // marks of their own.
    private static readonly Regex Url = new(
        $@"\S*(?:[a-z]:[/\\]{{2}}|{BareScheme}:\S|\b(?:www|ftp)\.|\\\\\w|[\w\p{{M}}]\.\p{{L}}[\p{{L}}\p{{M}}\p{{N}}-]*[/:?#])\S*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patience);

    private static readonly Regex Beginning = new($@":(?=[/\\]{{2}})|(?<={BareScheme}):|\\\\(?=\w)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patience);

    /// <summary>A dot that joins two words, so that they pass for a domain.</summary>
    public static Regex Dot { get; } = new(@"(?<=[\w\p{M}])\.(?=\w)", RegexOptions.CultureInvariant, Patience);

    /// <summary>The text with its URLs and network paths disarmed as security reports disarm them: <c>http[:]//example[.]com</c>.</summary>
    /// <param name="text">The text.</param>
    public static string Disarm(string text) => Url.Replace(text, url => Dot.Replace(Beginning.Replace(url.Value, "[$0]"), "[.]"));
}
