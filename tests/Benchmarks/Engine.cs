using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace AwsLoginAudit.Benchmarks;

/// <summary>What one engine process measured of itself: each run's time in order, and the most memory it ever held.</summary>
internal sealed record Counted(IReadOnlyList<double> Seconds, long PeakBytes);

/// <summary>The module as it ships, in an engine process of its own.</summary>
internal static class Engine
{
    private static string host = Places.EngineHost;

    public static string ImportModule { get; } = $"Import-Module '{Places.Module}'";

    /// <summary>Compiles the engine ahead, as PowerShell is installed; the package that it comes in here is not.</summary>
    /// <remarks>Where that cannot be done, what is measured holds the engine's own compilation too, and the table's reader is told.</remarks>
    public static async Task PrecompileAsync()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Engine");
        var arguments = new[] { "publish", Places.EngineProject, "-r", RuntimeInformation.RuntimeIdentifier, "--no-self-contained", "-p:PublishReadyToRun=true", "-o", folder };
        if (await Child.CanRunAsync("dotnet", arguments))
            host = Path.Combine(folder, Path.GetFileName(Places.EngineHost));
        else
            Console.Error.WriteLine("The engine could not be compiled ahead: its own compilation is in what follows.");
    }

    /// <summary>Counts the server's failures per instance, several times in one process.</summary>
    public static async Task<Counted> CountAsync(Server server, int runs)
    {
        var script = $$"""
            $ErrorActionPreference = 'Stop'
            {{ImportModule}}
            $clock = [Diagnostics.Stopwatch]::new()
            foreach ($run in 1..{{runs}}) {
                $clock.Restart()
                $counts = Measure-LoginAuditFailure /aws/SecurityAuditLogs -Last 5:0:0 -All -ThrottleLimit 1000 -EndpointUrl {{server.Url}} -Region us-east-1 -AccessKey AKIDEXAMPLE -SecretKey x
                $clock.Stop()
                $events = 0
                foreach ($instance in $counts) { $events += $instance.Count }
                "$events $($clock.Elapsed.TotalSeconds)"
            }
            [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64
            """;
        var lines = (await RunAsync(script)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new Counted(
            [.. lines[..^1].Select(line => Timing.Parse(line, server.Events))],
            long.Parse(lines[^1], CultureInfo.InvariantCulture));
    }

    /// <summary>Time in milliseconds that the engine's process takes for a script, its start included.</summary>
    public static async Task<double> MillisecondsAsync(string script)
    {
        var start = Stopwatch.GetTimestamp();
        await RunAsync(script);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static Task<string> RunAsync(string script) => Child.RunAsync("dotnet", [host], script);
}
