using System.Globalization;
using System.Text.Json.Nodes;
using LocalAws.Http;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>The record of what was mailed: who can write to it, and what it remembers.</summary>
public sealed class MailRecordTests
{
    private const string Table = "AwsLoginAudit-mail";
    private const string FunctionTable = $"{AttackScene.Alarm}-responder-mail";
    private const string Mail = $"Get-LoginAuditFailure -AlarmName {AttackScene.Alarm} @aws | Measure-LoginAuditFailure | Send-LoginAuditReport @mail @aws";
    private const string Install = $"Install-LoginAuditResponder {AttackScene.Alarm} -From {AttackScene.Sender} -To {AttackScene.Recipient} @aws";

    // The attack on records that were log streams, which the machines' role may create anywhere.
    [Fact]
    public async Task A_machine_that_forges_log_streams_does_not_stop_the_mail()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        using var machine = Machine(scene);
        var firing = Assert.Single(scene.Engine.Run($"Receive-LoginAuditNotification {AttackScene.Alarm} @aws").Objects<LoginAuditAlarmNotification>());
        (await machine.Logs("CreateLogGroup", new { logGroupName = "/AwsLoginAudit/mail" })).Succeeded();
        var stream = $"{AttackScene.Alarm}/{firing.StateChangeTime.ToUnixTimeMilliseconds()}/first/0000000000000000/1-sent";
        (await machine.Logs("CreateLogStream", new { logGroupName = "/AwsLoginAudit/mail", logStreamName = stream })).Succeeded();

