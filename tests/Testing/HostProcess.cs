using System.Diagnostics;

namespace AwsLoginAudit.Tests;

/// <summary>A bare engine in a process of its own, which knows nothing of AWS but what a script tells it.</summary>
internal static class HostProcess
{
    public static Task<(IReadOnlyList<string> Output, string Errors)> RunAsync(string script, params (string Name, string Value)[] environment) =>
        RunAsync(script, started: null, environment);

    /// <param name="script">The script.</param>
    /// <param name="started">Takes the process, to kill it.</param>
    /// <param name="environment">Variables beside this process's own.</param>
    public static async Task<(IReadOnlyList<string> Output, string Errors)> RunAsync(
        string script, Action<Process>? started, params (string Name, string Value)[] environment)
    {
        using var home = new TemporaryFolder();
        var host = await ChildProcess.RunAsync("dotnet", [Built.EngineHost], script, variables =>
        {
            foreach (var name in variables.Keys.Where(name => name.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase)).ToList())
                variables.Remove(name);
            variables["HOME"] = variables["USERPROFILE"] = home.Path;
            variables["AWS_SHARED_CREDENTIALS_FILE"] = home.File("credentials");
            variables["AWS_CONFIG_FILE"] = home.File("config");
            variables["AWS_EC2_METADATA_DISABLED"] = "true";
            foreach (var (name, value) in environment)
                variables[name] = value;
        }, started);
        return (host!.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries), host.Errors);
    }
}
