using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace AwsLoginAudit.Tests.Core.Reporting;

public sealed class AttachmentTests
{
    [Fact]
    public void Every_failure_of_the_report_is_a_row_in_the_order_of_the_counts()
    {
        var attachment = LoginAuditAttachment.Of(Sample.Storm)!;
        var rows = Rows(attachment);
        Assert.Equal(14, attachment.Failures);
        Assert.StartsWith("\"Time\",\"InstanceId\",\"Computer\",\"EventId\"", rows[0], StringComparison.Ordinal);
        Assert.Equal(12, rows.Skip(1).TakeWhile(row => row.Contains("i-0a41c7d2e95f3b601", StringComparison.Ordinal)).Count());
        Assert.Equal(
            """
            "2026-03-01T12:00:00.000Z","i-0a41c7d2e95f3b601","WIN-1","","","CORP\guest","203.0.113.9","","","10","RemoteInteractive","","","Account locked out","False","False"
            """,
            rows[1]);
    }

    [Theory]
    [InlineData("2026-03-01T00:00:00.000Z", 0, null)]
    [InlineData("2026-12-31T23:59:59.999Z", 2_147_483_647, 1)]
    [InlineData("2028-02-29T09:08:07.006Z", 2_147_483_648, 65535)]
    [InlineData("0001-01-01T00:00:00.000Z", long.MaxValue, 10)]
    [InlineData("9999-12-31T23:59:59.999Z", -1, 100)]
    public void Times_and_numbers_are_written_whole(string time, long record, int? port)
    {
        var at = DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
        var before = Sample.Guess(Sample.Start, "i-1", "a", "198.51.100.7", "b");
        var row = Rows(LoginAuditAttachment.Of(Sample.Of([before, before with { Time = at, EventId = 4625, RecordId = record, SourcePort = port }]))!)[2];
        Assert.StartsWith($"\"{time}\",", row, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $",\"4625\",\"{record}\","), row, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $",\"198.51.100.7\",\"{port}\","), row, StringComparison.Ordinal);
    }

    // Sheets begin to calculate, and lines to break, where a stranger says so.
    [Fact]
    public void What_a_stranger_typed_is_harmless_in_a_spreadsheet()
    {
        var hostile = Sample.Guess(Sample.Start, "i-1", "=cmd|'/c calc'!A1", "198.51.100.7", "Wrong\r\n\"password\"");
        var row = Rows(LoginAuditAttachment.Of(Sample.Of([hostile with { AccountDomain = null }]))!)[1];
        Assert.Contains("\"'=cmd|'/c calc'!A1\"", row, StringComparison.Ordinal);
        Assert.Contains("\"Wrong\\u000d\\u000a\"\"password\"\"\"", row, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_without_failures_has_none() => Assert.Null(LoginAuditAttachment.Of(LoginAuditReport.Create([], Sample.Start)));

    [Fact]
    public void What_a_mail_has_no_room_for_is_left_out_and_said_so()
    {
        const int Failures = 450_000;
        var random = new Random(1);
        var report = Sample.Of(Enumerable.Range(0, Failures).Select(number => Sample.Guess(
            Sample.Start.AddMilliseconds(number / 2d),
            "i-1",
            Convert.ToHexString(BitConverter.GetBytes(random.NextInt64())),
            $"{random.Next(256)}.{random.Next(256)}.{random.Next(256)}.{random.Next(256)}",
            "Wrong password")));
        var attachment = LoginAuditAttachment.Of(report)!;
        Assert.InRange(attachment.Content.Length, LoginAuditAttachment.MostBytes / 2, LoginAuditAttachment.MostBytes + 100_000);
        Assert.InRange(attachment.Failures, 1, Failures - 1);
        Assert.Equal(attachment.Failures, Rows(attachment).Count - 1);
        Assert.Equal(Failures, report.Failures);

        var text = (report with { Attachment = attachment }).ToText().Unwrapped();
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"{attachment.Failures:N0} of 450,000 failed logins are in the attached failures.csv.gz, one row each. The other {Failures - attachment.Failures:N0} do not fit into a mail."),
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_repeated_report_says_so_in_subject_and_body()
    {
        var report = Sample.Storm with { Repeated = true };
        Assert.StartsWith("Repeated: WIN-1: more than 5", report.Title, StringComparison.Ordinal);
        Assert.Contains("You may have received a report on this state change before", report.ToText().Unwrapped(), StringComparison.Ordinal);
        Assert.Contains("You may have received a report on this state change before", report.ToHtml(), StringComparison.Ordinal);
    }

    private static List<string> Rows(LoginAuditAttachment attachment)
    {
        using var reader = new StreamReader(new GZipStream(new MemoryStream(attachment.Content), CompressionMode.Decompress), Encoding.UTF8);
        return [.. reader.ReadToEnd().Split("\r\n", StringSplitOptions.RemoveEmptyEntries)];
    }
}
