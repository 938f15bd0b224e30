using System.Text.Json.Nodes;
using LocalAws;

namespace AwsLoginAudit.Tests.LocalAws;

public sealed class AlarmTests : IAsyncLifetime
{
    private const string Topic = "arn:aws:sns:us-east-1:123456789012:audit";
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly TestClock clock = new(Noon);
    private LocalAwsServer server = null!;
    private LocalAwsCaller caller = null!;

    public async ValueTask InitializeAsync()
    {
        (server, caller) = await LocalAwsCaller.StartAsync(clock);
        server.Logs.Load("g", "s", []);
        (await caller.Logs("PutMetricFilter", new
        {
            logGroupName = "g",
            filterName = "f",
            filterPattern = "Failure",
            metricTransformations = new[] { new { metricName = "m", metricNamespace = "n", metricValue = "1" } },
        })).Succeeded();
    }

    public async ValueTask DisposeAsync()
    {
        caller.Dispose();
        await server.DisposeAsync();
    }

    private async Task PutAlarm(int period = 300, int of = 1, int? needed = null, string? missing = null, string statistic = "SampleCount") =>
        (await caller.Alarms("PutMetricAlarm", new
        {
            AlarmName = "a",
            MetricName = "m",
            Namespace = "n",
            Statistic = statistic,
            Period = period,
            EvaluationPeriods = of,
            DatapointsToAlarm = needed,
            Threshold = 5.0,
            ComparisonOperator = "GreaterThanThreshold",
            TreatMissingData = missing,
            AlarmActions = new[] { Topic },
        })).Succeeded();

    private void Fail(DateTimeOffset at, int times = 6) =>
        server.Logs.Load("g", "s", Enumerable.Range(0, times).Select(i => (at.AddSeconds(i), "Failure")));

    private async Task<JsonNode> Alarm() => (await caller.Alarms("DescribeAlarms", """{"AlarmNames":["a"]}""")).Succeeded()["MetricAlarms"]!.AsArray().Single()!;

    private async Task<string> StateAt(DateTimeOffset now)
    {
        server.Alarms.Evaluate(now);
        return (string)(await Alarm())["StateValue"]!;
    }

    [Fact]
    public async Task A_new_alarm_has_insufficient_data_and_says_so()
    {
        await PutAlarm();
        var alarm = await Alarm();
        Assert.Equal("INSUFFICIENT_DATA", (string?)alarm["StateValue"]);
        Assert.Equal("Unchecked: Initial alarm creation", (string?)alarm["StateReason"]);
        Assert.Equal("arn:aws:cloudwatch:us-east-1:123456789012:alarm:a", (string?)alarm["AlarmArn"]);
        Assert.Equal(Noon.ToUnixTimeSeconds(), (decimal)alarm["StateUpdatedTimestamp"]!);
    }

    [Fact]
    public async Task An_alarm_goes_off_with_reason_and_data_as_CloudWatch_writes_them()
    {
        await PutAlarm(needed: 1);
        Fail(Noon.AddSeconds(30));
        Assert.Equal("ALARM", await StateAt(Noon.AddSeconds(300)));

        var alarm = await Alarm();
        Assert.Equal("Threshold Crossed: 1 out of the last 1 datapoints [6.0 (01/05/26 12:00:00)] was greater than the threshold (5.0) (minimum 1 datapoint for OK -> ALARM transition).", (string?)alarm["StateReason"]);
        Assert.Equal("""{"version":"1.0","queryDate":"2026-05-01T12:05:00.000+0000","startDate":"2026-05-01T12:00:00.000+0000","statistic":"SampleCount","period":300,"recentDatapoints":[6.0],"threshold":5.0,"evaluatedDatapoints":[{"timestamp":"2026-05-01T12:00:00.000+0000","sampleCount":6.0,"value":6.0}]}""", (string?)alarm["StateReasonData"]);
        Assert.Equal(Noon.AddSeconds(300).ToUnixTimeSeconds(), (decimal)alarm["StateTransitionedTimestamp"]!);
    }

