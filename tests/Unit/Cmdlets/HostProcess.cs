using System.Diagnostics;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>A bare engine in a process of its own, which knows nothing of AWS but what a script tells it.</summary>
internal static class HostProcess
{
    // A start takes a second or two; this only ends a host that would hang.
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);

    public static async Task<(IReadOnlyList<string> Output, string Errors)> RunAsync(string script, params (string Name, string Value)[] environment)
    {
        using var home = new TemporaryFolder();
        var start = new ProcessStartInfo("dotnet", [Built.EngineHost])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["HOME"] = start.Environment["USERPROFILE"] = home.Path;
        start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = home.File("credentials");
        start.Environment["AWS_CONFIG_FILE"] = home.File("config");
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var host = Process.Start(start)!;
        using var guard = new CancellationTokenSource(Guard);
        await using var kill = guard.Token.Register(() => host.Kill(entireProcessTree: true));
        await host.StandardInput.WriteAsync(script);
        host.StandardInput.Close();
        var errors = host.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = await host.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await host.WaitForExitAsync(CancellationToken.None);
        Assert.False(guard.IsCancellationRequested, $"The host did not end:\n{output}\n{await errors}");
        return (output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries), await errors);
    }
}
