using System.Management.Automation;
using Amazon.CloudWatchLogs.Model;
using LocalAws.Http;
using LocalAws.Insights;
using LocalAws.Logs;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>How Measure-LoginAuditFailure makes use of CloudWatch Logs Insights: what it asks for, and what it does where it gets no answer.</summary>
public sealed class InsightsEngineTests
{
    private const string Measure = "Measure-LoginAuditFailure $group -StartTime $start -EndTime $end -ThrottleLimit 1000 @aws";
    private const string StartQuery = "logs:StartQuery";
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(20);
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Window = TimeSpan.FromHours(12);

    [Fact]
    public async Task It_asks_a_handful_of_times_and_says_what_was_scanned_and_what_that_costs()
    {
        await using var account = await LoadedAsync(20_000);
        account.Server.Logs.QueryTime = TimeSpan.FromSeconds(4);
        using var engine = Over(account);
        var outcome = engine.Run($"{Measure} -Engine Insights -All -Verbose");
        Assert.Equal(20_000, outcome.Objects<LoginAuditCount>().Sum(count => count.FailureCount));
        Assert.InRange(account.Server.Requests.All.Count, 1, 12);
        Assert.Equal(0, account.Server.Requests.Count("logs:FilterLogEvents"));
        Assert.InRange(account.Server.Logs.MostQueriesAtOnce, 1, 8);
        // 70 MB three times, and a part of them once more.
        Assert.Matches("4 queries, 0[.,]2[0-9]+ GB scanned, about 0[.,]001[0-9]* USD", outcome.Verbose.Last(line => line.StartsWith("CloudWatch Logs Insights:", StringComparison.Ordinal)));
        Assert.Contains(outcome.Progress, record => record.StatusDescription.Contains("GB scanned", StringComparison.Ordinal));
    }

    // 34 pages within the first minutes of twelve hours: after 25 of them, five seconds at five a second, hours seem to be left.
    [Fact]
    public async Task A_window_that_would_be_read_for_long_is_counted_by_Insights_unless_Direct_is_asked_for()
    {
        const int Failures = 10_000;
        const string Auto = "Measure-LoginAuditFailure $group -StartTime $start -EndTime $end -ThrottleLimit 5 -All -Verbose @aws";
        await using var account = await LoadedAsync(Failures, TimeSpan.FromMinutes(5));
        using var engine = Over(account);
        var outcome = engine.Run(Auto);
        Assert.Equal(Failures, outcome.Objects<LoginAuditCount>().Sum(count => count.FailureCount));
        Assert.Contains(outcome.Verbose, line => line.Contains("would take more than 50 seconds", StringComparison.Ordinal));
        Assert.InRange(account.Server.Requests.Count(StartQuery), 3, 5);

        account.Server.Requests.Clear();
        Assert.Equal(Failures, engine.Run($"{Measure} -All -Engine Direct").Objects<LoginAuditCount>().Sum(count => count.FailureCount));
        Assert.Equal(Failures, engine.Run($"{Measure} -All").Objects<LoginAuditCount>().Sum(count => count.FailureCount));
        Assert.Equal(0, account.Server.Requests.Count(StartQuery));

        account.Server.Logs.QueryFault = QueryFault.Late;
        outcome = engine.Run(Auto);
        Assert.Equal(Failures, outcome.Objects<LoginAuditCount>().Sum(count => count.FailureCount));
        Assert.Contains(outcome.Verbose, line => line.Contains("finds 5,000 failed logins", StringComparison.Ordinal));

        account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string> { StartQuery } };
        outcome = engine.Run(Auto);
        Assert.Equal(Failures, outcome.Objects<LoginAuditCount>().Sum(count => count.FailureCount));
        Assert.Contains(outcome.Verbose, line => line.Contains("so they are read", StringComparison.Ordinal) && line.Contains(StartQuery, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ctrl_C_stops_the_queries_in_CloudWatch_too()
    {
        await using var account = await LoadedAsync(1_000);
        account.Server.Logs.QueryTime = TimeSpan.FromMinutes(5);
        using var engine = Over(account);
        using (var shell = engine.Shell($"{Measure} -Engine Insights"))
        {
            var running = shell.InvokeAsync();
            using var bound = new CancellationTokenSource(Guard);
            while (account.Server.Logs.RunningQueries < 3)
                await Task.Delay(10, bound.Token);
            await shell.StopAsync(null, null).WaitAsync(Guard);
            await Assert.ThrowsAsync<PipelineStoppedException>(() => running);
        }
        Assert.Equal((0, 3), (account.Server.Logs.RunningQueries, account.Server.Logs.StoppedQueries));
    }

    [Theory]
    [InlineData(QueryFault.Failed, "Failed")]
    [InlineData(QueryFault.LostRow, "its result covers only")]
    public async Task A_query_that_fails_or_answers_short_is_an_error_and_no_count(QueryFault fault, string said)
    {
        await using var account = await LoadedAsync(1_000);
        account.Server.Logs.QueryFault = fault;
        using var engine = Over(account);
        using var unobserved = new UnobservedExceptions();
        var (error, outcome) = engine.Fail($"{Measure} -Engine Insights -All");
        Assert.StartsWith("QueryFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(said, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidResult, error.CategoryInfo.Category);
        Assert.Empty(outcome.Output);
        Assert.Equal(0, account.Server.Logs.RunningQueries);
        Assert.Empty(unobserved.OfTheModule());
    }

    [Fact]
    public async Task Where_others_have_used_up_the_quota_of_queries_it_waits_for_its_turn()
    {
        const int Quota = 30;
        await using var account = await LoadedAsync(1_000);
        // As long as it takes to start all of them, also where other tests run beside this one.
        account.Server.Logs.QueryTime = TimeSpan.FromSeconds(15);
        for (var i = 0; i < Quota; i++)
            await account.Logs.StartQueryAsync(new StartQueryRequest { LogGroupIdentifiers = [Account.LogGroup], StartTime = 0, EndTime = 1, QueryString = "filter @message like \"x\" | fields @message" });
        account.Server.Logs.QueryTime = TimeSpan.Zero;
        using var engine = Over(account);
        Assert.Equal(1_000, engine.Run($"{Measure} -Engine Insights -All").Objects<LoginAuditCount>().Sum(count => count.FailureCount));
        Assert.Contains(account.Server.Requests.Of(StartQuery), request => request.Error == "LimitExceededException");
    }

    [Fact]
    public async Task Patterns_that_no_query_can_say_are_refused()
    {
        await using var account = await Account.OpenAsync(Start + TimeSpan.FromMinutes(5));
        await account.AddFilterAsync("regex", "%events/event%");
        await account.AddAlarmAsync(threshold: 0);
        account.Server.Logs.Load(Account.LogGroup, "i-1", [(Start.AddSeconds(30), ShippedEvent.Failed(1))]);
        account.Server.Alarms.Evaluate(Start + TimeSpan.FromMinutes(3));
        using var engine = Over(account);
        var refused = engine.Fail($"Measure-LoginAuditFailure -AlarmName {Account.AlarmName} -Engine Insights @aws").Error;
        Assert.StartsWith("NotForInsights,", refused.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("%events/event%", refused.Exception.Message, StringComparison.Ordinal);
    }

    private static async Task<Account> LoadedAsync(int failures, TimeSpan? span = null)
    {
        var account = await Account.OpenAsync(Start + TimeSpan.FromMinutes(5));
        account.Server.Logs.Load(Account.LogGroup, new GeneratedFailures { Count = failures, Start = Start, Window = span ?? Window });
        return account;
    }

    private static Engine Over(Account account) => Engine.Over(account, Start, Window);
}