    [Fact]
    public async Task Datapoints_may_lie_off_the_clock_and_the_state_change_long_after_them()
    {
        await PutAlarm(period: 60);
        server.Alarms.SetPhase("a", TimeSpan.FromSeconds(17));
        server.Alarms.EvaluationDelay = TimeSpan.FromSeconds(104);
        Fail(Noon.AddSeconds(17));
        Assert.Equal("INSUFFICIENT_DATA", await StateAt(Noon.AddSeconds(17 + 60 + 103)));
        Assert.Equal("ALARM", await StateAt(Noon.AddSeconds(17 + 60 + 104)));
        var data = JsonNode.Parse((string)(await Alarm())["StateReasonData"]!)!;
        Assert.Equal("2026-05-01T12:00:17.000+0000", (string?)data["evaluatedDatapoints"]![0]!["timestamp"]);
        Assert.Equal("2026-05-01T12:03:01.000+0000", (string?)data["queryDate"]);
    }

    [Fact]
    public async Task Samples_on_either_side_of_a_boundary_are_two_datapoints()
    {
        await PutAlarm(period: 60);
        Fail(Noon.AddSeconds(57));
        Assert.Equal("OK", await StateAt(Noon.AddSeconds(120)));
        server.Alarms.SetPhase("a", TimeSpan.FromSeconds(30));
        Assert.Equal("ALARM", await StateAt(Noon.AddSeconds(120)));
    }

    [Fact]
    public async Task M_of_N_needs_as_many_breaching_datapoints()
    {
        await PutAlarm(period: 60, of: 3, needed: 2);
        Fail(Noon);
        Fail(Noon.AddSeconds(60), times: 1);
        Assert.Equal("OK", await StateAt(Noon.AddSeconds(120)));
        Fail(Noon.AddSeconds(120), times: 7);
        Assert.Equal("ALARM", await StateAt(Noon.AddSeconds(180)));

        var alarm = await Alarm();
        Assert.Equal("Threshold Crossed: 2 out of the last 3 datapoints [7.0 (01/05/26 12:02:00), 6.0 (01/05/26 12:00:00)] were greater than the threshold (5.0) (minimum 2 datapoints for OK -> ALARM transition).", (string?)alarm["StateReason"]);
        var data = JsonNode.Parse((string)alarm["StateReasonData"]!)!;
        Assert.Equal([6, 1, 7], data["recentDatapoints"]!.AsArray().Select(v => (double)v!));
        Assert.Equal("2026-05-01T12:00:00.000+0000", (string?)data["startDate"]);
        Assert.Equal("2026-05-01T12:02:00.000+0000", (string?)data["evaluatedDatapoints"]![0]!["timestamp"]);
    }

    [Theory]
    [InlineData("breaching", "ALARM", "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [Breaching].")]
    [InlineData("notBreaching", "OK", "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].")]
    [InlineData("ignore", "INSUFFICIENT_DATA", "Unchecked: Initial alarm creation")]
    [InlineData("missing", "INSUFFICIENT_DATA", "Unchecked: Initial alarm creation")]
    public async Task Missing_data_is_treated_as_the_alarm_says(string missing, string state, string reason)
    {
        await PutAlarm(missing: missing);
        Assert.Equal(state, await StateAt(Noon.AddSeconds(300)));
        Assert.Equal(reason, (string?)(await Alarm())["StateReason"]);
    }

    // The tables of "How alarm state is evaluated when data is missing" in the Amazon CloudWatch User Guide: X breaches, 0 does not, - is missing; the
    // states for missing, ignore, breaching and notBreaching, where I is INSUFFICIENT_DATA and = the state before.
    [Theory]
    [InlineData(3, "0-X-X", "OK OK OK OK")]
    [InlineData(3, "0----", "OK OK OK OK")]
    [InlineData(3, "-----", "I = ALARM OK")]
    [InlineData(3, "0XX-X", "ALARM ALARM ALARM ALARM")]
    [InlineData(3, "--X--", "ALARM = ALARM OK")]
    [InlineData(2, "0-X-X", "ALARM ALARM ALARM ALARM")]
    [InlineData(2, "00X0X", "ALARM ALARM ALARM ALARM")]
    [InlineData(2, "0-X--", "OK OK ALARM OK")]
    [InlineData(2, "----0", "OK OK ALARM OK")]
    [InlineData(2, "---X-", "ALARM = ALARM OK")]
    public async Task Missing_data_is_evaluated_as_documented(int needed, string periods, string states)
    {
        for (var i = 0; i < periods.Length; i++)
            Fail(Noon.AddMinutes(i), times: periods[i] switch { 'X' => 6, '0' => 1, _ => 0 });
        string[] treatments = ["missing", "ignore", "breaching", "notBreaching"];
        var found = new List<string>();
        foreach (var treatment in treatments)
        {
            await PutAlarm(period: 60, of: 3, needed: needed, missing: treatment);
            // A state that no evaluation gives to an alarm with this reason.
            (await caller.Alarms("SetAlarmState", """{"AlarmName":"a","StateValue":"INSUFFICIENT_DATA","StateReason":"before"}""")).Succeeded();
            var state = await StateAt(Noon.AddMinutes(periods.Length));
            var isKept = (string?)(await Alarm())["StateReason"] == "before";
            found.Add(state != "INSUFFICIENT_DATA" ? state : treatment == "ignore" && isKept ? "=" : "I");
        }
        Assert.Equal(states, string.Join(' ', found));
    }

