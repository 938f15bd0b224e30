using System.Collections.Concurrent;
using System.Management.Automation;
using System.Reflection;

namespace AwsLoginAudit.Commands;

/// <summary>Pulls asynchronous results on the pipeline thread, stops them when the pipeline stops, writes errors, and escapes what it says.</summary>
public abstract class LoginAuditCmdlet : PSCmdlet, IDisposable
{
    // How often the pipeline thread looks up from a wait.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private const int ElementsBetweenLooks = 256;

    private static readonly ConcurrentDictionary<Type, (PropertyInfo Parameter, IParameterCheck Check)[]> Checked = new();

    private readonly CancellationTokenSource stopping = new();
    private ProgressBar? bar;

    /// <summary>Cancelled on Ctrl+C, or when a command further down needs no more.</summary>
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
        // Parameters are bound again only where objects come from the pipeline.
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
            if (MyInvocation.BoundParameters.ContainsKey(parameter.Name) && check.Refuse(parameter.Name, parameter.GetValue(this)) is { } refused)
                ThrowTerminatingError(refused.ToErrorRecord());
        }
    }

    private static (PropertyInfo Parameter, IParameterCheck Check)[] FindChecked(Type cmdlet) =>
    [
        .. from parameter in cmdlet.GetProperties()
           from check in parameter.GetCustomAttributes().OfType<IParameterCheck>()
           select (parameter, check),
    ];

    /// <summary>What is done before the first object of the pipeline.</summary>
    protected virtual void Begin()
    {
    }

    /// <summary>What is done for each object of the pipeline, or once where there is none.</summary>
    protected virtual void Process()
    {
    }

    /// <summary>What is done after the last object of the pipeline.</summary>
    protected virtual void End()
    {
    }

    /// <summary>Writes a line of details, escaped: names and answers of AWS may be in it.</summary>
    protected new void WriteVerbose(string text) => base.WriteVerbose(SafeText.Show(text));

    /// <summary>Writes a warning, escaped: names and answers of AWS may be in it.</summary>
    protected new void WriteWarning(string text) => base.WriteWarning(SafeText.Show(text));

    /// <summary>Asks whether something is to be done, with names escaped.</summary>
    public new bool ShouldProcess(string target, string action) => base.ShouldProcess(SafeText.Show(target), SafeText.Show(action));

    /// <summary>Handles a failure that nothing in the cmdlet has caught: it ends the pipeline.</summary>
    protected virtual void Fail(LoginAuditException failure) => ThrowTerminatingError(failure.ToErrorRecord());

    /// <summary>Writes an error, and the pipeline goes on.</summary>
    protected void WriteError(LoginAuditException failure) => WriteError(failure.ToErrorRecord());

    /// <summary>Works on one of several objects. An error of this object alone is written, and the next object follows.</summary>
    /// <param name="work">The work.</param>
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

    // In a script with windows, what is awaited would go on on this very thread, which waits for it.
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
            // The pipeline ended by itself a moment before.
        }
    }

    /// <summary>Hands each element to the pipeline thread; the source is disposed when the pipeline ends, however it ends.</summary>
    protected void Pull<T>(IAsyncEnumerable<T> source, Action<T> each)
    {
        var elements = source.GetAsyncEnumerator(StopToken);
        try
        {
            for (var since = 1; Wait(elements.MoveNextAsync()); since++)
            {
                // Between two waits nothing happens but this; to look at the clock for each would cost as much as to count it.
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

    /// <summary>Waits for one answer.</summary>
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

    /// <summary>Waits for something to be done.</summary>
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
            // Whoever was told wants no more of it. A source can be let go only once it rests.
            StopProcessing();
            Task.WaitAny(work);
            _ = work.Exception;
            throw;
        }
        return work.GetAwaiter().GetResult();
    }

    /// <summary>Shows a bar of progress until it is disposed of.</summary>
    private protected ProgressBar ShowProgress(ProgressKind kind, string activity, string status) => bar = new ProgressBar(WriteProgress, kind, activity, status);

    /// <summary>Called on the pipeline thread whenever something may have happened that is to be shown, and a few times a second while it waits.</summary>
    protected virtual void OnProgress() => bar?.Show();

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
