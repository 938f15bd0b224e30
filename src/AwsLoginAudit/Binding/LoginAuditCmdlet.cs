using System.Collections.Concurrent;
using System.Management.Automation;
using System.Reflection;

namespace AwsLoginAudit.Commands;

/// <summary>
/// The base class of all cmdlets. It runs asynchronous work on the pipeline thread, stops it with the pipeline, writes errors, and escapes its messages.
/// </summary>
public abstract class LoginAuditCmdlet : PSCmdlet, IDisposable
{
    // The interval in which the pipeline thread shows progress while it waits.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private const int ElementsBetweenLooks = 256;

    private static readonly ConcurrentDictionary<Type, (PropertyInfo Parameter, IParameterCheck Check)[]> Checked = new();

    private readonly CancellationTokenSource stopping = new();
    private ProgressBar? bar;

    /// <summary>Cancelled by Ctrl+C, or when a later command in the pipeline needs no more objects.</summary>
    protected CancellationToken StopToken => stopping.Token;

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => Run(() =>
    {
        RefuseUnexpected();
        Begin();
    });

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Run(() =>
    {
        // PowerShell binds parameters again only for pipeline input.
        if (MyInvocation.ExpectingInput)
            RefuseUnexpected();
        Process();
    });

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Run(End);

    private void RefuseUnexpected()
    {
        foreach (var (parameter, check) in Checked.GetOrAdd(GetType(), FindChecked))
        {
            if (MyInvocation.BoundParameters.ContainsKey(parameter.Name) && check.Reject(parameter.Name, parameter.GetValue(this)) is { } rejected)
                ThrowTerminatingError(rejected.ToErrorRecord());
        }
    }

    private static (PropertyInfo Parameter, IParameterCheck Check)[] FindChecked(Type cmdlet) =>
    [
        .. from parameter in cmdlet.GetProperties()
           from check in parameter.GetCustomAttributes().OfType<IParameterCheck>()
           select (parameter, check),
    ];

    /// <summary>Called before the first pipeline object.</summary>
    protected virtual void Begin()
    {
    }

    /// <summary>Called for each pipeline object, or once without pipeline input.</summary>
    protected virtual void Process()
    {
    }

    /// <summary>Called after the last pipeline object.</summary>
    protected virtual void End()
    {
    }

    /// <summary>Writes a verbose message. The text is escaped, because it can contain names and answers of AWS.</summary>
    protected new void WriteVerbose(string text) => base.WriteVerbose(SafeText.Show(text));

    /// <summary>Writes a warning. The text is escaped, because it can contain names and answers of AWS.</summary>
    protected new void WriteWarning(string text) => base.WriteWarning(SafeText.Show(text));

    /// <summary>Asks for confirmation, with escaped names.</summary>
    public new bool ShouldProcess(string target, string action) => base.ShouldProcess(SafeText.Show(target), SafeText.Show(action));

    /// <summary>Handles an error that the cmdlet did not catch. By default, it ends the pipeline.</summary>
    protected virtual void Fail(LoginAuditException failure) => ThrowTerminatingError(failure.ToErrorRecord());

    /// <summary>Writes a non-terminating error.</summary>
    protected void WriteError(LoginAuditException failure) => WriteError(failure.ToErrorRecord());

    /// <summary>Processes one of several objects. An error that concerns only this object is written, and the next object follows.</summary>
    /// <param name="work">Processes the object.</param>
    /// <param name="ofOne">The errors that concern one object only.</param>
    protected void Attempt(Action work, params LoginAuditError[] ofOne)
    {
        try
        {
            work();
        }
        catch (LoginAuditException failure) when (ofOne.Contains(failure.Error))
        {
            WriteError(failure);
        }
    }

    // With a synchronization context, as in scripts with windows, continuations would need this thread, which is blocked while it waits.
    private void Run(Action work)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            work();
        }
        catch (LoginAuditException failure)
        {
            Fail(failure);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        try
        {
            stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The pipeline has just ended.
        }
    }

    /// <summary>Passes each element to the pipeline thread. The source is always disposed at the end.</summary>
    protected void Pull<T>(IAsyncEnumerable<T> source, Action<T> each)
    {
        var elements = source.GetAsyncEnumerator(StopToken);
        try
        {
            for (var since = 1; Wait(elements.MoveNextAsync()); since++)
            {
                // Progress is checked only once in a while, because reading the clock for each element would cost as much as counting it.
                if (since % ElementsBetweenLooks == 0)
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

    /// <summary>Waits for a result.</summary>
    protected T Wait<T>(Task<T> answer)
    {
        try
        {
            return Attend(answer);
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

    /// <summary>Waits for a task.</summary>
    protected void Wait(Task work) => Wait(Done(work));

    private static async Task<bool> Done(Task work)
    {
        await work;
        return true;
    }

    private T Wait<T>(ValueTask<T> answer) => answer.IsCompletedSuccessfully ? answer.Result : Attend(answer.AsTask());

    private T Attend<T>(Task<T> work)
    {
        try
        {
            while (Task.WaitAny([work], Look) < 0)
                OnProgress();
            OnProgress();
        }
        catch
        {
            // The error was thrown by a progress or verbose message. A source can be disposed only after its current call has ended.
            StopProcessing();
            Task.WaitAny(work);
            _ = work.Exception;
            throw;
        }
        return work.GetAwaiter().GetResult();
    }

    /// <summary>Shows a progress bar until it is disposed.</summary>
    private protected ProgressBar ShowProgress(ProgressKind kind, string activity, string status) => bar = new ProgressBar(WriteProgress, kind, activity, status);

    /// <summary>Called on the pipeline thread whenever there may be something to show, and several times a second while it waits.</summary>
    protected virtual void OnProgress() => bar?.Show();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes the resources of the cmdlet.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            stopping.Dispose();
    }
}
