using AwsLoginAudit.Tests.Cmdlets;
using AwsLoginAudit.Tests.Help;

namespace AwsLoginAudit.Tests.Contract;

/// <summary>A cmdlet takes a Region and credentials where it calls AWS, and nowhere else.</summary>
public sealed class ConnectionTests(ImportedModule module) : IClassFixture<ImportedModule>
{
    private static readonly string[] Connection = ["AccessKey", "EndpointUrl", "ProfileName", "Region", "SecretKey", "SessionToken"];

    // An asterisk stands for every set.
    private static readonly string[] Local =
    [
        "ConvertTo-LoginAuditCsvSafe *", "Export-LoginAuditReport *", "Export-LoginAuditTemplate *", "Get-LoginAuditFailure LiteralPath", "Get-LoginAuditFailure Path",
        "Get-LoginAuditSuccess LiteralPath", "Get-LoginAuditSuccess Path", "Get-LoginAuditLockout LiteralPath", "Get-LoginAuditLockout Path",
        "Get-LoginAuditFinding LiteralPath", "Get-LoginAuditFinding Path", "New-LoginAuditAgentConfiguration *",
    ];

    [Fact]
    public void A_parameter_set_has_the_whole_connection_if_it_calls_AWS_and_none_of_it_otherwise() => Assert.Empty(
        from cmdlet in module.Cmdlets.Values
        from set in cmdlet.ParameterSets
        let has = set.Parameters.Select(parameter => parameter.Name).Intersect(Connection).Order(StringComparer.Ordinal)
        where !has.SequenceEqual(IsLocal(cmdlet.Name, set.Name) ? [] : Connection)
        select $"{cmdlet.Name} {set.Name}: {string.Join(", ", has)}");

    [Fact]
    public void A_rate_of_requests_is_only_taken_where_there_are_requests() => Assert.DoesNotContain(
        module.Cmdlets.Values.SelectMany(cmdlet => cmdlet.ParameterSets.Where(set => IsLocal(cmdlet.Name, set.Name))),
        set => set.Parameters.Any(parameter => parameter.Name == "ThrottleLimit"));

    [Fact]
    public void A_configuration_of_ones_own_goes_with_nothing_that_makes_one()
    {
        var sets = module.Cmdlets["Install-LoginAuditAgent"].ParameterSets.Where(set => set.Parameters.Any(parameter => parameter.Name == "Configuration")).ToList();
        Assert.Equal(2, sets.Count);
        Assert.DoesNotContain(sets.SelectMany(set => set.Parameters), parameter => parameter.Name is "EventId" or "RetentionInDays");
        Assert.All(sets, set => Assert.True(set.Parameters.Single(parameter => parameter.Name == "Configuration").IsMandatory));
    }

    [Fact]
    public void Defaults_of_the_session_for_every_cmdlet_leave_files_and_pipelines_readable()
    {
        using var folder = new TemporaryFolder();
        using var engine = new Engine();
        engine.Set("file", folder.Write("security.xml", new SecurityEvent(DateTimeOffset.UnixEpoch, "WEB-1", 1).Bare));
        var counts = engine.Run("""
            $PSDefaultParameterValues = @{ '*-LoginAudit*:Region' = 'eu-west-1'; '*-LoginAudit*:ProfileName' = 'none'; '*-LoginAudit*:ThrottleLimit' = 5 }
            Get-LoginAuditFailure -Path $file | Measure-LoginAuditFailure
            Get-LoginAuditFailure -LiteralPath $file | Measure-LoginAuditFailure -Threshold 0
            """);
        Assert.Empty(counts.Errors);
        Assert.Equal([1L, 1L], counts.Objects<LoginAuditCount>().Select(count => count.FailureCount));
    }

    private static bool IsLocal(string cmdlet, string set) => Local.Contains($"{cmdlet} *") || Local.Contains($"{cmdlet} {set}");
}
