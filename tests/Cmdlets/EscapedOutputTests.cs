using System.Text.RegularExpressions;
using LocalAws.Systems;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>Nothing that comes from outside commands the terminal, whichever stream it takes to the console.</summary>
public sealed partial class EscapedOutputTests
{
    private const string Machine = "i-00000000000000001";
    private const string Hostile = "\u001b[2Jx\u202ey\u009b1m";
    private const string Shown = @"\u001b[2Jx\u202ey\u009b1m";

    [Fact]
    public async Task What_a_command_wrote_on_a_machine_is_escaped_in_errors_and_in_what_is_emitted()
    {
        await using var account = await Account.OpenAsync();
        var machine = new Machine(Machine) { ComputerName = "WIN" + Hostile };
        machine.Outcomes["Install"] = new CommandOutcome("Failed") { Output = "failed" + Hostile };
        account.Server.Systems.Add(machine);
        using var engine = new Engine(account.Server);
        var outcome = engine.Run($"Install-LoginAuditAgent {Machine} @aws -Verbose -ErrorAction Continue | ForEach-Object {{ $_.ToString(); $_.ComputerName; $_.Detail; $_.Output }}");
        AssertEscaped(outcome);
        Assert.Contains(Shown, Assert.Single(outcome.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Contains(outcome.Output, line => line.ToString().Contains(Shown, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Get-LoginAuditFailure -AlarmName $name @aws")]
    [InlineData("Get-LoginAuditFailure $name @aws")]
    [InlineData("Get-LoginAuditFailure -LiteralPath $name")]
    [InlineData("Get-LoginAuditFailure -Path ($name + '*')")]
    public async Task A_name_is_escaped_in_an_error_and_below_it(string script)
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Set("name", "Fleet" + Hostile);
        var outcome = engine.Run($"{script} -Verbose");
        AssertEscaped(outcome);
        Assert.Contains(outcome.Errors, error => error.Exception.Message.Contains(Shown, StringComparison.Ordinal));
        Assert.All(outcome.Errors, error => Assert.DoesNotMatch(Raw(), error.CategoryInfo.ToString()));
    }

    [Fact]
    public async Task A_name_is_escaped_in_what_WhatIf_says()
    {
        await using var account = await Account.OpenAsync();
        var host = new TalkingHost();
        using var engine = new Engine(account.Server, host: host);
        engine.Set("file", "report" + Hostile + ".html");
        engine.Run("New-LoginAuditReport | Export-LoginAuditReport -Path $file -WhatIf");
        Assert.Contains(Shown, string.Join('\n', host.Said), StringComparison.Ordinal);
        Assert.DoesNotMatch(Raw(), string.Concat(host.Said));
    }

    [Fact]
    public async Task A_name_is_escaped_in_a_warning()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("empty" + Hostile + ".xml"), "", TestContext.Current.CancellationToken);
        using var engine = new Engine();
        engine.Set("folder", folder.Path);
        var warning = Assert.Single(engine.Run("Get-LoginAuditFailure -Path $folder/*.xml").Warnings);
        Assert.Contains(Shown, warning, StringComparison.Ordinal);
        Assert.DoesNotMatch(Raw(), warning);
    }

    private static void AssertEscaped(Outcome outcome) => Assert.All(
        [
            .. outcome.Output.Select(line => line.ToString()), .. outcome.Verbose, .. outcome.Warnings, .. outcome.Errors.Select(error => error.Exception.Message),
            .. outcome.Progress.Select(record => record.Activity + record.StatusDescription),
        ],
        text => Assert.DoesNotMatch(Raw(), text.ReplaceLineEndings(" ")));

    [GeneratedRegex(@"[\p{Cc}\p{Cf}]", RegexOptions.None, 1000)]
    private static partial Regex Raw();
}
