using System.Net;
using LocalAws;

namespace AwsLoginAudit.Tests.LocalAws;

/// <summary>What AWS refuses is refused, and what is not here fails loudly.</summary>
public sealed class StrictnessTests : IAsyncLifetime
{
    private LocalAwsServer server = null!;
    private LocalAwsCaller caller = null!;

    public async ValueTask InitializeAsync()
    {
        (server, caller) = await LocalAwsCaller.StartAsync();
        server.Logs.Load("g", "s", []);
    }

    public async ValueTask DisposeAsync()
    {
        caller.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("CreateLogGroup", "{}", "Value null at 'logGroupName' failed to satisfy constraint: Member must not be null")]
    [InlineData("CreateLogGroup", """{"logGroupName":null}""", "must not be null")]
    [InlineData("CreateLogGroup", """{"logGroupName":"a b"}""", "regular expression pattern")]
    [InlineData("CreateLogGroup", """{"logGroupName":"aws/x"}""", "reserved")]
    [InlineData("CreateLogStream", """{"logGroupName":"g","logStreamName":"a:b"}""", "regular expression pattern")]
    [InlineData("PutRetentionPolicy", """{"logGroupName":"g","retentionInDays":2}""", "enum value set")]
    [InlineData("FilterLogEvents", "{}", "Exactly one of logGroupName and logGroupIdentifier")]
    [InlineData("FilterLogEvents", """{"logGroupName":"g","logGroupIdentifier":"g"}""", "Exactly one of")]
    [InlineData("FilterLogEvents", """{"logGroupName":"g","limit":10001}""", "less than or equal to 10000")]
    [InlineData("FilterLogEvents", """{"logGroupName":"g","limit":0}""", "greater than or equal to 1")]
    [InlineData("FilterLogEvents", """{"logGroupName":"g","startTime":-1}""", "greater than or equal to 0")]
    [InlineData("FilterLogEvents", """{"logGroupName":"g","startTime":2,"endTime":1}""", "start time")]
    [InlineData("FilterLogEvents", """{"logGroupName":"g","logStreamNames":[]}""", "length greater than or equal to 1")]
    [InlineData("FilterLogEvents", """{"logGroupName":"g","logStreamNames":["s"],"logStreamNamePrefix":"s"}""", "cannot both")]
    [InlineData("FilterLogEvents", """{"logGroupName":"g","filterPattern":"a:b"}""", "Invalid character(s) in term ':'")]
    [InlineData("GetLogEvents", """{"logGroupName":"g"}""", "'logStreamName'")]
    [InlineData("GetLogEvents", """{"logGroupName":"g","logStreamName":"s","nextToken":"f/x/s"}""", "nextToken")]
    [InlineData("DescribeLogStreams", """{"logGroupName":"g","orderBy":"LastEventTime","logStreamNamePrefix":"s"}""", "LastEventTime")]
    [InlineData("DescribeLogStreams", """{"logGroupName":"g","limit":51}""", "less than or equal to 50")]
    [InlineData("DescribeMetricFilters", """{"metricName":"m"}""", "together")]
    [InlineData("PutMetricFilter", """{"logGroupName":"g","filterName":"f","filterPattern":"x","metricTransformations":[]}""", "length greater than or equal to 1")]
    [InlineData("PutMetricFilter", """{"logGroupName":"g","filterName":"f","filterPattern":"x","metricTransformations":[{"metricName":"m","metricNamespace":"n"}]}""", "'metricTransformations.1.member.metricValue'")]
    [InlineData("PutMetricFilter", """{"logGroupName":"g","filterName":"f","filterPattern":"x","metricTransformations":[{"metricName":"m","metricNamespace":"n","metricValue":"one"}]}""", "neither a number")]
    [InlineData("PutMetricFilter", """{"logGroupName":"g","filterName":"f","filterPattern":"x","metricTransformations":[{"metricName":"m","metricNamespace":"n","metricValue":"1","dimensions":{"a":"b"}}]}""", "does not support dimensions")]
    [InlineData("TestMetricFilter", """{"filterPattern":"x","logEventMessages":[]}""", "length greater than or equal to 1")]
    public async Task Logs_refuses(string operation, string parameters, string message) => (await caller.Logs(operation, parameters)).Refused("InvalidParameterException", message);

