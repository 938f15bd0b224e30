using System.Net;
using Amazon.CloudWatch;
using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using AwsLoginAudit.Tests.AwsSdk;
using LocalAws;

namespace AwsLoginAudit.Tests.LocalAws;

/// <summary>What is taken away from log groups and alarms, and how they are marked.</summary>
public sealed class TagTests : IAsyncLifetime
{
    private const string GroupArn = "arn:aws:logs:us-east-1:123456789012:log-group:g";
    private const string AlarmArn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:a";
    private LocalAwsServer server = null!;
    private LocalAwsCaller caller = null!;

    public async ValueTask InitializeAsync()
    {
        (server, caller) = await LocalAwsCaller.StartAsync();
        (await caller.Logs("CreateLogGroup", new { logGroupName = "g", tags = new { k = "v" } })).Succeeded();
        (await PutAlarm("v")).Succeeded();
    }

    public async ValueTask DisposeAsync()
    {
        caller.Dispose();
        await server.DisposeAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Task<Answer> PutAlarm(string tag) => caller.Alarms("PutMetricAlarm", $$"""
        {"AlarmName":"a","MetricName":"m","Namespace":"n","Statistic":"Sum","Period":60,"EvaluationPeriods":1,"Threshold":1,"ComparisonOperator":"GreaterThanThreshold","Tags":[{"Key":"k","Value":"{{tag}}"}]}
        """);

    private static Dictionary<string, string> Many(string prefix, int count) => Enumerable.Range(0, count).ToDictionary(i => $"{prefix}{i}", _ => "", StringComparer.Ordinal);

    [Fact]
    public async Task The_projects_own_client_tags_and_deletes_a_group()
    {
        using var logs = new AmazonCloudWatchLogsClient(RecordingServer.Credentials, new() { ServiceURL = server.Endpoint.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
        await logs.TagResourceAsync(new() { ResourceArn = GroupArn, Tags = new() { ["other"] = "" } }, Token);
        Assert.Equal(new Dictionary<string, string> { ["k"] = "v", ["other"] = "" }, (await logs.ListTagsForResourceAsync(new() { ResourceArn = GroupArn }, Token)).Tags);

        await logs.PutRetentionPolicyAsync(new() { LogGroupName = "g", RetentionInDays = 30 }, Token);
        Assert.Equal(30, Assert.Single((await logs.DescribeLogGroupsAsync(new(), Token)).LogGroups!).RetentionInDays);
        await logs.DeleteRetentionPolicyAsync(new() { LogGroupName = "g" }, Token);
        var group = Assert.Single((await logs.DescribeLogGroupsAsync(new(), Token)).LogGroups!);
        Assert.Equal((null, GroupArn), (group.RetentionInDays, group.LogGroupArn));

        await logs.DeleteLogGroupAsync(new() { LogGroupName = "g" }, Token);
        Assert.Empty((await logs.DescribeLogGroupsAsync(new(), Token)).LogGroups!);
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => logs.DeleteLogGroupAsync(new() { LogGroupName = "g" }, Token));
    }

    [Fact]
    public async Task A_group_takes_its_streams_events_and_filters_along()
    {
        server.Logs.Load("g", "s", [(TimeProvider.System.GetUtcNow(), "m")]);
        (await caller.Logs("PutMetricFilter", """{"logGroupName":"g","filterName":"f","filterPattern":"x","metricTransformations":[{"metricName":"m","metricNamespace":"n","metricValue":"1"}]}""")).Succeeded();
        (await caller.Logs("DeleteLogGroup", new { logGroupName = "g" })).Succeeded();
        (await caller.Logs("FilterLogEvents", new { logGroupName = "g" })).Refused("ResourceNotFoundException");
        Assert.Empty((await caller.Logs("DescribeMetricFilters", new { })).Succeeded()["metricFilters"]!.AsArray());

        (await caller.Logs("CreateLogGroup", new { logGroupName = "g" })).Succeeded();
        Assert.Empty((await caller.Logs("DescribeLogStreams", new { logGroupName = "g" })).Succeeded()["logStreams"]!.AsArray());
        Assert.Empty((await caller.Logs("ListTagsForResource", new { resourceArn = GroupArn })).Succeeded()["tags"]!.AsObject());
    }

    [Fact]
    public async Task A_group_shows_the_key_it_was_made_with()
    {
        const string Key = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        (await caller.Logs("CreateLogGroup", new { logGroupName = "kept", kmsKeyId = Key })).Succeeded();
        var groups = (await caller.Logs("DescribeLogGroups", new { })).Succeeded()["logGroups"]!.AsArray();
        Assert.Equal([null, Key], groups.Select(g => (string?)g!["kmsKeyId"]));
    }

    [Fact]
    public async Task A_group_has_fifty_tags_at_most()
    {
        (await caller.Logs("TagResource", new { resourceArn = GroupArn, tags = Many("t", 50) })).Refused("TooManyTagsException");
        (await caller.Logs("TagResource", new { resourceArn = GroupArn, tags = Many("t", 49) })).Succeeded();
        (await caller.Logs("TagResource", new { resourceArn = GroupArn, tags = Many("t", 1) })).Succeeded();
    }

    [Theory]
    [InlineData("DeleteLogGroup", "{}", "InvalidParameterException")]
    [InlineData("DeleteLogGroup", """{"logGroupName":"none"}""", "ResourceNotFoundException")]
    [InlineData("DeleteRetentionPolicy", """{"logGroupName":"none"}""", "ResourceNotFoundException")]
    [InlineData("CreateLogGroup", """{"logGroupName":"n","kmsKeyId":"1234abcd"}""", "InvalidParameterException")]
    [InlineData("CreateLogGroup", """{"logGroupName":"n","tags":{"aws:k":"v"}}""", "InvalidParameterException")]
    [InlineData("TagResource", $$"""{"resourceArn":"{{GroupArn}}"}""", "InvalidParameterException")]
    [InlineData("TagResource", $$$$"""{"resourceArn":"{{{{GroupArn}}}}","tags":{}}""", "InvalidParameterException")]
    [InlineData("TagResource", $$$$"""{"resourceArn":"{{{{GroupArn}}}}","tags":{"":"v"}}""", "InvalidParameterException")]
    [InlineData("TagResource", $$$$"""{"resourceArn":"{{{{GroupArn}}}}","tags":{"k":"a;b"}}""", "InvalidParameterException")]
    [InlineData("TagResource", $$$$"""{"resourceArn":"{{{{GroupArn}}}}:*","tags":{"k":"v"}}""", "InvalidParameterException")]
    [InlineData("ListTagsForResource", $$"""{"resourceArn":"{{GroupArn}}:*"}""", "InvalidParameterException")]
    [InlineData("ListTagsForResource", """{"resourceArn":"g"}""", "InvalidParameterException")]
    [InlineData("ListTagsForResource", $$"""{"resourceArn":"{{GroupArn}}x"}""", "ResourceNotFoundException")]
    public async Task Logs_refuses(string operation, string parameters, string code) => (await caller.Logs(operation, parameters)).Refused(code);

    [Fact]
    public async Task The_projects_own_client_tags_and_deletes_an_alarm()
    {
        using var alarms = new AmazonCloudWatchClient(RecordingServer.Credentials, new() { ServiceURL = server.Endpoint.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
        await alarms.TagResourceAsync(new() { ResourceARN = AlarmArn, Tags = [new() { Key = "other", Value = "" }] }, Token);
        Assert.Equal([("k", "v"), ("other", "")], (await alarms.ListTagsForResourceAsync(new() { ResourceARN = AlarmArn }, Token)).Tags!.Select(t => (t.Key, t.Value)));
        await alarms.DeleteAlarmsAsync(new() { AlarmNames = ["a"] }, Token);
        await Assert.ThrowsAsync<Amazon.CloudWatch.Model.ResourceNotFoundException>(() => alarms.ListTagsForResourceAsync(new() { ResourceARN = AlarmArn }, Token));
    }

    [Fact]
    public async Task An_update_leaves_an_alarms_tags()
    {
        (await PutAlarm("changed")).Succeeded();
        var tags = (await caller.Alarms("ListTagsForResource", new { ResourceARN = AlarmArn })).Succeeded()["Tags"]!.AsArray();
        Assert.Equal("v", (string?)Assert.Single(tags)!["Value"]);
    }

    [Fact]
    public async Task A_hundred_alarms_are_deleted_at_once_and_no_more()
    {
        (await caller.Alarms("DeleteAlarms", new { AlarmNames = Many("a", 100).Keys })).Refused("ResourceNotFound", status: HttpStatusCode.NotFound);
        (await caller.Alarms("DeleteAlarms", new { AlarmNames = Many("a", 101).Keys })).Refused("ValidationError");
    }

    [Theory]
    [InlineData("ListTagsForResource", "{}", "ValidationError", 400)]
    [InlineData("ListTagsForResource", """{"ResourceARN":"a"}""", "InvalidParameterValueException", 400)]
    [InlineData("ListTagsForResource", $$"""{"ResourceARN":"{{AlarmArn}}x"}""", "ResourceNotFoundException", 404)]
    [InlineData("TagResource", $$"""{"ResourceARN":"{{AlarmArn}}"}""", "ValidationError", 400)]
    [InlineData("TagResource", $$"""{"ResourceARN":"{{AlarmArn}}","Tags":[{"Key":"k"}]}""", "ValidationError", 400)]
    [InlineData("TagResource", $$"""{"ResourceARN":"{{AlarmArn}}","Tags":[{"Key":"AWS:k","Value":""}]}""", "InvalidParameterValueException", 400)]
    [InlineData("TagResource", $$"""{"ResourceARN":"{{AlarmArn}}","Tags":[{"Key":"k","Value":""},{"Key":"k","Value":""}]}""", "InvalidParameterValueException", 400)]
    public async Task CloudWatch_refuses(string operation, string parameters, string code, int status) =>
        (await caller.Alarms(operation, parameters)).Refused(code, status: (HttpStatusCode)status);
}
