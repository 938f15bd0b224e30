using System.Text.Json.Nodes;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>A notification of another account or Region, where an alarm of the same name exists.</summary>
public sealed class OtherAccountTests
{
    [Theory]
    [InlineData("AWSAccountId", "999999999999")]
    [InlineData("AlarmArn", "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:WindowsSecurityLogsAlarm")]
    public async Task A_notification_of_elsewhere_is_an_error_that_says_so(string member, string value)
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Engine.Set("json", Changed(scene, member, value));
        var (error, outcome) = scene.Engine.Fail("$json | Get-LoginAuditFailure @aws");
        Assert.StartsWith("OtherAccountOrRegion,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("This session is in account 123456789012, Region us-east-1", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
        Assert.Equal(0, scene.Account.Server.Requests.Count("logs:FilterLogEvents"));
    }

    // Then CloudWatch has no ARN of it to compare with.
    [Fact]
    public async Task It_is_an_error_too_where_no_alarm_of_that_name_exists()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        var json = Changed(scene, "AWSAccountId", "999999999999");
        scene.Engine.Run($"Remove-LoginAuditAlarm {AttackScene.Alarm} -Confirm:$false @aws");
        scene.Engine.Set("json", json);
        Assert.StartsWith("OtherAccountOrRegion,", scene.Engine.Fail("$json | Get-LoginAuditFailure @aws").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_function_does_not_answer_it()
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Account.Server.Functions.RetryDelay = _ => TimeSpan.Zero;
        Assert.Empty(scene.Engine.Run($"Install-LoginAuditResponder {AttackScene.Alarm} -From {AttackScene.Sender} -To {AttackScene.Recipient} @aws").Errors);
        scene.Fire();
        await scene.Account.Server.Functions.SettledAsync();
        Assert.Single(scene.Account.Server.Mail.Outbox);
        var message = Changed(scene, "AWSAccountId", "999999999999");
        scene.Account.Server.Functions.Send($"{AttackScene.Alarm}-responder", new JsonObject
        {
            ["Records"] = new JsonArray(new JsonObject { ["Sns"] = new JsonObject { ["Message"] = message } }),
        }.ToJsonString());
        await scene.Account.Server.Functions.SettledAsync();
        Assert.Equal("OtherAccountOrRegion", scene.Account.Server.Functions.Invocations[^1].ErrorType);
        Assert.EndsWith(" Use the profile name and Region.", scene.Account.Server.Functions.Invocations[^1].ErrorMessage, StringComparison.Ordinal);
        Assert.Single(scene.Account.Server.Mail.Outbox);
    }

    [Fact]
    public async Task The_window_names_the_account_that_was_read_and_not_the_one_that_the_message_claims()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        var notification = JsonNode.Parse(scene.Account.Notifications[^1].Json)!.AsObject();
        notification.Remove("AWSAccountId");
        notification.Remove("AlarmArn");
        scene.Engine.Set("json", notification.ToJsonString());
        var failure = scene.Engine.Run("$json | Get-LoginAuditFailure @aws").Objects<LoginAuditFailure>()[0];
        Assert.Equal(("123456789012", "us-east-1"), (failure.Read.Window.AccountId, failure.Read.Window.Region));
    }

    private static string Changed(AttackScene scene, string member, string value)
    {
        var notification = JsonNode.Parse(scene.Account.Notifications[^1].Json)!;
        notification[member] = value;
        return notification.ToJsonString();
    }
}
