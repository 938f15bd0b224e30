using System.Text.Json.Nodes;
using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Amazon.Runtime;

namespace AwsLoginAudit.Tests.AwsSdk;

/// <summary>Requests and answers of CloudWatch Logs as its API reference shows them.</summary>
public sealed class CloudWatchLogsWireTests
{
    [Fact]
    public async Task FilterLogEvents_sends_epoch_milliseconds_and_reads_a_page()
    {
        var response = await ExchangeAsync(
            (logs, token) => logs.FilterLogEventsAsync(
                new()
                {
                    LogGroupName = "/windows/security",
                    LogStreamNames = ["i-0123456789abcdef0"],
                    FilterPattern = "?\"Audit Failure\" ?0x8010000000000000",
                    StartTime = 1396035378988,
                    EndTime = 1396035394997,
                    Limit = 100,
                    NextToken = "t1",
                    Unmask = true,
                },
                token),
            "FilterLogEvents",
            """
            {"logGroupName":"/windows/security","logStreamNames":["i-0123456789abcdef0"],"filterPattern":"?\"Audit Failure\" ?0x8010000000000000",
             "startTime":1396035378988,"endTime":1396035394997,"limit":100,"nextToken":"t1","unmask":true}
            """,
            """
            {"events":[{"ingestionTime":1396035394997,"timestamp":1396035378988,"message":"<Event>\u00e9 ✓</Event>","logStreamName":"i-0123456789abcdef0","eventId":"31132629274945519779805322857203735586714454643391594505"}],
             "searchedLogStreams":[{"searchedCompletely":true,"logStreamName":"i-0123456789abcdef0"}],"nextToken":"ZNUEPl7FcQuXbIH4Swk9D9eFu2XBg-ijZIZlvzz4ea9zZRjw-MMtQtvcoMdmq4T29K7Q6Y1e_KvyfpcT_f_tUw","somethingNew":{"a":[1,{"b":null}]}}
            """);

        var found = Assert.Single(response.Events!);
        Assert.Equal("i-0123456789abcdef0", found.LogStreamName);
        Assert.Equal(1396035378988, found.Timestamp);
        Assert.Equal(1396035394997, found.IngestionTime);
        Assert.Equal("<Event>é ✓</Event>", found.Message);
        Assert.Equal("31132629274945519779805322857203735586714454643391594505", found.EventId);
        Assert.True(Assert.Single(response.SearchedLogStreams!).SearchedCompletely);
        Assert.StartsWith("ZNUEPl7F", response.NextToken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_absent_list_is_null_and_an_empty_one_is_empty()
    {
        var absent = await ExchangeAsync((logs, token) => logs.FilterLogEventsAsync(new() { LogGroupName = "g" }, token), "FilterLogEvents", """{"logGroupName":"g"}""", "{}");
        Assert.Null(absent.Events);
        Assert.Null(absent.NextToken);

        var empty = await ExchangeAsync((logs, token) => logs.FilterLogEventsAsync(new() { LogGroupName = "g" }, token), "FilterLogEvents", """{"logGroupName":"g"}""", """{"events":[],"nextToken":"t"}""");
        Assert.Empty(empty.Events!);
        Assert.Equal("t", empty.NextToken);
    }

    [Fact]
    public async Task GetLogEvents_takes_and_gives_times_as_DateTime()
    {
        var response = await ExchangeAsync(
            (logs, token) => logs.GetLogEventsAsync(
                new() { LogGroupName = "g", LogStreamName = "s", StartTime = Epoch.Utc("2014-03-28T19:36:18.988Z"), EndTime = Epoch.Utc("2014-03-28T19:37:00Z"), Limit = 1, StartFromHead = true },
                token),
            "GetLogEvents",
            """{"logGroupName":"g","logStreamName":"s","startTime":1396035378988,"endTime":1396035420000,"limit":1,"startFromHead":true}""",
            """
            {"events":[{"ingestionTime":1396035394997,"timestamp":1396035378988,"message":"m"}],
             "nextForwardToken":"f/31132629323784151764587387538205132201699397759403884544","nextBackwardToken":"b/31132629274945519779805322857203735586714454643391594505"}
            """);

        var found = Assert.Single(response.Events!);
        Assert.Equal(Epoch.Utc("2014-03-28T19:36:18.988Z"), found.Timestamp);
        Assert.Equal(DateTimeKind.Utc, found.Timestamp!.Value.Kind);
        Assert.Equal(Epoch.Utc("2014-03-28T19:36:34.997Z"), found.IngestionTime);
        Assert.Equal("m", found.Message);
        Assert.StartsWith("f/", response.NextForwardToken, StringComparison.Ordinal);
        Assert.StartsWith("b/", response.NextBackwardToken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DescribeLogGroups_reads_groups_of_every_class()
    {
        var response = await ExchangeAsync(
            (logs, token) => logs.DescribeLogGroupsAsync(new() { LogGroupNamePrefix = "/win", Limit = 50, LogGroupClass = LogGroupClass.STANDARD }, token),
            "DescribeLogGroups",
            """{"logGroupNamePrefix":"/win","limit":50,"logGroupClass":"STANDARD"}""",
            """
            {"logGroups":[{"storedBytes":1048576,"metricFilterCount":1,"creationTime":1393545600000,"logGroupName":"/win","retentionInDays":14,"logGroupClass":"FUTURE_CLASS",
             "dataProtectionStatus":"ACTIVATED","inheritedProperties":["ACCOUNT_DATA_PROTECTION"],"kmsKeyId":"k",
             "arn":"arn:aws:logs:us-east-1:123456789012:log-group:/win:*","logGroupArn":"arn:aws:logs:us-east-1:123456789012:log-group:/win"}]}
            """);

        var group = Assert.Single(response.LogGroups!);
        Assert.Equal("/win", group.LogGroupName);
        Assert.Equal(14, group.RetentionInDays);
        Assert.Equal(1048576, group.StoredBytes);
        Assert.Equal(Epoch.Utc("2014-02-28T00:00:00Z"), group.CreationTime);
        Assert.Equal("FUTURE_CLASS", group.LogGroupClass);
        Assert.Same(DataProtectionStatus.ACTIVATED, group.DataProtectionStatus);
        Assert.EndsWith(":*", group.Arn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DescribeLogStreams_reads_the_times_of_a_stream()
    {
        var response = await ExchangeAsync(
            (logs, token) => logs.DescribeLogStreamsAsync(new() { LogGroupName = "g", OrderBy = OrderBy.LastEventTime, Descending = true }, token),
            "DescribeLogStreams",
            """{"logGroupName":"g","orderBy":"LastEventTime","descending":true}""",
            """
            {"logStreams":[{"storedBytes":0,"arn":"arn:aws:logs:us-east-1:123456789012:log-group:g:log-stream:s","creationTime":1393545600000,"firstEventTimestamp":1393545600000,
             "lastEventTimestamp":1393567800000,"lastIngestionTime":1393589200000,"logStreamName":"s","uploadSequenceToken":"88602967394531410094953670125156212707622379445839968487"}]}
            """);

        var stream = Assert.Single(response.LogStreams!);
        Assert.Equal("s", stream.LogStreamName);
        Assert.Equal(Epoch.Utc("2014-02-28T06:10:00Z"), stream.LastEventTimestamp);
        Assert.Equal(Epoch.Utc("2014-02-28T12:06:40Z"), stream.LastIngestionTime);
    }

    [Fact]
    public async Task DescribeMetricFilters_asks_by_metric_and_reads_the_transformation()
    {
        var response = await ExchangeAsync(
            (logs, token) => logs.DescribeMetricFiltersAsync(new() { MetricName = "Failures", MetricNamespace = "LoginAudit" }, token),
            "DescribeMetricFilters",
            """{"metricName":"Failures","metricNamespace":"LoginAudit"}""",
            """
            {"metricFilters":[{"filterName":"f","filterPattern":"?x","creationTime":1396224000000,"logGroupName":"g","applyOnTransformedLogs":false,
             "metricTransformations":[{"metricValue":"1","metricNamespace":"LoginAudit","metricName":"Failures","defaultValue":0.5,"dimensions":{"Host":"$host"},"unit":"Bytes/Second"}]}]}
            """);

        var filter = Assert.Single(response.MetricFilters!);
        var transformation = Assert.Single(filter.MetricTransformations!);
        Assert.Equal("g", filter.LogGroupName);
        Assert.Equal(0.5, transformation.DefaultValue);
        Assert.Equal("$host", transformation.Dimensions!["Host"]);
        Assert.Equal("Bytes/Second", transformation.Unit);
    }

    [Fact]
    public Task PutMetricFilter_sends_its_transformation() => ExchangeAsync(
        (logs, token) => logs.PutMetricFilterAsync(
            new()
            {
                LogGroupName = "g",
                FilterName = "f",
                FilterPattern = "",
                MetricTransformations = [new() { MetricName = "Failures", MetricNamespace = "LoginAudit", MetricValue = "1", DefaultValue = 0, Unit = StandardUnit.Count }],
            },
            token),
        "PutMetricFilter",
        """{"logGroupName":"g","filterName":"f","filterPattern":"","metricTransformations":[{"metricName":"Failures","metricNamespace":"LoginAudit","metricValue":"1","defaultValue":0,"unit":"Count"}]}""",
        "");

    [Fact]
    public async Task TestMetricFilter_reads_which_messages_match()
    {
        var response = await ExchangeAsync(
            (logs, token) => logs.TestMetricFilterAsync(new() { FilterPattern = "[ip]", LogEventMessages = ["127.0.0.1", "\"quoted\" <é>"] }, token),
            "TestMetricFilter",
            """{"filterPattern":"[ip]","logEventMessages":["127.0.0.1","\"quoted\" <é>"]}""",
            """{"matches":[{"eventNumber":1,"eventMessage":"127.0.0.1","extractedValues":{"$ip":"127.0.0.1"}}]}""");

        var match = Assert.Single(response.Matches!);
        Assert.Equal(1, match.EventNumber);
        Assert.Equal("127.0.0.1", match.EventMessage);
        Assert.Equal("127.0.0.1", match.ExtractedValues!["$ip"]);
    }

    [Fact]
    public Task CreateLogGroup_sends_its_tags() => ExchangeAsync(
        (logs, token) => logs.CreateLogGroupAsync(new() { LogGroupName = "g", KmsKeyId = "k", Tags = new() { ["Owner"] = "IT" }, LogGroupClass = LogGroupClass.STANDARD }, token),
        "CreateLogGroup",
        """{"logGroupName":"g","kmsKeyId":"k","tags":{"Owner":"IT"},"logGroupClass":"STANDARD"}""",
        "");

    [Fact]
    public Task CreateLogStream_sends_group_and_stream() => ExchangeAsync(
        (logs, token) => logs.CreateLogStreamAsync(new() { LogGroupName = "g", LogStreamName = "s" }, token),
        "CreateLogStream",
        """{"logGroupName":"g","logStreamName":"s"}""",
        "");

    [Fact]
    public Task PutRetentionPolicy_sends_days() => ExchangeAsync(
        (logs, token) => logs.PutRetentionPolicyAsync(new() { LogGroupName = "g", RetentionInDays = 30 }, token),
        "PutRetentionPolicy",
        """{"logGroupName":"g","retentionInDays":30}""",
        "");

    [Fact]
    public Task DeleteLogGroup_sends_its_name() => ExchangeAsync(
        (logs, token) => logs.DeleteLogGroupAsync(new() { LogGroupName = "g" }, token),
        "DeleteLogGroup",
        """{"logGroupName":"g"}""",
        "");

    [Fact]
    public Task DeleteRetentionPolicy_sends_the_log_group() => ExchangeAsync(
        (logs, token) => logs.DeleteRetentionPolicyAsync(new() { LogGroupName = "g" }, token),
        "DeleteRetentionPolicy",
        """{"logGroupName":"g"}""",
        "");

    [Fact]
    public Task DeleteMetricFilter_sends_group_and_filter() => ExchangeAsync(
        (logs, token) => logs.DeleteMetricFilterAsync(new() { LogGroupName = "g", FilterName = "f" }, token),
        "DeleteMetricFilter",
        """{"logGroupName":"g","filterName":"f"}""",
        "");

    [Fact]
    public Task TagResource_sends_names_as_they_are() => ExchangeAsync(
        (logs, token) => logs.TagResourceAsync(new() { ResourceArn = "arn:aws:logs:us-east-1:123456789012:log-group:g", Tags = new() { ["created-by"] = "AwsLoginAudit", ["Cost Center"] = "" } }, token),
        "TagResource",
        """{"resourceArn":"arn:aws:logs:us-east-1:123456789012:log-group:g","tags":{"created-by":"AwsLoginAudit","Cost Center":""}}""",
        "");

    [Fact]
    public async Task ListTagsForResource_reads_the_tags()
    {
        var response = await ExchangeAsync(
            (logs, token) => logs.ListTagsForResourceAsync(new() { ResourceArn = "arn:aws:logs:us-east-1:123456789012:log-group:g" }, token),
            "ListTagsForResource",
            """{"resourceArn":"arn:aws:logs:us-east-1:123456789012:log-group:g"}""",
            """{"tags":{"created-by":"AwsLoginAudit","Owner":"IT"}}""");

        Assert.Equal(new Dictionary<string, string> { ["created-by"] = "AwsLoginAudit", ["Owner"] = "IT" }, response.Tags);
    }

    [Fact]
    public async Task PutLogEvents_sends_whole_milliseconds_and_reads_what_was_refused()
    {
        var response = await ExchangeAsync(
            (logs, token) => logs.PutLogEventsAsync(
                new() { LogGroupName = "g", LogStreamName = "s", LogEvents = [new() { Timestamp = Epoch.Utc("2014-03-28T19:36:18.9889999Z"), Message = "m\n\t\"" }] },
                token),
            "PutLogEvents",
            """{"logGroupName":"g","logStreamName":"s","logEvents":[{"timestamp":1396035378988,"message":"m\n\t\""}]}""",
            """{"nextSequenceToken":"4954","rejectedLogEventsInfo":{"tooNewLogEventStartIndex":3,"tooOldLogEventEndIndex":1,"expiredLogEventEndIndex":2}}""");

        Assert.Equal("4954", response.NextSequenceToken);
        Assert.Equal(3, response.RejectedLogEventsInfo!.TooNewLogEventStartIndex);
        Assert.Equal(1, response.RejectedLogEventsInfo.TooOldLogEventEndIndex);
        Assert.Equal(2, response.RejectedLogEventsInfo.ExpiredLogEventEndIndex);
    }

    [Fact]
    public async Task A_query_is_started_read_and_stopped()
    {
        var started = await ExchangeAsync(
            (logs, token) => logs.StartQueryAsync(new() { LogGroupIdentifiers = ["g", "arn:aws:logs:us-east-1:123456789012:log-group:h"], StartTime = 1396035378, EndTime = 1396035395, QueryString = "fields @message", Limit = 10 }, token),
            "StartQuery",
            """{"logGroupIdentifiers":["g","arn:aws:logs:us-east-1:123456789012:log-group:h"],"startTime":1396035378,"endTime":1396035395,"queryString":"fields @message","limit":10}""",
            """{"queryId":"12ab3456-12ab-123a-789e-1234567890ab"}""");
        Assert.Equal("12ab3456-12ab-123a-789e-1234567890ab", started.QueryId);

        var results = await ExchangeAsync(
            (logs, token) => logs.GetQueryResultsAsync(new() { QueryId = "q" }, token),
            "GetQueryResults",
            """{"queryId":"q"}""",
            """{"results":[[{"field":"n","value":"2"},{"field":"@ptr","value":"p"}],[]],"statistics":{"bytesScanned":81349723,"recordsMatched":360851,"recordsScanned":610956},"status":"Complete"}""");
        Assert.Equal(QueryStatus.Complete, results.Status);
        Assert.Equal((81349723, 360851, 610956), (results.Statistics!.BytesScanned, results.Statistics.RecordsMatched, results.Statistics.RecordsScanned));
        Assert.Equal([("n", "2"), ("@ptr", "p")], results.Results![0].Select(field => (field.Field!, field.Value!)));
        Assert.Empty(results.Results[1]);

        var stopped = await ExchangeAsync((logs, token) => logs.StopQueryAsync(new() { QueryId = "q" }, token), "StopQuery", """{"queryId":"q"}""", """{"success":true}""");
        Assert.True(stopped.Success);
    }

    [Fact]
    public async Task A_page_of_one_mebibyte_arrives_whole()
    {
        var message = string.Concat(Enumerable.Repeat("<Data Name='TargetUserName'>administrator é</Data>\r\n", 54));
        var page = new JsonObject
        {
            ["events"] = new JsonArray([.. Enumerable.Range(0, 380).Select(i => new JsonObject { ["logStreamName"] = $"i-{i % 50}", ["timestamp"] = 1396035378988 + i, ["message"] = message, ["eventId"] = $"{i}" })]),
        };
        await using var server = await RecordingServer.StartAsync(new CannedAnswer(page.ToJsonString()));
        using var logs = server.Logs();

        var response = await logs.FilterLogEventsAsync(new() { LogGroupName = "g" }, TestContext.Current.CancellationToken);

        Assert.Equal(380, response.Events!.Count);
        Assert.All(response.Events, (found, i) => Assert.True(found.Message == message && found.Timestamp == 1396035378988 + i && found.EventId == $"{i}"));
    }

    private static async Task<TResponse> ExchangeAsync<TResponse>(
        Func<AmazonCloudWatchLogsClient, CancellationToken, Task<TResponse>> call, string operation, string requestJson, string answer)
        where TResponse : AmazonWebServiceResponse
    {
        await using var server = await RecordingServer.StartAsync(new CannedAnswer(answer));
        using var logs = server.Logs();
        var response = await call(logs, TestContext.Current.CancellationToken);
        WireAssert.IsJsonCall(Assert.Single(server.Requests), "1.1", "Logs_20140328." + operation, "logs", requestJson);
        Assert.Equal(System.Net.HttpStatusCode.OK, response.HttpStatusCode);
        Assert.Equal(RecordingServer.RequestId, response.ResponseMetadata.RequestId);
        return response;
    }
}
