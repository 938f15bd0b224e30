using MimeKit;

namespace AwsLoginAudit.Aws;

/// <summary>Who mails a report to whom.</summary>
public sealed record MailSettings
{
    /// <summary>The sender's address, verified in SES.</summary>
    public required string From { get; init; }

    /// <summary>Who gets the report; one address or more.</summary>
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>Who gets a copy.</summary>
    public IReadOnlyList<string> Cc { get; init; } = [];

    /// <summary>Where answers go; the sender unless given.</summary>
    public IReadOnlyList<string> ReplyTo { get; init; } = [];

    /// <summary>An SES configuration set; null for the identity's own.</summary>
    public string? ConfigurationSetName { get; init; }

    /// <summary>Everybody who gets the mail, each once.</summary>
    internal IReadOnlyList<string> Recipients => [.. To.Concat(Cc).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>An address as mail has it.</summary>
    /// <exception cref="LoginAuditException">InvalidAddress: it is none, or more than one.</exception>
    internal static MailboxAddress Mailbox(string address) =>
        !address.Any(char.IsControl) && MailboxAddress.TryParse(address, out var mailbox) && mailbox.Address == address && address.IndexOf('@') > 0
            ? mailbox
            : throw new LoginAuditException(
                LoginAuditError.InvalidAddress, $"'{SafeText.Show(address, 100)}' is not a mail address. Give one address each, such as soc@example.com, without a name.", address);
}
