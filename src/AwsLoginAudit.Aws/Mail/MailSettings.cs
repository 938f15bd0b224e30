using MimeKit;

namespace AwsLoginAudit.Aws;

/// <summary>The sender and the recipients of a report.</summary>
public sealed record MailSettings
{
    /// <summary>The address of the sender, which is verified in SES.</summary>
    public required string From { get; init; }

    /// <summary>The recipients; one address or more.</summary>
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>The recipients of a copy.</summary>
    public IReadOnlyList<string> Cc { get; init; } = [];

    /// <summary>The addresses for replies. The default is the sender.</summary>
    public IReadOnlyList<string> ReplyTo { get; init; } = [];

    /// <summary>The SES configuration set; null for the default of the identity.</summary>
    public string? ConfigurationSetName { get; init; }

    /// <summary>All recipients, each once.</summary>
    internal IReadOnlyList<string> Recipients => [.. To.Concat(Cc).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Parses an address.</summary>
    /// <exception cref="LoginAuditException">InvalidAddress: the text is not exactly one address.</exception>
    internal static MailboxAddress Mailbox(string address) =>
        !address.Any(char.IsControl) && MailboxAddress.TryParse(address, out var mailbox) && mailbox.Address == address && address.IndexOf('@') > 0
            ? mailbox
            : throw new LoginAuditException(
                LoginAuditError.InvalidAddress, $"'{SafeText.Show(address, 100)}' is not a mail address. Give single addresses without a name, such as soc@example.com.", address);
}
