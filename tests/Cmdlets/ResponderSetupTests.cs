using System.IO.Compression;
using Amazon.Lambda;
using Amazon.Lambda.Model;
using Amazon.Runtime;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>What Install-, Get- and Uninstall-LoginAuditResponder make, keep and take away.</summary>
public sealed class ResponderSetupTests
{
    private const string Name = $"{AttackScene.Alarm}-responder";
    private const string Install = $"Install-LoginAuditResponder {AttackScene.Alarm} -From {AttackScene.Sender} -To {AttackScene.Recipient} @aws";

    [Fact]
    public async Task It_makes_everything_and_a_second_time_nothing()
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Account.Server.Functions.RefuseNewRoles = 2;
        var first = Assert.Single(scene.Engine.Run($"{Install} -FollowUp -ReservedConcurrency 1").Objects<LoginAuditResponder>());
        // New-LoginAuditAlarm -Queue has created the topic of the operations alarms.
        Assert.All(first.Changes.Where(change => change.ResourceType != "topic"), change => Assert.Equal(LoginAuditChangeAction.Created, change.Action));
        Assert.Equal(("Active", true, "rate(5 minutes)", 1), (first.FunctionState, first.IsCurrent!.Value, first.FollowUpSchedule, first.ReservedConcurrency!.Value));

