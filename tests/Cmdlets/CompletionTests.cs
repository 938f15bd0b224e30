using System.Management.Automation;

namespace AwsLoginAudit.Tests.Cmdlets;

public sealed class CompletionTests
{
    // Parameters that name the same thing everywhere.
    private static readonly string[] Named = ["Region", "ProfileName", "LogGroupName", "AlarmName", "InstanceId", "RetentionInDays"];

    [Theory]
    [InlineData("New-LoginAuditAlarm -RetentionInDays 36", "365,3653")]
    [InlineData("Install-LoginAuditAgent -RetentionInDays 12", "120")]
    [InlineData("Get-LoginAuditAgent -Region eu-west-", "eu-west-1,eu-west-2,eu-west-3")]
    [InlineData("Get-LoginAuditAgent -Region EU-WEST-1", "eu-west-1")]
    [InlineData("Get-LoginAuditAgent -Region *-west-3", "eu-west-3")]
    [InlineData("Get-LoginAuditAgent -Region 'eu-west-3", "'eu-west-3'")]
    [InlineData("Get-LoginAuditAgent -Region \"eu-west-3\"", "'eu-west-3'")]
    [InlineData("Get-LoginAuditAgent -Region [", "")]
    [InlineData("Measure-LoginAuditFailure -By S", "SourceAddress")]
    [InlineData("Install-LoginAuditAgent -Tier ", "Advanced,Standard")]
    public void Values_that_are_known_are_completed(string typed, string offered)
    {
        using var engine = new Engine();
        Assert.Equal(offered.Split(',', StringSplitOptions.RemoveEmptyEntries), engine.Complete(typed).Select(match => match.CompletionText));
    }

    [Fact]
    public void What_a_value_is_stands_beside_it()
    {
        using var engine = new Engine();
        Assert.Equal(("eu-central-1", "Europe (Frankfurt)"), Assert.Single(engine.Complete("Get-LoginAuditAgent -Region eu-central-1").Select(match => (match.ListItemText, match.ToolTip))));
    }

    [Fact]
    public void A_parameter_is_completed_on_every_cmdlet_that_has_it()
    {
        using var engine = new Engine();
        var parameters = engine.Run("Get-Command -Module AwsLoginAudit").Output.Select(command => (CmdletInfo)command.BaseObject)
            .SelectMany(command => command.Parameters.Values.Where(parameter => Named.Contains(parameter.Name)).Select(parameter => (command.Name, parameter))).ToList();
        Assert.Equal(Named.Order(), parameters.Select(pair => pair.parameter.Name).Distinct().Order());
        Assert.All(parameters, pair => Assert.Contains(pair.parameter.Attributes, attribute => attribute is ArgumentCompleterAttribute));
    }

    [Fact]
    public async Task Profiles_are_completed_by_name_and_tell_no_secret()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("profiles"), """
            [it's $(me)]
            aws_access_key_id = AKIDEXAMPLE
            aws_secret_access_key = SECRETOFTHEFILE
            region = eu-west-1
            [incident]
            aws_access_key_id = AKIDEXAMPLE
            aws_secret_access_key = SECRETOFTHEFILE
            [other]
            aws_access_key_id = AKIDEXAMPLE
            aws_secret_access_key = SECRETOFTHEFILE
            """);
        var (output, errors) = await HostProcess.RunAsync(
            $$"""
            Import-Module '{{Built.Manifest}}'
            foreach ($match in [System.Management.Automation.CommandCompletion]::CompleteInput('Get-LoginAuditAgent -ProfileName i', 34, $null).CompletionMatches) {
                "$($match.CompletionText) | $($match.ListItemText) | $($match.ToolTip)"
            }
            """,
            ("AWS_SHARED_CREDENTIALS_FILE", folder.File("profiles")));
        Assert.Equal("", errors);
        Assert.Equal(["'it''s $(me)' | it's $(me) | Region eu-west-1", "incident | incident | without a Region"], output);
    }
}
