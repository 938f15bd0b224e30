namespace AwsLoginAudit.Tests;

/// <summary>The machine's python, for what it knows of AWS. Tests that need it are skipped where it is absent.</summary>
internal static class Python
{
    /// <summary>What a script prints; null where there is no python, or it lacks a module the script imports.</summary>
    public static async Task<string?> TryRunAsync(string script, params string[] arguments)
    {
        if (await ChildProcess.RunAsync("python3", ["-c", script, .. arguments]) is not { } python || python.Errors.Contains("ModuleNotFoundError", StringComparison.Ordinal))
            return null;
        Assert.True(python.ExitCode == 0, python.Errors);
        return python.Output;
    }
}
