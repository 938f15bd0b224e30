using System.Text;
using System.Text.Json;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>Reports, as PowerShell gives them.</summary>
public sealed class ReportTests : IDisposable
{
    private const string Hostile = "\u001b[2J&#8238;nimda&#8203;&#13;&#10;&lt;b&gt;";
    private const string Report = "Get-LoginAuditFailure -LiteralPath $events | Measure-LoginAuditFailure -Threshold 2 -All | New-LoginAuditReport";

    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly Engine engine = new();

    public ReportTests()
    {
        var events = Enumerable.Range(0, 4).Select(i => new SecurityEvent(Start.AddSeconds(i), i < 3 ? "WIN-1.corp.example" : "WIN-2." + Hostile, i) { Account = Hostile });
        engine.Set("events", folder.Write("events.xml", string.Join('\n', events.Select(e => e.Bare))));
    }

    [Fact]
    public void What_is_no_count_makes_no_report_that_all_is_well()
    {
        var (error, outcome) = engine.Fail("[pscustomobject]@{ Name = 'i-1'; Count = 9 } | New-LoginAuditReport");
        Assert.StartsWith("NotACount,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public void New_LoginAuditReport_makes_one_report_of_all_counts()
    {
        var report = Assert.Single(engine.Run(Report).Output);
        Assert.Equal("WIN-1: more than 2 failed logins", report.Properties["Title"].Value);
        Assert.Equal(4L, report.Properties["Failures"].Value);
        Assert.Equal(1, report.Properties["OverThresholdCount"].Value);
        Assert.InRange((DateTimeOffset)report.Properties["CreatedAt"].Value, Start, DateTimeOffset.MaxValue);
    }

    [Fact]
    public void Counts_of_different_groupings_make_no_report()
    {
        var (error, outcome) = engine.Fail(
            "$read = Get-LoginAuditFailure -LiteralPath $events; @($read | Measure-LoginAuditFailure) + @($read | Measure-LoginAuditFailure -By Account) | New-LoginAuditReport");
        Assert.StartsWith("DifferentGroupings,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public void New_LoginAuditReport_of_nothing_says_so() =>
        Assert.Equal("No counts to report", Assert.Single(engine.Run("@() | New-LoginAuditReport").Output).Properties["Title"].Value);

    [Theory]
    [InlineData("report.html", "<!DOCTYPE html>")]
    [InlineData("report.HTML", "<!DOCTYPE html>")]
    [InlineData("report.txt", "WIN-1: more than 2 failed logins.")]
    [InlineData("report.json", "{")]
    [InlineData("report.csv", "\ufeff\"Incomplete\",\"By\",\"Name\"")]
    [InlineData("report.Findings.csv", "\ufeff\"Severity\",\"Kind\",\"Title\"")]
    public void Export_LoginAuditReport_writes_what_the_extension_says(string name, string beginning)
    {
        engine.Set("file", folder.Write(name, "an older report"));

        var file = Assert.Single(engine.Run($"{Report} | Export-LoginAuditReport $file").Objects<FileInfo>());

        Assert.Equal(folder.File(name), file.FullName);
        Assert.StartsWith(beginning, Encoding.UTF8.GetString(File.ReadAllBytes(file.FullName)), StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public void What_is_exported_has_the_counts_that_were_measured()
    {
        engine.Set("json", folder.File("report.json"));
        engine.Set("csv", folder.File("report.csv"));
        engine.Run($"{Report} -OutVariable report | Export-LoginAuditReport $json; $report | Export-LoginAuditReport $csv");

        using var json = JsonDocument.Parse(File.ReadAllText(folder.File("report.json")));
        Assert.Equal([3L, 1L], json.RootElement.GetProperty("counts").EnumerateArray().Select(count => count.GetProperty("failureCount").GetInt64()));
        var rows = File.ReadAllLines(folder.File("report.csv"));
        Assert.Equal(3, rows.Length);
        var count = Array.IndexOf(rows[0].Split(','), "\"FailureCount\"");
        Assert.Equal(["\"3\"", "\"1\""], rows.Skip(1).Select(row => row.Split(',')[count]));
    }

    [Theory]
    [InlineData("report.pdf")]
    [InlineData("report")]
    public void Another_extension_is_refused(string name)
    {
        engine.Set("file", folder.File(name));

        var (error, _) = engine.Fail($"{Report} | Export-LoginAuditReport $file");

        Assert.StartsWith("UnknownReportFormat,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File(name)));
    }

    [Fact]
    public void A_folder_that_is_missing_is_an_error()
    {
        engine.Set("file", Path.Combine(folder.Path, "missing", "report.html"));

        var (error, _) = engine.Fail($"{Report} | Export-LoginAuditReport $file");

        Assert.StartsWith("FileNotWritten,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        engine.Set("file", folder.File("report.html"));

        Assert.Empty(engine.Run($"{Report} | Export-LoginAuditReport $file -WhatIf").Objects<FileInfo>());
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }
}
