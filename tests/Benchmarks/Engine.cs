using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AwsLoginAudit.Benchmarks;

/// <summary>The module as it ships, in an engine process of its own.</summary>
internal static class Engine
{
    /// <summary>What the tables call the module with as many requests a second as it may have.</summary>
    public const string Name = "AwsLoginAudit";

    private static string host = Places.EngineHost;

    public static string ImportModule { get; } = $"Import-Module '{Places.Module}'";

    /// <summary>Compiles the engine ahead, as PowerShell is installed; the package that it comes in here is not.</summary>
    /// <remarks>Where that cannot be done, what is measured holds the engine's own compilation too, and the table's reader is told.</remarks>
    public static async Task PrecompileAsync()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Engine");
        // The packages of this platform belong in no lock file of the project.
        var lockFile = Path.Combine(folder, "packages.lock.json");
        var arguments = new[] { "publish", Places.EngineProject, "-r", RuntimeInformation.RuntimeIdentifier, "--no-self-contained", "-p:PublishReadyToRun=true", $"-p:NuGetLockFilePath={lockFile}", "-o", folder };
        if (await Child.TryAsync("dotnet", arguments) is not null)
            host = Path.Combine(folder, Path.GetFileName(Places.EngineHost));
        else
            Console.Error.WriteLine("The engine could not be compiled ahead: its own compilation is in what follows.");
    }

    /// <summary>Counts a server's failures per instance, the module already imported, with more requests a second than the server answers.</summary>
    /// <param name="runs">How often, in one process.</param>
    public static Contender Counting(int runs = 1) => Counting(Name, "-Last 5:0:0 -Engine Direct -ThrottleLimit 1000", runs);

    /// <summary>The same by account or by source.</summary>
    public static Contender CountingBy(string by) => Counting($"{Name}, by {by}", $"-Last 5:0:0 -Engine Direct -ThrottleLimit 1000 -WarningAction Ignore -By {by}", 1);

    /// <summary>The same with the default -ThrottleLimit, which is the Region's.</summary>
    public static Contender CountingByDefault(Load load) => Counting($"{Name}, default -ThrottleLimit", "-Last 5:0:0 -Engine Direct", 1, load.Region);

    /// <summary>Counts the failures of a window with more parameters.</summary>
    public static Contender CountingWindow(string name, TimeSpan window, string parameters) =>
        Counting(name, FormattableString.Invariant($"-StartTime {Load.Start:O} -EndTime {Load.Start + window:O} {parameters}"), 1);

    /// <summary>Counts a server's failures per instance with the module of a folder, and tells processor time.</summary>
    public static Contender CountingInProcessorTime(string module) => Running(module, url => $$"""
        $ErrorActionPreference = 'Stop'
        Import-Module '{{module}}'
        $process = [Diagnostics.Process]::GetCurrentProcess()
        $before = $process.TotalProcessorTime
        $counts = Measure-LoginAuditFailure /aws/SecurityAuditLogs -All -Last 5:0:0 -Engine Direct -ThrottleLimit 1000 {{Connection(url)}}
        $process.Refresh()
        $events = 0
        foreach ($instance in $counts) { $events += $instance.FailureCount }
        "$events $(($process.TotalProcessorTime - $before).TotalSeconds)"
        """);

    /// <summary>What a server has to be asked with.</summary>
    public static string Connection(string url, string region = "us-east-1") => $"-EndpointUrl {url} -Region {region} -AccessKey AKIDEXAMPLE -SecretKey x";

    /// <summary>Time in milliseconds that the engine's process takes for a script, its start included.</summary>
    public static async Task<double> MillisecondsAsync(string script)
    {
        var start = Stopwatch.GetTimestamp();
        await Child.RunAsync("dotnet", [host], script);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>A contender that runs a script, for a server's address.</summary>
    public static Contender Running(string name, Func<string, string> script) => new(name, "dotnet", _ => [host]) { Input = script, MustEnd = true };

    private static Contender Counting(string name, string parameters, int runs, string region = "us-east-1") => Running(name, url => $$"""
        $ErrorActionPreference = 'Stop'
        {{ImportModule}}
        $clock = [Diagnostics.Stopwatch]::new()
        foreach ($run in 1..{{runs}}) {
            $clock.Restart()
            $counts = Measure-LoginAuditFailure /aws/SecurityAuditLogs -All {{parameters}} {{Connection(url, region)}}
            $clock.Stop()
            $events = 0
            foreach ($instance in $counts) { $events += $instance.FailureCount }
            "$events $($clock.Elapsed.TotalSeconds)"
        }
        """);
}
