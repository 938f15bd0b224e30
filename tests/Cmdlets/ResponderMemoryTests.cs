namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>The responder as it ships, in a process that is killed if it takes more memory than its function has.</summary>
public sealed class ResponderMemoryTests
{
    private const int Machines = 64;
    private const int Failures = 6;

    // The agent replaces %7 in the account name by the seventh value, the domain, and %14 by the workstation: 490 times %7 and one %14 were typed.
    private static readonly string Pasted = string.Concat(Enumerable.Repeat(new string('D', 1000), 490)) + "<";

    [Fact]
    public async Task The_largest_events_of_64_machines_are_counted_and_mailed_within_the_functions_memory()
    {
        await using var scene = await AttackScene.OpenAsync();
        Assert.Empty(scene.Engine.Run($"Install-LoginAuditResponder {AttackScene.Alarm} @mail @aws").Errors);
        scene.Account.Server.Functions.RetryDelay = _ => TimeSpan.Zero;
        var text = new SecurityEvent(scene.Start, "WIN-1", 1) { Account = Pasted }.Rendered.Replace("S-1-0-0</Message>", $"S-1-0-0\n\tAccount Name:\t\t{Pasted}</Message>", StringComparison.Ordinal);
        Assert.InRange(text.Length, 980_000, 1024 * 1024);
        for (var machine = 0; machine < Machines; machine++)
        {
            var first = scene.Start.AddMilliseconds(machine);
            scene.Account.Server.Logs.Load(Account.LogGroup, $"i-{machine:x17}", Enumerable.Range(0, Failures).Select(number => (first.AddSeconds(number), text)));
        }
        scene.Evaluate();
        await scene.Account.Server.Functions.SettledAsync();

        var invocation = Assert.Single(scene.Account.Server.Functions.Invocations);
        Assert.True(invocation.Succeeded, string.Join('\n', invocation.LogLines));
        var mail = Assert.Single(scene.Account.Server.Mail.Outbox);
        Assert.StartsWith($"{Machines} instances with more than 5 failed logins", mail.Message.Subject, StringComparison.Ordinal);
        Assert.Contains(invocation.LogLines, line => line.Contains($"\"failedLogins\":{Machines * Failures}", StringComparison.Ordinal));
    }
}