    [Fact]
    public async Task A_match_is_filed_under_its_own_time_or_under_its_arrival()
    {
        await PutAlarm(period: 60);
        server.Logs.CountsByArrival = true;
        server.Logs.LoadArrived("g", "s", Enumerable.Range(0, 6).Select(i => (Noon.AddSeconds(i), Noon.AddSeconds(90), "Failure")));
        Assert.Equal("INSUFFICIENT_DATA", await StateAt(Noon.AddSeconds(60)));
        Assert.Equal("ALARM", await StateAt(Noon.AddSeconds(120)));
    }

    [Fact]
    public async Task An_alarm_without_data_loses_its_state()
    {
        await PutAlarm();
        Fail(Noon);
        Assert.Equal("ALARM", await StateAt(Noon.AddSeconds(300)));
        Assert.Equal("INSUFFICIENT_DATA", await StateAt(Noon.AddHours(1)));
        Assert.Equal("Insufficient Data: 1 datapoint was unknown.", (string?)(await Alarm())["StateReason"]);
    }

    [Fact]
    public async Task Events_that_do_not_match_add_no_sample_and_values_are_summed()
    {
        await PutAlarm(statistic: "Sum");
        server.Logs.Load("g", "s", Enumerable.Range(0, 9).Select(i => (Noon.AddSeconds(i), "Success")));
        Assert.Equal("INSUFFICIENT_DATA", await StateAt(Noon.AddSeconds(300)));
        Fail(Noon, times: 5);
        Assert.Equal("OK", await StateAt(Noon.AddSeconds(300)));
        Fail(Noon, times: 1);
        Assert.Equal("ALARM", await StateAt(Noon.AddSeconds(300)));
    }

    [Fact]
    public async Task PutLogEvents_evaluates_alarms_at_once()
    {
        await PutAlarm(period: 60);
        clock.Now = Noon.AddSeconds(70);
        (await caller.Logs("PutLogEvents", new
        {
            logGroupName = "g",
            logStreamName = "s",
            logEvents = Enumerable.Range(0, 6).Select(i => new { timestamp = Noon.AddSeconds(i).ToUnixTimeMilliseconds(), message = "Failure" }),
        })).Succeeded();
        Assert.Equal("ALARM", (string?)(await Alarm())["StateValue"]);
    }

    [Fact]
    public async Task Every_change_is_in_the_history_newest_first_and_paged()
    {
        await PutAlarm();
        Fail(Noon);
        await StateAt(Noon.AddSeconds(300));
        await StateAt(Noon.AddHours(1));

        var page = (await caller.Alarms("DescribeAlarmHistory", """{"AlarmName":"a","HistoryItemType":"StateUpdate","MaxRecords":1}""")).Succeeded();
        Assert.Equal("Alarm updated from ALARM to INSUFFICIENT_DATA", (string?)page["AlarmHistoryItems"]!.AsArray().Single()!["HistorySummary"]);
        var next = (await caller.Alarms("DescribeAlarmHistory", new { AlarmName = "a", HistoryItemType = "StateUpdate", MaxRecords = 1, NextToken = (string?)page["NextToken"] })).Succeeded();
        var data = JsonNode.Parse((string)next["AlarmHistoryItems"]!.AsArray().Single()!["HistoryData"]!)!;
        Assert.Equal("INSUFFICIENT_DATA", (string?)data["oldState"]!["stateValue"]);
        Assert.Equal("ALARM", (string?)data["newState"]!["stateValue"]);
        Assert.Equal("2026-05-01T12:00:00.000+0000", (string?)data["newState"]!["stateReasonData"]!["startDate"]);
        Assert.Null(next["NextToken"]);

        var between = new { StartDate = Noon.AddSeconds(1).ToUnixTimeSeconds(), EndDate = Noon.AddSeconds(300).ToUnixTimeSeconds(), ScanBy = "TimestampAscending" };
        Assert.Single((await caller.Alarms("DescribeAlarmHistory", between)).Succeeded()["AlarmHistoryItems"]!.AsArray());
    }

