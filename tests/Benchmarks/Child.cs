using System.ComponentModel;
using System.Diagnostics;

namespace AwsLoginAudit.Benchmarks;

/// <summary>Programs that are measured from outside.</summary>
internal static class Child
{
    // The longest run takes about a minute; this only ends what would hang.
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(10);

    public static Process Start(string program, params IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    /// <summary>Runs a program to its end and returns what it printed.</summary>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, string input = "")
    {
        using var process = Start(program, arguments);
        using var guard = new CancellationTokenSource(Guard);
        await using var kill = guard.Token.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} ended with exit code {process.ExitCode}:\n{await output}\n{await errors}");
    }

    /// <summary>Whether a program is here and ends well.</summary>
    public static async Task<bool> CanRunAsync(string program, params string[] arguments)
    {
        try
        {
            await RunAsync(program, arguments);
            return true;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            return false;
        }
    }
}
