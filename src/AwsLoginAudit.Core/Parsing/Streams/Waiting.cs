namespace AwsLoginAudit;

/// <summary>Waits for calls that the operating system can block forever: on a named pipe without a writer, or on an unreachable network share.</summary>
/// <remarks>Such a call cannot be cancelled. A cancelled wait leaves the call to a background thread, which does not keep the process alive.</remarks>
public static class Waiting
{
    /// <summary>Runs work that may block on a separate thread.</summary>
    /// <param name="work">The work.</param>
    /// <param name="abandoned">Receives a result that arrives after the wait was cancelled; null if nothing must be released.</param>
    /// <param name="cancellationToken">Ends the wait immediately.</param>
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

    /// <summary>Waits for a task or for the cancellation, whichever comes first.</summary>
    /// <param name="work">The task, which continues if the wait is cancelled.</param>
    /// <param name="cancellationToken">Ends the wait immediately.</param>
    internal static async Task<T> OrCancelledAsync<T>(this Task<T> work, CancellationToken cancellationToken)
    {
        if (!work.IsCompleted && cancellationToken.CanBeCanceled)
        {
            var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            using (cancellationToken.Register(() => cancelled.TrySetResult(true)))
                await Task.WhenAny(work, cancelled.Task);
            if (!work.IsCompleted)
            {
                // The task's error must be read here, because an unobserved error is reported to the process.
                _ = work.ContinueWith(late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        return await work;
    }
}
