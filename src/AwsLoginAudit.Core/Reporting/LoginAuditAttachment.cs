using System.IO.Compression;
using System.Text;

namespace AwsLoginAudit;

/// <summary>Every failure of a report, one row each, as a packed CSV file.</summary>
/// <param name="FileName">The file's name.</param>
/// <param name="Content">The file: gzip of UTF-8 text.</param>
/// <param name="Failures">How many failures are in it; fewer than the report has where there was no room for all.</param>
public sealed record LoginAuditAttachment(string FileName, byte[] Content, long Failures)
{
    /// <summary>The largest content, in bytes. In base64 it is 8.9 MB, and with the text of a mail under the 10 MB that SES takes.</summary>
    public const int MostBytes = 6_500_000;

    /// <summary>Packs every failure that the counts of a report have kept.</summary>
    /// <param name="report">The report.</param>
    /// <returns>The file; null where no failure was kept.</returns>
    public static LoginAuditAttachment? Of(LoginAuditReport report)
    {
        var content = new MemoryStream();
        long failures = 0;
        using (var packed = new GZipStream(content, CompressionLevel.Optimal, leaveOpen: true))
        // The mark tells Excel that it is UTF-8.
        using (var writer = new StreamWriter(packed, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
        {
            new FailureCsv(writer).WriteHeader();
            foreach (var (text, rows) in report.Counts.SelectMany(count => count.Failures?.Read() ?? []))
            {
                writer.Write(text);
                failures += rows;
                if (content.Length >= MostBytes)
                    break;
            }
        }
        return failures == 0 ? null : new LoginAuditAttachment(report.Incomplete ? "failures-incomplete.csv.gz" : "failures.csv.gz", content.ToArray(), failures);
    }

    /// <inheritdoc/>
    public override string ToString() => SafeText.Show($"{FileName} ({Words.Plural(Failures, "failed login")})");
}
