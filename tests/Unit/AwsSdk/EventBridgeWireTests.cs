using Amazon.EventBridge;
using Amazon.EventBridge.Model;
using Amazon.Runtime;

namespace AwsLoginAudit.Tests.AwsSdk;

/// <summary>Requests and answers of EventBridge as its API reference shows them.</summary>
public sealed class EventBridgeWireTests
{
    private const string RuleArn = "arn:aws:events:us-east-1:123456789012:rule/daily";

    [Fact]
    public async Task PutRule_sends_the_schedule_and_reads_the_ARN()
    {
        var response = await ExchangeAsync(
            (events, token) => events.PutRuleAsync(
                new() { Name = "daily", ScheduleExpression = "cron(0 7 * * ? *)", State = RuleState.ENABLED, Description = "d & \"e\"", Tags = [new() { Key = "created-by", Value = "AwsLoginAudit" }] },
                token),
            "PutRule",
            """{"Name":"daily","ScheduleExpression":"cron(0 7 * * ? *)","State":"ENABLED","Description":"d & \"e\"","Tags":[{"Key":"created-by","Value":"AwsLoginAudit"}]}""",
            $$"""{"RuleArn":"{{RuleArn}}"}""");

        Assert.Equal(RuleArn, response.RuleArn);
    }

    [Fact]
    public async Task DescribeRule_reads_a_rule()
    {
        var response = await ExchangeAsync(
            (events, token) => events.DescribeRuleAsync(new() { Name = "daily" }, token),
            "DescribeRule",
            """{"Name":"daily"}""",
            $$"""{"Arn":"{{RuleArn}}","CreatedBy":"123456789012","Description":"d","EventBusName":"default","Name":"daily","ScheduleExpression":"rate(5 minutes)","State":"DISABLED"}""");

        Assert.Equal(("daily", RuleArn, "d", "rate(5 minutes)"), (response.Name, response.Arn, response.Description, response.ScheduleExpression));
        Assert.Same(RuleState.DISABLED, response.State);
    }

    [Fact]
    public async Task PutTargets_sends_targets_and_reads_those_refused()
    {
        var response = await ExchangeAsync(
            (events, token) => events.PutTargetsAsync(
                new() { Rule = "daily", Targets = [new() { Id = "1", Arn = "arn:aws:lambda:us-east-1:123456789012:function:f", Input = """{"kind":"report"}""" }] },
                token),
            "PutTargets",
            """{"Rule":"daily","Targets":[{"Id":"1","Arn":"arn:aws:lambda:us-east-1:123456789012:function:f","Input":"{\"kind\":\"report\"}"}]}""",
            """{"FailedEntries":[{"ErrorCode":"ConcurrentModificationException","ErrorMessage":"Try again.","TargetId":"1"}],"FailedEntryCount":1}""");

        Assert.Equal(1, response.FailedEntryCount);
        var failed = Assert.Single(response.FailedEntries!);
        Assert.Equal(("1", "ConcurrentModificationException", "Try again."), (failed.TargetId, failed.ErrorCode, failed.ErrorMessage));
    }

    [Fact]
    public async Task RemoveTargets_sends_ids_and_reads_those_that_stay()
    {
        var response = await ExchangeAsync(
            (events, token) => events.RemoveTargetsAsync(new() { Rule = "daily", Ids = ["1", "2"] }, token),
            "RemoveTargets",
            """{"Rule":"daily","Ids":["1","2"]}""",
            """{"FailedEntries":[{"ErrorCode":"ManagedRuleException","ErrorMessage":"no","TargetId":"2"}],"FailedEntryCount":1}""");

        Assert.Equal(1, response.FailedEntryCount);
        var failed = Assert.Single(response.FailedEntries!);
        Assert.Equal(("2", "ManagedRuleException", "no"), (failed.TargetId, failed.ErrorCode, failed.ErrorMessage));
    }

