namespace AwsLoginAudit.Tests.Packaging;

/// <summary>The scripts of the repository in a real pwsh, which comes with the packages of this project.</summary>
public sealed class PesterTests
{
    private const int NoAnalyzer = 99;

    [Fact]
    public async Task The_Pester_specs_pass_in_pwsh()
    {
        var pwsh = await Pwsh.RunAsync($$"""
            Import-Module '{{Pwsh.Pester}}'
            $result = Invoke-Pester -Path '{{Path.Combine(Pwsh.Repository, "tests", "Pester")}}' -PassThru
            exit [int]($result.Result -ne 'Passed' -or $result.PassedCount -eq 0)
            """);
        Assert.True(pwsh.ExitCode == 0, pwsh.Output + pwsh.Errors);
    }

    [Fact]
    public async Task Every_script_passes_PSScriptAnalyzer()
    {
        var pwsh = await Pwsh.RunAsync($$"""
            if (-not (Get-Module -ListAvailable PSScriptAnalyzer)) { exit {{NoAnalyzer}} }
            & '{{Path.Combine(Pwsh.Repository, "build.ps1")}}' -Task Analyze
            """);
        if (pwsh.ExitCode == NoAnalyzer)
            Assert.Skip("PSScriptAnalyzer is not installed here; ./build.ps1 -Task Analyze runs it where it is.");
        Assert.True(pwsh.ExitCode == 0, pwsh.Output + pwsh.Errors);
    }
}
