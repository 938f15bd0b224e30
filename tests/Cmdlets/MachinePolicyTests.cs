using System.Net;
using AwsLoginAudit.Tests.Samples;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>The policy of docs/permissions.md that takes the place of CloudWatchAgentServerPolicy.</summary>
public sealed class MachinePolicyTests
{
    private const string Role = "AwsLoginAudit-Agent";

    [Theory]
    [InlineData("CreateLogStream", """{"logGroupName":"/aws/SecurityAuditLogs","logStreamName":"i-1"}""", true)]
    [InlineData("CreateLogStream", """{"logGroupName":"/aws/other","logStreamName":"i-1"}""", false)]
    [InlineData("CreateLogGroup", """{"logGroupName":"/new"}""", false)]
    [InlineData("PutRetentionPolicy", """{"logGroupName":"/aws/SecurityAuditLogs","retentionInDays":1}""", false)]
    [InlineData("PutMetricFilter", """{"logGroupName":"/aws/SecurityAuditLogs","filterName":"f","filterPattern":"","metricTransformations":[{"metricName":"m","metricNamespace":"n","metricValue":"1"}]}""", false)]
    public async Task A_machine_writes_to_its_log_group_and_changes_nothing_else(string operation, string parameters, bool isAllowed)
    {
        await using var account = await OpenAsync();
        account.Server.Logs.Load("/aws/other", "i-0", []);
        using var machine = new LocalAwsCaller(account.Server) { Credentials = account.Server.Identity.Assume($"arn:aws:iam::123456789012:role/{Role}", "ec2.amazonaws.com") };
        var answer = await machine.Logs(operation, parameters);
        if (isAllowed)
            answer.Succeeded();
        else
            answer.Refused("AccessDeniedException");
    }

    [Fact]
    public async Task Test_accepts_it()
    {
        await using var account = await OpenAsync();
        using var engine = new Engine(account.Server);
        var check = engine.Run("Test-LoginAuditPrerequisite @aws").Objects<LoginAuditCheck>().Single(check => check.Name == "Instance role");
        Assert.True(check.Status == LoginAuditCheckStatus.Passed, check.Detail);
        Assert.Equal(LoginAuditCheckStatus.Failed, engine.Run("Test-LoginAuditPrerequisite -LogGroupName /aws/other @aws").Objects<LoginAuditCheck>().Single(check => check.Name == "Instance role").Status);
    }

    private static async Task<Account> OpenAsync()
    {
        var account = await Account.OpenAsync();
        account.Server.Logs.Load(Account.LogGroup, "i-0", []);
        account.Server.Identity.AddRole(Role, "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore");
        var page = await File.ReadAllTextAsync(Path.Combine(SampleFiles.Documents, "permissions.md"), TestContext.Current.CancellationToken);
        var section = page[page.IndexOf("## The machines themselves", StringComparison.Ordinal)..];
        using var caller = new LocalAwsCaller(account.Server);
        var (status, _) = await caller.Identity("PutRolePolicy", ("RoleName", Role), ("PolicyName", "Agent"), ("PolicyDocument", section.Split("```json")[1].Split("```")[0]));
        Assert.Equal(HttpStatusCode.OK, status);
        return account;
    }
}
