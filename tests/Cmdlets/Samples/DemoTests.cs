using System.Text.RegularExpressions;

namespace AwsLoginAudit.Tests.Samples;

public sealed class DemoTests : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo temporary = Directory.CreateTempSubdirectory();

    [Fact]
    public async Task The_demo_runs_from_the_agent_to_both_mails()
    {
        var (exitCode, output, errors) = await RunAsync();

        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
        Assert.Contains("WindowsSecurityLogsAlarm: ALARM", output, StringComparison.Ordinal);
        Assert.Contains("Failed logins in the alarm's window: 60.", output, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(output, @"^i-0a41c7d2e95f3b601 +46 +True ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, Longest));
        Assert.Equal(1, Regex.Count(output, @"^i-0c93e1f07b2a8d4d5 +5 +False ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, Longest));
        Assert.DoesNotMatch(@"[\p{Cc}\p{Cf}-[\r\n]]", output);
        Assert.All(output.Split('\n'), line => Assert.InRange(line.TrimEnd('\r').Length, 0, 120));

        var report = Regex.Match(output, @"^Report: (?<path>.+?)\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, Longest).Groups["path"].Value;
        var folder = Path.GetDirectoryName(report)!;
        AssertPrivate(folder);
        Assert.Contains("Both mails list the same instances with the same counts.", output, StringComparison.Ordinal);
        foreach (var way in new[] { "queue", "lambda" })
        {
            var mail = Path.Combine(folder, $"{way}.html");
            Assert.Contains($"Mail by {way}: {mail}", output, StringComparison.Ordinal);
            var page = await File.ReadAllTextAsync(mail, TestContext.Current.CancellationToken);
            Assert.Contains("46 failed logins", page, StringComparison.Ordinal);
            Assert.Contains(@"WEB-01: login as WEB-01\j.ortega after 26 failed logins from 203.0.113.77", page, StringComparison.Ordinal);
        }

        var html = await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken);
        Assert.Contains("i-0a41c7d2e95f3b601", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Unknown_arguments_are_rejected()
    {
        var (exitCode, _, errors) = await RunAsync("--what");

        Assert.Equal(2, exitCode);
        Assert.Contains("[--serve]", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_a_server_the_demo_writes_its_endpoint_and_ends_with_its_input()
    {
        var (exitCode, output, errors) = await RunAsync("--serve");

        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
        Assert.Matches(new Regex(@"^Endpoint: http://127\.0\.0\.1:\d+\r?$", RegexOptions.Multiline, Longest), output);
    }

    // Reports and mails of the demo are in a folder that other users can neither guess nor open.
    private void AssertPrivate(string folder)
    {
        Assert.Equal(temporary.FullName, Path.GetDirectoryName(folder));
        Assert.Matches("^AwsLoginAudit-demo-.{6,}$", Path.GetFileName(folder));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
    }

    public void Dispose() => temporary.Delete(recursive: true);

    private async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        // Where .NET looks for the folder of temporary files, on Unix and on Windows.
        var demo = await ChildProcess.RunAsync("dotnet", [SampleFiles.Demo, .. arguments], environment: variables =>
            variables["TMPDIR"] = variables["TMP"] = variables["TEMP"] = temporary.FullName);
        return (demo!.ExitCode, demo.Output, demo.Errors);
    }
}
