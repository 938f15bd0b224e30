using System.Text;
using LocalAws.Http;
using MimeKit;

namespace LocalAws.Mail;

/// <summary>Reads addresses as strictly as SES does.</summary>
internal static class MailAddresses
{
    private static readonly ParserOptions Strict = new() { AddressParserComplianceMode = RfcComplianceMode.Strict, AllowAddressesWithoutDomain = true };

    /// <summary>The addresses of a list such as <c>A &lt;a@x.example&gt;, b@x.example</c>, without the names.</summary>
    public static IReadOnlyList<string> Read(byte[] list)
    {
        // Internationalized addresses are not taken: domains are written in Punycode, names as encoded words.
        if (list.Any(b => b > '~'))
            throw Refused("Local address contains control or whitespace");
        if (!InternetAddressList.TryParse(Strict, list, out var parsed))
            throw Refused("Illegal address");
        var addresses = parsed.Mailboxes.Select(m => m.GetAddress(idnEncode: true)).ToList();
        return addresses.All(a => a.Contains('@', StringComparison.Ordinal)) ? addresses : throw Refused("Missing final '@domain'");
    }

    /// <summary>The address of a text that holds one.</summary>
    public static string ReadOne(string text) => Read(Encoding.UTF8.GetBytes(text)) is [var address] ? address : throw Refused("Illegal address");

    public static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..];

    public static AwsException Refused(string message) => new("InvalidParameterValue", message);
}
