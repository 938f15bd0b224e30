using System.Text.Json;
using Amazon.CloudWatchLogs.Model;
using AwsLoginAudit.Tests.Samples;
using LocalAws.Logs;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>Counting in CloudWatch Logs Insights gives what reading every event gives.</summary>
public sealed class InsightsTests
{
    private const string Group = "/windows/a";
    private const string Measure = "Measure-LoginAuditFailure $group -StartTime $start -EndTime $end @aws";
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero);
    private static readonly TimeSpan Window = TimeSpan.FromHours(5);

    [Theory]
    [InlineData("Instance")]
    [InlineData("Account")]
    [InlineData("SourceAddress")]
    [InlineData("Reason")]
    [InlineData("LogonType")]
    [InlineData("Computer")]
    public async Task Its_counts_are_those_of_reading_every_event(string by)
    {
        await using var account = await RecordedAsync();
        using var engine = Over(account);
        AssertSame(engine, $"{Measure} -By {by} -All", groups: by is "LogonType" or "Computer" ? 2 : 3);
    }

    [Theory]
    [InlineData("-Threshold 30")]
    [InlineData("-InstanceId i-00000000000000002, i-odd -All")]
    public async Task It_keeps_to_a_threshold_and_to_instances(string parameters)
    {
        await using var account = await RecordedAsync();
        using var engine = Over(account);
        AssertSame(engine, $"{Measure} {parameters}", groups: 1);
    }

    [Fact]
    public async Task Other_audit_failures_are_in_neither_count_and_newer_events_are_in_both()
    {
        await using var account = await Account.OpenAsync();
        string[] failed = [ShippedEvent.Failed(1), ShippedEvent.NoServiceTicket(2, "a", "0x12"), ShippedEvent.NoNewerTicket(3, "b"), CaseFile.Text("agent-text-4625.txt")];
        string[] others = [.. File.ReadLines(CaseFile.Path("g-noise.xml")), ShippedEvent.NoServiceTicket(4, "a", "0x20"), ShippedEvent.NoNewerTicket(5, "b", "0xe"), CaseFile.Text("6-eventsystem.xml")];
        account.Server.Logs.Load(Group, "i-1", failed.Concat(others).Select((message, n) => (Start.AddSeconds(n), message)));
        using var engine = Over(account);
        Assert.Equal(failed.Length, AssertSame(engine, $"{Measure} -All", groups: 1)[0].FailureCount);
        Assert.Equal(failed.Length, AssertSame(engine, $"{Measure} -All -By SourceAddress", groups: 3).Sum(count => count.FailureCount));
    }

    [Fact]
    public async Task An_instance_without_a_log_stream_is_told_and_the_others_are_counted()
    {
        await using var account = await RecordedAsync();
        using var engine = Over(account);
        foreach (var engineName in new[] { "Direct", "Insights" })
        {
            var outcome = engine.Run($"{Measure} -InstanceId i-none, i-bounds -All -Engine {engineName}");
            Assert.StartsWith("LogStreamNotFound,", Assert.Single(outcome.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Equal(3, ((LoginAuditCount)Assert.Single(outcome.Output).BaseObject).FailureCount);
        }
    }

    [Fact]
    public async Task Several_log_groups_by_wildcards_and_those_of_linked_accounts_are_counted_together()
    {
        const string Other = "210987654321";
        await using var account = await RecordedAsync();
        account.Server.Logs.Load("/windows/b", "i-b", [(Start.AddMinutes(3), ShippedEvent.Failed(1)), (Start.AddMinutes(4), ShippedEvent.Failed(2))]);
        account.Server.Logs.Load("/linux/c", "i-c", [(Start.AddMinutes(3), ShippedEvent.Failed(3))]);
        account.Server.Logs.LoadLinked(Other, "/windows/d", "i-d", [(Start.AddMinutes(3), ShippedEvent.Failed(4))]);
        using var engine = Over(account);
        engine.Set("group", "/windows/*");
        var own = AssertSame(engine, $"{Measure} -All", groups: 3);
        Assert.Contains(own, count => (count.Name, count.FailureCount) == ("i-b", 2));
        Assert.DoesNotContain(own, count => count.Name is "i-c" or "i-d");
        engine.Set("group", "arn:aws:logs:*:*:log-group:/windows/*");
        Assert.Contains(AssertSame(engine, $"{Measure} -All", groups: 3), count => (count.Name, count.FailureCount) == ("i-d", 1));
    }

    [Fact]
    public async Task An_alarm_s_window_is_judged_by_its_own_rule()
    {
        await using var account = await Account.OpenAsync(Start + Window);
        await account.AddFilterAsync("failures", "\"<EventID>4625</EventID>\" \"0x8010000000000000\"");
        await account.AddFilterAsync("lockouts", "?\"<EventID>4776</EventID>\" ?\"<EventID>4771</EventID>\"");
        await account.AddAlarmAsync(threshold: 5, period: 60, phase: TimeSpan.FromSeconds(17));
        var fired = Start + Window - TimeSpan.FromMinutes(3);
        account.Server.Logs.Load(Account.LogGroup, "i-1", Enumerable.Range(0, 20).Select(n => (fired.AddSeconds(n * 7), n % 5 == 0 ? ShippedEvent.NotValidated(n, "bob") : ShippedEvent.Failed(n))));
        account.Server.Logs.Load(Account.LogGroup, "i-2", [(fired.AddSeconds(30), ShippedEvent.Failed(1)), (fired.AddSeconds(31), ShippedEvent.NoTicket(2, "carol"))]);
        account.Server.Alarms.Evaluate(Start + Window);
        using var engine = Over(account);
        var counts = AssertSame(engine, $"Measure-LoginAuditFailure -AlarmName {Account.AlarmName} -All @aws", groups: 1);
        Assert.True(counts[0].OverThreshold);
    }

    [Fact]
    public async Task A_window_whose_rows_would_not_go_into_an_answer_is_cut()
    {
        await using var account = await Account.OpenAsync();
        account.Server.Logs.Load(Group, "i-1", Enumerable.Range(0, 12_000).Select(n => (Start.AddSeconds(n), ShippedEvent.Failed(n, $"user{n}"))));
        using var engine = Over(account);
        var counted = engine.Run($"{Measure} -Engine Insights -All").Objects<LoginAuditCount>();
        Assert.Equal(12_000, Assert.Single(counted).FailureCount);
        Assert.Equal((21, 12_000), (counted[0].Accounts.Count, counted[0].Accounts.Sum(tally => tally.Count)));
        AssertSame(engine, $"{Measure} -All", groups: 1);
    }

    [Fact]
    public async Task Failures_that_nobody_could_count_in_a_query_are_read_however_many_they_are()
    {
        await using var account = await Account.OpenAsync();
        account.Server.Logs.Load(Group, "i-1", Enumerable.Range(0, 11_000).Select(n => (Start.AddSeconds(n), $"[Security] [INFORMATION] [4625] [Microsoft-Windows-Security-Auditing] [WIN-1] [Audit Failure {n}]")));
        using var engine = Over(account);
        AssertSame(engine, $"{Measure} -All", groups: 1);
    }

    // A million characters a second, as names that a sender chose.
    [Theory]
    [InlineData("&amp;")]
    [InlineData("")]
    public async Task However_long_the_events_are_no_answer_has_more_than_33_million_characters_of_them(string oddity)
    {
        await using var account = await Account.OpenAsync();
        var name = oddity + new string('x', 97_000);
        account.Server.Logs.Load(Group, "i-1", Enumerable.Range(0, 400).Select(n => (Start.AddSeconds(n / 10), ShippedEvent.Failed(n, name))));
        using var engine = Over(account);
        AssertSame(engine, $"{Measure} -All", groups: 1);
        var spans = account.Server.Requests.Of("logs:StartQuery").Select(request => Spanned(request.Parameters!)).Where(query => query.IsWhole).ToList();
        Assert.NotEmpty(spans);
        var (first, last) = (Start.ToUnixTimeMilliseconds(), Start.AddSeconds(40).ToUnixTimeMilliseconds());
        Assert.All(spans, span => Assert.InRange(Math.Min(span.End, last) - Math.Max(span.Start, first), 1, 33_900));
    }

    private static (bool IsWhole, long Start, long End) Spanned(string request)
    {
        var query = (string)System.Text.Json.Nodes.JsonNode.Parse(request)!["queryString"]!;
        var times = System.Text.RegularExpressions.Regex.Match(query, @"toMillis\(@timestamp\) >= (?<start>\d+) and toMillis\(@timestamp\) < (?<end>\d+)", default, TimeSpan.FromSeconds(1));
        return (query.Contains("@logStream, @message", StringComparison.Ordinal), long.Parse(times.Groups["start"].Value, null), long.Parse(times.Groups["end"].Value, null));
    }

    [Fact]
    public async Task The_latest_failures_of_a_rare_group_are_looked_for_far_back()
    {
        await using var account = await Account.OpenAsync();
        account.Server.Logs.Load(Group, "i-1", Enumerable.Range(0, 15_000).Select(n => (Start.AddSeconds(n), ShippedEvent.Failed(n, n == 0 ? "bob" : "ADMIN"))));
        using var engine = Over(account);
        AssertSame(engine, $"{Measure} -All -By Account", groups: 2);
    }

    // As of an agent that was offline, or is new: Insights does not see them, and refuses what ends before the group was made.
    [Theory]
    [InlineData("")]
    [InlineData("-By Account")]
    [InlineData("-InstanceId i-1")]
    public async Task Events_from_before_the_log_group_was_made_are_counted_too(string parameters)
    {
        await using var account = await Account.OpenAsync(Start + TimeSpan.FromHours(2));
        await account.Logs.CreateLogGroupAsync(new CreateLogGroupRequest { LogGroupName = Group });
        account.Server.Logs.Load(Group, "i-1", Enumerable.Range(0, 900).Select(n => (Start.AddSeconds(n * 20), ShippedEvent.Failed(n, n % 7 == 0 ? "bob" : "ADMIN"))));
        account.Server.Logs.Load(Group, "i-2", [(Start.AddMinutes(1), ShippedEvent.Failed(1, "carol"))]);
        using var engine = Over(account);
        AssertSame(engine, $"{Measure} -All {parameters}", groups: 1);
        engine.Set("end", Start + TimeSpan.FromHours(1));
        account.Server.Requests.Clear();
        AssertSame(engine, $"{Measure} -All {parameters}", groups: 1);
        Assert.Equal(0, account.Server.Requests.Count("logs:StartQuery"));
    }

    [Fact]
    public async Task A_window_that_begins_or_ends_before_what_the_retention_has_left_is_not_refused()
    {
        await using var account = await Account.OpenAsync();
        var now = DateTimeOffset.UtcNow;
        account.Server.Logs.Load(Group, "i-1", Enumerable.Range(0, 100).Select(n => (now.AddHours(-n), ShippedEvent.Failed(n))));
        await account.Logs.PutRetentionPolicyAsync(new PutRetentionPolicyRequest { LogGroupName = Group, RetentionInDays = 1 });
        using var engine = Over(account);
        engine.Set("start", now.AddDays(-10));
        engine.Set("end", now.AddMinutes(1));
        Assert.Equal(24, AssertSame(engine, $"{Measure} -All", groups: 1)[0].FailureCount);
        engine.Set("end", now.AddDays(-2));
        Assert.Empty(AssertSame(engine, $"{Measure} -All", groups: 0));
    }

    // Insights makes a field of each member of an event that is JSON.
    [Theory]
    [InlineData("""{"id":"7","record":1,"computer":"c","at":2,"slot":3,"duplicates":4,"text":"Audit Failure"}""")]
    [InlineData("""{"lauditEventId":1,"lauditRecord":1,"lauditTime":1,"lauditArrival":1,"lauditCell":1,"lauditComputer":1,"TargetUserName4625":1,"failures":1,"events":1,"first":1,"last":1,"text":"Audit Failure"}""")]
    public async Task What_others_log_as_JSON_takes_no_name_away(string other)
    {
        await using var account = await RecordedAsync();
        account.Server.Logs.Load(Group, "app", [(Start.AddMinutes(9), other)]);
        using var engine = Over(account);
        AssertSame(engine, $"{Measure} -All", groups: 3);
    }

    [Fact]
    public async Task Log_streams_of_long_names_are_asked_for_some_at_a_time()
    {
        var names = Enumerable.Range(0, 150).Select(n => $"ip-10-20-30-{n}.eu-central-1.compute.internal").ToArray();
        await using var account = await Account.OpenAsync();
        foreach (var (n, name) in names.Index())
            account.Server.Logs.Load(Group, name, Enumerable.Range(0, 2).Select(at => (Start.AddSeconds((n * 60) + at), ShippedEvent.Failed(at))));
        using var engine = Over(account);
        engine.Set("names", names);
        Assert.Equal(150, AssertSame(engine, $"{Measure} -All -InstanceId $names", groups: 150).Count);
    }

    private static List<LoginAuditCount> AssertSame(Engine engine, string command, int groups)
    {
        var direct = engine.Run($"{command} -Engine Direct").Objects<LoginAuditCount>();
        var insights = engine.Run($"{command} -Engine Insights");
        Assert.DoesNotContain(insights.Warnings, warning => warning.Contains("during the count", StringComparison.Ordinal));
        Assert.True(direct.Count >= groups, $"only {direct.Count} groups");
        Assert.Equal(direct.Select(Told), insights.Objects<LoginAuditCount>().Select(Told));
        return [.. direct];
    }

    // A window says when it was read, which differs.
    private static string Told(LoginAuditCount count) => JsonSerializer.Serialize(count with { Window = LoginAuditWindow.Open, Result = null, LastFailures = [.. count.LastFailures.Select(failure => failure with { Read = LoginAuditRead.Open })] });

    /// <summary>An attack as it is, one made up, and all that a query must not be trusted with.</summary>
    private static async Task<Account> RecordedAsync()
    {
        var account = await Account.OpenAsync();
        account.Server.Logs.Load(Group, new GeneratedFailures { Count = 4_000, Streams = 4, Start = Start, Window = Window });
        var recorded = await LogFileReader.ReadFileAsync(SampleFiles.Recording).ToListAsync();
        var shift = Start + TimeSpan.FromHours(1) - recorded[0].Timestamp!.Value;
        foreach (var stream in recorded.GroupBy(one => one.LogStream))
            account.Server.Logs.Load(Group, stream.Key, stream.Select(one => (one.Timestamp!.Value + shift, one.Message)));
        var odd = Odd().ToList();
        account.Server.Logs.Load(Group, "i-odd", odd.Select((message, n) => (Start.AddMinutes(20 + n), message)));
        // Sent again by the agent, and not once more counted.
        account.Server.Logs.Load(Group, "i-odd", odd.Select((message, n) => (Start.AddMinutes(20 + n), message)));
        account.Server.Logs.Load(Group, "i-bounds", new[] { -1, 0, 1, Window.TotalMilliseconds - 1, Window.TotalMilliseconds }.Select((at, n) => (Start.AddMilliseconds(at), ShippedEvent.Failed(n))));
        return account;
    }

    private static IEnumerable<string> Odd()
    {
        var plain = ShippedEvent.Failed(1);
        yield return plain;
        yield return ShippedEvent.Failed(2, "Müller-Łęcki", "fe80::1");
        yield return ShippedEvent.Failed(3, "-", "::1", "0x0");
        yield return ShippedEvent.Failed(4, "", "", "0xC0000064", "");
        yield return ShippedEvent.Failed(5, "a &amp; b");
        yield return ShippedEvent.Failed(6, "\U0001F600");
        yield return ShippedEvent.Failed(7, "\ufffe");
        yield return ShippedEvent.Failed(8, "tab\there");
        yield return ShippedEvent.Failed(9, "\" or 1 = 1 | limit 0");
        yield return ShippedEvent.Failed(10, "ADMIN", "nowhere");
        yield return ShippedEvent.Failed(11, "</Data><Data Name='IpAddress'>203.0.113.66");
        yield return ShippedEvent.Failed(12).Replace("</EventData>", "<Data Name='IpPort'>1</Data></EventData>", StringComparison.Ordinal);
        yield return ShippedEvent.Failed(13)[..900];
        yield return ShippedEvent.Failed(14).Replace("<Data Name='ProcessName'>-</Data>", "", StringComparison.Ordinal);
        yield return ShippedEvent.Failed(15).Replace("<EventID>4625", "<EventID>5461", StringComparison.Ordinal);
        yield return ShippedEvent.Failed(16).Replace("0x8010000000000000", "0x8020000000000000", StringComparison.Ordinal);
        yield return ShippedEvent.Failed(17).Replace("0x8010000000000000", "0x8020000000000000", StringComparison.Ordinal).Replace("Échec", "Audit Failure", StringComparison.Ordinal);
        yield return ShippedEvent.NoTicket(18, "alice");
        yield return ShippedEvent.NoPreAuthentication(19, "alice");
        yield return ShippedEvent.NotValidated(20, "alice@corp.example");
        yield return plain.Replace("<Event ", "<?xml version='1.0'?><Event ", StringComparison.Ordinal).Replace(">1<", ">21<", StringComparison.Ordinal);
        yield return "[Security] [INFORMATION] [4625] [Microsoft-Windows-Security-Auditing] [WIN-1] [Audit Failure]";
        yield return "Audit Failure, and nothing else";
    }

    private static Engine Over(Account account) => Engine.Over(account, Start, Window, Group);
}
