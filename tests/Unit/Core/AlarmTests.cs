using System.Text.Json;

namespace AwsLoginAudit.Tests.Core;

/// <summary>What CloudWatch tells of an alarm, as it writes it.</summary>
public sealed class AlarmTests
{
    private static DateTimeOffset Utc(string time) => DateTimeOffset.Parse(time, null, System.Globalization.DateTimeStyles.AssumeUniversal);

    [Fact]
    public void The_window_of_a_recorded_alarm_is_that_of_its_datapoint()
    {
        var span = SpanOf("""
            {"version":"1.0","queryDate":"2026-03-01T15:31:44.041+0000","startDate":"2026-03-01T15:29:00.000+0000","statistic":"SampleCount","period":60,
             "recentDatapoints":[7.0],"threshold":5.0,"evaluatedDatapoints":[{"timestamp":"2026-03-01T15:29:00.000+0000","sampleCount":7.0,"value":7.0}]}
            """);
        Assert.Equal((Utc("2026-03-01T15:29:00Z"), Utc("2026-03-01T15:30:00Z")), span);
    }

    [Fact]
    public void Timestamps_off_the_clock_are_not_rounded() =>
        Assert.Equal((Utc("2026-03-01T15:29:17.250Z"), Utc("2026-03-01T15:34:17.250Z")), Span(300, 1, "2026-03-01T15:29:17.250+0000"));

    [Fact]
    public void The_window_goes_from_the_earliest_datapoint_to_the_latest_plus_a_period() =>
        Assert.Equal(
            (Utc("2026-03-01T15:25:00Z"), Utc("2026-03-01T15:30:00Z")),
            Span(60, 5, "2026-03-01T15:29:00.000+0000", "2026-03-01T15:25:00.000+0000", "2026-03-01T15:27:00.000+0000"));

