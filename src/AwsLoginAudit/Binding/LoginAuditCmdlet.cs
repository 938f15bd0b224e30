using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>Pulls asynchronous results on the pipeline thread, and stops them when the pipeline stops.</summary>
public abstract class LoginAuditCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stopping = new();

    /// <summary>Cancelled on Ctrl+C, or when a command further down needs no more.</summary>
    protected CancellationToken StopToken => stopping.Token;

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        try
        {
            stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The pipeline ended by itself a moment before.
        }
    }

    /// <summary>Hands each element to the pipeline thread; the source is disposed when the pipeline ends, however it ends.</summary>
    protected void Pull<T>(IAsyncEnumerable<T> source, Action<T> each)
    {
        var elements = source.GetAsyncEnumerator(StopToken);
        try
        {
            while (Wait(elements.MoveNextAsync()))
            {
                OnProgress();
                each(elements.Current);
            }
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            var disposal = elements.DisposeAsync();
            if (!disposal.IsCompletedSuccessfully)
                disposal.AsTask().GetAwaiter().GetResult();
            OnProgress();
        }
    }

    /// <summary>Waits for one answer.</summary>
    protected T Wait<T>(Task<T> answer)
    {
        try
        {
            return answer.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            OnProgress();
        }
    }

    /// <summary>Waits for something to be done.</summary>
    protected void Wait(Task work) => Wait(Done(work));

    private static async Task<bool> Done(Task work)
    {
        await work;
        return true;
    }

    private static T Wait<T>(ValueTask<T> answer) =>
        answer.IsCompletedSuccessfully ? answer.Result : answer.AsTask().GetAwaiter().GetResult();

    /// <summary>Called on the pipeline thread whenever something may have happened that is to be shown.</summary>
    protected virtual void OnProgress()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of what the cmdlet holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            stopping.Dispose();
    }
}
