using Amazon.CloudWatchLogs.Model;
using LocalAws.Http;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>A command that ends between two calls, and the next run of it.</summary>
public sealed class HalfMadeTests
{
    private const string New = "New-LoginAuditAlarm -Queue -EmailAddress soc@corp.example -RetentionInDays 30 @aws";
    private const string Install =
        $"Install-LoginAuditResponder {AttackScene.Alarm} -From {AttackScene.Sender} -To {AttackScene.Recipient} -FollowUp -ReservedConcurrency 1 @aws";

    public static TheoryData<string> CallsOfNew =>
    [
        "logs:CreateLogGroup", "logs:PutRetentionPolicy", "logs:TagResource", "logs:PutMetricFilter", "sns:CreateTopic", "sqs:CreateQueue", "sns:Subscribe",
        "cloudwatch:PutMetricAlarm",
    ];

    public static TheoryData<string> CallsOfInstall =>
    [
        "logs:CreateLogGroup", "logs:PutRetentionPolicy", "logs:TagResource", "iam:CreateRole", "iam:PutRolePolicy", "sqs:CreateQueue", "dynamodb:CreateTable",
        "dynamodb:UpdateTimeToLive", "lambda:CreateFunction", "lambda:PutFunctionConcurrency", "sns:Subscribe", "cloudwatch:PutMetricAlarm",
        "lambda:AddPermission", "events:PutRule", "events:PutTargets",
    ];

    [Theory]
    [MemberData(nameof(CallsOfNew))]
    public async Task New_LoginAuditAlarm_that_was_denied_a_call_is_finished_by_the_next_run(string denied)
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string> { denied } };
        Assert.StartsWith("AccessDenied,", engine.Fail(New).Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        account.Server.Faults = new FaultPlan();

        // The days were said once, and the log group knows them.
        Assert.Empty(engine.Run(denied == "logs:CreateLogGroup" ? New : New.Replace("-RetentionInDays 30 ", "", StringComparison.Ordinal)).Errors);
        var group = Assert.Single((await account.Logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest())).LogGroups!);
        Assert.Equal(30, group.RetentionInDays);
        var tags = (await account.Logs.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceArn = $"arn:aws:logs:us-east-1:123456789012:log-group:{group.LogGroupName}" })).Tags!;
        Assert.Equal("30", tags["retention-days"]);
        Assert.All(Assert.Single(engine.Run(New).Objects<LoginAuditAlarm>()).Changes, change => Assert.Equal(LoginAuditChangeAction.Unchanged, change.Action));
    }

    [Theory]
    [MemberData(nameof(CallsOfInstall))]
    public async Task Install_LoginAuditResponder_that_was_denied_a_call_is_finished_by_the_next_run(string denied)
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string> { denied } };
        Assert.StartsWith("AccessDenied,", scene.Engine.Fail(Install).Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        scene.Account.Server.Faults = new FaultPlan();

        Assert.Empty(scene.Engine.Run(Install).Errors);
        Assert.All(Assert.Single(scene.Engine.Run(Install).Objects<LoginAuditResponder>()).Changes, change => Assert.Equal(LoginAuditChangeAction.Unchanged, change.Action));
        var groups = (await scene.Account.Logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest())).LogGroups!;
        Assert.All(groups, group => Assert.Equal(90, group.RetentionInDays));
        Assert.NotNull(scene.Account.Server.Tables.ExpiryAttributeOf($"{AttackScene.Alarm}-responder-mail"));
    }

    [Theory]
    [InlineData("iam:CreateRole")]
    [InlineData("iam:AttachRolePolicy")]
    [InlineData("iam:CreateInstanceProfile")]
    [InlineData("iam:AddRoleToInstanceProfile")]
    public async Task Initialize_LoginAuditPrerequisite_that_was_denied_a_call_is_finished_by_the_next_run(string denied)
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string> { denied } };
        Assert.StartsWith("AccessDenied,", engine.Run("Initialize-LoginAuditPrerequisite @aws").Errors[0].FullyQualifiedErrorId, StringComparison.Ordinal);
        account.Server.Faults = new FaultPlan();
        Assert.Empty(engine.Run("Initialize-LoginAuditPrerequisite @aws").Errors);
        Assert.All(engine.Run("Initialize-LoginAuditPrerequisite @aws").Objects<LoginAuditCheck>(), check => Assert.Equal("It already existed.", check.Detail));
        Assert.Equal(LoginAuditCheckStatus.Passed, engine.Run("Test-LoginAuditPrerequisite @aws").Objects<LoginAuditCheck>().Single(check => check.Name == "Instance role").Status);
    }

    [Fact]
    public async Task A_second_log_group_of_an_alarm_that_exists_gets_its_retention_too()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Run("New-LoginAuditAlarm @aws").Objects<LoginAuditAlarm>();
        account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string> { "logs:PutRetentionPolicy" } };
        engine.Fail("New-LoginAuditAlarm -LogGroupName /second @aws");
        account.Server.Faults = new FaultPlan();
        var check = engine.Run("Test-LoginAuditPrerequisite -LogGroupName /second @aws").Objects<LoginAuditCheck>().Single(check => check.Name == "Log group");
        Assert.Equal((LoginAuditCheckStatus.Failed, true), (check.Status, check.Detail.Contains("could not set a retention of 90 days", StringComparison.Ordinal)));
        engine.Run("New-LoginAuditAlarm -LogGroupName /second @aws").Objects<LoginAuditAlarm>();
        Assert.All((await account.Logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest())).LogGroups!, group => Assert.Equal(90, group.RetentionInDays));
    }

    [Fact]
    public async Task A_retention_that_somebody_removed_on_purpose_is_not_set_again()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Run("New-LoginAuditAlarm @aws").Objects<LoginAuditAlarm>();
        await account.Logs.DeleteRetentionPolicyAsync(new DeleteRetentionPolicyRequest { LogGroupName = Account.LogGroup });
        Assert.All(Assert.Single(engine.Run("New-LoginAuditAlarm @aws").Objects<LoginAuditAlarm>()).Changes, change => Assert.Equal(LoginAuditChangeAction.Unchanged, change.Action));
    }

    [Fact]
    public async Task A_parameter_that_was_taken_over_without_its_tag_gets_it_by_the_next_run()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        account.Server.Systems.Add(new("i-00000000000000001"));
        await account.SystemsManager.PutParameterAsync(new() { Name = "AmazonCloudWatch-Windows", Value = "{}", Type = "String" });
        const string TakeOver = "Install-LoginAuditAgent i-00000000000000001 -ParameterName AmazonCloudWatch-Windows -Force @aws";
        account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string> { "ssm:AddTagsToResource" } };
        Assert.StartsWith("AccessDenied,", engine.Fail(TakeOver).Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        account.Server.Faults = new FaultPlan();
        Assert.Empty(engine.Run(TakeOver).Errors);
        Assert.Empty(engine.Run("Install-LoginAuditAgent i-00000000000000001 -ParameterName AmazonCloudWatch-Windows -EventId 4625 @aws").Errors);
    }
}
