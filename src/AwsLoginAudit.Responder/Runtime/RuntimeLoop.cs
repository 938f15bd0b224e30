using System.Globalization;
using System.Runtime.InteropServices;

namespace AwsLoginAudit.Responder.Runtime;

/// <summary>Handles one event.</summary>
/// <param name="received">The event.</param>
/// <param name="cancellationToken">Canceled shortly before the deadline, and when Lambda ends the process.</param>
/// <returns>What the function returns, as JSON.</returns>
internal delegate Task<byte[]> RuntimeHandler(RuntimeEvent received, CancellationToken cancellationToken);

/// <summary>The life of the function's process: start, then one event after the other, until Lambda ends it.</summary>
/// <param name="describe">Describes a failure for Lambda.</param>
internal sealed class RuntimeLoop(Func<Exception, RuntimeError> describe)
{
    // Enough to say what failed before Lambda ends the process.
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(2);

    /// <summary>Runs the function.</summary>
    /// <param name="start">Prepares the function; what it throws keeps the function from taking events.</param>
    /// <returns>The exit code: 0 after SIGTERM, 1 where the function could not start.</returns>
    /// <exception cref="HttpRequestException">The Runtime API is gone, or in a state that cannot be recovered: the process has to end.</exception>
    public async Task<int> RunAsync(Func<RuntimeHandler> start)
    {
        using var stopping = new CancellationTokenSource();
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stopping.Cancel();
        });
        LimitMemory();
        using var api = new RuntimeApi(Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")!);
        RuntimeHandler handler;
        try
        {
            handler = start();
        }
        catch (Exception failure)
        {
            await api.FailToStartAsync(describe(failure));
            return 1;
        }
        try
        {
            while (!stopping.IsCancellationRequested)
                await HandleAsync(api, await api.NextAsync(stopping.Token), handler, stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // It was waiting for an event.
        }
        return 0;
    }

    private async Task HandleAsync(RuntimeApi api, RuntimeEvent received, RuntimeHandler handler, CancellationToken stopping)
    {
        // Where the AWS SDK looks for it.
        Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", received.TraceId);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var left = received.Deadline - TimeProvider.System.GetUtcNow() - Reserve;
        ending.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        byte[] result;
        try
        {
            result = await handler(received, ending.Token);
        }
        catch (Exception failure)
        {
            await api.FailAsync(received.RequestId, describe(failure));
            return;
        }
        await api.RespondAsync(received.RequestId, result);
    }

    // .NET does not see the limit that Lambda sets; aws-lambda-dotnet's LambdaBootstrap tells it in the same way, and leaves nothing for threads, compiled
    // code and the like. Lambda kills a process that takes more than it has, so an eighth is left for these: 448 MiB of 512 are .NET's heap.
    private static void LimitMemory()
    {
        if (!ulong.TryParse(Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes))
            return;
        AppContext.SetData("GCHeapHardLimit", (megabytes << 20) / 8 * 7);
        GC.RefreshMemoryLimit();
    }
}
