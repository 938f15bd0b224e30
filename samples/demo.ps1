<#
.SYNOPSIS
    From an alarm to a report: a recorded attack, played back into a CloudWatch that runs on this machine.
.DESCRIPTION
    Needs no AWS account. Without -EndpointUrl the script starts that CloudWatch itself (it needs the .NET SDK for that, which also builds
    the module), plays the attack into it and stops it at the end. Below the line "The audit" is what an admin would type.
.EXAMPLE
    pwsh ./samples/demo.ps1
#>
[CmdletBinding()]
param(
    # A CloudWatch in which the attack has been played already.
    [string] $EndpointUrl,

    # The report to write: .html, .txt, .json or .csv.
    [string] $OutputPath = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), 'AwsLoginAudit-demo.html')
)

$ErrorActionPreference = 'Stop'
$server = $null
try {
    if (-not $EndpointUrl) {
        $command = [System.Diagnostics.ProcessStartInfo]::new('dotnet', "run --project ""$PSScriptRoot/Demo"" -- --serve")
        $command.UseShellExecute = $false
        $command.RedirectStandardInput = $true
        $command.RedirectStandardOutput = $true
        $server = [System.Diagnostics.Process]::Start($command)
        while (-not $EndpointUrl) {
            $line = $server.StandardOutput.ReadLine()
            if ($null -eq $line) { throw 'The demo''s CloudWatch did not start; its output says why.' }
            if ($line -match '^Endpoint: (.+)$') { $EndpointUrl = $Matches[1] } else { $line }
        }
    }

    # --- The audit ---
    Import-Module -Name ([System.IO.Path]::Combine($PSScriptRoot, '..', 'out', 'AwsLoginAudit'))

    # On AWS none of these is needed: endpoint, region and credentials are the session's own.
    $aws = @{ EndpointUrl = $EndpointUrl; Region = 'us-east-1'; AccessKey = 'AKIDEXAMPLE'; SecretKey = 'made-up' }

    $failures = @(Get-LoginAuditFailure -AlarmName WindowsSecurityLogsAlarm @aws)
    "Failures in the alarm's window: $($failures.Count). The last ten:"
    $failures[-10..-1] | Out-Host

    'Every instance, against the alarm''s limit:'
    $failures | Measure-LoginAuditFailure -All | Out-Host

    'Over the limit:'
    $counts = $failures | Measure-LoginAuditFailure
    $counts | Out-Host

    $report = $counts | New-LoginAuditReport | Export-LoginAuditReport -Path $OutputPath
    "Report: $($report.FullName)"
}
finally {
    # The end of its input is what it waits for.
    if ($server) {
        $server.StandardInput.Close()
        $server.WaitForExit()
    }
}
