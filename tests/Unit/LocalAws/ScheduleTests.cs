using System.Text.Json.Nodes;
using Amazon.EventBridge;
using Amazon.EventBridge.Model;
using AwsLoginAudit.Tests.AwsSdk;

namespace AwsLoginAudit.Tests.LocalAws;

/// <summary>Rules that go by the clock, and the function they wake.</summary>
public sealed class ScheduleTests : IAsyncLifetime
{
    private const string RuleArn = "arn:aws:events:us-east-1:123456789012:rule/r";

    private FunctionAccount account = null!;
    private AmazonEventBridgeClient events = null!;

    public async ValueTask InitializeAsync()
    {
        account = await FunctionAccount.StartAsync();
        events = new(RecordingServer.Credentials, new() { ServiceURL = account.Server.Endpoint.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
    }

    public async ValueTask DisposeAsync()
    {
        events.Dispose();
        await account.DisposeAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Task<PutRuleResponse> PutRule(RuleState? state = null) =>
        events.PutRuleAsync(new() { Name = "r", ScheduleExpression = "rate(5 minutes)", State = state, Description = "d", Tags = [new() { Key = "k", Value = "v" }] }, Token);

    private Task<PutTargetsResponse> PutTarget(string? input = """{"n":1}""") =>
        events.PutTargetsAsync(new() { Rule = "r", Targets = [new() { Id = "t", Arn = FunctionAccount.FunctionArn, Input = input }] }, Token);

    private Task Permit(string source) => account.Lambda.AddPermissionAsync(
        new() { FunctionName = "f", StatementId = "s", Action = "lambda:InvokeFunction", Principal = "events.amazonaws.com", SourceArn = source }, Token);

    private async Task<IEnumerable<string?>> Tick()
    {
        account.Server.Schedules.Tick("r");
        await account.Server.Functions.SettledAsync();
        return account.Server.Functions.Invocations.Select(i => i.Event);
    }

    [Fact]
    public async Task The_projects_own_client_makes_a_rule_and_its_target()
    {
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => events.DescribeRuleAsync(new() { Name = "r" }, Token));
        Assert.Equal(RuleArn, (await PutRule()).RuleArn);
        var rule = await events.DescribeRuleAsync(new() { Name = "r" }, Token);
        Assert.Equal((RuleArn, "rate(5 minutes)", "ENABLED", "d"), (rule.Arn, rule.ScheduleExpression, rule.State?.Value, rule.Description));
        await events.TagResourceAsync(new() { ResourceARN = RuleArn, Tags = [new() { Key = "l", Value = "w" }] }, Token);
        Assert.Equal([("k", "v"), ("l", "w")], (await events.ListTagsForResourceAsync(new() { ResourceARN = RuleArn }, Token)).Tags!.Select(t => (t.Key, t.Value)));

        Assert.Equal(0, (await PutTarget()).FailedEntryCount);
        var target = Assert.Single((await events.ListTargetsByRuleAsync(new() { Rule = "r" }, Token)).Targets!);
        Assert.Equal(("t", FunctionAccount.FunctionArn, """{"n":1}"""), (target.Id, target.Arn, target.Input));
    }

    [Fact]
    public async Task A_rule_is_deleted_after_its_targets()
    {
        await PutRule();
        await PutTarget();
        var refused = await Assert.ThrowsAsync<AmazonEventBridgeException>(() => events.DeleteRuleAsync(new() { Name = "r" }, Token));
        Assert.Equal("Rule can't be deleted since it has targets.", refused.Message);
        await events.RemoveTargetsAsync(new() { Rule = "r", Ids = ["t"] }, Token);
        await events.DeleteRuleAsync(new() { Name = "r" }, Token);
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => events.DescribeRuleAsync(new() { Name = "r" }, Token));
    }

    [Fact]
    public async Task A_tick_sends_the_targets_input()
    {
        await account.Create();
        await Permit(RuleArn);
        await PutRule();
        await PutTarget();
        Assert.Equal(["""{"n":1}"""], await Tick());
    }

    [Fact]
    public async Task Without_an_input_a_tick_tells_of_the_rule()
    {
        await account.Create();
        await Permit(RuleArn);
        await PutRule();
        await PutTarget(input: null);
        var sent = JsonNode.Parse(Assert.Single(await Tick())!)!;
        Assert.Equal(("Scheduled Event", RuleArn), ((string?)sent["detail-type"], (string?)sent["resources"]![0]));
    }

    [Fact]
    public async Task A_rule_that_is_disabled_sends_nothing()
    {
        await account.Create();
        await Permit(RuleArn);
        await PutRule(RuleState.DISABLED);
        await PutTarget();
        Assert.Empty(await Tick());
        Assert.Empty(account.Server.Schedules.Lost);
    }

    [Fact]
    public async Task A_function_that_does_not_let_the_rule_in_gets_nothing()
    {
        await account.Create();
        await Permit(RuleArn + "x");
        await PutRule();
        await PutTarget();
        Assert.Empty(await Tick());
        Assert.Equal(FunctionAccount.FunctionArn, Assert.Single(account.Server.Schedules.Lost).Target);
    }

    [Theory]
    [InlineData("rate(1 minute)")]
    [InlineData("rate(12 hours)")]
    [InlineData("rate(1 day)")]
    [InlineData("cron(0/5 8-17 ? * MON-FRI *)")]
    [InlineData("cron(0 12 15W * ? 2026)")]
    [InlineData("cron(0 12 L JAN,JUL ? *)")]
    [InlineData("cron(0 12 ? * 6#3 *)")]
    [InlineData("rate(1 minutes)", false)]
    [InlineData("rate(5 minute)", false)]
    [InlineData("rate(0 minutes)", false)]
    [InlineData("rate(5 seconds)", false)]
    [InlineData("rate(5)", false)]
    [InlineData("cron(0 12 * * * *)", false)]
    [InlineData("cron(0 12 ? * ? *)", false)]
    [InlineData("cron(60 12 * * ? *)", false)]
    [InlineData("cron(0 12 * * ?)", false)]
    [InlineData("every day", false)]
    public async Task A_schedule_is_a_rate_or_six_fields(string expression, bool isValid = true)
    {
        var answer = await account.Caller.Rules("PutRule", new { Name = "r", ScheduleExpression = expression });
        if (isValid)
            answer.Succeeded();
        else
            answer.Refused("ValidationException", "Parameter ScheduleExpression is not valid.");
    }

    [Theory]
    [InlineData("PutRule", """{"Name":"a b","ScheduleExpression":"rate(5 minutes)"}""", "ValidationException")]
    [InlineData("PutRule", """{"Name":"r"}""", "ValidationException")]
    [InlineData("PutTargets", """{"Rule":"none","Targets":[{"Id":"t","Arn":"arn:aws:lambda:us-east-1:123456789012:function:f"}]}""", "ResourceNotFoundException")]
    [InlineData("PutTargets", """{"Rule":"r","Targets":[]}""", "ValidationException")]
    [InlineData("PutTargets", """{"Rule":"r","Targets":[{"Id":"t","Arn":"f"}]}""", "ValidationException")]
    [InlineData("PutTargets", """{"Rule":"r","Targets":[{"Id":"t","Arn":"arn:aws:lambda:us-east-1:123456789012:function:f","Input":"{"}]}""", "ValidationException")]
    [InlineData("TagResource", """{"ResourceARN":"arn:aws:events:us-east-1:123456789012:rule/none","Tags":[]}""", "ResourceNotFoundException")]
    public async Task EventBridge_refuses(string operation, string parameters, string code)
    {
        await PutRule();
        (await account.Caller.Rules(operation, parameters)).Refused(code);
    }
}
