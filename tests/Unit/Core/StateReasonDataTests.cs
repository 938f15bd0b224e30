using System.Globalization;

namespace AwsLoginAudit.Tests.Core;

/// <summary>StateReasonData in the shapes that recorded samples have.</summary>
public sealed class StateReasonDataTests
{
    [Fact]
    public void Without_evaluated_datapoints_startDate_and_period_tell_the_window()
    {
        // As in "Alarm events and EventBridge" of the Amazon CloudWatch User Guide.
        var data = StateReasonData.Read("""
            {"version":"1.0","queryDate":"2019-10-02T17:04:40.985+0000","startDate":"2019-10-02T16:59:00.000+0000","statistic":"SampleCount","period":300,"recentDatapoints":[2.0],"threshold":1.0}
            """)!;
        Assert.Equal(("16:59", "17:04"), Clock(data));
        Assert.Equal((1.0, "SampleCount"), (data.Threshold, data.Statistic));
        Assert.Equal([2.0], data.Datapoints.Select(point => point.Value));
    }

    [Fact]
    public void The_window_has_as_many_periods_as_the_alarm_evaluates_if_they_were_over()
    {
        const string Json = """{"version":"1.0","queryDate":"2019-10-02T17:14:40.985+0000","startDate":"2019-10-02T16:59:00.000+0000","statistic":"Sum","period":300,"recentDatapoints":[9.0],"threshold":5.0}""";
        Assert.Equal(("16:59", "17:14"), Clock(StateReasonData.Read(Json, 3)!));
        Assert.Equal([true, false, false], StateReasonData.Read(Json, 3)!.Datapoints.Select(point => point.HasData));
        // At 17:14:40 the period from 17:14 on was not over.
        Assert.Equal(("16:59", "17:14"), Clock(StateReasonData.Read(Json, 5)!));
    }

    [Fact]
    public void Without_any_datapoint_a_window_is_known_and_its_data_is_not()
    {
        var data = StateReasonData.Read("""{"version":"1.0","startDate":"2019-10-02T16:59:00.000+0000","period":60,"threshold":5.0}""", 2)!;
        Assert.Equal(("16:59", "17:01"), Clock(data));
        Assert.Empty(data.Datapoints);
    }

    [Fact]
    public void Metric_math_lists_the_newest_datapoint_and_all_values()
    {
        var data = StateReasonData.Read("""
            {"version":"1.0","queryDate":"2022-11-08T11:26:05.399+0000","startDate":"2022-11-08T11:23:00.000+0000","period":60,"recentDatapoints":[7.0,8.0,9.0],"threshold":0.0,
             "evaluatedDatapoints":[{"timestamp":"2022-11-08T11:25:00.000+0000","value":9.0}]}
            """, 3)!;
        Assert.Equal(("11:23", "11:26"), Clock(data));
        Assert.Equal([7.0, 8.0, 9.0], data.Datapoints.Select(point => point.Value));
        Assert.Null(data.Statistic);
    }

    [Fact]
    public void Two_values_over_three_periods_are_the_first_and_the_last()
    {
        var data = StateReasonData.Read("""
            {"version":"1.0","startDate":"2022-11-08T11:23:00.000+0000","statistic":"Sum","period":60,"recentDatapoints":[7.0,9.0],"threshold":0.0,
             "evaluatedDatapoints":[{"timestamp":"2022-11-08T11:25:00.000+0000","sampleCount":9.0,"value":9.0}]}
            """, 2)!;
        Assert.Equal(("11:23", "11:26"), Clock(data));
        Assert.Equal([7.0, null, 9.0], data.Datapoints.Select(point => point.Value));
    }

    [Fact]
    public void Values_whose_periods_cannot_be_told_have_none()
    {
        var data = StateReasonData.Read("""
            {"version":"1.0","startDate":"2022-11-08T11:22:00.000+0000","statistic":"Sum","period":60,"recentDatapoints":[7.0,8.0,9.0],"threshold":0.0,
             "evaluatedDatapoints":[{"timestamp":"2022-11-08T11:25:00.000+0000","sampleCount":9.0,"value":9.0}]}
            """, 3)!;
        Assert.Equal(("11:22", "11:26"), Clock(data));
        Assert.Equal(["11:22", "11:25"], data.Datapoints.Select(point => Clock(point.Start)));
    }

    [Fact]
    public void A_period_without_numbers_has_no_data()
    {
        var data = StateReasonData.Read("""
            {"version":"1.0","queryDate":"2021-10-14T14:49:54.786+0000","startDate":"2021-10-14T14:39:00.000+0000","statistic":"Sum","period":300,"recentDatapoints":[10.0],"threshold":5.0,
             "evaluatedDatapoints":[{"timestamp":"2021-10-14T14:49:00.000+0000"},{"timestamp":"2021-10-14T14:44:00.000+0000"},{"timestamp":"2021-10-14T14:39:00.000+0000","sampleCount":10.0,"value":10.0}]}
            """, 3)!;
        Assert.Equal(("14:39", "14:54"), Clock(data));
        Assert.Equal([true, false, false], data.Datapoints.Select(point => point.HasData));
    }

    [Theory]
    [InlineData("""{"period":2147483646,"startDate":"2026-03-01T15:29:00.000+0000"}""")]
    [InlineData("""{"period":1,"evaluatedDatapoints":[{"timestamp":"0001-01-01T00:00:00Z"},{"timestamp":"2026-03-01T15:29:00Z"}]}""")]
    [InlineData("""{"period":0.0000001,"startDate":"2026-03-01T15:29:00.000+0000"}""")]
    public void Periods_that_no_alarm_has_tell_no_window(string json) => Assert.Null(StateReasonData.Read(json, 10_000));

    private static (string Start, string End) Clock(StateReasonData data) => (Clock(data.Start), Clock(data.End));

    private static string Clock(DateTimeOffset time) => time.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);
}
