using LocalAws.Logs;

namespace AwsLoginAudit.Tests;

/// <summary>An account with an alarm and a queue that the module made, a verified sender and recipient, and failures that fire the alarm.</summary>
internal sealed class AttackScene : IAsyncDisposable
{
    public const string Alarm = "WindowsSecurityLogsAlarm";
    public const string Sender = "audit@corp.example";
    public const string Recipient = "soc@corp.example";
    public const string Guessed = "i-0a41c7d2e95f3b601";
    public const string Spared = "i-0c93e1f07b2a8d4d5";

    public static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    // CloudWatch looks at the first period just now, also when somebody's log line makes it look.
    private static readonly TimeSpan EvaluationDelay = (3 * Period) - TimeSpan.FromMinutes(1);

    private AttackScene(Account account)
    {
        Account = account;
        Engine = new Engine(account.Server);
        Start = DateTimeOffset.FromUnixTimeSeconds((TimeProvider.System.GetUtcNow() - (4 * Period)).ToUnixTimeSeconds());
    }

    public Account Account { get; }

    public Engine Engine { get; }

    /// <summary>The first instant of the alarm's first period.</summary>
    public DateTimeOffset Start { get; }

    /// <param name="isOld">Whether the log group is older than all events, so that Logs Insights finds them.</param>
    public static async Task<AttackScene> OpenAsync(bool isOld = false)
    {
        var scene = new AttackScene(await Account.OpenAsync());
        if (isOld)
            scene.Account.Server.Logs.Load(Account.LogGroup, Guessed, []);
        scene.Account.Server.Mail.Verify(Sender);
        scene.Account.Server.Mail.Verify(Recipient);
        Assert.Empty(scene.Engine.Run($"New-LoginAuditAlarm {Alarm} -Threshold 5 -Queue @aws").Errors);
        scene.Account.Server.Alarms.SetPhase(Alarm, TimeSpan.FromSeconds(scene.Start.ToUnixTimeSeconds() % (long)Period.TotalSeconds));
        scene.Account.Server.Alarms.EvaluationDelay = EvaluationDelay;
        scene.Engine.Set("mail", new System.Collections.Hashtable { ["From"] = Sender, ["To"] = Recipient });
        return scene;
    }

    /// <summary>Has failures happen: 46 on one machine and 5 on another, or as many as are given.</summary>
    public void Fail(int period = 0, int guessed = 46, int spared = 5)
    {
        Load(Guessed, period, guessed);
        Load(Spared, period, spared);
    }

    /// <summary>Has an attack of another size happen, on 50 machines or fewer, within the first period.</summary>
    public void Fail(GeneratedFailures failures) => Account.Server.Logs.Load(Account.LogGroup, failures with { Start = Start });

    /// <summary>Has CloudWatch look at a period, as long after its end as it always waits.</summary>
    public void Evaluate(int period = 0) => Account.Server.Alarms.Evaluate(Start + ((period + 1) * Period) + EvaluationDelay + TimeSpan.FromSeconds(1));

    /// <summary>Fires the alarm.</summary>
    public AttackScene Fire()
    {
        Fail();
        Evaluate();
        Assert.Equal("ALARM", Account.Notifications[^1].State);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        Engine.Dispose();
        await Account.DisposeAsync();
    }

    private void Load(string instance, int period, int count)
    {
        var first = Start + (period * Period);
        Account.Server.Logs.Load(Account.LogGroup, instance, Enumerable.Range(0, count).Select(number =>
        {
            var time = first + TimeSpan.FromSeconds(1 + (number * 4));
            return (time, new SecurityEvent(time, "WIN-" + instance[2..6], Math.Abs(period * 1000) + number) { Account = $"user{number % 9}" }.Rendered);
        }));
    }
}
