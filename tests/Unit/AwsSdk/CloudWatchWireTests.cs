using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.Runtime;

namespace AwsLoginAudit.Tests.AwsSdk;

/// <summary>Requests and answers of CloudWatch in AWS JSON 1.0.</summary>
public sealed class CloudWatchWireTests
{
    [Fact]
    public async Task DescribeAlarms_reads_the_rule_and_why_it_was_met()
    {
        var response = await ExchangeAsync(
            (cloudWatch, token) => cloudWatch.DescribeAlarmsAsync(new() { AlarmNames = ["a"], AlarmTypes = ["MetricAlarm"], StateValue = StateValue.ALARM, MaxRecords = 100 }, token),
            "DescribeAlarms",
            """{"AlarmNames":["a"],"AlarmTypes":["MetricAlarm"],"StateValue":"ALARM","MaxRecords":100}""",
            """
            {"CompositeAlarms":[{"AlarmName":"c","AlarmArn":"arn:aws:cloudwatch:us-east-1:123456789012:alarm:c","AlarmRule":"ALARM(a)","OKActions":[],"AlarmActions":["arn:aws:sns:us-east-1:123456789012:t"]}],"MetricAlarms":[{"AlarmName":"a","AlarmArn":"arn:aws:cloudwatch:us-east-1:123456789012:alarm:a","ActionsEnabled":true,"OKActions":[],"AlarmActions":["arn:aws:sns:us-east-1:123456789012:t"],
             "StateValue":"ALARM","StateReason":"Threshold Crossed","StateReasonData":"{\"version\":\"1.0\",\"period\":300}","StateUpdatedTimestamp":1.700000000123E9,"StateTransitionedTimestamp":1700000000,
             "MetricName":"Failures","Namespace":"LoginAudit","Statistic":"Sum","Dimensions":[{"Name":"n","Value":"v"}],"Period":300,"EvaluationPeriods":3,"DatapointsToAlarm":2,
             "Threshold":5,"ComparisonOperator":"GreaterThanOrEqualToThreshold","TreatMissingData":"notBreaching","Unit":"Count","EvaluationState":"PARTIAL_DATA","SomethingNew":1}],"NextToken":"t"}
            """);

        var alarm = Assert.Single(response.MetricAlarms!);
        Assert.Equal("t", response.NextToken);
        var composite = Assert.Single(response.CompositeAlarms!);
        Assert.Equal(("c", "arn:aws:cloudwatch:us-east-1:123456789012:alarm:c", "arn:aws:sns:us-east-1:123456789012:t"), (composite.AlarmName, composite.AlarmArn, Assert.Single(composite.AlarmActions!)));
        Assert.Equal("""{"version":"1.0","period":300}""", alarm.StateReasonData);
        Assert.Equal(Epoch.Utc("2023-11-14T22:13:20.123Z"), alarm.StateUpdatedTimestamp);
        Assert.Equal(DateTimeKind.Utc, alarm.StateUpdatedTimestamp!.Value.Kind);
        Assert.Equal(Epoch.Utc("2023-11-14T22:13:20Z"), alarm.StateTransitionedTimestamp);
        Assert.Equal((300, 3, 2, 5.0), (alarm.Period, alarm.EvaluationPeriods, alarm.DatapointsToAlarm, alarm.Threshold));
        Assert.Same(ComparisonOperator.GreaterThanOrEqualToThreshold, alarm.ComparisonOperator);
        Assert.Same(StateValue.ALARM, alarm.StateValue);
        Assert.Same(Statistic.Sum, alarm.Statistic);
        Assert.Equal("v", Assert.Single(alarm.Dimensions!).Value);
        Assert.Single(alarm.AlarmActions!);
        Assert.Empty(alarm.OKActions!);
        Assert.Null(alarm.InsufficientDataActions);
        Assert.Null(alarm.AlarmConfigurationUpdatedTimestamp);
    }

