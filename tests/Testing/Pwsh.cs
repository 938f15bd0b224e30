using System.Reflection;

namespace AwsLoginAudit.Tests;

/// <summary>PowerShell as users run it: a process of its own, with all its modules.</summary>
internal static class Pwsh
{
    public static string Pester { get; } = Metadata("Pester");

    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Built.Module, "..", ".."));

    /// <summary>Runs a script to its end.</summary>
    /// <param name="script">The script.</param>
    /// <param name="home">The home folder of the user; null for the one of this process. Windows has no variable for it.</param>
    public static async Task<Ended> RunAsync(string script, string? home = null) =>
        (await ChildProcess.RunAsync("dotnet", [Metadata("PowerShell"), "-NoProfile", "-NonInteractive", "-Command", script], environment: variables =>
        {
            variables["POWERSHELL_TELEMETRY_OPTOUT"] = variables["NO_COLOR"] = "1";
            if (home is not null)
                variables["HOME"] = home;
        }))!;

    private static string Metadata(string key) =>
        typeof(Pwsh).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
