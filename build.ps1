#Requires -Version 5.1
<#
.SYNOPSIS
    Builds, tests, demonstrates and packages AwsLoginAudit: a thin face on the dotnet targets.
.EXAMPLE
    ./build.ps1 -Task Test
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Pester', 'Demo', 'Package', 'Clean')]
    [string] $Task = 'Build'
)

$ErrorActionPreference = 'Stop'

function Invoke-Dotnet {
    & dotnet $args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $args ended with exit code $LASTEXITCODE." }
}

Push-Location $PSScriptRoot
try {
    switch ($Task) {
        'Build' { Invoke-Dotnet build AwsLoginAudit.sln --nologo }
        'Test' { Invoke-Dotnet run --project tests/Unit }
        'Demo' { Invoke-Dotnet run --project samples/Demo }
        'Clean' { Remove-Item -Path out, src/*/bin, src/*/obj, tests/*/bin, tests/*/obj, samples/*/bin, samples/*/obj -Recurse -Force -ErrorAction Ignore }
        'Pester' {
            Invoke-Dotnet build AwsLoginAudit.sln --nologo
            Import-Module Pester -MinimumVersion '5.0'
            $result = Invoke-Pester -Path tests/Pester -Output Detailed -PassThru
            if ($result.FailedCount -gt 0) { throw "$($result.FailedCount) specs failed." }
        }
        'Package' { Invoke-Dotnet build src/AwsLoginAudit -t:Package --nologo }
    }
}
finally {
    Pop-Location
}