    [Fact]
    public async Task DescribeAlarmHistory_sends_seconds_with_a_fraction_and_reads_entries()
    {
        var response = await ExchangeAsync(
            (cloudWatch, token) => cloudWatch.DescribeAlarmHistoryAsync(
                new()
                {
                    AlarmName = "a",
                    HistoryItemType = HistoryItemType.StateUpdate,
                    StartDate = Epoch.Utc("2023-11-14T22:13:20.123Z"),
                    EndDate = Epoch.Utc("2023-11-14T22:14:20Z"),
                    ScanBy = ScanBy.TimestampAscending,
                },
                token),
            "DescribeAlarmHistory",
            """{"AlarmName":"a","HistoryItemType":"StateUpdate","StartDate":1700000000.123,"EndDate":1700000060,"ScanBy":"TimestampAscending"}""",
            """
            {"AlarmHistoryItems":[{"AlarmName":"a","AlarmType":"MetricAlarm","Timestamp":1700000000.5,"HistoryItemType":"StateUpdate","HistorySummary":"Alarm updated from OK to ALARM","HistoryData":"{}"}]}
            """);

        var item = Assert.Single(response.AlarmHistoryItems!);
        Assert.Equal(Epoch.Utc("2023-11-14T22:13:20.500Z"), item.Timestamp);
        Assert.Same(HistoryItemType.StateUpdate, item.HistoryItemType);
        Assert.Same(AlarmType.MetricAlarm, item.AlarmType);
        Assert.Equal("{}", item.HistoryData);
        Assert.Equal("Alarm updated from OK to ALARM", item.HistorySummary);
    }

    [Fact]
    public Task PutMetricAlarm_sends_the_rule() => ExchangeAsync(
        (cloudWatch, token) => cloudWatch.PutMetricAlarmAsync(
            new()
            {
                AlarmName = "a",
                AlarmDescription = "d",
                ActionsEnabled = true,
                AlarmActions = ["arn:aws:sns:us-east-1:123456789012:t"],
                MetricName = "Failures",
                Namespace = "LoginAudit",
                Statistic = Statistic.Sum,
                Dimensions = [new() { Name = "n", Value = "v" }],
                Period = 300,
                EvaluationPeriods = 1,
                DatapointsToAlarm = 1,
                Threshold = 5.5,
                ComparisonOperator = ComparisonOperator.GreaterThanThreshold,
                TreatMissingData = "notBreaching",
                Unit = StandardUnit.Count,
                Tags = [new() { Key = "Owner", Value = "IT" }],
            },
            token),
        "PutMetricAlarm",
        """
        {"AlarmName":"a","AlarmDescription":"d","ActionsEnabled":true,"AlarmActions":["arn:aws:sns:us-east-1:123456789012:t"],"MetricName":"Failures","Namespace":"LoginAudit","Statistic":"Sum",
         "Dimensions":[{"Name":"n","Value":"v"}],"Period":300,"EvaluationPeriods":1,"DatapointsToAlarm":1,"Threshold":5.5,"ComparisonOperator":"GreaterThanThreshold","TreatMissingData":"notBreaching",
         "Unit":"Count","Tags":[{"Key":"Owner","Value":"IT"}]}
        """,
        "");

    [Fact]
    public Task DeleteAlarms_sends_their_names() => ExchangeAsync(
        (cloudWatch, token) => cloudWatch.DeleteAlarmsAsync(new() { AlarmNames = ["a", "b <é>"] }, token),
        "DeleteAlarms",
        """{"AlarmNames":["a","b <é>"]}""",
        "");

