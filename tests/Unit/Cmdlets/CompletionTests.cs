using System.Management.Automation;

namespace AwsLoginAudit.Tests.Cmdlets;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("New-LoginAuditAlarm -RetentionInDays 36", "365,3653")]
    [InlineData("Install-LoginAuditAgent -RetentionInDays 12", "120")]
    [InlineData("Get-LoginAuditAgent -Region eu-west-", "eu-west-1,eu-west-2,eu-west-3")]
    public void Values_that_are_known_are_completed(string typed, string offered)
    {
        using var engine = new Engine();
        using var shell = engine.Shell("");
        shell.Commands.Clear();
        var matches = CommandCompletion.CompleteInput(typed, typed.Length, options: null, shell).CompletionMatches;
        Assert.Equal(offered.Split(','), matches.Select(match => match.CompletionText));
    }
}
