using System.Diagnostics;
using System.Globalization;
using LocalAws;

namespace AwsLoginAudit.Tests;

/// <summary>samples/scheduled-task.ps1, run as a process of its own.</summary>
internal static class ScheduledTask
{
    public const string Administrator = "admin@corp.example";

    private static readonly string Modules = Path.GetFullPath(Path.Combine(Built.Module, ".."));

    /// <summary>Runs it to its end, with the module where PowerShell looks for modules; the exit code is null where the process was killed before.</summary>
    public static async Task<(int? ExitCode, string Output)> RunAsync(
        LocalAwsServer server, string parameters = "", Action<Process>? started = null, string? file = null)
    {
        var script = $"""
            & '{file ?? SampleFiles.ScheduledTask}' -From {AttackScene.Sender} -ErrorMailTo {Administrator} -Region us-east-1 -EndpointUrl {server.Endpoint} -TranscriptPath "$HOME/transcripts" {parameters}
            "exit $LASTEXITCODE"
            """;
        var (output, errors) = await HostProcess.RunAsync(
            script, started, ("AWS_ACCESS_KEY_ID", Engine.AccessKey), ("AWS_SECRET_ACCESS_KEY", Engine.SecretKey), ("PSModulePath", Modules));
        Assert.Equal("", errors);
        return (output is [.., var last] && last.StartsWith("exit ", StringComparison.Ordinal) ? int.Parse(last[5..], CultureInfo.InvariantCulture) : null, string.Join('\n', output));
    }
}