    [Fact]
    public Task TagResource_sends_the_tags_of_an_alarm() => ExchangeAsync(
        (cloudWatch, token) => cloudWatch.TagResourceAsync(new() { ResourceARN = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:a", Tags = [new() { Key = "created-by", Value = "AwsLoginAudit" }] }, token),
        "TagResource",
        """{"ResourceARN":"arn:aws:cloudwatch:us-east-1:123456789012:alarm:a","Tags":[{"Key":"created-by","Value":"AwsLoginAudit"}]}""",
        "{}");

    [Fact]
    public async Task ListTagsForResource_reads_the_tags_of_an_alarm()
    {
        var response = await ExchangeAsync(
            (cloudWatch, token) => cloudWatch.ListTagsForResourceAsync(new() { ResourceARN = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:a" }, token),
            "ListTagsForResource",
            """{"ResourceARN":"arn:aws:cloudwatch:us-east-1:123456789012:alarm:a"}""",
            """{"Tags":[{"Key":"created-by","Value":"AwsLoginAudit"}]}""");

        var tag = Assert.Single(response.Tags!);
        Assert.Equal(("created-by", "AwsLoginAudit"), (tag.Key, tag.Value));
    }

    [Theory]
    [InlineData("ResourceNotFound", "ResourceNotFound;Sender", typeof(ResourceNotFoundException), "ResourceNotFound")]
    [InlineData("ResourceNotFoundException", null, typeof(ResourceNotFoundException), "ResourceNotFoundException")]
    [InlineData("InvalidParameterValueException", "InvalidParameterValue;Sender", typeof(InvalidParameterValueException), "InvalidParameterValue")]
    [InlineData("InternalServiceFault", "InternalServiceError;Receiver", typeof(InternalServiceException), "InternalServiceError")]
    [InlineData("ConcurrentModificationException", null, typeof(ConcurrentModificationException), "ConcurrentModificationException")]
    [InlineData(null, "LimitExceeded;Sender", typeof(LimitExceededException), "LimitExceeded")]
    [InlineData(null, "InternalServiceError;Receiver", typeof(InternalServiceException), "InternalServiceError")]
    [InlineData(null, "InvalidParameterValue;Sender", typeof(InvalidParameterValueException), "InvalidParameterValue")]
    public async Task An_error_becomes_its_exception(string? shape, string? queryError, Type type, string code)
    {
        var answer = new CannedAnswer(shape is null ? "{}" : $$"""{"__type":"com.amazonaws.cloudwatch#{{shape}}","message":"no"}""", 400);
        if (queryError is not null)
            answer.Headers["x-amzn-query-error"] = queryError;
        await using var server = await RecordingServer.StartAsync(answer);
        using var cloudWatch = server.CloudWatch();

        var error = await Assert.ThrowsAnyAsync<AmazonCloudWatchException>(() => cloudWatch.DeleteAlarmsAsync(new() { AlarmNames = ["a"] }, TestContext.Current.CancellationToken));

        Assert.IsType(type, error);
        Assert.Equal(code, error.ErrorCode);
    }

    [Fact]
    public async Task A_quota_error_has_its_type_and_the_code_of_the_Query_protocol()
    {
        var answer = new CannedAnswer("""{"__type":"com.amazonaws.cloudwatch#LimitExceededFault","message":"The quota for alarms was reached."}""", 400)
        {
            Headers = { ["x-amzn-query-error"] = "LimitExceeded;Sender" },
        };
        await using var server = await RecordingServer.StartAsync(answer);
        using var cloudWatch = server.CloudWatch();

        var error = await Assert.ThrowsAsync<LimitExceededException>(() => cloudWatch.PutMetricAlarmAsync(new() { AlarmName = "a" }, TestContext.Current.CancellationToken));

        Assert.IsAssignableFrom<AmazonCloudWatchException>(error);
        Assert.Equal(("LimitExceeded", ErrorType.Sender, "The quota for alarms was reached."), (error.ErrorCode, error.ErrorType, error.Message));
    }

    [Fact]
    public async Task A_spent_page_token_has_its_type()
    {
        await using var server = await RecordingServer.StartAsync(new CannedAnswer("""{"__type":"InvalidNextToken","message":"no"}""", 400));
        using var cloudWatch = server.CloudWatch();
        await Assert.ThrowsAsync<InvalidNextTokenException>(() => cloudWatch.DescribeAlarmsAsync(new() { NextToken = "x" }, TestContext.Current.CancellationToken));
    }

    private static async Task<TResponse> ExchangeAsync<TResponse>(
        Func<AmazonCloudWatchClient, CancellationToken, Task<TResponse>> call, string operation, string requestJson, string answer)
        where TResponse : AmazonWebServiceResponse
    {
        await using var server = await RecordingServer.StartAsync(new CannedAnswer(answer));
        using var cloudWatch = server.CloudWatch();
        var response = await call(cloudWatch, TestContext.Current.CancellationToken);
        WireAssert.IsJsonCall(Assert.Single(server.Requests), "1.0", "GraniteServiceVersion20100801." + operation, "monitoring", requestJson);
        Assert.Equal(RecordingServer.RequestId, response.ResponseMetadata.RequestId);
        return response;
    }
}