    [Theory]
    [InlineData("""{"AlarmName":"a"}""", "MetricName is required")]
    [InlineData("""{"AlarmName":"a","MetricName":"m","Namespace":":n","Statistic":"Sum","Period":60,"EvaluationPeriods":1,"Threshold":1,"ComparisonOperator":"GreaterThanThreshold"}""", "'Namespace'")]
    [InlineData("""{"AlarmName":"a","MetricName":"m","Namespace":"n","Statistic":"Count","Period":60,"EvaluationPeriods":1,"Threshold":1,"ComparisonOperator":"GreaterThanThreshold"}""", "enum value set")]
    [InlineData("""{"AlarmName":"a","MetricName":"m","Namespace":"n","Statistic":"Sum","Period":45,"EvaluationPeriods":1,"Threshold":1,"ComparisonOperator":"GreaterThanThreshold"}""", "multiple of 60")]
    [InlineData("""{"AlarmName":"a","MetricName":"m","Namespace":"n","Statistic":"Sum","Period":60,"EvaluationPeriods":2,"DatapointsToAlarm":3,"Threshold":1,"ComparisonOperator":"GreaterThanThreshold"}""", "DatapointsToAlarm")]
    [InlineData("""{"AlarmName":"a","MetricName":"m","Namespace":"n","Statistic":"Sum","Period":60,"EvaluationPeriods":1441,"Threshold":1,"ComparisonOperator":"GreaterThanThreshold"}""", "a day")]
    [InlineData("""{"AlarmName":"a","MetricName":"m","Namespace":"n","Statistic":"Sum","Period":60,"EvaluationPeriods":1,"ComparisonOperator":"GreaterThanThreshold"}""", "Threshold is required")]
    [InlineData("""{"AlarmName":"a","MetricName":"m","Namespace":"n","Statistic":"Sum","Period":60,"EvaluationPeriods":1,"Threshold":1,"ComparisonOperator":"GreaterThanThreshold","AlarmActions":["topic"]}""", "Invalid arn syntax")]
    [InlineData("""{"AlarmName":"a","MetricName":"m","Namespace":"n","Statistic":"Sum","Period":60,"EvaluationPeriods":1,"Threshold":1,"ComparisonOperator":"GreaterThanThreshold","TreatMissingData":"no"}""", "enum value set")]
    public async Task PutMetricAlarm_refuses(string parameters, string message)
    {
        var answer = await caller.Alarms("PutMetricAlarm", parameters);
        answer.Refused("ValidationError", message);
        Assert.Equal("ValidationError;Sender", answer.QueryError);
    }

    [Fact]
    public async Task DescribeAlarms_takes_names_or_a_prefix_and_at_most_100_names()
    {
        (await caller.Alarms("DescribeAlarms", """{"AlarmNames":["a"],"AlarmNamePrefix":"a"}""")).Refused("ValidationError", "both");
        (await caller.Alarms("DescribeAlarms", new { AlarmNames = Enumerable.Range(0, 101).Select(i => $"a{i}") })).Refused("ValidationError", "length less than or equal to 100");
        (await caller.Alarms("DescribeAlarms", """{"NextToken":"x"}""")).Refused("InvalidNextToken");
        (await caller.Alarms("DescribeAlarms", """{"MaxRecords":101}""")).Refused("ValidationError", "100");
    }

    [Fact]
    public async Task A_member_of_the_wrong_type_is_refused() => (await caller.Logs("FilterLogEvents", """{"logGroupName":7}""")).Refused("SerializationException");

    [Theory]
    [InlineData("FilterLogEvents", """{"logGroupName":"g","logGroupname":"g"}""")]
    [InlineData("FilterLogEvents", """{"logGroupName":"g","unmask":true}""")]
    [InlineData("StartLiveTail", "{}")]
    public async Task What_is_not_here_fails_loudly(string operation, string parameters) =>
        (await caller.Logs(operation, parameters)).Refused("NotSupportedByLocalAws", status: HttpStatusCode.NotImplemented);