        var changes = scene.Account.Changes.Count;
        var second = Assert.Single(scene.Engine.Run($"{Install} -FollowUp -ReservedConcurrency 1").Objects<LoginAuditResponder>());
        Assert.All(second.Changes, change => Assert.Equal(LoginAuditChangeAction.Unchanged, change.Action));
        Assert.Equal(changes, scene.Account.Changes.Count);
    }

    [Fact]
    public async Task It_is_read_as_it_was_made()
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Engine.Run($"{Install} -Threshold 3.5 -ConfigurationSetName bounces").Objects<LoginAuditResponder>();
        var read = Assert.Single(scene.Engine.Run("Get-LoginAuditResponder @aws").Objects<LoginAuditResponder>());
        Assert.Equal((AttackScene.Alarm, Name, "Active", true), (read.AlarmName, read.FunctionName, read.FunctionState, read.IsCurrent!.Value));
        Assert.Equal((AttackScene.Sender, 3.5, "bounces", 0), (read.From, read.Threshold!.Value, read.ConfigurationSetName, read.DeadLetters!.Value));
        Assert.Equal([AttackScene.Recipient], read.Recipients);
        Assert.Null(read.FollowUpSchedule);
    }

    [Fact]
    public async Task Other_settings_and_other_code_are_updated_in_place()
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Engine.Run(Install).Objects<LoginAuditResponder>();
        using var lambda = Lambda(scene);
        await lambda.UpdateFunctionCodeAsync(new UpdateFunctionCodeRequest { FunctionName = Name, ZipFile = OtherCode() });
        await lambda.GetFunctionAsync(new GetFunctionRequest { FunctionName = Name });
        await lambda.GetFunctionAsync(new GetFunctionRequest { FunctionName = Name });
        Assert.False(Assert.Single(scene.Engine.Run($"Get-LoginAuditResponder {AttackScene.Alarm} @aws").Objects<LoginAuditResponder>()).IsCurrent);

        var updated = Assert.Single(scene.Engine.Run($"{Install} -Threshold 9").Objects<LoginAuditResponder>());
        Assert.Equal(["function"], updated.Changes.Where(change => change.Action == LoginAuditChangeAction.Updated).Select(change => change.ResourceType));
        var read = Assert.Single(scene.Engine.Run($"Get-LoginAuditResponder {AttackScene.Alarm} @aws").Objects<LoginAuditResponder>());
        Assert.Equal((true, 9d), (read.IsCurrent!.Value, read.Threshold!.Value));
    }

    [Fact]
    public async Task An_alarm_with_another_topic_takes_the_function_along()
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Engine.Run(Install).Objects<LoginAuditResponder>();
        using var caller = new LocalAwsCaller(scene.Account.Server);
        await caller.Notifications("CreateTopic", ("Name", "Other"));
        scene.Engine.Run($"New-LoginAuditAlarm {AttackScene.Alarm} -TopicArn arn:aws:sns:us-east-1:123456789012:Other @aws").Objects<LoginAuditAlarm>();

        var moved = Assert.Single(scene.Engine.Run(Install).Objects<LoginAuditResponder>());
        Assert.Equal(
            [("permission to call", LoginAuditChangeAction.Updated), ("function subscription", LoginAuditChangeAction.Created), ("function subscription", LoginAuditChangeAction.Removed)],
            moved.Changes.Where(change => change.Action != LoginAuditChangeAction.Unchanged).Select(change => (change.ResourceType, change.Action)));
        Assert.All(Assert.Single(scene.Engine.Run(Install).Objects<LoginAuditResponder>()).Changes, change => Assert.Equal(LoginAuditChangeAction.Unchanged, change.Action));
    }

    [Fact]
    public async Task WhatIf_names_all_and_makes_nothing()
    {
        await using var scene = await AttackScene.OpenAsync();
        var changes = scene.Account.Changes.Count;
        Assert.Empty(scene.Engine.Run($"{Install} -FollowUp -WhatIf").Objects<LoginAuditResponder>());
        Assert.Equal(changes, scene.Account.Changes.Count);
    }

    [Fact]
    public async Task Somebody_elses_function_is_left_alone_unless_it_is_forced()
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Engine.Run(Install).Objects<LoginAuditResponder>();
        using var lambda = Lambda(scene);
        await lambda.TagResourceAsync(new TagResourceRequest { Resource = $"arn:aws:lambda:us-east-1:123456789012:function:{Name}", Tags = new() { ["created-by"] = "somebody" } });

        Assert.StartsWith("NotCreatedByModule,", scene.Engine.Fail(Install).Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("NotCreatedByModule,", Assert.Single(scene.Engine.Run($"Uninstall-LoginAuditResponder {AttackScene.Alarm} -Confirm:$false @aws").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(scene.Engine.Run($"{Install} -Force").Errors);
        Assert.Empty(scene.Engine.Run(Install).Errors);
    }

    [Fact]
    public async Task What_is_taken_over_is_the_modules_from_then_on()
    {
        await using var scene = await AttackScene.OpenAsync();
        using var caller = new LocalAwsCaller(scene.Account.Server);
        await caller.Identity("CreateRole", ("RoleName", $"{Name}-us-east-1"), ("AssumeRolePolicyDocument", FunctionAccount.Trust));
        Assert.StartsWith("NotCreatedByModule,", scene.Engine.Fail(Install).Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        await caller.Rules("PutRule", new { Name = $"{Name}-follow-up", ScheduleExpression = "rate(1 day)" });
        Assert.Empty(scene.Engine.Run($"{Install} -FollowUp -Force").Errors);
        var again = Assert.Single(scene.Engine.Run($"{Install} -FollowUp").Objects<LoginAuditResponder>());
        Assert.All(again.Changes, change => Assert.Equal(LoginAuditChangeAction.Unchanged, change.Action));
        var gone = Assert.Single(scene.Engine.Run($"Uninstall-LoginAuditResponder {AttackScene.Alarm} -PassThru -Confirm:$false @aws").Objects<LoginAuditResponder>());
        Assert.Subset(gone.Changes.Select(change => change.ResourceType).ToHashSet(StringComparer.Ordinal), new HashSet<string>(["role", "schedule"], StringComparer.Ordinal));
    }

    [Fact]
    public async Task Uninstall_takes_everything_away_and_the_alarm_stays()
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Engine.Run($"{Install} -FollowUp").Objects<LoginAuditResponder>();
        var gone = Assert.Single(scene.Engine.Run($"Uninstall-LoginAuditResponder {AttackScene.Alarm} -IncludeLogGroup -PassThru -Confirm:$false @aws").Objects<LoginAuditResponder>());
        Assert.Equal(
            ["function", "function subscription", "log group", "operations alarm", "operations alarm", "operations alarm", "queue", "role", "role policy", "schedule", "table"],
            gone.Changes.Select(change => change.ResourceType).Order(StringComparer.Ordinal));
        Assert.StartsWith("ResponderNotFound,", Assert.Single(scene.Engine.Run($"Get-LoginAuditResponder {AttackScene.Alarm} @aws").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Single(scene.Engine.Run($"Get-LoginAuditAlarm {AttackScene.Alarm} @aws").Objects<LoginAuditAlarm>());

        scene.Account.Server.Queues.ForgetDeleted();
        Assert.Empty(scene.Engine.Run(Install).Errors);
    }

    [Fact]
    public async Task A_role_whose_trust_or_policy_somebody_changed_is_shown_and_restored()
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Engine.Run(Install).Objects<LoginAuditResponder>();
        const string Role = $"{Name}-us-east-1";
        using var caller = new LocalAwsCaller(scene.Account.Server);
        var before = await DocumentsAsync();
        await caller.Identity("UpdateAssumeRolePolicy", ("RoleName", Role), ("PolicyDocument", """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::210987654321:root"},"Action":"sts:AssumeRole"}]}
            """));
        await caller.Identity("PutRolePolicy", ("RoleName", Role), ("PolicyName", "Responder"), ("PolicyDocument", """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}
            """));

        var restored = Assert.Single(scene.Engine.Run(Install).Objects<LoginAuditResponder>());
        Assert.Equal(["role", "role policy"], restored.Changes.Where(change => change.Action == LoginAuditChangeAction.Updated).Select(change => change.ResourceType));
        Assert.Equal(before, await DocumentsAsync());
        Assert.All(Assert.Single(scene.Engine.Run(Install).Objects<LoginAuditResponder>()).Changes, change => Assert.Equal(LoginAuditChangeAction.Unchanged, change.Action));

        async Task<(string Trust, string Policy)> DocumentsAsync() => (
            (await caller.Identity("GetRole", ("RoleName", Role))).Body.Descendants("AssumeRolePolicyDocument").Single().Value,
            (await caller.Identity("GetRolePolicy", ("RoleName", Role), ("PolicyName", "Responder"))).Body.Descendants("PolicyDocument").Single().Value);
    }

    [Fact]
    public async Task FollowUp_false_ends_the_schedule()
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Engine.Run($"{Install} -FollowUp").Objects<LoginAuditResponder>();
        Assert.Equal("rate(5 minutes)", Assert.Single(scene.Engine.Run(Install).Objects<LoginAuditResponder>()).FollowUpSchedule);
        Assert.Null(Assert.Single(scene.Engine.Run($"{Install} -FollowUp:$false").Objects<LoginAuditResponder>()).FollowUpSchedule);
        Assert.Null(Assert.Single(scene.Engine.Run("Get-LoginAuditResponder @aws").Objects<LoginAuditResponder>()).FollowUpSchedule);
    }

    [Fact]
    public async Task Without_the_alarm_there_is_nothing_to_answer()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        Assert.StartsWith("AlarmNotFound,", engine.Fail(Install).Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(account.Changes);
    }

    [Theory]
    [InlineData("-From unknown@else.example -To soc@corp.example", "SenderNotVerified,", "Initialize-LoginAuditPrerequisite -From 'unknown@else.example'")]
    [InlineData("-From audit@corp.example -To soc@corp.example, unknown@else.example", "RecipientNotVerified,", "Initialize-LoginAuditPrerequisite -To 'unknown@else.example'")]
    public async Task Addresses_that_SES_does_not_know_are_found_before_anything_is_made(string addresses, string errorId, string remedy)
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Account.Server.Mail.Verify("corp.example");
        var changes = scene.Account.Changes.Count;
        var (error, _) = scene.Engine.Fail($"Install-LoginAuditResponder {AttackScene.Alarm} {addresses} @aws");
        Assert.StartsWith(errorId, error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(remedy, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(changes, scene.Account.Changes.Count);
    }

    [Fact]
    public async Task A_recipient_need_not_be_verified_out_of_the_sandbox_and_a_domain_covers_its_subdomains()
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Account.Server.Mail.Verify("corp.example");
        scene.Account.Server.Mail.IsSandbox = false;
        Assert.Empty(scene.Engine.Run($"Install-LoginAuditResponder {AttackScene.Alarm} -From audit@mail.emea.corp.example -To anybody@else.example @aws").Errors);
    }

    [Theory]
    [InlineData(1_000, 901, "-ReservedConcurrency 900 or less")]
    [InlineData(110, 11, "-ReservedConcurrency 10 or less")]
    [InlineData(10, 1, "Leave out -ReservedConcurrency.")]
    public async Task Concurrency_that_the_account_cannot_reserve_is_found_before_anything_is_made(int account, int wanted, string remedy)
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Account.Server.Functions.AccountConcurrency = account;
        var changes = scene.Account.Changes.Count;
        var (error, _) = scene.Engine.Fail($"{Install} -ReservedConcurrency {wanted}");
        Assert.StartsWith("ConcurrencyNotAvailable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(remedy, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(changes, scene.Account.Changes.Count);
    }

    [Fact]
    public async Task Concurrency_that_is_just_free_and_its_own_reservation_are_taken()
    {
        await using var scene = await AttackScene.OpenAsync();
        Assert.Empty(scene.Engine.Run($"{Install} -ReservedConcurrency 800").Errors);
        var updated = Assert.Single(scene.Engine.Run($"{Install} -ReservedConcurrency 900").Objects<LoginAuditResponder>());
        Assert.Equal(900, updated.ReservedConcurrency);
        Assert.StartsWith("ConcurrencyNotAvailable,", scene.Engine.Fail($"{Install} -ReservedConcurrency 901").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void The_zip_holds_what_the_function_uses_and_nothing_else()
    {
        using var zip = ZipFile.OpenRead(Path.Combine(Path.GetDirectoryName(Built.Manifest)!, "AwsLoginAudit.Responder.zip"));
        Assert.Equal(
            [
                "AWSSDK.Core.dll", "AWSSDK.DynamoDBv2.dll", "AWSSDK.SimpleSystemsManagement.dll", "AwsLoginAudit.Aws.dll", "AwsLoginAudit.AwsSdk.dll", "AwsLoginAudit.Core.dll", "AwsLoginAudit.Responder.deps.json",
                "AwsLoginAudit.Responder.dll", "AwsLoginAudit.Responder.runtimeconfig.json", "MimeKit.dll",
            ],
            zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        Assert.InRange(new FileInfo(Path.Combine(Path.GetDirectoryName(Built.Manifest)!, "AwsLoginAudit.Responder.zip")).Length, 1, 6_500_000);
    }

    private static AmazonLambdaClient Lambda(AttackScene scene) => new(
        new BasicAWSCredentials("ADMINISTRATOR", "secret"), new AmazonLambdaConfig { ServiceURL = scene.Account.Server.Endpoint.AbsoluteUri, AuthenticationRegion = "us-east-1" });

    private static MemoryStream OtherCode()
    {
        var code = new MemoryStream();
        using (var zip = new ZipArchive(code, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = new StreamWriter(zip.CreateEntry("other.txt").Open()))
            entry.Write("other");
        code.Position = 0;
        return code;
    }
}
