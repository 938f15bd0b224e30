using AwsLoginAudit.Tests.Cmdlets;

namespace AwsLoginAudit.Tests.Packaging;

public sealed class PesterTests
{
    private const int NoPester = 99;

    [Fact]
    public async Task The_Pester_specs_pass_in_pwsh()
    {
        var specs = Path.GetFullPath(Path.Combine(Built.Module, "..", "..", "tests", "Pester"));
        var script = $$"""
            if (-not (Get-Module -ListAvailable Pester | Where-Object Version -ge '5.0')) { exit {{NoPester}} }
            Import-Module Pester -MinimumVersion '5.0'
            $result = Invoke-Pester -Path '{{specs}}' -PassThru
            exit [Math]::Min($result.FailedCount + $result.FailedContainersCount, 90) + [int]!$result.PassedCount
            """;
        var pwsh = await ChildProcess.RunAsync("pwsh", ["-NoProfile", "-NonInteractive", "-Command", script]);
        if (pwsh is null || pwsh.ExitCode == NoPester)
            Assert.Skip("pwsh with Pester 5 is not installed here.");
        Assert.True(pwsh.ExitCode == 0, pwsh.Output + pwsh.Errors);
    }
}