    [Fact]
    public async Task ListTargetsByRule_reads_a_page()
    {
        var response = await ExchangeAsync(
            (events, token) => events.ListTargetsByRuleAsync(new() { Rule = "daily", NextToken = "t1", Limit = 1 }, token),
            "ListTargetsByRule",
            """{"Rule":"daily","NextToken":"t1","Limit":1}""",
            """{"NextToken":"t2","Targets":[{"Arn":"arn:aws:lambda:us-east-1:123456789012:function:f","Id":"1","Input":"{}","RetryPolicy":{"MaximumRetryAttempts":3}}]}""");

        var target = Assert.Single(response.Targets!);
        Assert.Equal(("1", "arn:aws:lambda:us-east-1:123456789012:function:f", "{}"), (target.Id, target.Arn, target.Input));
        Assert.Equal("t2", response.NextToken);
    }

    [Fact]
    public Task DeleteRule_sends_its_name() => ExchangeAsync(
        (events, token) => events.DeleteRuleAsync(new() { Name = "daily" }, token), "DeleteRule", """{"Name":"daily"}""", "");

    [Fact]
    public Task TagResource_sends_tags() => ExchangeAsync(
        (events, token) => events.TagResourceAsync(new() { ResourceARN = RuleArn, Tags = [new() { Key = "Owner", Value = "" }] }, token),
        "TagResource",
        $$"""{"ResourceARN":"{{RuleArn}}","Tags":[{"Key":"Owner","Value":""}]}""",
        "{}");

    [Fact]
    public async Task ListTagsForResource_reads_tags()
    {
        var response = await ExchangeAsync(
            (events, token) => events.ListTagsForResourceAsync(new() { ResourceARN = RuleArn }, token),
            "ListTagsForResource",
            $$"""{"ResourceARN":"{{RuleArn}}"}""",
            """{"Tags":[{"Key":"created-by","Value":"AwsLoginAudit"}]}""");

        var tag = Assert.Single(response.Tags!);
        Assert.Equal(("created-by", "AwsLoginAudit"), (tag.Key, tag.Value));
    }

    [Theory]
    [InlineData("ConcurrentModificationException", typeof(ConcurrentModificationException))]
    [InlineData("InternalException", typeof(InternalException))]
    [InlineData("LimitExceededException", typeof(LimitExceededException))]
    [InlineData("ManagedRuleException", typeof(ManagedRuleException))]
    [InlineData("ResourceNotFoundException", typeof(ResourceNotFoundException))]
    [InlineData("ValidationException", typeof(AmazonEventBridgeException))]
    public async Task An_error_becomes_its_exception(string code, Type type)
    {
        await using var server = await RecordingServer.StartAsync(new CannedAnswer($$"""{"__type":"{{code}}","message":"Rule daily does not exist on EventBus default."}""", 400));
        using var events = server.EventBridge();
        var error = await Assert.ThrowsAnyAsync<AmazonEventBridgeException>(() => events.DescribeRuleAsync(new() { Name = "daily" }, TestContext.Current.CancellationToken));
        Assert.IsType(type, error);
        Assert.Equal((code, "Rule daily does not exist on EventBus default.", RecordingServer.RequestId), (error.ErrorCode, error.Message, error.RequestId));
    }

    private static async Task<TResponse> ExchangeAsync<TResponse>(
        Func<AmazonEventBridgeClient, CancellationToken, Task<TResponse>> call, string operation, string requestJson, string answer)
        where TResponse : AmazonWebServiceResponse
    {
        await using var server = await RecordingServer.StartAsync(new CannedAnswer(answer));
        using var events = server.EventBridge();
        var response = await call(events, TestContext.Current.CancellationToken);
        WireAssert.IsJsonCall(Assert.Single(server.Requests), "1.1", "AWSEvents." + operation, "events", requestJson);
        Assert.Equal(RecordingServer.RequestId, response.ResponseMetadata.RequestId);
        return response;
    }
}
