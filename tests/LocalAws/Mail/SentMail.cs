using MimeKit;

namespace LocalAws.Mail;

/// <summary>A mail that SES took.</summary>
/// <param name="MessageId">What SES calls it.</param>
/// <param name="Source">Address of the sender: where it bounces to.</param>
/// <param name="Recipients">Addresses of who gets it, 1 to 50.</param>
/// <param name="Raw">The whole mail, as it was given.</param>
/// <param name="SentAt">When it was taken, on the account's clock.</param>
/// <param name="ConfigurationSetName">The configuration set that it was sent with; null: none.</param>
public sealed record SentMail(string MessageId, string Source, IReadOnlyList<string> Recipients, byte[] Raw, DateTimeOffset SentAt, string? ConfigurationSetName)
{
    /// <summary>The mail, parsed anew at each call.</summary>
    public MimeMessage Message
    {
        get
        {
            using var stream = new MemoryStream(Raw);
            return MimeMessage.Load(stream);
        }
    }
}
