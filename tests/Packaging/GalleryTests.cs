namespace AwsLoginAudit.Tests.Packaging;

/// <summary>The module in a repository of PowerShell packages, such as the PowerShell Gallery.</summary>
public sealed class GalleryTests
{
    private const int NoClient = 99;

    [Fact]
    public async Task The_module_is_published_installed_updated_used_and_uninstalled()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "On Windows, the test would install the module for the user who runs it.");
        using var folder = new TemporaryFolder();
        var (home, repository, previous) = (Directory.CreateDirectory(folder.File("home")), Directory.CreateDirectory(folder.File("repository")), folder.File("previous"));
        var pwsh = await Pwsh.RunAsync($$"""
            $ErrorActionPreference = 'Stop'
            if (-not (Get-Module -ListAvailable Microsoft.PowerShell.PSResourceGet)) { exit {{NoClient}} }
            $null = Test-ModuleManifest '{{Built.Manifest}}'
            $null = New-Item -ItemType Directory '{{previous}}'
            Copy-Item -Recurse '{{Built.Module}}' '{{previous}}/AwsLoginAudit'
            $manifest = '{{previous}}/AwsLoginAudit/AwsLoginAudit.psd1'
            (Get-Content -Raw $manifest) -replace "ModuleVersion *= *'[0-9.]+'", "ModuleVersion = '0.0.1'" | Set-Content $manifest
            Register-PSResourceRepository -Name Local -Uri '{{repository}}' -Trusted
            foreach ($module in '{{previous}}/AwsLoginAudit', '{{Built.Module}}') { Publish-PSResource -Path $module -Repository Local }
            Install-PSResource AwsLoginAudit -Version 0.0.1 -Repository Local
            Update-PSResource AwsLoginAudit -Repository Local
            Import-Module AwsLoginAudit
            $module = Get-Module AwsLoginAudit
            $failures = Get-LoginAuditFailure -Path (Join-Path $module.ModuleBase samples attack.jsonl)
            "$($module.Version): $($failures.Count) failed logins, $((Get-Help about_LoginAuditFindings).Length -gt 1000)"
            Remove-Module AwsLoginAudit
            Uninstall-PSResource AwsLoginAudit -Version '*'
            "$(@(Get-InstalledPSResource AwsLoginAudit -ErrorAction Ignore).Count) left"
            """, home.FullName);
        Assert.SkipWhen(pwsh.ExitCode == NoClient, "This PowerShell has no Microsoft.PowerShell.PSResourceGet.");
        Assert.True(pwsh.ExitCode == 0, pwsh.Output + pwsh.Errors);
        Assert.Equal($"{BuiltPackage.Version}: 60 failed logins, True\n0 left", pwsh.Output.Trim().ReplaceLineEndings("\n"));
    }
}
