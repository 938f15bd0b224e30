namespace LocalAws.Functions;

/// <summary>The execution environments of one function: idle ones are used again while the function is as it was.</summary>
/// <param name="start">Starts another.</param>
internal sealed class EnvironmentPool(Func<Task<ExecutionEnvironment>> start) : IAsyncDisposable
{
    /// <summary>Events of one function that run at once, at most: each has a process, and this is one machine.</summary>
    private const int Most = 4;

    private readonly SemaphoreSlim slots = new(Most);
    private readonly List<ExecutionEnvironment> idle = [];
    private bool isDisposed;

    /// <summary>Runs something in an environment that was made for these settings.</summary>
    public async Task<T> UseAsync<T>(FunctionSettings settings, bool keepWarm, Func<ExecutionEnvironment, bool, Task<T>> run, CancellationToken stopping)
    {
        await slots.WaitAsync(stopping);
        ExecutionEnvironment? environment = null;
        try
        {
            environment = await TakeIdle(settings);
            var isCold = environment is null;
            environment ??= await start();
            return await run(environment, isCold);
        }
        finally
        {
            if (environment is not null && !(keepWarm && TryKeep(environment)))
                await environment.DisposeAsync();
            slots.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        List<ExecutionEnvironment> left;
        lock (idle)
        {
            isDisposed = true;
            left = [.. idle];
            idle.Clear();
        }
        foreach (var environment in left)
            await environment.DisposeAsync();
    }

    private async Task<ExecutionEnvironment?> TakeIdle(FunctionSettings settings)
    {
        List<ExecutionEnvironment> outdated;
        ExecutionEnvironment? taken;
        lock (idle)
        {
            outdated = idle.FindAll(e => !e.IsAlive || e.Settings != settings);
            idle.RemoveAll(outdated.Contains);
            taken = idle.Count > 0 ? idle[^1] : null;
            if (taken is not null)
                idle.Remove(taken);
        }
        foreach (var environment in outdated)
            await environment.DisposeAsync();
        return taken;
    }

    private bool TryKeep(ExecutionEnvironment environment)
    {
        lock (idle)
        {
            if (isDisposed || !environment.IsAlive)
                return false;
            idle.Add(environment);
            return true;
        }
    }
}
