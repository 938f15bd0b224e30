using System.Text;
using MimeKit;

namespace AwsLoginAudit.Aws;

/// <summary>A report as a mail: text, HTML, and a compressed list of all failed logins, unless the text shows each of them.</summary>
internal static class ReportMessage
{
    // The text shows the last ten failures of an instance, 20 in all, but only five if names are long.
    private const int AlwaysShown = 5;

    /// <summary>Adds the list of failures to the report, if the text may not show all of them.</summary>
    public static LoginAuditReport Attach(LoginAuditReport report) =>
        report.Failures > AlwaysShown ? report with { Attachment = LoginAuditAttachment.Of(report) } : report;

    // SES replaces the Message-ID of every mail, and keeps References and In-Reply-To (SES Developer Guide, "Header fields"). So all mails of a firing refer
    // to one id that no mail has (RFC 5322, 3.6.4), and mail programs show them as one thread.
    private static string? ThreadOf(LoginAuditReport report, string domain) => report.Windows is [{ AlarmName: { } alarm, StateChangeTime: { } changed } window]
        ? $"{ShortDigest.Of(Encoding.UTF8.GetBytes($"{window.AccountId}/{window.Region}/{MailRecord.Subject(alarm, changed)}"))}@{domain}"
        : null;

    public static MemoryStream Write(LoginAuditReport report, MailSettings settings)
    {
        using var message = new MimeMessage { Subject = report.Title, Date = report.CreatedAt };
        var sender = MailSettings.Mailbox(settings.From);
        // The default of the library would contain the name of this machine.
        message.MessageId = $"{Guid.NewGuid():N}@{sender.Domain}";
        if (ThreadOf(report, sender.Domain) is { } thread)
        {
            message.References.Add(thread);
            message.InReplyTo = thread;
        }
        message.From.Add(sender);
        message.To.AddRange(settings.To.Select(MailSettings.Mailbox));
        message.Cc.AddRange(settings.Cc.Select(MailSettings.Mailbox));
        message.ReplyTo.AddRange(settings.ReplyTo.Select(MailSettings.Mailbox));
        // Prevents automatic replies (RFC 3834).
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");

        var body = new BodyBuilder { TextBody = report.ToText(), HtmlBody = report.ToHtml() };
        if (report.Attachment is { } attachment)
            body.Attachments.Add(attachment.FileName, attachment.Content, new ContentType("application", "gzip"));
        message.Body = body.ToMessageBody();

        // SES accepts lines of at most 998 characters, and all mail servers accept 7-bit text.
        message.Prepare(EncodingConstraint.SevenBit);
        var options = FormatOptions.Default.Clone();
        options.NewLineFormat = NewLineFormat.Dos;
        var raw = new MemoryStream();
        message.WriteTo(options, raw);
        raw.Position = 0;
        return raw;
    }
}
