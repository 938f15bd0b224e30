using System.IO.Compression;
using System.Text;

namespace AwsLoginAudit;

/// <summary>A compressed CSV file with the failures of a report, one row each.</summary>
/// <param name="FileName">The file name.</param>
/// <param name="Content">The file's content: UTF-8 text compressed with gzip.</param>
/// <param name="Failures">The number of failures in the file; less than in the report if not all of them fit.</param>
public sealed record LoginAuditAttachment(string FileName, byte[] Content, long Failures)
{
    /// <summary>The maximum size of the content, in bytes. In base64 it has 6.9 MB. That leaves 3 MB of SES's 10 MB for a text and a page that name 10,000 machines.</summary>
    public const int MostBytes = 5_000_000;

    /// <summary>Compresses every failure that the counts of a report have kept.</summary>
    /// <param name="report">The report.</param>
    /// <returns>The file; null if no failure was kept.</returns>
    public static LoginAuditAttachment? Of(LoginAuditReport report)
    {
        var content = new MemoryStream();
        long failures = 0;
        using (var packed = new GZipStream(content, CompressionLevel.Optimal, leaveOpen: true))
        // Excel needs the byte order mark to read the file as UTF-8.
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