        Assert.False(Assert.Single(scene.Engine.Run(Mail).Objects<LoginAuditReceipt>()).Repeated);
    }

    [Theory]
    [InlineData("PutItem", """{"TableName":"TABLE","Item":{"Firing":{"S":"x"},"Recipients":{"S":"y"},"Delivery":{"S":"sent"}}}""")]
    [InlineData("DeleteTable", """{"TableName":"TABLE"}""")]
    [InlineData("UpdateTimeToLive", """{"TableName":"TABLE","TimeToLiveSpecification":{"Enabled":false,"AttributeName":"Expires"}}""")]
    [InlineData("Query", """{"TableName":"TABLE"}""")]
    public async Task A_machine_neither_writes_nor_reads_the_record(string operation, string parameters)
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        Assert.Empty(scene.Engine.Run(Install).Errors);
        scene.Engine.Run(Mail).Objects<LoginAuditReceipt>();
        using var machine = Machine(scene);
        foreach (var table in new[] { Table, FunctionTable })
            (await machine.Tables(operation, parameters.Replace("TABLE", table, StringComparison.Ordinal))).Refused("AccessDeniedException");
    }

    [Fact]
    public async Task The_function_writes_to_its_own_record_and_cannot_delete_it()
    {
        await using var scene = await AttackScene.OpenAsync();
        Assert.Empty(scene.Engine.Run(Install).Errors);
        using var function = new LocalAwsCaller(scene.Account.Server)
        {
            Credentials = scene.Account.Server.Identity.Assume($"arn:aws:iam::123456789012:role/{AttackScene.Alarm}-responder-us-east-1", "lambda.amazonaws.com"),
        };
        object Item(string table) => new { TableName = table, Item = new { Firing = new { S = "x" }, Recipients = new { S = "y" } } };
        (await function.Tables("PutItem", Item(FunctionTable))).Succeeded();
        (await function.Tables("PutItem", Item(Table))).Refused("AccessDeniedException");
        (await function.Tables("DeleteTable", new { TableName = FunctionTable })).Refused("AccessDeniedException");
    }

    [Fact]
    public async Task An_item_expires_after_90_days()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Engine.Run(Mail).Objects<LoginAuditReceipt>();
        Assert.Equal("Expires", scene.Account.Server.Tables.ExpiryAttributeOf(Table));
        var item = JsonNode.Parse(Assert.Single(scene.Account.Server.Tables.ItemsOf(Table)))!;
        Assert.Equal("sent", (string)item["Delivery"]!["S"]!);
        var expires = DateTimeOffset.FromUnixTimeSeconds(long.Parse((string)item["Expires"]!["N"]!, CultureInfo.InvariantCulture));
        Assert.Equal(90, (expires - TimeProvider.System.GetUtcNow()).TotalDays, 0.1);
        Assert.Contains("AwsLoginAudit", Assert.Single(scene.Account.Server.Requests.Of("dynamodb:CreateTable")).Parameters, StringComparison.Ordinal);
    }

    // The SDK sends the write again, and its condition then meets the item of the first one.
    [Fact]
    public async Task A_lost_answer_of_the_record_makes_no_repeated_mail()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Engine.Set("counts", scene.Engine.Run($"Get-LoginAuditFailure -AlarmName {AttackScene.Alarm} @aws | Measure-LoginAuditFailure").Objects<LoginAuditCount>().ToArray());
        scene.Engine.Run($"$counts | Send-LoginAuditReport -From {AttackScene.Sender} -To {AttackScene.Sender} @aws").Objects<LoginAuditReceipt>();
        scene.Account.Server.Faults = new FaultPlan { Resets = new HashSet<int> { 1 } };
        Assert.False(Assert.Single(scene.Engine.Run("$counts | Send-LoginAuditReport @mail @aws").Objects<LoginAuditReceipt>()).Repeated);
        Assert.Contains("ConditionalCheckFailedException", scene.Account.Server.Requests.Of("dynamodb:PutItem").Select(request => request.Error));
    }

    [Fact]
    public async Task Without_its_table_the_function_mails_and_says_that_the_mail_may_be_a_repeat()
    {
        await using var scene = await AttackScene.OpenAsync();
        Assert.Empty(scene.Engine.Run(Install).Errors);
        using var caller = new LocalAwsCaller(scene.Account.Server);
        (await caller.Tables("DeleteTable", new { TableName = FunctionTable })).Succeeded();
        scene.Fire();
        await scene.Account.Server.Functions.SettledAsync();
        Assert.StartsWith("Repeated: ", Assert.Single(scene.Account.Server.Mail.Outbox).Message.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_of_somebody_else_is_left_alone_unless_it_is_forced()
    {
        await using var scene = await AttackScene.OpenAsync();
        using var caller = new LocalAwsCaller(scene.Account.Server);
        await CreateAsync(caller, "Firing", "Recipients");
        Assert.StartsWith("NotCreatedByModule,", scene.Engine.Fail(Install).Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(scene.Engine.Run($"{Install} -Force").Errors);
        Assert.Equal("Expires", scene.Account.Server.Tables.ExpiryAttributeOf(FunctionTable));
        Assert.All(
            Assert.Single(scene.Engine.Run(Install).Objects<LoginAuditResponder>()).Changes,
            change => Assert.Equal(LoginAuditChangeAction.Unchanged, change.Action));
    }

    [Fact]
    public async Task A_table_with_other_keys_is_not_taken_over()
    {
        await using var scene = await AttackScene.OpenAsync();
        using var caller = new LocalAwsCaller(scene.Account.Server);
        await CreateAsync(caller, "Id", "Sort");
        var (error, _) = scene.Engine.Fail($"{Install} -Force");
        Assert.StartsWith("NotCreatedByModule,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("keys", error.Exception.Message, StringComparison.Ordinal);
    }

    private static LocalAwsCaller Machine(AttackScene scene)
    {
        Assert.Empty(scene.Engine.Run("Initialize-LoginAuditPrerequisite @aws").Errors);
        return new LocalAwsCaller(scene.Account.Server)
        {
            Credentials = scene.Account.Server.Identity.Assume("arn:aws:iam::123456789012:role/AwsLoginAudit-Agent", "ec2.amazonaws.com"),
        };
    }

    private static async Task CreateAsync(LocalAwsCaller caller, string partition, string sort)
    {
        (await caller.Tables("CreateTable", new
        {
            TableName = FunctionTable,
            BillingMode = "PAY_PER_REQUEST",
            AttributeDefinitions = new[] { new { AttributeName = partition, AttributeType = "S" }, new { AttributeName = sort, AttributeType = "S" } },
            KeySchema = new[] { new { AttributeName = partition, KeyType = "HASH" }, new { AttributeName = sort, KeyType = "RANGE" } },
        })).Succeeded();
        // Until it is active.
        await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
    }
}
