#Requires -Version 5.1
#Requires -Modules AwsLoginAudit

<#
.SYNOPSIS
    Mails the failed logins of the last day per machine, and the machines that sent no events.
.DESCRIPTION
    An alarm detects fast attacks. The summary of a whole day also shows slow attacks: one guess every few minutes stays under any threshold
    for 5 minutes.

    A day without failed logins looks the same as an agent that has stopped. The script therefore sends a mail every day, even if no login failed,
    and a second mail that lists the machines that are online and sent no events for 24 hours. The second mail does not list machines that are
    switched off.

    If agents send failed logins only (Install-LoginAuditAgent -EventId), a machine without events may just have no failed logins. With
    -FailuresOnly, the second mail does not list machines whose agent runs. To find out, -FailuresOnly runs a Systems Manager command on the
    silent machines, and needs the permission ssm:SendCommand.

    The exit code is 1 if the script fails.
.EXAMPLE
    ./daily-summary.ps1 -From audit@example.com -To soc@example.com

    Mails the summary of yesterday, from midnight to midnight UTC.
.EXAMPLE
    ./daily-summary.ps1 -From audit@example.com -To soc@example.com -Day 2026-11-24 -Threshold 50

    Mails the summary of another day again. The mail marks instances with more than 50 failed logins.
.EXAMPLE
    $action = New-ScheduledTaskAction -Execute powershell.exe -Argument '-NoProfile -NonInteractive -ExecutionPolicy Bypass -File "C:\Program Files\LoginAudit\daily-summary.ps1" -From audit@example.com -To soc@example.com -Region eu-west-1'
    $trigger = New-ScheduledTaskTrigger -Daily -At 06:00
    $principal = New-ScheduledTaskPrincipal -UserId 'NT AUTHORITY\SYSTEM' -LogonType ServiceAccount
    Register-ScheduledTask -TaskName 'Login audit, daily' -Action $action -Trigger $trigger -Principal $principal

    Registers a task that runs the script every morning on an EC2 instance whose role has the permissions. The task starts late enough to include
    events that arrive late. Only administrators can change C:\Program Files, so nobody else can change the script that runs as SYSTEM.
#>
[CmdletBinding()]
param(
    # Specifies the sender's e-mail address. SES must have verified the address or its domain.
    [Parameter(Mandatory = $true)]
    [string] $From,

    # Specifies the recipients of the mails. Separate several addresses with commas, because PowerShell -File passes them as one string.
    [Parameter(Mandatory = $true)]
    [string[]] $To,

    # Specifies the day, in UTC. The default is yesterday.
    [datetime] $Day = [datetime]::UtcNow.AddDays(-1),

    # Specifies the threshold: the mail marks instances with more failed logins per day. The default is 20.
    [double] $Threshold = 20,

    # Specifies that agents send failed logins only. The second mail then does not list machines whose agent runs.
    [switch] $FailuresOnly,

    # Specifies the log group. The default is /aws/SecurityAuditLogs.
    [string] $LogGroupName = '/aws/SecurityAuditLogs',

    # Specifies the AWS Region. The default is the Region of the profile, and then the default Region of the AWS SDK.
    [string] $Region,

    # Specifies the AWS profile that holds the credentials. The default is the default credentials of the AWS SDK, such as the instance role.
    [string] $ProfileName,

    # Specifies an endpoint that replaces the endpoint of every AWS service, such as a VPC endpoint. The default is the public endpoints.
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
# If Systems Manager manages no machine, no agent sends events, and the summary would show no failed logins.
$problems = @($none | ForEach-Object { $_.Exception.Message }) + @($mute | ForEach-Object { "$($_.InstanceId) $($_.ComputerName) is $($_.State). $($_.Detail)" })
if ($problems.Count -gt 0) {
    Send-LoginAuditReport -Problem $problems @mail @aws
}
