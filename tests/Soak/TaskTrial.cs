using System.Diagnostics;
using LocalAws;
using LocalAws.Http;

namespace AwsLoginAudit.Tests.Soak;

/// <summary>One alarm, and passes of the scheduled task over it that are killed or meet faults.</summary>
internal sealed class TaskTrial : IAsyncDisposable
{
    private readonly AttackScene scene;

    private TaskTrial(AttackScene scene) => this.scene = scene;

    public LocalAwsServer Server => scene.Account.Server;

    public static async Task<TaskTrial> OpenAsync()
    {
        var trial = new TaskTrial((await AttackScene.OpenAsync()).Fire());
        trial.Server.Mail.Verify(ScheduledTask.Administrator);
        return trial;
    }

    /// <summary>One pass, after all that was received before is visible again.</summary>
    /// <returns>The exit code; null where it was killed.</returns>
    public async Task<int?> PassAsync(FaultPlan faults)
    {
        Server.Queues.ShowAgain(AttackScene.Alarm);
        Server.Faults = faults;
        return (await ScheduledTask.RunAsync(Server, $"-To {AttackScene.Recipient}")).ExitCode;
    }

    /// <summary>One pass, which is killed before its n-th request is carried out, if it comes so far.</summary>
    /// <returns>The exit code; null where it was killed.</returns>
    public async Task<int?> KillAsync(int request, Func<Func<int, CancellationToken, Task>, FaultPlan> faults)
    {
        Process? task = null;
        Server.Faults = faults(Kill.Before(request, () => task!));
        return (await ScheduledTask.RunAsync(Server, $"-To {AttackScene.Recipient}", process => task = process)).ExitCode;
    }

    /// <summary>What has to be true in the end, whatever happened on the way.</summary>
    public void AssertAnswered()
    {
        var mails = Server.Mail.Outbox.Where(mail => mail.Recipients.Contains(AttackScene.Recipient)).ToList();
        AttackMails.AssertRight(mails);
        Assert.All(Server.Mail.Outbox.Except(mails).Select(mail => mail.Message.Subject), subject => Assert.EndsWith("Failed logins could not be audited", subject, StringComparison.Ordinal));
        Assert.Empty(Server.Queues.BodiesIn(AttackScene.Alarm));
        Assert.Empty(Server.Queues.BodiesIn(AttackScene.Alarm + "-dead-letters"));
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();
}
