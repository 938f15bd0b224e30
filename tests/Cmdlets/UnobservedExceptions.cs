using System.Collections.Concurrent;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>Collects what tasks of the module threw and nobody looked at. The runtime tells it of the whole process: a test beside this one that leaves some fails it too.</summary>
internal sealed class UnobservedExceptions : IDisposable
{
    private readonly ConcurrentQueue<string> seen = new();

    public UnobservedExceptions() => TaskScheduler.UnobservedTaskException += Note;

    public IEnumerable<string> OfTheModule()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return seen.Where(text => text.Contains("at AwsLoginAudit.Aws.", StringComparison.Ordinal) || text.Contains("at AwsLoginAudit.Commands.", StringComparison.Ordinal));
    }

    public void Dispose() => TaskScheduler.UnobservedTaskException -= Note;

    private void Note(object? sender, UnobservedTaskExceptionEventArgs unobserved) => seen.Enqueue(unobserved.Exception.ToString());
}