    [Fact]
    public async Task A_change_of_state_is_told_as_SNS_is_told()
    {
        var told = new List<(string State, IReadOnlyList<string> Actions, JsonNode Message)>();
        server.Alarms.StateChanged += (_, change) => told.Add((change.NewState, change.Actions, JsonNode.Parse(change.Notification)!));
        await PutAlarm(needed: 1);
        Fail(Noon);
        await StateAt(Noon.AddSeconds(301));

        var (state, actions, message) = Assert.Single(told);
        Assert.Equal("ALARM", state);
        Assert.Equal([Topic], actions);
        Assert.Equal("2026-05-01T12:05:01.000+0000", (string?)message["StateChangeTime"]);
        Assert.Equal("US East (N. Virginia)", (string?)message["Region"]);
        Assert.Equal("123456789012", (string?)message["AWSAccountId"]);
        Assert.Equal("""{"MetricName":"m","Namespace":"n","StatisticType":"Statistic","Statistic":"SAMPLE_COUNT","Unit":null,"Dimensions":[],"Period":300,"EvaluationPeriods":1,"DatapointsToAlarm":1,"ComparisonOperator":"GreaterThanThreshold","Threshold":5.0,"TreatMissingData":"missing","EvaluateLowSampleCountPercentile":""}""", message["Trigger"]!.ToJsonString());
    }

    [Fact]
    public async Task A_state_can_be_set_and_alarms_deleted()
    {
        await PutAlarm();
        (await caller.Alarms("SetAlarmState", """{"AlarmName":"a","StateValue":"ALARM","StateReason":"drill","StateReasonData":"{"}""")).Refused("InvalidFormat");
        (await caller.Alarms("SetAlarmState", """{"AlarmName":"a","StateValue":"ALARM","StateReason":"drill"}""")).Succeeded();
        Assert.Equal("drill", (string?)(await Alarm())["StateReason"]);
        Assert.Null((await Alarm())["StateReasonData"]);
        (await caller.Alarms("DeleteAlarms", """{"AlarmNames":["b","a"]}""")).Refused("ResourceNotFound", status: System.Net.HttpStatusCode.NotFound);
        Assert.Empty((await caller.Alarms("DescribeAlarms", new { })).Succeeded()["MetricAlarms"]!.AsArray());
    }

    [Fact]
    public async Task Alarms_are_listed_by_state_action_and_page()
    {
        await PutAlarm();
        for (var i = 0; i < 3; i++)
            (await caller.Alarms("PutMetricAlarm", new { AlarmName = $"b{i}", MetricName = "x", Namespace = "n", Statistic = "Sum", Period = 60, EvaluationPeriods = 1, Threshold = 1, ComparisonOperator = "LessThanThreshold" })).Succeeded();
        Assert.Equal(["b0", "b1"], Names(await Describe("""{"AlarmNamePrefix":"b","MaxRecords":2}""")));
        Assert.Equal(["a"], Names(await Describe("""{"ActionPrefix":"arn:aws:sns:"}""")));
        Assert.Empty(Names(await Describe("""{"StateValue":"ALARM"}""")));
        Assert.Empty(Names(await Describe("""{"AlarmTypes":["CompositeAlarm"]}""")));

        async Task<JsonNode> Describe(string parameters) => (await caller.Alarms("DescribeAlarms", parameters)).Succeeded();
        static IEnumerable<string> Names(JsonNode page) => page["MetricAlarms"]!.AsArray().Select(a => (string)a!["AlarmName"]!);
    }
}
