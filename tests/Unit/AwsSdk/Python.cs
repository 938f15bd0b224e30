using System.Diagnostics;

namespace AwsLoginAudit.Tests.AwsSdk;

/// <summary>The machine's python, for what it knows of AWS. Tests that need it are skipped where it is absent.</summary>
internal static class Python
{
    /// <summary>What a script prints; null where there is no python, or it lacks a module the script imports.</summary>
    public static async Task<string?> TryRunAsync(string script, CancellationToken cancellationToken)
    {
        using var process = TryStart("python3", "-c", script);
        if (process is null)
            return null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        if ((await errors).Contains("ModuleNotFoundError", StringComparison.Ordinal))
            return null;
        Assert.True(process.ExitCode == 0, await errors);
        return output;
    }

    /// <summary>Starts a program; null where it is not on the PATH.</summary>
    public static Process? TryStart(string program, params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
