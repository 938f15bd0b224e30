using LocalAws.Logs;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>In a script that shows windows of its own (Windows Forms, WPF), whose thread has a synchronization context.</summary>
public sealed class WindowScriptTests
{
    private const string SetContext = "[System.Threading.SynchronizationContext]::SetSynchronizationContext($context)";
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Get-LoginAuditFailure $group -StartTime $start -EndTime $end @aws")]
    [InlineData("New-LoginAuditAlarm -LogGroupName /new @aws")]
    public async Task A_command_does_not_wait_for_the_thread_that_waits_for_it(string command)
    {
        await using var account = await Account.LoadedAsync(new GeneratedFailures { Count = 2_000, Start = Start });
        using var engine = Engine.Over(account, Start, TimeSpan.FromMinutes(5));
        var context = new BusyContext();
        engine.Set("context", context);
        var outcome = await Task.Run(() => engine.Run($"{SetContext}; {command}; [System.Threading.SynchronizationContext]::Current")).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Empty(outcome.Errors);
        Assert.True(outcome.Output.Count > 1);
        Assert.Same(context, outcome.Output[^1].BaseObject);
    }

    /// <summary>Of a thread that has no time for anything else.</summary>
    public sealed class BusyContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }
}
