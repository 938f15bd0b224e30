<#
.SYNOPSIS
    Shows the whole solution, from the agent to the mail, with a recorded attack on a simulated AWS that runs on this machine.
.DESCRIPTION
    The script needs no AWS account. Without -EndpointUrl, the script starts the simulated AWS and stops it at the end. This needs the .NET SDK,
    which also builds the module. The events of the attack arrive as soon as the agents are set up. The commands below the line "The audit" are
    the commands that an administrator would type.
.EXAMPLE
    pwsh ./samples/demo.ps1

    Starts the simulated AWS, runs the demo, and writes the report to your home folder.
#>
[CmdletBinding()]
param(
    # Specifies the endpoint of a simulated AWS with machines under attack. By default, the script starts one.
    [string] $EndpointUrl,

    # Specifies the report file: .html, .txt, .json or .csv. The default is AwsLoginAudit-demo.html in your home folder.
    [string] $OutputPath = [System.IO.Path]::Combine($HOME, 'AwsLoginAudit-demo.html'),

    # Specifies the module to import: its name or its folder. The default is AwsLoginAudit, or the module that the demo builds.
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
            if ($null -eq $line) { throw 'Cannot start the simulated AWS. Its output above shows the reason.' }
            if ($line -match '^Endpoint: (.+)$') { $EndpointUrl = $Matches[1] }
            elseif ($line -match '^Module: (.+)$') { $Module = $Matches[1] }
            else { $line }
        } until ($line -like 'Module: *')
    }

    # --- The audit ---
    Import-Module -Name $Module

    # On AWS, no command needs these parameters: the session provides the Region and the credentials.
    $aws = @{ EndpointUrl = $EndpointUrl; Region = 'us-east-1'; AccessKey = 'AKIDEXAMPLE'; SecretKey = 'made-up' }

    'Steps 2 and 3: the metric filter, the alarm, the topic and the queue.'
    New-LoginAuditAlarm -Threshold 5 -Queue -EmailAddress soc@corp.example @aws | Out-Host

    'Step 4: the function that mails a report to the people on call.'
    Install-LoginAuditResponder -From audit@corp.example -To oncall@corp.example @aws | Out-Host

    'Step 1: the agent on five machines, one of them outside EC2. The machines are already under attack.'
    $machines = 'i-0a41c7d2e95f3b601', 'i-0c93e1f07b2a8d4d5', 'i-05d8b3a6140ce7f92', 'i-0e27f9b58a6d1c340', 'mi-07c4e1a9b2d35f680'
    $machines | Install-LoginAuditAgent @aws | Out-Host

    # The alarm invokes the function. The notification also waits in the queue, for a script like this one.
    do { $notification = Receive-LoginAuditNotification @aws } until ($notification)

    $failures = @($notification | Get-LoginAuditFailure @aws)
    "Failed logins in the alarm's window: $($failures.Count). The last ten:"
    $failures[-10..-1] | Out-Host

    'All instances, compared with the threshold of the alarm:'
    $failures | Measure-LoginAuditFailure -All | Out-Host

    'Instances over the threshold:'
    $counts = $failures | Measure-LoginAuditFailure
    $counts | Out-Host

    'The response: the same mail that the function sends. It also says whether somebody got in.'
    $notification | Invoke-LoginAuditResponse -From audit@corp.example -To soc@corp.example @aws | Out-Host

    $report = $counts | New-LoginAuditReport | Export-LoginAuditReport -Path $OutputPath
    "Report: $($report.FullName)"
}
finally {
    # The server stops when its input ends.
    if ($server) {
        $server.StandardInput.Close()
        $server.StandardOutput.ReadToEnd()
        $server.WaitForExit()
    }
}
