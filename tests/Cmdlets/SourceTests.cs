using System.Collections;
using System.IO.Compression;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Amazon.CloudWatchLogs.Model;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>One recording goes through every source. Its log streams are named after the computers, as hybrid machines' are, so that every source can tell the instance.</summary>
public sealed class SourceTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly SecurityEvent[] Recording =
    [
        new(Start.AddTicks(1_2345), "WIN-1.corp.example", 101),
        new(Start.AddSeconds(20), "WIN-2.corp.example", 7) { Account = "J&#246;rg &amp; S&#246;hne" },
        new(Start.AddSeconds(41.5), "WIN-1.corp.example", 102, 4776) { Account = "svc-backup" },
        new(Start.AddSeconds(70), "WIN-3.corp.example", 9_000_000_001) { MoreData = "<Data Name='IpAddress'>203.0.113.66</Data>" },
        new(Start.AddSeconds(70), "WIN-2.corp.example", 8, 4771),
        new(Start.AddSeconds(110), "WIN-1.corp.example", 103) { Account = "&lt;script&gt;" },
    ];

    private static readonly string[] Expected = Describe(Recording.Select(e => (LoginAuditFailure)new EventParser().Parse(new LogEvent(e.Computer, Milliseconds(e.Time), e.Rendered))));

    [Fact]
    public void The_recording_has_what_could_be_lost()
    {
        Assert.Equal(Recording.Length, Expected.Distinct().Count());
        Assert.Contains(Expected, failure => failure.Contains("AccountName=Jörg & Söhne", StringComparison.Ordinal));
        Assert.Contains(Expected, failure => failure.Contains("IpAddress: 198.51.100.7, 203.0.113.66", StringComparison.Ordinal));
        Assert.Contains(Expected, failure => failure.Contains("Suspicious=True", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_log_group_gives_the_recording()
    {
        await using var account = await RecordedAsync();
        using var engine = new Engine(account.Server);
        engine.Set("start", Start);
        engine.Set("end", Start.AddMinutes(5));
        AssertSame(engine.Run($"Get-LoginAuditFailure {Account.LogGroup} -StartTime $start -EndTime $end @aws"));
    }

    [Fact]
    public async Task An_alarm_gives_the_recording()
    {
        await using var account = await RecordedAsync();
        using var engine = new Engine(account.Server);
        AssertSame(engine.Run("Get-LoginAuditFailure -AlarmName LoginFailures @aws"));
    }

    public static TheoryData<string> Files => [.. FileTexts.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_gives_the_recording(string kind)
    {
        using var folder = new TemporaryFolder();
        using var engine = new Engine();
        engine.Set("path", folder.Write("recording", FileTexts[kind]()));
        AssertSame(engine.Run("Get-LoginAuditFailure -Path $path"));
        AssertSame(engine.Run("Get-LoginAuditFailure -LiteralPath $path"));
        AssertSame(engine.Run("[System.IO.FileInfo]::new($path) | Get-LoginAuditFailure"));
    }

    [Fact]
    public void An_export_to_S3_gives_the_recording()
    {
        using var folder = new TemporaryFolder();
        var task = Path.Combine(folder.Path, "8ffc60f5-1a7d-4d2c-a2a2-6a4b7c1a2b3c");
        foreach (var stream in Recording.GroupBy(e => e.Computer))
        {
            Directory.CreateDirectory(Path.Combine(task, stream.Key));
            using var file = File.Create(Path.Combine(task, stream.Key, "000000.gz"));
            using var packed = new GZipStream(file, CompressionLevel.Fastest);
            packed.Write(Encoding.UTF8.GetBytes(string.Concat(stream.Select(e => $"{e.Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fff}Z {e.Rendered}\n"))));
        }
        using var engine = new Engine();
        engine.Set("task", task);
        AssertSame(engine.Run("Get-LoginAuditFailure -Path $task/*/*.gz"));
    }

    [Fact]
    public void Text_from_the_pipeline_gives_the_recording()
    {
        using var engine = new Engine();
        engine.Set("texts", Recording.Select(e => e.Rendered).ToArray());
        AssertSame(engine.Run("$texts | Get-LoginAuditFailure"));
    }

    [Fact]
    public void Event_records_as_Get_WinEvent_gives_them_give_the_recording()
    {
        using var engine = new Engine();
        engine.Set("records", Recording.Select(e => new EventRecord(e.Bare)).ToArray());
        AssertSame(engine.Run("$records | Get-LoginAuditFailure"));
    }

    private static readonly Dictionary<string, Func<string>> FileTexts = new(StringComparer.Ordinal)
    {
        ["wevtutil"] = () => string.Join(Environment.NewLine, Recording.Select(e => e.Bare)),
        ["wevtutil with a root"] = () => $"<Events>{string.Join(Environment.NewLine, Recording.Select(e => e.Bare))}</Events>",
        ["the agent's XML"] = () => string.Join('\n', Recording.Select(e => e.Rendered)),
        ["filter-log-events"] = () => JsonSerializer.Serialize(new { events = Recording.Select(Filtered), searchedLogStreams = Array.Empty<object>() }),
        ["get-log-events"] = () => JsonSerializer.Serialize(new
        {
            events = Recording.Select(e => new { timestamp = e.Time.ToUnixTimeMilliseconds(), message = e.Rendered, ingestionTime = Start.ToUnixTimeMilliseconds() }),
            nextForwardToken = "f/1",
            nextBackwardToken = "b/1",
        }),
        ["JSON lines"] = () => string.Join('\n', Recording.Select(e => JsonSerializer.Serialize(Filtered(e)))),
    };

    private static object Filtered(SecurityEvent e) => new
    {
        logStreamName = e.Computer,
        timestamp = e.Time.ToUnixTimeMilliseconds(),
        message = e.Rendered,
        ingestionTime = Start.ToUnixTimeMilliseconds(),
        eventId = $"{e.RecordId:D56}",
    };

    private static async Task<Account> RecordedAsync()
    {
        var account = await Account.OpenAsync(now: Start.AddMinutes(5));
        await account.AddFilterAsync("failures", LogQuery.AuditFailurePattern);
        await account.AddAlarmAsync(threshold: 1, period: 300);
        foreach (var stream in Recording.GroupBy(e => e.Computer))
        {
            await account.Logs.CreateLogStreamAsync(new CreateLogStreamRequest { LogGroupName = Account.LogGroup, LogStreamName = stream.Key });
            await account.Logs.PutLogEventsAsync(new PutLogEventsRequest
            {
                LogGroupName = Account.LogGroup,
                LogStreamName = stream.Key,
                LogEvents = [.. stream.Select(e => new InputLogEvent { Timestamp = e.Time.UtcDateTime, Message = e.Rendered })],
            });
        }
        return account;
    }

    private static void AssertSame(Outcome outcome) => Assert.Equal(Expected, Describe(outcome.Objects<LoginAuditFailure>()));

    private static string[] Describe(IEnumerable<LoginAuditFailure> failures) => [.. failures.OrderBy(failure => failure.RecordId).Select(Describe)];

    // Everything but the read that it came from (Read), the text as the source wrote it (RawText), and what only a log group has (IngestionTime).
    private static string Describe(LoginAuditFailure failure) => string.Join('\n', typeof(LoginAuditFailure)
        .GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(property => property.Name is not (nameof(LoginAuditFailure.Read) or nameof(LoginAuditFailure.RawText) or nameof(LoginAuditFailure.IngestionTime)))
        .Select(property => $"{property.Name}={Text(property.GetValue(failure))}"));

    private static string? Text(object? value) => value switch
    {
        DateTimeOffset time => time.ToString("O"),
        IReadOnlyDictionary<string, IReadOnlyList<string>> conflicts => string.Join("; ", conflicts.Select(c => $"{c.Key}: {string.Join(", ", c.Value)}")),
        IEnumerable and not string => throw new NotSupportedException("A list that this test cannot compare."),
        _ => value?.ToString(),
    };

    private static DateTimeOffset Milliseconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    /// <summary>Can do what EventLogRecord can, which is of Windows only.</summary>
    public sealed class EventRecord(string xml)
    {
        public string ToXml() => xml;
    }
}
