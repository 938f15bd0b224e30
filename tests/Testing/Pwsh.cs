using System.Reflection;

namespace AwsLoginAudit.Tests;

/// <summary>PowerShell as users run it: a process of its own, with all its modules.</summary>
internal static class Pwsh
{
    public static string Pester { get; } = Metadata("Pester");

    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Built.Module, "..", ".."));

    /// <summary>Runs a script to its end.</summary>
    public static async Task<Ended> RunAsync(string script) =>
        (await ChildProcess.RunAsync("dotnet", [Metadata("PowerShell"), "-NoProfile", "-NonInteractive", "-Command", script], environment: variables =>
        {
            variables["POWERSHELL_TELEMETRY_OPTOUT"] = variables["NO_COLOR"] = "1";
            // What runs for seconds is not worth profiling: a third of the processor's time less.
            variables["DOTNET_TieredPGO"] = "0";
        }))!;

    private static string Metadata(string key) =>
        typeof(Pwsh).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
