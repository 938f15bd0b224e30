using System.Globalization;
using System.Runtime.InteropServices;

namespace AwsLoginAudit.Responder.Runtime;

/// <summary>Handles one event.</summary>
/// <param name="received">The event.</param>
/// <param name="cancellationToken">Cancelled shortly before the deadline, and when Lambda ends the process.</param>
/// <returns>The result of the function, as JSON.</returns>
internal delegate Task<byte[]> RuntimeHandler(RuntimeEvent received, CancellationToken cancellationToken);

/// <summary>Runs the function's process: the start, then one event after the other, until Lambda ends it.</summary>
/// <param name="errorType">Returns the name of an error.</param>
internal sealed class RuntimeLoop(Func<Exception, string> errorType)
{
    // Time to report an error before Lambda ends the process.
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(2);

    /// <summary>Runs the function.</summary>
    /// <param name="start">Creates the handler. After an exception, the function handles no events.</param>
    /// <returns>The exit code: 0 after SIGTERM, 1 if the function could not start.</returns>
    /// <exception cref="HttpRequestException">The Runtime API is not available or in an unrecoverable state. The process must end.</exception>
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
            await api.FailToStartAsync(Describe(failure));
            return 1;
        }
        try
        {
            while (!stopping.IsCancellationRequested)
                await HandleAsync(api, await api.NextAsync(stopping.Token), handler, stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The process was waiting for an event.
        }
        return 0;
    }

    private async Task HandleAsync(RuntimeApi api, RuntimeEvent received, RuntimeHandler handler, CancellationToken stopping)
    {
        // The AWS SDK reads this environment variable.
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
            await api.FailAsync(received.RequestId, Describe(failure));
            return;
        }
        await api.RespondAsync(received.RequestId, result);
    }

    private RuntimeError Describe(Exception failure) => RuntimeError.Of(failure, errorType(failure));

    // .NET does not see the memory limit of Lambda. The LambdaBootstrap of aws-lambda-dotnet sets it in the same way, but leaves nothing for threads and
    // compiled code. Lambda kills a process that exceeds the limit, so one eighth is left: the heap gets 448 of 512 MiB.
    private static void LimitMemory()
    {
        if (!ulong.TryParse(Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes))
            return;
        AppContext.SetData("GCHeapHardLimit", (megabytes << 20) / 8 * 7);
        GC.RefreshMemoryLimit();
    }
}
