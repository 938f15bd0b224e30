using System.Security.Cryptography;
using System.Text;
using AwsLoginAudit.Tests.Cmdlets;
using LocalAws.Http;

namespace AwsLoginAudit.Tests.Samples;

public sealed class AuditorCsvTests : IDisposable
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().AddHours(-3).ToUnixTimeSeconds());

    private readonly TemporaryFolder folder = new();

    private string Parameters => $"-Path '{folder.File("failures.csv")}' -StartTime '{Start:O}' -EndTime '{Start.AddHours(1):O}'";

    [Fact]
    public async Task Every_failure_of_the_period_is_a_row_and_the_file_can_be_proved()
    {
        await using var account = await OpenAsync("CORP", "Administrator", "jdoe");
        using var engine = new Engine(account.Server);
        var told = Assert.Single(SampleScript.Run(engine, "auditor-csv", account.Server, Parameters).Output);

        var bytes = await File.ReadAllBytesAsync(folder.File("failures.csv"), TestContext.Current.CancellationToken);
        Assert.Equal((2, Convert.ToHexString(SHA256.HashData(bytes))), ((long)told.Properties["Failures"].Value, (string)told.Properties["Sha256"].Value));
        var lines = Encoding.UTF8.GetString(bytes).Split("\r\n");
        Assert.Equal("\ufeff\"Time\",\"InstanceId\",\"Computer\",\"EventId\",\"RecordId\",\"Account\",\"SourceAddress\",\"SourcePort\",\"Workstation\",\"LogonType\",\"LogonTypeName\",\"Status\",\"SubStatus\",\"Reason\",\"Suspicious\",\"Malformed\"", lines[0]);
        Assert.Equal($"\"{Start.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fff}Z\",\"i-1\",\"WIN-1\",\"4625\",\"0\",\"CORP\\Administrator\",\"198.51.100.7\",\"50123\",\"\",\"3\",\"Network\",\"0xc000006d\",\"0xc000006a\",\"Wrong password\",\"False\",\"False\"", lines[1]);
        Assert.Equal((4, ""), (lines.Length, lines[^1]));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task What_a_stranger_typed_is_harmless_in_a_spreadsheet()
    {
        await using var account = await OpenAsync("", "=cmd|' /C calc'!A0", " \"+1", "a\"b&#8238;c&#13;&#10;d", "x;=cmd|' /C calc'!A0");
        using var engine = new Engine(account.Server);
        Assert.Single(SampleScript.Run(engine, "auditor-csv", account.Server, Parameters).Output);
        var rows = await File.ReadAllLinesAsync(folder.File("failures.csv"), TestContext.Current.CancellationToken);
        Assert.Contains(",\"'=cmd|' /C calc'!A0\",", rows[1], StringComparison.Ordinal);
        Assert.Contains(",\"' \"\"+1\",", rows[2], StringComparison.Ordinal);
        Assert.Contains(@",""a""""b\u202ec\u000d\u000ad"",", rows[3], StringComparison.Ordinal);
        Assert.Contains(",\"x;'=cmd|' /C calc'!A0\",", rows[4], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_whole_leaves_no_file()
    {
        await using var account = await OpenAsync("CORP", "Administrator");
        using var engine = new Engine(account.Server);
        account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string> { "logs:FilterLogEvents" } };
        Assert.NotEmpty(SampleScript.Run(engine, "auditor-csv", account.Server, Parameters).Errors);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("", "is not replaced")]
    [InlineData("-EndTime 2999-01-01T00:00Z", "not over yet")]
    public async Task A_file_that_exists_is_kept_and_a_period_that_goes_on_is_refused(string more, string why)
    {
        await using var account = await OpenAsync("CORP", "Administrator");
        using var engine = new Engine(account.Server);
        folder.Write("failures.csv", "evidence");
        var parameters = more.Length == 0 ? Parameters : $"-Path '{folder.File("other.csv")}' {more}";
        var error = Assert.Single(SampleScript.Run(engine, "auditor-csv", account.Server, parameters).Errors);
        Assert.Contains(why, error.ToString(), StringComparison.Ordinal);
        Assert.Equal("evidence", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(folder.Path)), TestContext.Current.CancellationToken));
    }

    public void Dispose() => folder.Dispose();

    private static async Task<Account> OpenAsync(string domain, params string[] names)
    {
        var account = await Account.OpenAsync();
        account.Server.Logs.Load(Account.LogGroup, "i-1", names.Append("after").Select((name, number) =>
        {
            var time = name == "after" ? Start.AddHours(1) : Start.AddMinutes(number);
            return (time, new SecurityEvent(time, "WIN-1", number) { Account = name, Domain = domain }.Rendered);
        }));
        return account;
    }
}
