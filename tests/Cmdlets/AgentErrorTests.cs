using System.Management.Automation;
using Amazon.SimpleSystemsManagement.Model;
using LocalAws.Http;
using LocalAws.Systems;

namespace AwsLoginAudit.Tests.Cmdlets;

public sealed class AgentErrorTests
{
    private const string Ec2 = "i-00000000000000001";
    private const string Place = "$.logs.logs_collected.windows_events.collect_list";
    private const string Own = """
        {"logs":{"logs_collected":{"windows_events":{"collect_list":[{"event_name":"Security","event_levels":["INFORMATION","ERROR"],"event_format":"xml","log_group_name":"/own","log_stream_name":"{instance_id}"}]}}}}
        """;

    [Theory]
    [InlineData("\"event_levels\":[\"INFORMATION\",\"ERROR\"]", "\"event_levels\":[\"INFORMATION\",\"LOUD\"]", Place + "[0].event_levels[1]")]
    [InlineData("[\"INFORMATION\",\"ERROR\"]", "[\"ERROR\"]", Place + "[0].event_levels")]
    [InlineData("\"event_name\":\"Security\"", "\"event_name\":\"System\"", Place)]
    [InlineData("\"event_name\":\"Security\",", "", Place + "[0]")]
    [InlineData("\"xml\"", "\"json\"", Place + "[0].event_format")]
    [InlineData("\"/own\"", "7", Place + "[0].log_group_name")]
    [InlineData("\"log_group_name\"", "\"log_group\"", Place + "[0].log_group")]
    [InlineData("\"windows_events\"", "\"windows\"", "$.logs.logs_collected.windows")]
    [InlineData("\"logs_collected\"", "\"collected\"", "$.logs")]
    [InlineData("\"event_format\":\"xml\"", "\"event_ids\":[4625,70000]", Place + "[0].event_ids[1]")]
    [InlineData("\"event_format\":\"xml\"", "\"retention_in_days\":31", Place + "[0].retention_in_days")]
    public async Task JSON_of_ones_own_that_the_agent_would_refuse_is_refused_by_its_place(string right, string wrong, string place)
    {
        Assert.Contains(right, Own, StringComparison.Ordinal);
        await using var account = await ManagedAsync();
        using var engine = new Engine(account.Server);
        engine.Set("json", Own.Replace(right, wrong, StringComparison.Ordinal));
        var (error, _) = engine.Fail($"Install-LoginAuditAgent {Ec2} -Configuration $json @aws");
        Assert.StartsWith("InvalidConfiguration,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
        Assert.Contains($"is invalid: {place} ", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(account.Changes);
    }

    [Fact]
    public async Task What_is_not_JSON_is_refused_by_line_and_character_and_what_is_right_is_taken_as_it_is()
    {
        await using var account = await ManagedAsync();
        using var engine = new Engine(account.Server);
        var (error, _) = engine.Fail($"Install-LoginAuditAgent {Ec2} -Configuration \"{{`n  oops\" @aws");
        Assert.Contains("line 2, character 3", error.Exception.Message, StringComparison.Ordinal);
        engine.Set("json", Own);
        engine.Run($"Install-LoginAuditAgent {Ec2} -Configuration $json @aws").Objects<LoginAuditAgent>();
        Assert.Equal(Own, (await account.SystemsManager.GetParameterAsync(new GetParameterRequest { Name = "AmazonCloudWatch-Windows" })).Parameter.Value);
    }

    [Fact]
    public async Task A_configuration_over_4_KB_is_refused_and_the_message_names_Tier()
    {
        await using var account = await ManagedAsync();
        using var engine = new Engine(account.Server);
        engine.Set("json", Own.TrimEnd().PadRight(4097));
        var (error, _) = engine.Fail($"Install-LoginAuditAgent {Ec2} -Configuration $json @aws");
        Assert.StartsWith("ParameterTooLarge,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.LimitsExceeded, error.CategoryInfo.Category);
        Assert.Contains("Use -Tier 'Advanced'.", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(account.Changes);
        engine.Run($"Install-LoginAuditAgent {Ec2} -Configuration $json -Tier Advanced @aws").Objects<LoginAuditAgent>();
        engine.Set("json", Own.TrimEnd().PadRight(8193));
        Assert.StartsWith("ParameterTooLarge,", engine.Fail($"Install-LoginAuditAgent {Ec2} -Configuration $json -Tier Advanced @aws").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retention_that_CloudWatch_Logs_has_not_is_refused_with_those_it_has()
    {
        await using var account = await ManagedAsync();
        using var engine = new Engine(account.Server);
        var (error, _) = engine.Fail($"Install-LoginAuditAgent {Ec2} -RetentionInDays 31 @aws");
        Assert.StartsWith("InvalidRetention,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("14, 30, 60", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(account.Changes);
    }

    [Theory]
    [InlineData("ssm:DescribeInstanceInformation")]
    [InlineData("ssm:GetParameter")]
    [InlineData("ssm:PutParameter")]
    [InlineData("ssm:SendCommand")]
    public async Task A_missing_permission_is_named(string denied)
    {
        await using var account = await ManagedAsync();
        using var engine = new Engine(account.Server);
        account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string> { denied } };
        var (error, _) = engine.Fail($"Install-LoginAuditAgent {Ec2} @aws");
        Assert.StartsWith("AccessDenied,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.PermissionDenied, error.CategoryInfo.Category);
        Assert.Contains($"Allow {denied} on this resource", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_send_and_not_ask_is_told_of_every_machine_that_was_sent_to()
    {
        await using var account = await ManagedAsync();
        using var engine = new Engine(account.Server);
        account.Server.Systems.Add(new Machine("i-00000000000000003"));
        account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string> { "ssm:ListCommandInvocations" } };
        var (error, outcome) = engine.Fail($"'{Ec2}', 'i-00000000000000003' | Install-LoginAuditAgent @aws");
        Assert.Contains("ssm:ListCommandInvocations", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal([Ec2, "i-00000000000000003"], outcome.Output.Select(item => ((LoginAuditAgent)item.BaseObject).InstanceId).Order());
        Assert.All(outcome.Output, item => Assert.NotNull(((LoginAuditAgent)item.BaseObject).CommandId));
    }

    private static async Task<Account> ManagedAsync()
    {
        var account = await Account.OpenAsync();
        account.Server.Systems.Add(new Machine(Ec2));
        return account;
    }
}
