#Requires -Version 5.1

<#
.SYNOPSIS
    Builds, tests, demonstrates and packages AwsLoginAudit.
.DESCRIPTION
    The script is a thin wrapper around the dotnet commands.
.EXAMPLE
    ./build.ps1 -Task Test

    Runs the whole test suite.
#>
[CmdletBinding()]
param(
    # Specifies the task to run. The default is Build.
    [ValidateSet('Build', 'Test', 'Pester', 'Analyze', 'Demo', 'Package', 'Clean')]
    [string] $Task = 'Build'
)

$ErrorActionPreference = 'Stop'

function Invoke-Dotnet {
    & dotnet $args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $args failed with exit code $LASTEXITCODE." }
}

Push-Location $PSScriptRoot
try {
    switch ($Task) {
        'Build' { Invoke-Dotnet build AwsLoginAudit.sln --nologo }
        'Test' { Invoke-Dotnet run --project tests/Suite }
        'Demo' { Invoke-Dotnet run --project samples/Demo }
        'Clean' { Remove-Item -Path out, src/*/bin, src/*/obj, tests/*/bin, tests/*/obj, samples/*/bin, samples/*/obj -Recurse -Force -ErrorAction Ignore }
        'Pester' {
            Invoke-Dotnet build AwsLoginAudit.sln --nologo
            Import-Module Pester -MinimumVersion '5.0'
            $result = Invoke-Pester -Path tests/Pester -Output Detailed -PassThru
            if ($result.Result -ne 'Passed') { throw "Failed Pester specs: $($result.FailedCount)." }
        }
        'Analyze' {
            if (-not (Test-Path -Path out/AwsLoginAudit)) { Invoke-Dotnet build src/AwsLoginAudit --nologo }
            Import-Module PSScriptAnalyzer
            $scripts = Get-ChildItem -Path . -Include *.ps1, *.psm1, *.psd1 -Recurse | Where-Object FullName -NotMatch '[\\/](bin|obj|out)[\\/]'
            # The manifest is analyzed in the built module, next to the files that it names.
            $scripts = @($scripts | Where-Object Name -NE AwsLoginAudit.psd1) + (Get-Item -Path out/AwsLoginAudit/AwsLoginAudit.psd1)
            $findings = @($scripts | ForEach-Object { Invoke-ScriptAnalyzer -Path $_.FullName -Settings ./PSScriptAnalyzerSettings.psd1 })
            $findings | Format-Table -Property ScriptName, Line, RuleName, Message -Wrap | Out-Host
            if ($findings) { throw "PSScriptAnalyzer findings: $($findings.Count)." }
        }
        'Package' { Invoke-Dotnet build src/AwsLoginAudit -t:Package --nologo }
    }
}
finally {
    Pop-Location
}
