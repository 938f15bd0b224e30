using System.Management.Automation;
using LocalAws.Systems;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>Cmdlets that remove something emit objects only with -PassThru.</summary>
public sealed class PassThruTests
{
    private const string Machine = "i-00000000000000001";

    // Each with the type that -PassThru emits.
    private static readonly Dictionary<string, (string Arguments, Type Emitted)> Removals = new()
    {
        ["Remove-LoginAuditAlarm"] = (AttackScene.Alarm, typeof(LoginAuditAlarm)),
        ["Remove-LoginAuditExclusion"] = ("Nessus", typeof(LoginAuditExclusion)),
        ["Uninstall-LoginAuditResponder"] = (AttackScene.Alarm, typeof(LoginAuditResponder)),
        ["Uninstall-LoginAuditAgent"] = (Machine, typeof(LoginAuditAgent)),
    };

    public static TheoryData<string> Names => [.. Removals.Keys];

    [Fact]
    public void Every_cmdlet_that_removes_something_has_PassThru()
    {
        using var engine = new Engine();
        var cmdlets = engine.Run("Get-Command -Module AwsLoginAudit -Verb Remove, Uninstall").Output.Select(command => (CmdletInfo)command.BaseObject).ToList();
        Assert.Equal(Removals.Keys.Order(StringComparer.Ordinal), cmdlets.Select(cmdlet => cmdlet.Name).Order(StringComparer.Ordinal));
        Assert.All(cmdlets, cmdlet => Assert.True(cmdlet.Parameters["PassThru"].SwitchParameter));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_cmdlet_that_removes_something_emits_nothing_without_PassThru(string name)
    {
        await using var scene = await OpenAsync();
        var outcome = scene.Engine.Run($"{name} {Removals[name].Arguments} -Confirm:$false @aws");
        Assert.Empty(outcome.Errors);
        Assert.Empty(outcome.Output);
        Assert.NotEmpty(scene.Account.Changes);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_cmdlet_that_removes_something_emits_it_with_PassThru(string name)
    {
        await using var scene = await OpenAsync();
        var outcome = scene.Engine.Run($"{name} {Removals[name].Arguments} -PassThru -Confirm:$false @aws");
        Assert.Empty(outcome.Errors);
        Assert.IsType(Removals[name].Emitted, Assert.Single(outcome.Output).BaseObject);
    }

    [Fact]
    public async Task An_error_is_written_without_PassThru_too()
    {
        await using var scene = await OpenAsync();
        var outcome = scene.Engine.Run("Uninstall-LoginAuditAgent i-00000000000000009 -Confirm:$false @aws");
        Assert.Empty(outcome.Output);
        Assert.StartsWith("InstanceNotManaged,", Assert.Single(outcome.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private static async Task<AttackScene> OpenAsync()
    {
        var scene = await AttackScene.OpenAsync();
        scene.Account.Server.Systems.Add(new Machine(Machine));
        Assert.Empty(scene.Engine.Run($"Install-LoginAuditAgent {Machine} @aws; Install-LoginAuditResponder {AttackScene.Alarm} -From audit@corp.example -To soc@corp.example @aws; Add-LoginAuditExclusion Nessus -Reason Scanner -SourceAddress 10.0.5.9 @aws").Errors);
        scene.Account.Server.Requests.Clear();
        return scene;
    }
}
