namespace AwsLoginAudit.Tests.Cases;

/// <summary>An event collector writes the events of six computers into one log stream.</summary>
public sealed class CollectorTests
{
    private static readonly string[] Computers = ["PC-ANNA", "PC-BJORN", "PC-CARL", "PC-DORA", "PC-ERIK", "PC-FRIDA"];
    private static readonly string Input = Path.Combine(Built.Repository, "tests", "Unit", "Cases", "Inputs", "collector-one-stream.jsonl");

    [Theory]
    [InlineData(".txt")]
    [InlineData(".html")]
    [InlineData(".csv")]
    [InlineData(".json")]
    public async Task Every_report_names_all_computers_of_a_stream(string extension)
    {
        var count = await CountAsync();
        var report = LoginAuditReport.Create([count with { LastFailures = [] }], DateTimeOffset.UtcNow).Render(extension);
        Assert.All(Computers, computer => Assert.Contains(computer, report, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_console_names_all_computers_of_a_stream()
    {
        using var views = new Views(400);
        var text = string.Join('\n', views.Show(await CountAsync(), "Format-List"));
        Assert.All(Computers, computer => Assert.Contains(computer, text, StringComparison.Ordinal));
    }

    private static async Task<LoginAuditCount> CountAsync()
    {
        var (reader, counter) = (new FailureReader(new LoginAuditRead(LoginAuditWindow.Open)), new FailureCounter(threshold: 5));
        await foreach (var failure in reader.ReadAsync(LogFileReader.ReadFileAsync(Input, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken))
            counter.Add(failure);
        var count = Assert.Single(counter.Results());
        Assert.Equal(("i-0c011ec70a0000001", 12L), (count.Name, count.FailureCount));
        return count;
    }
}
