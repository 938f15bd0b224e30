using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace AwsLoginAudit.Tests;

/// <summary>How a program ended, and what it said.</summary>
internal sealed record Ended(int ExitCode, string Output, string Errors);

/// <summary>Programs that tests run as processes of their own.</summary>
internal static class ChildProcess
{
    // Everything run here takes seconds; this only ends what would hang.
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(3);

    /// <summary>Runs a program to its end; null where it is not on this machine.</summary>
    public static async Task<Ended?> RunAsync(
        string program, IEnumerable<string> arguments, string input = "", Action<IDictionary<string, string?>>? environment = null, Action<Process>? started = null)
    {
        var start = StartInfo(program, arguments);
        start.RedirectStandardInput = true;
        environment?.Invoke(start.Environment);
        using var process = TryStart(start);
        if (process is null)
            return null;

        started?.Invoke(process);
        using var guard = new CancellationTokenSource(Guard);
        await using var kill = guard.Token.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.False(guard.IsCancellationRequested, $"{program} did not end:\n{await output}\n{await errors}");
        return new Ended(process.ExitCode, await output, await errors);
    }

    /// <summary>Starts a program that goes on; null where it is not on this machine.</summary>
    public static Process? TryStart(string program, IEnumerable<string> arguments, Action<IDictionary<string, string?>>? environment = null)
    {
        var start = StartInfo(program, arguments);
        environment?.Invoke(start.Environment);
        return TryStart(start);
    }

    private static ProcessStartInfo StartInfo(string program, IEnumerable<string> arguments) => new(program, arguments)
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardOutputEncoding = Encoding.UTF8,
        StandardErrorEncoding = Encoding.UTF8,
    };

    private static Process? TryStart(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
