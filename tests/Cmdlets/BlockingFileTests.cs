using System.Management.Automation;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>Files that do not answer, do not let anybody read, or are gone.</summary>
public sealed class BlockingFileTests : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private readonly TemporaryFolder folder = new();
    private readonly Engine engine = new();

    [Theory]
    [InlineData("Get-LoginAuditFailure -Path $pipe", false)]
    [InlineData("Get-LoginAuditFailure -Path $pipe", true)]
    [InlineData("Get-LoginAuditFailure -Path ($pipe -replace '.$', '?')", false)]
    [InlineData("Get-LoginAuditFailure -LiteralPath $pipe", false)]
    [InlineData("[System.IO.FileInfo] $pipe | Get-LoginAuditFailure", false)]
    public async Task Ctrl_C_ends_a_read_of_a_pipe_that_says_nothing(string script, bool hasWriter)
    {
        var pipe = await PipeAsync();
        engine.Set("pipe", pipe);
        using var unobserved = new UnobservedExceptions();
        using var writer = hasWriter ? OpenBothEnds(pipe) : null;
        using (var shell = engine.Shell(script))
        {
            var running = shell.InvokeAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken);
            Assert.False(running.IsCompleted);
            await StopAsync(shell, pipe, writer);
            await Assert.ThrowsAsync<PipelineStoppedException>(() => running);
            Assert.Empty(shell.Streams.Error);
        }
        // Lets the thread go on that still waits for the pipe.
        using (OpenBothEnds(pipe))
            Assert.Empty(unobserved.OfTheModule());
    }

    // A read that goes on would keep the shell from ending, and so the test.
    private static async Task StopAsync(PowerShell shell, string pipe, FileStream? writer)
    {
        try
        {
            await shell.StopAsync(null, null).WaitAsync(Longest, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            writer?.Dispose();
            using (OpenBothEnds(pipe))
                Assert.Fail("Ctrl+C does not end the read.");
        }
    }

    [Fact]
    public void A_file_that_goes_away_is_an_error_and_the_others_are_read()
    {
        foreach (var name in new[] { "a", "b", "c" })
            folder.Write(name + ".xml", new SecurityEvent(DateTimeOffset.UnixEpoch, "WIN-" + name, 1).Bare);
        engine.Set("folder", folder.Path);
        var outcome = engine.Run("Get-LoginAuditFailure -Path $folder/*.xml -ErrorAction Continue | ForEach-Object { [System.IO.File]::Delete(\"$folder/b.xml\"); $_.Computer }");
        Assert.Equal(["WIN-a", "WIN-c"], outcome.Output.Select(computer => computer.BaseObject));
        var error = Assert.Single(outcome.Errors);
        Assert.StartsWith("FileNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith($"'{folder.File("b.xml")}' does not exist.", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_permission_to_read_is_an_error_and_the_others_are_read()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("Modes are Unix's, and root may read every file.");
            return;
        }
        foreach (var name in new[] { "a", "b" })
            folder.Write(name + ".xml", new SecurityEvent(DateTimeOffset.UnixEpoch, "WIN-" + name, 1).Bare);
        File.SetUnixFileMode(folder.File("a.xml"), UnixFileMode.None);
        AssertUnreadable(folder.File("a.xml"), "cannot be read: ", folder.File("b.xml"));
    }

    [Fact]
    public void A_file_whose_device_fails_is_an_error_and_the_others_are_read()
    {
        const string Failing = "/proc/self/mem";
        Assert.SkipUnless(OperatingSystem.IsLinux(), $"{Failing} is Linux's.");
        AssertUnreadable(Failing, "could not be read beyond line 1: ", folder.Write("b.xml", new SecurityEvent(DateTimeOffset.UnixEpoch, "WIN-b", 1).Bare));
    }

    private void AssertUnreadable(string unreadable, string why, string other)
    {
        engine.Set("files", new[] { unreadable, other });
        var outcome = engine.Run("(Get-LoginAuditFailure -Path $files -ErrorAction Continue).Computer");
        Assert.Equal("WIN-b", Assert.Single(outcome.Output).BaseObject);
        var error = Assert.Single(outcome.Errors);
        Assert.StartsWith("FileUnreadable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith($"'{unreadable}' {why}", error.Exception.Message, StringComparison.Ordinal);
    }

    private async Task<string> PipeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A pipe in a folder is Unix's.");
        var made = await ChildProcess.RunAsync("mkfifo", [folder.File("pipe")]);
        Assert.Equal(0, made!.ExitCode);
        return folder.File("pipe");
    }

    // Of both ends at once, open(2) of Linux waits for nobody.
    private static FileStream OpenBothEnds(string pipe) => new(pipe, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }
}