    [Theory]
    [InlineData("2026-03-01T15:27:00.000+0000", "2026-03-01T15:27:00Z")]
    [InlineData("2026-03-01T15:26:00.000+0000", "2026-03-01T15:29:00Z")]
    public void The_oldest_datapoint_may_be_named_by_startDate_alone_within_the_evaluated_periods(string startDate, string start)
    {
        var json = $$"""{"period":60,"startDate":"{{startDate}}","evaluatedDatapoints":[{"timestamp":"2026-03-01T15:29:00.000+0000"}]}""";
        Assert.Equal((Utc(start), Utc("2026-03-01T15:30:00Z")), SpanOf(json, periods: 3));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"period":60,"evaluatedDatapoints":[]}""")]
    [InlineData("""{"period":"60","evaluatedDatapoints":[{"timestamp":"2026-03-01T15:29:00.000+0000"}]}""")]
    [InlineData("""{"period":-60,"evaluatedDatapoints":[{"timestamp":"2026-03-01T15:29:00.000+0000"}]}""")]
    [InlineData("""{"period":60,"evaluatedDatapoints":[{"timestamp":"yesterday"}]}""")]
    [InlineData("""{"period":60,"evaluatedDatapoints":[{"timestamp":"9999-12-31T23:59:59.000+0000"}]}""")]
    [InlineData("""{"period":60,"evaluatedDatapoints":[{"timestamp":"\ud800"}]}""")]
    public void What_tells_no_window_gives_none(string? json)
    {
        Assert.Null(StateReasonData.Read(json));
        Assert.Null(StateReasonData.FromHistory(json).Data);
    }

    [Theory]
    [InlineData("123456789012", "us-east-1", true)]
    [InlineData("123456789012", "us-gov-west-1", true)]
    [InlineData("123456789012", "eusc-de-east-1", true)]
    [InlineData("1 - URGENT, call +1 555 0100", "us-east-1", false)]
    [InlineData("12345678901", "us-east-1", false)]
    [InlineData("123456789012\n", "us-east-1", false)]
    [InlineData("\u0661\u0662\u0663456789012", "us-east-1", false)]
    [InlineData("123456789012", "call 555 0100", false)]
    [InlineData("123456789012", "www.evil.example", false)]
    public void A_message_is_a_notification_only_with_an_account_of_12_digits_and_the_name_of_a_Region(string account, string region, bool isOne)
    {
        var json = JsonSerializer.Serialize(new
        {
            AlarmName = "a",
            NewStateValue = "ALARM",
            StateChangeTime = "2026-03-01T12:00:00Z",
            AWSAccountId = account,
            AlarmArn = $"arn:aws:cloudwatch:{region}:123456789012:alarm:a",
        });
        Assert.Equal(isOne, LoginAuditAlarmNotification.TryParse(json) is not null);
    }

    [Fact]
    public void History_gives_the_window_of_changes_into_ALARM_only()
    {
        static string Change(string state) => $$"""
            {"version":"1.0","oldState":{"stateValue":"OK"},"newState":{"stateValue":"{{state}}","stateReason":"why","stateReasonData":{"period":60,"evaluatedDatapoints":[{"timestamp":"2026-03-01T15:29:00.000+0000"}]} } }
            """;
        var (intoAlarm, reason, data) = StateReasonData.FromHistory(Change("ALARM"));
        Assert.Equal((true, "why", Utc("2026-03-01T15:29:00Z"), Utc("2026-03-01T15:30:00Z")), (intoAlarm, reason, data!.Start, data.End));
        Assert.Equal(default, StateReasonData.FromHistory(Change("OK")));
    }

    private const string Notification = """
        {"AlarmName":"WindowsSecurityLogsAlarm","AlarmDescription":null,"AWSAccountId":"123456789012","AlarmConfigurationUpdatedTimestamp":"2026-02-01T08:00:00.000+0000",
         "NewStateValue":"ALARM","NewStateReason":"Threshold Crossed: 1 datapoint [7.0 (01/03/26 15:29:00)] was greater than the threshold (5.0).",
         "StateChangeTime":"2026-03-01T15:31:44.041+0000","Region":"US East (N. Virginia)","AlarmArn":"arn:aws:cloudwatch:us-east-1:123456789012:alarm:WindowsSecurityLogsAlarm","OldStateValue":"OK",
         "OKActions":[],"AlarmActions":["arn:aws:sns:us-east-1:123456789012:t"],"InsufficientDataActions":[],
         "Trigger":{"MetricName":"Failures","Namespace":"Security","StatisticType":"Statistic","Statistic":"SampleCount","Unit":null,"Dimensions":[],"Period":60,"EvaluationPeriods":3,
                    "DatapointsToAlarm":2,"ComparisonOperator":"GreaterThanThreshold","Threshold":5.0,"TreatMissingData":"notBreaching","EvaluateLowSampleCountPercentile":""} }
        """;

    [Fact]
    public void A_notification_says_which_alarm_by_which_rule_and_when()
    {
        var read = LoginAuditAlarmNotification.Parse(Notification);
        Assert.Equal(("WindowsSecurityLogsAlarm", "123456789012", "us-east-1", "ALARM", "OK"), (read.AlarmName, read.AccountId, read.Region, read.NewState, read.OldState));
        Assert.Equal((Utc("2026-03-01T15:31:44.041Z"), "Failures", "Security"), (read.StateChangeTime, read.MetricName, read.MetricNamespace));
        Assert.Equal(new AlarmRule(AlarmComparison.GreaterThanThreshold, 5, TimeSpan.FromMinutes(1), 3, 2, MissingDataTreatment.NotBreaching), read.Rule);
    }

    // Bounds of PutMetricAlarm: PutMetricAlarmInput in botocore's model cloudwatch/2010-08-01.
    [Theory]
    [InlineData("60", "1440", "1440", true)]
    [InlineData("10", "3", "2", true)]
    [InlineData("3600", "168", "1", true)]
    [InlineData("60", "1441", "1", false)]
    [InlineData("3600", "169", "1", false)]
    [InlineData("300", "2000000000", "1", false)]
    [InlineData("1", "100000000", "1", false)]
    [InlineData("45", "1", "1", false)]
    [InlineData("60", "2.5", "1", false)]
    [InlineData("60", "3", "4", false)]
    [InlineData("60", "3", "0", false)]
    public void A_rule_that_no_alarm_can_have_is_no_rule(string period, string evaluationPeriods, string datapointsToAlarm, bool isRule)
    {
        var text = Notification.Replace("\"Period\":60", $"\"Period\":{period}", StringComparison.Ordinal)
            .Replace("\"EvaluationPeriods\":3", $"\"EvaluationPeriods\":{evaluationPeriods}", StringComparison.Ordinal)
            .Replace("\"DatapointsToAlarm\":2", $"\"DatapointsToAlarm\":{datapointsToAlarm}", StringComparison.Ordinal);
        Assert.Equal(isRule, LoginAuditAlarmNotification.Parse(text).Rule is not null);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("greaterthanthreshold")]
    [InlineData("GreaterThanUpperThreshold")]
    public void A_comparison_is_one_of_the_four_names(string comparison) =>
        Assert.Null(LoginAuditAlarmNotification.Parse(Notification.Replace("GreaterThanThreshold", comparison, StringComparison.Ordinal)).Rule);

    [Theory]
    [InlineData("missing", MissingDataTreatment.Missing)]
    [InlineData("- TreatMissingData:                    missing", MissingDataTreatment.Missing)]
    [InlineData("- TreatMissingData:                    notBreaching", MissingDataTreatment.NotBreaching)]
    [InlineData("breaching", MissingDataTreatment.Breaching)]
    [InlineData("ignore", MissingDataTreatment.Ignore)]
    [InlineData("3", MissingDataTreatment.Missing)]
    [InlineData("", MissingDataTreatment.Missing)]
    [InlineData(null, MissingDataTreatment.Missing)]
    public void The_treatment_of_missing_data_is_read_as_alarms_and_notifications_write_it(string? text, MissingDataTreatment treatment) =>
        Assert.Equal(treatment, AlarmRule.Treatment(text));

    [Fact]
    public void In_the_envelope_of_SNS_it_is_the_same() =>
        Assert.Equal(
            LoginAuditAlarmNotification.Parse(Notification),
            LoginAuditAlarmNotification.Parse(JsonSerializer.Serialize(new { Type = "Notification", MessageId = "1", TopicArn = "t", Message = Notification })));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("""{"Type":"SubscriptionConfirmation","Token":"x"}""")]
    [InlineData("""{"Type":"Notification","Message":"hello"}""")]
    [InlineData("""{"AlarmName":"a","NewStateValue":"ALARM","StateChangeTime":"soon"}""")]
    [InlineData("""{"AlarmName":"\ud800","NewStateValue":"ALARM","StateChangeTime":"2026-03-01T15:31:44.041+0000"}""")]
    public void What_is_no_notification_is_refused_by_name(string text)
    {
        Assert.Null(LoginAuditAlarmNotification.TryParse(text));
        Assert.Equal(LoginAuditError.NotANotification, Assert.Throws<LoginAuditException>(() => LoginAuditAlarmNotification.Parse(text)).Error);
    }

    [Fact]
    public void What_is_no_text_is_no_notification_and_tells_no_window()
    {
        const string Half = "{\"AlarmName\":\"\ud800\"}";
        Assert.Contains("an incomplete surrogate pair", Refusal(Half), StringComparison.Ordinal);
        Assert.Null(StateReasonData.Read(Half));
        Assert.False(StateReasonData.FromHistory(Half).IntoAlarm);
    }

    [Theory]
    [InlineData("""{"AlarmName\ud800":1}""")]
    [InlineData("""{"newState":{"stateValue":"ALARM","stateReasonData":{"peri\ud83d":60,"period\ud83d":1}}}""")]
    public void Names_that_are_no_text_are_names_of_nothing(string json)
    {
        Assert.Null(LoginAuditAlarmNotification.TryParse(json));
        Assert.Null(StateReasonData.Read(json));
        Assert.Null(StateReasonData.FromHistory(json).Data);
    }

    [Fact]
    public void A_notification_nested_without_end_is_refused_by_its_depth()
    {
        var nested = string.Concat(Enumerable.Repeat("[", 100_000));
        Assert.Contains("depth of 64", Refusal(nested), StringComparison.Ordinal);
        Assert.Contains("depth of 64", Refusal(JsonSerializer.Serialize(new { Type = "Notification", Message = nested })), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_longer_than_any_message_is_refused_by_its_length()
    {
        var text = $"[{string.Join(',', Enumerable.Repeat("0", 500_000))}]";
        Refusal("[]");
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("more than 524288 characters", Refusal(text), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void Envelopes_in_envelopes_cost_no_more_than_one()
    {
        var message = Notification;
        for (var depth = 0; depth < 100; depth++)
            message = $$"""{"Type":"Notification","Message":"{{message.Replace("\\", "\\u005c", StringComparison.Ordinal).Replace("\"", "\\u0022", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal).Replace("\r", " ", StringComparison.Ordinal)}}"}""";
        Assert.InRange(message.Length, 100_000, 500_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(LoginAuditAlarmNotification.TryParse(message));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16L * message.Length);
    }

    private static string Refusal(string text)
    {
        Assert.Null(LoginAuditAlarmNotification.TryParse(text));
        var refused = Assert.Throws<LoginAuditException>(() => LoginAuditAlarmNotification.Parse(text));
        Assert.Equal(LoginAuditError.NotANotification, refused.Error);
        return refused.Message;
    }

    private static (DateTimeOffset, DateTimeOffset)? Span(int period, int periods, params string[] timestamps) =>
        SpanOf(JsonSerializer.Serialize(new { period, evaluatedDatapoints = timestamps.Select(timestamp => new { timestamp }) }), periods);

    private static (DateTimeOffset, DateTimeOffset)? SpanOf(string json, int periods = 1) =>
        StateReasonData.Read(json, periods) is { } data ? (data.Start, data.End) : null;
}
