using System.Diagnostics;

namespace AwsLoginAudit.Tests.Soak;

/// <summary>The end of a process at a chosen moment, as by kill -9.</summary>
internal static class Kill
{
    /// <summary>A hold of requests that kills their process before the n-th is carried out.</summary>
    public static Func<int, CancellationToken, Task> Before(int request, Func<Process> process) => async (number, _) =>
    {
        if (number < request)
            return;
        process().Kill();
        await process().WaitForExitAsync(CancellationToken.None);
        throw new OperationCanceledException("The caller is gone.");
    };
}
