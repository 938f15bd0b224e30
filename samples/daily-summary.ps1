#Requires -Version 5.1
#Requires -Modules AwsLoginAudit
<#
.SYNOPSIS
    Mails what failed yesterday on every machine, also where nothing did, and which machines were not heard of.
.DESCRIPTION
    An alarm tells of attacks that are fast. The summary of a whole day shows the slow ones, a guess every few minutes, which stay under
    any threshold of 5 minutes.

    A day without failures and an agent that has died look alike. So there is a mail every day, and a second one that names the machines
    which are online and sent no event at all for a day. One that is switched off is not named; with -FailuresOnly neither is one whose
    agent runs, since where agents ship failed logins only (Install-LoginAuditAgent -EventId) it is merely quiet. To know that, -FailuresOnly
    asks the agents of silent machines by a command of Systems Manager, and so needs ssm:SendCommand.
.EXAMPLE
    ./daily-summary.ps1 -From audit@example.com -To soc@example.com

    Yesterday, from midnight to midnight UTC.
.EXAMPLE
    ./daily-summary.ps1 -From audit@example.com -To soc@example.com -Day 2026-11-24 -Threshold 50

    Another day again; the mail marks instances with more than 50 failures.
.EXAMPLE
    $action = New-ScheduledTaskAction -Execute powershell.exe -Argument '-NoProfile -NonInteractive -ExecutionPolicy Bypass -File "C:\Program Files\LoginAudit\daily-summary.ps1" -From audit@example.com -To soc@example.com -Region eu-west-1'
    $trigger = New-ScheduledTaskTrigger -Daily -At 06:00
    $principal = New-ScheduledTaskPrincipal -UserId 'NT AUTHORITY\SYSTEM' -LogonType ServiceAccount
    Register-ScheduledTask -TaskName 'Login audit, daily' -Action $action -Trigger $trigger -Principal $principal

    Every morning, on an EC2 instance with a role that may. Only administrators can change C:\Program Files, and so what runs as SYSTEM. Late enough for events that were late themselves. The exit code is 1 where it
    failed.
#>
[CmdletBinding()]
param(
    # Whom the mails are from; SES has verified the address.
    [Parameter(Mandatory = $true)]
    [string] $From,

    # Who gets them. Powershell -File hands over several as one text, with commas.
    [Parameter(Mandatory = $true)]
    [string[]] $To,

    # The day, in UTC; yesterday unless given.
    [datetime] $Day = [datetime]::UtcNow.AddDays(-1),

    # More failures a day than this are marked.
    [double] $Threshold = 20,

    # Agents ship failed logins only.
    [switch] $FailuresOnly,

    [string] $LogGroupName = '/aws/SecurityAuditLogs',

    [string] $Region,

    [string] $ProfileName,

    # Another endpoint for every service, such as a VPC endpoint.
    [string] $EndpointUrl
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$aws = @{}
foreach ($name in 'Region', 'ProfileName', 'EndpointUrl') {
    if ($PSBoundParameters.ContainsKey($name)) { $aws[$name] = $PSBoundParameters[$name] }
}
$mail = @{ From = $From; To = @($To -split '\s*,\s*') }
$start = [datetimeoffset]::new($Day.Year, $Day.Month, $Day.Day, 0, 0, 0, [timespan]::Zero)

Get-LoginAuditFailure -LogGroupName $LogGroupName -StartTime $start -EndTime $start.AddDays(1) @aws |
    Measure-LoginAuditFailure -Threshold $Threshold -All |
    Send-LoginAuditReport -Always @mail @aws

$mute = @(Get-LoginAuditAgent -LogGroupName $LogGroupName -SilentAfter 24h -Detailed:$FailuresOnly -ErrorAction SilentlyContinue -ErrorVariable none @aws | Where-Object {
        $_.State -in 'Silent', 'NotInstalled' -and -not ($FailuresOnly -and $_.AgentRunning)
    })
# No machine at all is a problem too: then nobody sends events, and nobody fails to log on.
$problems = @($none | ForEach-Object { $_.Exception.Message }) + @($mute | ForEach-Object { "$($_.InstanceId) $($_.ComputerName) is $($_.State). $($_.Detail)" })
if ($problems.Count -gt 0) {
    Send-LoginAuditReport -Problem $problems @mail @aws
}
