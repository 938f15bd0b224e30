using System.Globalization;
using System.Management.Automation;
using LocalAws.Http;
using LocalAws.Logs;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>A read that breaks off is an error. Who goes on in spite of it is told with every object that it is a part.</summary>
public sealed class IncompleteReadTests
{
    private const int Instances = 10;
    private const string Span = "-StartTime $start -EndTime $end -ThrottleLimit 1000";
    private const string Get = $"Get-LoginAuditFailure $group {Span}";
    private const string Measure = $"Measure-LoginAuditFailure $group {Span}";
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData($"{Measure} @aws")]
    [InlineData($"{Measure} -ErrorAction Stop @aws")]
    [InlineData($"$ErrorActionPreference = 'Continue'; {Measure} @aws")]
    [InlineData($"{Get} @aws | Measure-LoginAuditFailure -ErrorAction Continue")]
    public async Task Unless_it_is_asked_to_go_on_it_ends_with_the_error_and_says_what_was_read(string script)
    {
        await using var account = await BreakingOffAsync();
        using var engine = Over(account);
        var (error, outcome) = engine.Fail(script);
        AssertTold(error);
        Assert.Empty(outcome.Output);
    }

    [Theory]
    [InlineData("Continue", 1)]
    [InlineData("SilentlyContinue", 0)]
    [InlineData("Ignore", 0)]
    public async Task Asked_to_go_on_Measure_hands_over_every_group_marked_as_incomplete(string action, int errors)
    {
        await using var account = await BreakingOffAsync();
        using var engine = Over(account);
        var outcome = engine.Run($"$failures = @(); {Measure} -Threshold 100000 -ErrorAction {action} -ErrorVariable told @aws; $told");
        Assert.Equal(errors, outcome.Errors.Count);
        foreach (var error in outcome.Errors)
            AssertTold(error);
        var counts = outcome.Output.Select(item => item.BaseObject).OfType<LoginAuditCount>().ToList();
        Assert.Equal(Instances, counts.Count);
        Assert.All(counts, count => Assert.True(count is { Incomplete: true, OverThreshold: false, Threshold: 100_000 }));
        Assert.All(counts, count => Assert.Contains("; there may be more.", count.Result!.IncompleteReason, StringComparison.Ordinal));
        Assert.InRange(counts.Sum(count => count.FailureCount), 1, 7_999);
    }

    [Fact]
    public async Task What_Get_has_emitted_before_is_known_for_a_part_further_down()
    {
        await using var account = await BreakingOffAsync();
        using var engine = Over(account);
        var outcome = engine.Run($"{Get} -ErrorAction SilentlyContinue @aws | ForEach-Object {{ ++$n; $_ }} | Measure-LoginAuditFailure -Threshold 100000; $n");
        var counts = outcome.Output.Select(item => item.BaseObject).OfType<LoginAuditCount>().ToList();
        Assert.All(counts, count => Assert.True(count.Incomplete));
        Assert.Equal((int)outcome.Output[^1].BaseObject, counts.Sum(count => count.FailureCount));

        account.Server.Faults = Breaking();
        var failures = engine.Run($"{Get} -ErrorAction SilentlyContinue @aws").Objects<LoginAuditFailure>();
        Assert.All(failures, failure => Assert.True(failure.Incomplete));
    }

    [Fact]
    public async Task What_was_read_whole_is_not_marked_and_neither_is_the_next_read()
    {
        await using var account = await BreakingOffAsync();
        using var engine = Over(account);
        Assert.NotEmpty(engine.Run($"{Measure} -ErrorAction SilentlyContinue @aws").Output);
        account.Server.Faults = new FaultPlan();
        var counts = engine.Run($"{Measure} -ErrorAction Continue @aws").Objects<LoginAuditCount>();
        Assert.Equal(8_000, counts.Sum(count => count.FailureCount));
        Assert.All(counts, count => Assert.True(count is { Incomplete: false, Result.IncompleteReason: null }));
    }

    // Nothing would carry the mark, and a report of nothing says that all is well.
    [Theory]
    [InlineData(Get)]
    [InlineData(Measure)]
    public async Task Where_nothing_was_read_the_error_ends_the_pipeline_whatever_was_asked(string read)
    {
        await using var account = await BreakingOffAsync();
        account.Server.Faults = new FaultPlan { CredentialsExpireAfter = 0 };
        using var engine = Over(account);
        var (error, outcome) = engine.Fail($"{read} -ErrorAction SilentlyContinue @aws | New-LoginAuditReport");
        Assert.Contains("Nothing had been read before that.", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }

    // The words of AWS end without a full stop.
    [Fact]
    public async Task The_words_of_AWS_end_before_the_next_sentence_begins()
    {
        await using var account = await BreakingOffAsync();
        account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string> { "logs:FilterLogEvents" } };
        using var engine = Over(account);
        Assert.Matches(@"AWS said: .*[^.]\. Nothing had been read before that\.$", engine.Fail($"{Get} @aws").Error.Exception.Message);
    }

    [Theory]
    [InlineData("no rights", "no rights.")]
    [InlineData("No rights. \n", "No rights.")]
    [InlineData("Why?", "Why?")]
    public void A_sentence_ends_with_one_mark(string words, string sentence) => Assert.Equal(sentence, Sentence.End(words));

    [Fact]
    public async Task One_of_several_log_groups_that_fails_makes_all_of_them_a_part()
    {
        await using var account = await BreakingOffAsync();
        // More pages than the quota lets through, by seconds, before it is gone.
        account.Server.Logs.Load("/other", new GeneratedFailures { Count = 30_000, Streams = 1, Start = Start, Window = TimeSpan.FromHours(6) });
        account.Server.Faults = new FaultPlan
        {
            Hold = async (number, hungUp) =>
            {
                if (number == 8)
                    await account.Logs.DeleteLogGroupAsync(new Amazon.CloudWatchLogs.Model.DeleteLogGroupRequest { LogGroupName = "/other" }, hungUp);
            },
        };
        using var engine = Over(account);
        var outcome = engine.Run("Measure-LoginAuditFailure $group, /other -StartTime $start -EndTime $end -ErrorAction Continue @aws");
        Assert.StartsWith("LogGroupNotFound,", Assert.Single(outcome.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.NotEmpty(outcome.Output);
        Assert.All(outcome.Output, item => Assert.True(((LoginAuditCount)item.BaseObject).Incomplete));
    }

    [Theory]
    [InlineData("-Path $broken, $whole")]
    [InlineData("-LiteralPath $whole, $broken")]
    [InlineData("-Path $whole, $missing")]
    [InlineData("-LiteralPath $missing, $whole")]
    public void A_file_that_cannot_be_read_to_its_end_makes_the_count_a_part(string files)
    {
        using var folder = new TemporaryFolder();
        using var engine = new Engine();
        engine.Set("whole", folder.Write("whole.json", Json(0, 3)));
        engine.Set("broken", folder.Write("broken.json", Json(3, 3)[..^200]));
        engine.Set("missing", folder.File("missing.json"));
        var outcome = engine.Run($"Get-LoginAuditFailure {files} | Measure-LoginAuditFailure -Threshold 100");
        Assert.Single(outcome.Errors);
        Assert.True(Assert.IsType<LoginAuditCount>(Assert.Single(outcome.Output).BaseObject).Incomplete);
    }

    [Theory]
    [InlineData("Get-LoginAuditFailure -Path $whole")]
    [InlineData("$lines | Get-LoginAuditFailure")]
    public void Failures_of_a_recording_whose_read_is_stopped_are_marked_incomplete(string read)
    {
        using var folder = new TemporaryFolder();
        using var engine = new Engine();
        var json = Json(0, 3);
        engine.Set("whole", folder.Write("whole.json", json));
        engine.Set("lines", json.Split('\n'));
        var count = Assert.Single(engine.Run($"{read} | Select-First | Measure-LoginAuditFailure -Threshold 100 -All").Objects<LoginAuditCount>());
        Assert.True(count.Incomplete);
    }

    [Fact]
    public void A_list_that_contains_itself_is_an_error()
    {
        using var engine = new Engine();
        var (error, _) = engine.Fail("$list = [System.Collections.ArrayList]::new(); $null = $list.Add($list); Get-LoginAuditFailure -InputObject $list");
        Assert.StartsWith("NotAnEvent,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    // A report of no count says that nobody is over the limit.
    [Theory]
    [InlineData("Get-LoginAuditFailure -Path $missing", "FileNotFound")]
    [InlineData("Get-LoginAuditFailure -Path $empty, $missing", "FileNotFound")]
    [InlineData("Get-LoginAuditFailure -LiteralPath $text", "NotALogFile")]
    [InlineData("42 | Get-LoginAuditFailure", "NotAnEvent")]
    public void Where_something_was_skipped_and_nothing_came_of_the_rest_the_pipeline_ends(string read, string told)
    {
        using var folder = new TemporaryFolder();
        using var engine = new Engine();
        engine.Set("missing", folder.File("missing.json"));
        engine.Set("empty", folder.Write("empty.json", Json(0, 0)));
        engine.Set("text", folder.Write("readme.txt", "Nothing of this is a log."));
        var (error, outcome) = engine.Fail($"{read} | Measure-LoginAuditFailure | New-LoginAuditReport");
        Assert.StartsWith(told + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain(outcome.Errors, other => other != error);
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public void Where_several_were_skipped_each_is_an_error_and_the_last_one_ends_the_pipeline()
    {
        using var folder = new TemporaryFolder();
        using var engine = new Engine();
        engine.Set("missing", new[] { folder.File("missing.json"), folder.File("other.json") });
        var (error, outcome) = engine.Fail("Get-LoginAuditFailure -Path $missing | Measure-LoginAuditFailure | New-LoginAuditReport");
        Assert.StartsWith("NothingRead,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ReadError, error.CategoryInfo.Category);
        Assert.Equal(2, outcome.Errors.Count(told => told.FullyQualifiedErrorId.StartsWith("FileNotFound,", StringComparison.Ordinal)));
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public void An_error_of_one_file_comes_before_the_failures_of_the_next()
    {
        using var folder = new TemporaryFolder();
        using var engine = new Engine();
        engine.Set("missing", folder.File("missing.json"));
        engine.Set("good", folder.Write("good.json", Json(0, 1)));
        var order = engine.Run("Get-LoginAuditFailure -Path $missing, $good 2>&1").Output;
        Assert.Equal(["ErrorRecord", "LoginAuditFailure"], order.Select(item => item.BaseObject.GetType().Name));
    }

    [Theory]
    [InlineData(Get)]
    [InlineData($"{Measure} -Engine Direct")]
    [InlineData($"{Measure} -Engine Insights")]
    public async Task Where_no_instance_has_a_log_stream_the_pipeline_ends(string read)
    {
        await using var account = await BreakingOffAsync();
        account.Server.Faults = new FaultPlan();
        using var engine = Over(account);
        var (error, outcome) = engine.Fail($"{read} -InstanceId i-none @aws | New-LoginAuditReport");
        Assert.StartsWith("LogStreamNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public void A_file_without_a_failure_is_no_error()
    {
        using var folder = new TemporaryFolder();
        using var engine = new Engine();
        engine.Set("empty", folder.Write("empty.json", Json(0, 0)));
        Assert.IsType<LoginAuditReport>(Assert.Single(engine.Run("Get-LoginAuditFailure -Path $empty | Measure-LoginAuditFailure | New-LoginAuditReport").Output).BaseObject);
    }

    [Fact]
    public void Files_of_several_commands_are_counted_together_and_one_that_breaks_off_marks_them_all()
    {
        using var folder = new TemporaryFolder();
        using var engine = new Engine();
        engine.Set("whole", folder.Write("whole.json", Json(0, 3)));
        engine.Set("broken", folder.Write("broken.json", Json(3, 3)[..^200]));
        engine.Set("text", folder.Write("readme.txt", "Nothing of this is a log."));
        var count = engine.Run("& { Get-LoginAuditFailure -Path $whole; Get-LoginAuditFailure -Path $broken; Get-LoginAuditFailure -Path $whole } | Measure-LoginAuditFailure");
        Assert.Equal((8L, true), Assert.IsType<LoginAuditCount>(Assert.Single(count.Output).BaseObject) is var of ? (of.FailureCount, of.Incomplete) : default);

        // Nobody knows what was meant to be in a file that is no log.
        var other = engine.Run("Get-LoginAuditFailure -Path $whole, $text | Measure-LoginAuditFailure");
        Assert.True(Assert.IsType<LoginAuditCount>(Assert.Single(other.Output).BaseObject).Incomplete);
    }

    [Fact]
    public async Task A_count_that_comes_from_a_job_is_still_marked()
    {
        await using var account = await BreakingOffAsync();
        using var engine = Over(account);
        var count = engine.Run($"{Measure} -ErrorAction SilentlyContinue @aws").Output[0];
        var copy = (PSObject)PSSerializer.Deserialize(PSSerializer.Serialize(count));
        Assert.Equal(true, copy.Properties["Incomplete"].Value);
        Assert.Contains("there may be more", (string)((PSObject)copy.Properties["Result"].Value).Properties["IncompleteReason"].Value, StringComparison.Ordinal);
    }

    private static void AssertTold(ErrorRecord error)
    {
        Assert.StartsWith("CredentialsRejected,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.AuthenticationError, error.CategoryInfo.Category);
        Assert.Matches(@"^AWS rejected .* Read before that: [0-9,]+ failed logins, up to 2026-03-01 1[2-7]:[0-9:]{5} UTC; there may be more\.$", error.Exception.Message);
    }

    // As aws logs filter-log-events writes it.
    private static string Json(int first, int count) => System.Text.Json.JsonSerializer.Serialize(new
    {
        events = Enumerable.Range(first, count).Select(number => new
        {
            logStreamName = "i-1",
            timestamp = Start.AddSeconds(number).ToUnixTimeMilliseconds(),
            message = new SecurityEvent(Start.AddSeconds(number), "WIN-1", number).Rendered,
            eventId = number.ToString(CultureInfo.InvariantCulture),
        }),
    });

    private static FaultPlan Breaking() => new() { CredentialsExpireAfter = 12 };

    private static async Task<Account> BreakingOffAsync()
    {
        var account = await Account.OpenAsync();
        account.Server.Logs.Load(Account.LogGroup, new GeneratedFailures { Count = 8_000, Streams = Instances, Start = Start, Window = TimeSpan.FromHours(6) });
        account.Server.Faults = Breaking();
        return account;
    }

    private static Engine Over(Account account) => Engine.Over(account, Start, TimeSpan.FromHours(6));
}
