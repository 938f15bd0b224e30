using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.PowerShell;

namespace AwsLoginAudit.Tests.Samples;

public sealed class RecordingTests
{
    private const double Threshold = 5;

    private static readonly List<RecordedEvent> Recorded =
        [.. File.ReadLines(SampleFiles.Recording).Select(line => JsonSerializer.Deserialize<RecordedEvent>(line, JsonSerializerOptions.Web)!)];

    [Fact]
    public async Task One_instance_is_over_the_threshold_one_is_at_it_and_three_are_below()
    {
        var counter = new FailureCounter(LoginAuditGrouping.Instance, Threshold);
        foreach (var failure in (await ReadAsync()).Failures)
            counter.Add(failure);

        var counts = counter.Results(all: true).ToList();

        Assert.Equal([46L, 5L, 4L, 3L, 2L], counts.Select(count => count.FailureCount));
        Assert.Equal([true, false, false, false, false], counts.Select(count => count.OverThreshold));
        Assert.Equal(4, counts.Count(count => count.Name.StartsWith("i-", StringComparison.Ordinal)));
        Assert.Contains("KIOSK-07.branch.example", counts.Select(count => count.Name));
    }

    [Fact]
    public async Task Successes_and_what_was_sent_twice_are_among_the_events_and_do_not_count()
    {
        var (failures, reader) = await ReadAsync();

        Assert.Equal(7, reader.Totals.Successes);
        Assert.Equal(6, reader.Totals.Duplicates);
        Assert.Equal(Recorded.Count, failures.Count + reader.Totals.Successes + reader.Totals.Duplicates);
    }

    [Fact]
    public async Task Four_kinds_of_failure_are_there()
    {
        var kinds = (await ReadAsync()).Failures.Select(failure => failure.EventId).Distinct().Order();

        Assert.Equal([4625, 4768, 4771, 4776], kinds);
    }

    [Fact]
    public void German_failures_are_known_by_the_keyword_in_hex_only()
    {
        var german = Recorded.Where(recorded => recorded.Message.Contains("Culture='de-DE'", StringComparison.Ordinal)).ToList();
        var failed = german.Where(recorded => recorded.Message.Contains("<Keyword>Überwachung gescheitert</Keyword>", StringComparison.Ordinal)).ToList();

        Assert.Equal(9, failed.Count);
        Assert.All(failed, recorded => Assert.Contains("<Keywords>0x8010000000000000</Keywords>", recorded.Message, StringComparison.Ordinal));
        Assert.All(german, recorded => Assert.DoesNotContain("Audit Failure", recorded.Message, StringComparison.Ordinal));
        Assert.Contains(Recorded, recorded => recorded.Message.Contains("Culture='en-US'", StringComparison.Ordinal));
    }

    [Fact]
    public void It_takes_less_than_five_minutes_and_is_in_the_order_of_time()
    {
        var times = Recorded.ConvertAll(recorded => recorded.Timestamp);

        Assert.Equal(times.Order(), times);
        // Counted from the whole second in which it begins, which is where a replay puts the window.
        Assert.InRange(times[^1] - (times[0] / 1000 * 1000), 240_000, 299_999);
    }

    [Fact]
    public async Task Hostile_names_arrive_as_the_agent_ships_them()
    {
        var failures = (await ReadAsync()).Failures;

        var forged = Assert.Single(failures, failure => failure.Conflicts.ContainsKey("IpAddress"));
        Assert.Null(forged.SourceAddress);
        Assert.Equal(["192.0.2.15", "203.0.113.78"], forged.Conflicts["IpAddress"].Order());
        Assert.Equal(3, failures.Count(failure => failure.Malformed));
        string[] hostile = ["john203.0.113.77doe", "<script>alert('login')</script>", "invoice\u202Efdp.exe", "=cmd|' /C calc'!A0"];
        Assert.All(hostile, name => Assert.Single(failures, failure => failure.AccountName == name));
        Assert.Single(failures, failure => failure.AccountName == "\u001b[2Jroot");
    }

    [Fact]
    public void Every_address_is_one_for_documentation()
    {
        var addresses = Regex.Matches(File.ReadAllText(SampleFiles.Recording), @"(?<!\d)\d{1,3}(\.\d{1,3}){3}(?!\d)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));

        Assert.NotEmpty(addresses);
        Assert.All(addresses, address => Assert.Matches(@"^(192\.0\.2|198\.51\.100|203\.0\.113)\.", address.Value));
    }

    [Fact]
    public void Nothing_in_the_file_is_invisible() =>
        Assert.DoesNotMatch(@"[\p{Cc}\p{Cf}-[\n]]", File.ReadAllText(SampleFiles.Recording));

    [Fact]
    public void The_script_beside_it_makes_the_same_bytes()
    {
        var made = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var state = InitialSessionState.CreateDefault2();
            if (OperatingSystem.IsWindows())
                state.ExecutionPolicy = ExecutionPolicy.Bypass;
            using var runspace = RunspaceFactory.CreateRunspace(state);
            runspace.Open();
            using var shell = PowerShell.Create(runspace);

            shell.AddCommand(SampleFiles.Generator).AddParameter("OutputPath", made).Invoke();

            Assert.Empty(shell.Streams.Error);
            Assert.Equal(File.ReadAllBytes(SampleFiles.Recording), File.ReadAllBytes(made));
        }
        finally
        {
            File.Delete(made);
        }
    }

    private static async Task<(List<LoginAuditFailure> Failures, FailureReader Reader)> ReadAsync()
    {
        var reader = new FailureReader(LoginAuditRead.Open);
        var failures = new List<LoginAuditFailure>();
        await foreach (var failure in reader.ReadAsync(LogFileReader.ReadFileAsync(SampleFiles.Recording, TestContext.Current.CancellationToken)))
            failures.Add(failure);
        return (failures, reader);
    }

    private sealed record RecordedEvent(string LogStreamName, long Timestamp, string Message);
}
