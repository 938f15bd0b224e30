using System.Management.Automation;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>Names and wildcards of Get-LoginAuditAlarm and Get-LoginAuditResponder.</summary>
public sealed class AlarmNameTests
{
    [Theory]
    [InlineData("Get-LoginAuditAlarm Windows* @aws", "WindowsA WindowsB")]
    [InlineData("Get-LoginAuditAlarm *[AB], Linux* @aws", "WindowsA WindowsB LinuxC")]
    [InlineData("Get-LoginAuditAlarm WindowsB, LinuxC @aws", "WindowsB LinuxC")]
    [InlineData("'LinuxC', 'Windows?' | Get-LoginAuditAlarm @aws", "LinuxC WindowsA WindowsB")]
    [InlineData("[pscustomobject]@{ AlarmName = 'WindowsA' }, [pscustomobject]@{ AlarmName = 'L*' } | Get-LoginAuditAlarm @aws", "WindowsA LinuxC")]
    [InlineData("Get-LoginAuditAlarm * @aws", "LinuxC WindowsA WindowsB")]
    [InlineData("Get-LoginAuditResponder Windows* @aws", "WindowsA WindowsB")]
    [InlineData("Get-LoginAuditResponder WindowsB, *A @aws", "WindowsB WindowsA")]
    [InlineData("'WindowsB', '*A' | Get-LoginAuditResponder @aws", "WindowsB WindowsA")]
    [InlineData("Get-LoginAuditAlarm Windows* @aws | Get-LoginAuditResponder @aws", "WindowsA WindowsB")]
    public async Task Names_and_wildcards_select_alarms_and_responders(string command, string expected)
    {
        await using var account = await Account.OpenAsync();
        using var engine = Open(account);
        var outcome = engine.Run($"({command}).AlarmName");
        Assert.Empty(outcome.Errors);
        Assert.Empty(outcome.Warnings);
        var found = outcome.Output.Select(item => (string)item.BaseObject);
        Assert.Equal(command.Contains('*') ? expected.Split(' ').Order() : expected.Split(' '), command.Contains('*') ? found.Order() : found);
    }

    [Theory]
    [InlineData("Get-LoginAuditAlarm", "AlarmNotFound")]
    [InlineData("Get-LoginAuditResponder", "ResponderNotFound")]
    public async Task A_name_that_does_not_exist_is_an_error_and_a_wildcard_that_matches_nothing_is_not(string cmdlet, string error)
    {
        await using var account = await Account.OpenAsync();
        using var engine = Open(account);
        foreach (var pattern in (string[])["Mac*", "windows*", "Windows[XY]"])
        {
            var nothing = engine.Run($"{cmdlet} {pattern} @aws");
            Assert.Empty(nothing.Errors);
            Assert.Empty(nothing.Output);
            Assert.Empty(nothing.Warnings);
        }
        var outcome = engine.Run($"'None', 'windowsa', '{new string('n', 60)}', 'a b', 'WindowsA' | {cmdlet} @aws");
        Assert.Equal(4, outcome.Errors.Count);
        Assert.All(outcome.Errors, one => Assert.StartsWith(error + ",", one.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.All(outcome.Errors, one => Assert.Equal(ErrorCategory.ObjectNotFound, one.CategoryInfo.Category));
        Assert.Equal(["None", "windowsa", new string('n', 60), "a b"], outcome.Errors.Select(one => one.TargetObject));
        Assert.Single(outcome.Output);
    }

    [Theory]
    [InlineData("Get-LoginAuditAlarm windowsa @aws")]
    [InlineData("Get-LoginAuditFailure -AlarmName WINDOWSA @aws")]
    [InlineData("Measure-LoginAuditFailure -AlarmName windowsA @aws")]
    [InlineData("Remove-LoginAuditAlarm windowsa -Confirm:$false @aws")]
    [InlineData("Install-LoginAuditResponder windowsa -From audit@corp.example -To soc@corp.example @aws")]
    public async Task A_name_in_other_case_is_an_error_that_names_the_alarm_that_was_meant(string command)
    {
        await using var account = await Account.OpenAsync();
        using var engine = Open(account);
        var (error, _) = engine.Fail(command + " -ErrorAction Stop");
        Assert.StartsWith("AlarmNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.EndsWith("Did you mean WindowsA? Names are case-sensitive. Use -AlarmName 'WindowsA'.", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alarm_that_no_wildcard_matches_is_not_read()
    {
        await using var account = await Account.OpenAsync();
        using var engine = Open(account);
        account.Server.Requests.Clear();
        Assert.Single(engine.Run("Get-LoginAuditAlarm Linux* @aws").Objects<LoginAuditAlarm>());
        Assert.Contains("LinuxC", Assert.Single(account.Server.Requests.Of("cloudwatch:ListTagsForResource")).Parameters!, StringComparison.Ordinal);
    }

    private static Engine Open(Account account)
    {
        account.Server.Mail.Verify("corp.example");
        account.Server.Mail.IsSandbox = false;
        var engine = new Engine(account.Server);
        var made = engine.Run("""
            'WindowsA', 'WindowsB', 'LinuxC' | ForEach-Object { New-LoginAuditAlarm $_ @aws }
            'WindowsA', 'WindowsB' | ForEach-Object { Install-LoginAuditResponder $_ -From audit@corp.example -To soc@corp.example @aws }
            """);
        Assert.Empty(made.Errors);
        return engine;
    }
}