    [Fact]
    public async Task A_group_or_stream_cannot_be_made_twice()
    {
        (await caller.Logs("CreateLogGroup", new { logGroupName = "g" })).Refused("ResourceAlreadyExistsException", "The specified log group already exists");
        (await caller.Logs("CreateLogStream", new { logGroupName = "g", logStreamName = "s" })).Refused("ResourceAlreadyExistsException", "The specified log stream already exists");
    }

    [Fact]
    public async Task A_group_has_at_most_100_metric_filters_and_5_with_a_regular_expression()
    {
        for (var i = 0; i < 5; i++)
            (await Put($"r{i}", "%x%")).Succeeded();
        (await Put("r5", "%x%")).Refused("LimitExceededException");
        for (var i = 5; i < 100; i++)
            (await Put($"f{i}", "x")).Succeeded();
        (await Put("f100", "x")).Refused("LimitExceededException");
        (await Put("f99", "y")).Succeeded();
        var page = (await caller.Logs("DescribeMetricFilters", new { logGroupName = "g", filterNamePrefix = "f" })).Succeeded();
        Assert.Equal(50, page["metricFilters"]!.AsArray().Count);
        Assert.NotNull(page["nextToken"]);

        Task<Answer> Put(string name, string pattern) => caller.Logs("PutMetricFilter", new
        {
            logGroupName = "g",
            filterName = name,
            filterPattern = pattern,
            metricTransformations = new[] { new { metricName = "m", metricNamespace = "n", metricValue = "1" } },
        });
    }

    [Fact]
    public async Task An_unsigned_request_is_refused()
    {
        caller.Authorization = "";
        (await caller.Logs("DescribeLogGroups", new { })).Refused("MissingAuthenticationTokenException", status: HttpStatusCode.Forbidden);
        caller.Authorization = "Basic x";
        (await caller.Logs("DescribeLogGroups", new { })).Refused("IncompleteSignatureException");
    }

    [Fact]
    public async Task A_request_signed_for_another_service_or_region_is_refused()
    {
        (await caller.Send("monitoring", "Logs_20140328.DescribeLogGroups", "application/x-amz-json-1.1", new { })).Refused("InvalidSignatureException", "'logs'");
        using var elsewhere = new LocalAwsCaller(server) { Region = "eu-west-1" };
        (await elsewhere.Logs("DescribeLogGroups", new { })).Refused("InvalidSignatureException", "valid region");
    }

    [Fact]
    public async Task Each_protocol_has_its_own_content_type()
    {
        (await caller.Send("logs", "Logs_20140328.DescribeLogGroups", "application/json", new { })).Refused("UnknownOperationException", status: HttpStatusCode.NotFound);
        (await caller.Send("monitoring", "GraniteServiceVersion20100801.DescribeAlarms", "application/x-amz-json-1.1", new { })).Refused("UnknownOperationException", status: HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Every_answer_has_a_request_id()
    {
        Assert.True((await caller.Logs("DescribeLogGroups", new { })).HasRequestId);
        Assert.True((await caller.Logs("CreateLogGroup", new { })).HasRequestId);
    }

    [Fact]
    public async Task Requests_are_counted_and_kept_with_the_key_id_and_without_the_signature()
    {
        (await caller.Logs("DescribeLogGroups", new { limit = 5 })).Succeeded();
        (await caller.Logs("CreateLogGroup", new { })).Refused("InvalidParameterException");
        Assert.Equal(1, server.Requests.Count("logs:DescribeLogGroups"));
        Assert.Equal("""{"limit":5}""", server.Requests.Of("logs:DescribeLogGroups").Single().Parameters);
        Assert.Equal("InvalidParameterException", server.Requests.Of("logs:CreateLogGroup").Single().Error);
        Assert.Equal("AKIDEXAMPLE", server.Requests.All[0].AccessKeyId);
        Assert.DoesNotContain(server.Requests.All, r => r.ToString().Contains("Signature", StringComparison.Ordinal));
    }
}
