namespace LocalAws.Functions;

/// <summary>The execution environments of one function: idle ones are used again while the function is as it was.</summary>
/// <param name="start">Starts another.</param>
internal sealed class EnvironmentPool(Func<Task<ExecutionEnvironment>> start) : IAsyncDisposable
{
    /// <summary>Events of one function that run at once, at most: each has a process, and this is one machine.</summary>
    private const int Most = 4;

    private readonly List<ExecutionEnvironment> idle = [];
    private TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int running;
    private bool isDisposed;

    /// <summary>Runs something in an environment that was made for these settings.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="reserved">How many may run at once, where that is said.</param>
    /// <param name="keepWarm">Whether the environment is kept for the next.</param>
    /// <param name="run">Is told whether the environment was started for it.</param>
    /// <param name="stopping">Ends the wait for one.</param>
    public async Task<T> UseAsync<T>(FunctionSettings settings, int? reserved, bool keepWarm, Func<ExecutionEnvironment, bool, Task<T>> run, CancellationToken stopping)
    {
        await EnterAsync(Math.Clamp(reserved ?? Most, 1, Most), stopping);
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
            Leave();
        }
    }

    /// <summary>Ends the idle ones, with a signal first.</summary>
    /// <returns>Their exit codes; null for each that had to be killed.</returns>
    public async Task<IReadOnlyList<int?>> ShutDownAsync()
    {
        List<ExecutionEnvironment> kept;
        lock (idle)
        {
            kept = [.. idle];
            idle.Clear();
        }
        var codes = new List<int?>();
        foreach (var environment in kept)
        {
            codes.Add(await environment.ShutDownAsync());
            await environment.DisposeAsync();
        }
        return codes;
    }

    public async ValueTask DisposeAsync()
    {
        List<ExecutionEnvironment> kept;
        lock (idle)
        {
            isDisposed = true;
            kept = [.. idle];
            idle.Clear();
        }
        foreach (var environment in kept)
            await environment.DisposeAsync();
    }

    private async Task EnterAsync(int limit, CancellationToken stopping)
    {
        while (true)
        {
            Task another;
            lock (idle)
            {
                if (running < limit)
                {
                    running++;
                    return;
                }
                another = left.Task;
            }
            await another.WaitAsync(stopping);
        }
    }

    private void Leave()
    {
        lock (idle)
        {
            running--;
            left.SetResult();
            left = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
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
