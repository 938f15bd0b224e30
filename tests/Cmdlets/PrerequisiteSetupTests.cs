using LocalAws.Http;

namespace AwsLoginAudit.Tests.Cmdlets;

public sealed class PrerequisiteSetupTests
{
    private const string Initialize = "Initialize-LoginAuditPrerequisite -From audit@corp.example -To soc@corp.example @aws";
    private const string Role = "AwsLoginAudit-Agent";

    [Fact]
    public async Task Role_profile_and_verification_mails_are_made_once_and_the_rest_is_named()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var checks = engine.Run(Initialize).Objects<LoginAuditCheck>();
        Assert.Equal(
            ["Role", "Attached policy", "Attached policy", "Instance profile", "Role of instance profile", "SES sender", "SES recipient", "SES sandbox"],
            checks.Select(check => check.Name));
        Assert.All(checks.Take(5), check => Assert.Equal((LoginAuditCheckStatus.Passed, "Created."), (check.Status, check.Detail)));
        Assert.StartsWith("Register-EC2IamInstanceProfile", checks[4].Remedy, StringComparison.Ordinal);
        Assert.Contains("AWS has sent a mail with a link to the address. The owner must open the link within 24 hours", checks[5].Detail, StringComparison.Ordinal);
        Assert.Null(checks[5].Remedy);
        Assert.StartsWith("aws sesv2 put-account-details", checks[7].Remedy, StringComparison.Ordinal);
        Assert.Equal(["audit@corp.example", "soc@corp.example"], account.Server.Mail.VerificationMails);
        Assert.All(
            account.Changes.Where(call => call.Action.StartsWith("iam:Create", StringComparison.Ordinal)),
            call => Assert.Contains("created-by", call.Parameters, StringComparison.Ordinal));

        account.Server.Requests.Clear();
        Assert.All(engine.Run(Initialize).Objects<LoginAuditCheck>().Take(5), check => Assert.Equal("It already existed.", check.Detail));
        Assert.Empty(account.Changes);
    }

    [Fact]
    public async Task A_role_that_somebody_else_made_is_left_alone_and_the_mails_are_sent_all_the_same()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        account.Server.Identity.AddRole(Role);
        var outcome = engine.Run(Initialize);
        Assert.StartsWith("NotCreatedByModule,", Assert.Single(outcome.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain(account.Changes, call => call.Action.StartsWith("iam:", StringComparison.Ordinal));
        Assert.Equal(2, account.Server.Mail.VerificationMails.Count);
        Assert.Empty(engine.Run($"{Initialize} -Force").Errors);
        Assert.Equal(2, account.Changes.Count(call => call.Action == "iam:AttachRolePolicy"));
    }

    [Fact]
    public async Task What_was_made_before_a_failure_is_told_and_a_second_call_finishes_it()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string> { "iam:CreateInstanceProfile" } };
        var outcome = engine.Run("Initialize-LoginAuditPrerequisite @aws");
        Assert.StartsWith("AccessDenied,", Assert.Single(outcome.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(3, outcome.Output.Count);
        account.Server.Faults = new FaultPlan();
        Assert.Equal(5, engine.Run("Initialize-LoginAuditPrerequisite @aws").Objects<LoginAuditCheck>().Count);
    }

    [Fact]
    public async Task WhatIf_names_every_resource_and_Confirm_asks_once_a_kind()
    {
        await using var account = await Account.OpenAsync();
        var host = new TalkingHost();
        using var engine = new Engine(account.Server, host);
        Assert.Empty(engine.Run($"{Initialize} -WhatIf").Objects<LoginAuditCheck>());
        Assert.Empty(account.Changes);
        Assert.Equal(
            [
                $"role {Role}", "attached policy AmazonSSMManagedInstanceCore", "attached policy CloudWatchAgentServerPolicy", $"instance profile {Role}",
                $"role of instance profile {Role}", "e-mail identity audit@corp.example", "e-mail identity soc@corp.example",
            ],
            host.Said.Select(line => line.Split('"')[3]));
        engine.Run($"{Initialize} -Confirm").Objects<LoginAuditCheck>();
        Assert.Equal(5, host.Asked.Count);
    }
}
