using System.IO.Compression;
using System.Text;
using LocalAws.Mail;
using MimeKit;

namespace AwsLoginAudit.Tests;

/// <summary>Reads what is attached to a mail.</summary>
internal static class MailAttachment
{
    /// <summary>The lines of the attached list of failures, its header first.</summary>
    public static List<string> Rows(this SentMail mail)
    {
        var attachment = Assert.IsType<MimePart>(Assert.Single(mail.Message.Attachments), exactMatch: false);
        Assert.Equal(("application/gzip", "failures.csv.gz"), (attachment.ContentType.MimeType, attachment.FileName));
        using var packed = new MemoryStream();
        attachment.Content!.DecodeTo(packed, TestContext.Current.CancellationToken);
        packed.Position = 0;
        using var reader = new StreamReader(new GZipStream(packed, CompressionMode.Decompress), Encoding.UTF8);
        return [.. reader.ReadToEnd().Split("\r\n", StringSplitOptions.RemoveEmptyEntries)];
    }
}
