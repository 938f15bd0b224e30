<#
.SYNOPSIS
    From the agent to the mail: the whole solution, on an AWS that runs on this machine, against a recorded attack.
.DESCRIPTION
    Needs no AWS account. Without -EndpointUrl the script starts that AWS itself (it needs the .NET SDK for that, which also builds
    the module) and stops it at the end. As soon as the agents are set up, the attack's events arrive. Below the line "The audit" is what
    an admin would type.
.EXAMPLE
    pwsh ./samples/demo.ps1
#>
[CmdletBinding()]
param(
    # An AWS with machines under attack.
    [string] $EndpointUrl,

    # The report to write: .html, .txt, .json or .csv.
    [string] $OutputPath = [System.IO.Path]::Combine($HOME, 'AwsLoginAudit-demo.html'),

    # The module to import, by its name or its folder.
    [string] $Module = 'AwsLoginAudit'
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
        do {
            $line = $server.StandardOutput.ReadLine()
            if ($null -eq $line) { throw 'The demo''s AWS did not start; its output says why.' }
            if ($line -match '^Endpoint: (.+)$') { $EndpointUrl = $Matches[1] }
            elseif ($line -match '^Module: (.+)$') { $Module = $Matches[1] }
            else { $line }
        } until ($line -like 'Module: *')
    }

    # --- The audit ---
    Import-Module -Name $Module

    # On AWS none of these is needed: endpoint, region and credentials are the session's own.
    $aws = @{ EndpointUrl = $EndpointUrl; Region = 'us-east-1'; AccessKey = 'AKIDEXAMPLE'; SecretKey = 'made-up' }

    'Steps 2 and 3, metric filter, alarm, topic and queue:'
    New-LoginAuditAlarm -Threshold 5 -Queue -EmailAddress soc@corp.example @aws | Out-Host

    'Step 4, the function that mails to the people on call:'
    Install-LoginAuditResponder -From audit@corp.example -To oncall@corp.example @aws | Out-Host

    'Step 1, the agent on five machines, one of them not on EC2. They are under attack already:'
    $machines = 'i-0a41c7d2e95f3b601', 'i-0c93e1f07b2a8d4d5', 'i-05d8b3a6140ce7f92', 'i-0e27f9b58a6d1c340', 'mi-07c4e1a9b2d35f680'
    $machines | Install-LoginAuditAgent @aws | Out-Host

    # The alarm calls the function. It also waits in the queue, for a script like this one.
    do { $notification = Receive-LoginAuditNotification @aws } until ($notification)

    $failures = @($notification | Get-LoginAuditFailure @aws)
    "Failures in the alarm's window: $($failures.Count). The last ten:"
    $failures[-10..-1] | Out-Host

    'Every instance, against the alarm''s limit:'
    $failures | Measure-LoginAuditFailure -All | Out-Host

    'Over the limit, and so mailed:'
    $counts = $failures | Measure-LoginAuditFailure
    $counts | Out-Host
    $counts | Send-LoginAuditReport -From audit@corp.example -To soc@corp.example @aws | Out-Host
    $notification | Complete-LoginAuditNotification -Report ($counts | New-LoginAuditReport) @aws

    $report = $counts | New-LoginAuditReport | Export-LoginAuditReport -Path $OutputPath
    "Report: $($report.FullName)"
}
finally {
    # The end of its input is what it waits for.
    if ($server) {
        $server.StandardInput.Close()
        $server.StandardOutput.ReadToEnd()
        $server.WaitForExit()
    }
}
