using LocalAws.Systems;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>-ResourceTag: everything that a cmdlet creates has the user's tags, and what exists keeps its own.</summary>
public sealed class ResourceTagTests
{
    private const string Machine = "i-00000000000000001";
    private const string Tags = "-ResourceTag @{ CostCenter = 4711; 'Owner of it' = 'SOC+team@corp.example' }";

    private static readonly string[] Creations =
    [
        "cloudwatch:PutMetricAlarm", "dynamodb:CreateTable", "events:PutRule", "iam:CreateInstanceProfile", "iam:CreateRole", "lambda:CreateFunction", "logs:CreateLogGroup",
        "sns:CreateTopic", "sqs:CreateQueue", "ssm:PutParameter",
    ];

    [Fact]
    public async Task Every_resource_that_is_created_has_them()
    {
        await using var account = await Account.OpenAsync();
        account.Server.Mail.Verify("b.example");
        account.Server.Mail.Verify("d.example");
        account.Server.Systems.Add(new Machine(Machine));
        using var engine = new Engine(account.Server);
        Assert.Empty(engine.Run($"""
            New-LoginAuditAlarm -Queue {Tags} @aws
            Install-LoginAuditResponder -From a@b.example -To c@d.example -FollowUp {Tags} @aws
            Install-LoginAuditAgent {Machine} {Tags} @aws
            Initialize-LoginAuditPrerequisite {Tags} @aws
            """).Errors);
        var created = account.Changes.Where(request => Creations.Contains(request.Action)).ToList();
        Assert.Equal(Creations, created.Select(request => request.Action).Distinct().Order(StringComparer.Ordinal));
        // The log of requests leaves out the body of one with a program in it.
        foreach (var request in created.Where(request => request.Parameters is not null))
        {
            Assert.Contains("CostCenter", request.Parameters, StringComparison.Ordinal);
            Assert.Contains("4711", request.Parameters, StringComparison.Ordinal);
            Assert.Contains("created-by", request.Parameters, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_exists_keeps_its_tags_and_is_not_changed_for_them()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        Assert.Empty(engine.Run("New-LoginAuditAlarm -Queue @aws").Errors);
        var before = account.Changes.Count;
        Assert.All(Assert.Single(engine.Run($"New-LoginAuditAlarm -Queue {Tags} @aws").Objects<LoginAuditAlarm>()).Changes, change => Assert.Equal(LoginAuditChangeAction.Unchanged, change.Action));
        Assert.Equal(before, account.Changes.Count);
    }
}
