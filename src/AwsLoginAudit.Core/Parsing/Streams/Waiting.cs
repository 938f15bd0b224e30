namespace AwsLoginAudit;

/// <summary>Waits for calls that the operating system can block without end: on a named pipe that nobody writes to, on a dead network share.</summary>
/// <remarks>Such a call cannot be cancelled. A cancelled wait leaves it to a thread in the background, which does not keep the process from ending.</remarks>
public static class Waiting
{
    /// <summary>Runs work that may block on a thread of its own.</summary>
    /// <param name="work">The work.</param>
    /// <param name="abandoned">Takes a result that comes after the wait was cancelled; null if nothing has to be released.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public static async Task<T> ForAsync<T>(Func<T> work, Action<T>? abandoned, CancellationToken cancellationToken)
    {
        var running = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return await running.OrCancelledAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (abandoned is not null)
        {
            _ = running.ContinueWith(late => abandoned(late.Result), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>Waits for a task, or for the cancellation if that comes first.</summary>
    /// <param name="work">The task, which goes on if the wait is cancelled.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    internal static async Task<T> OrCancelledAsync<T>(this Task<T> work, CancellationToken cancellationToken)
    {
        if (!work.IsCompleted && cancellationToken.CanBeCanceled)
        {
            var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            using (cancellationToken.Register(() => cancelled.TrySetResult(true)))
                await Task.WhenAny(work, cancelled.Task);
            if (!work.IsCompleted)
            {
                // Nobody waits for its error any more, and an error that nobody has seen is reported to the process.
                _ = work.ContinueWith(late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        return await work;
    }
}
