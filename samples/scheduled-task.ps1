<#
.SYNOPSIS
    Answers an alarm from a scheduled task: one pass over its queue, and a mail about every attack.
.DESCRIPTION
    Takes each notification that waits in the queue of New-LoginAuditAlarm -Queue, mails which instances are over the threshold, and acknowledges
    it. One that fails does not stop the others: it comes again after five minutes, is mailed about to -ErrorMailTo, and is set aside
    after the fifth time (Receive-LoginAuditNotification -DeadLetter shows it). If the machine stops in the middle, the next pass begins again;
    a mail that may have been sent before is marked as repeated, and one that was sent for certain is not sent again.

    Exit codes, which the task's Last Run Result shows: 0 all is answered; 1 something failed and comes again; 2 nothing could begin: there
    is no module, no queue, no credentials, no way to AWS, or SES has not verified the sender.

    The script uses the credentials of the machine's instance role or of -ProfileName. For the permissions, see Get-Help about_LoginAuditPermissions.
.EXAMPLE
    $action = New-ScheduledTaskAction -Execute powershell.exe -Argument '-NoProfile -NonInteractive -ExecutionPolicy Bypass -File "C:\Program Files\LoginAudit\scheduled-task.ps1" -From audit@example.com -To soc@example.com,ops@example.com -Region eu-west-1 -FollowUp'
    $trigger = New-ScheduledTaskTrigger -Once -At (Get-Date) -RepetitionInterval (New-TimeSpan -Minutes 5)
    $settings = New-ScheduledTaskSettingsSet -MultipleInstances IgnoreNew -ExecutionTimeLimit (New-TimeSpan -Minutes 30) -StartWhenAvailable
    $principal = New-ScheduledTaskPrincipal -UserId 'NT AUTHORITY\SYSTEM' -LogonType ServiceAccount
    Register-ScheduledTask -TaskName 'Login audit' -Action $action -Trigger $trigger -Settings $settings -Principal $principal

    Runs it every five minutes on an EC2 instance, with the instance's role. For PowerShell 7 the action's -Execute is
    'C:\Program Files\PowerShell\7\pwsh.exe'. Install the module for all users (Install-Module -Scope AllUsers), and keep the script in a folder
    that only administrators can change, as C:\Program Files is: an account that can change either runs code as SYSTEM. A new folder in C:\ is not
    one, because Windows lets every user add files to it.
.EXAMPLE
    $principal = New-ScheduledTaskPrincipal -UserId 'CORP\login-audit$' -LogonType Password

    The same task as a group managed service account: nobody knows its password, and Windows changes it. It needs the right to log on as a
    batch job, and on a machine that is not on EC2 a profile of its own, which -ProfileName names.
.EXAMPLE
    */5 * * * * umask 077; flock -n "$HOME/login-audit.lock" pwsh -NoProfile -NonInteractive -File /opt/login-audit/scheduled-task.ps1 -From audit@example.com -To soc@example.com -Region eu-west-1 -FollowUp

    The crontab line, where pwsh runs on Linux; flock keeps a second pass from beginning before the first is over. The lock
    is in the account's own folder, and umask lets nobody else open it: an account that can open the lock can hold it, and no pass would begin.
#>
[CmdletBinding()]
param(
    # Whom the mails are from; SES has verified the address.
    [Parameter(Mandatory = $true)]
    [string] $From,

    # Who gets the reports. Powershell -File hands over several as one text, with commas.
    [Parameter(Mandatory = $true)]
    [string[]] $To,

    # Who gets a copy.
    [string[]] $Cc = @(),

    # The recipients of error mails. The default is -To.
    [string[]] $ErrorMailTo = $To,

    # The alarm that New-LoginAuditAlarm -Queue has made.
    [string] $AlarmName = 'WindowsSecurityLogsAlarm',

    # Also mails the periods since the alarm fired, one mail each, while it stays in ALARM.
    [switch] $FollowUp,

    # An SES configuration set, for events of the mails such as bounces.
    [string] $ConfigurationSetName,

    [string] $Region,

    [string] $ProfileName,

    # Another endpoint for every service, such as a VPC endpoint.
    [string] $EndpointUrl,

    # The folder for transcripts, one file a day. The script never deletes one. The default is the folder AwsLoginAudit in the local application
    # data of the account that runs the task, which other users cannot write to.
    [string] $TranscriptPath
)

$ErrorActionPreference = 'Stop'

$aws = @{}
foreach ($name in 'Region', 'ProfileName', 'EndpointUrl') {
    if ($PSBoundParameters.ContainsKey($name)) { $aws[$name] = $PSBoundParameters[$name] }
}
$mailFrom = @{ From = $From }
if ($ConfigurationSetName) { $mailFrom['ConfigurationSetName'] = $ConfigurationSetName }
$mail = $mailFrom + @{ To = @($To -split '\s*,\s*') }
if ($Cc) { $mail['Cc'] = @($Cc -split '\s*,\s*') }

# A host without transcripts answers all the same.
$transcript = $false
try {
    if (-not $TranscriptPath) {
        $data = [System.Environment]::GetFolderPath('LocalApplicationData', 'Create')
        if (-not $data) { throw 'The account has no folder for application data; give -TranscriptPath.' }
        $TranscriptPath = [System.IO.Path]::Combine($data, 'AwsLoginAudit')
    }
    $null = [System.IO.Directory]::CreateDirectory($TranscriptPath)
    $file = [System.IO.Path]::Combine($TranscriptPath, "login-audit-$([datetime]::UtcNow.ToString('yyyy-MM-dd')).log")
    $null = Start-Transcript -Path $file -Append
    $transcript = $true
}
catch {
    "No transcript is kept: $_"
}

$problems = [System.Collections.Generic.List[string]]::new()
$received = $false
$exitCode = 0

function Add-Response($Response, $Failure = 'was not answered') {
    $what = $Response.AlarmName
    if ($Response.StateChangeTime) { $what += " of $($Response.StateChangeTime.ToString('u'))" }
    if ($Response.ReceiveCount) { $Failure += ", attempt $($Response.ReceiveCount) of 5" }
    foreach ($problem in $Response.Problems) {
        $problems.Add($(if ($Response.Done) { "$what`: $problem" } else { "$what $Failure`: $problem" }))
    }
    $Response.Receipts
    if ($Response.Done) { "$what is answered." }
}

try {
    Import-Module -Name AwsLoginAudit

    # Whatever fails is in the response. A recipient who has the mail does not get it again.
    Receive-LoginAuditNotification -AlarmName $AlarmName @aws | ForEach-Object { $received = $true; $_ } |
        Invoke-LoginAuditResponse @mail @aws -ErrorAction SilentlyContinue | ForEach-Object { Add-Response $_ }

    if ($FollowUp) {
        try {
            Invoke-LoginAuditResponse -AlarmName $AlarmName -FollowUp @mail @aws -ErrorAction SilentlyContinue | ForEach-Object { Add-Response $_ 'was not followed up' }
        }
        catch {
            $problems.Add("$AlarmName was not followed up: $_")
        }
    }
}
catch {
    $problems.Add("The firings of $AlarmName could not be answered: $_")
    if (-not $received) { $exitCode = 2 }
}

$problems
if ($problems.Count -gt 0 -and $exitCode -eq 0) {
    $exitCode = 1
    try {
        $told = @($problems) + "The scheduled task on $([System.Environment]::MachineName) tells this."
        Send-LoginAuditReport -Problem $told @mailFrom -To @($ErrorMailTo -split '\s*,\s*') @aws
    }
    catch {
        "The error mail could not be sent: $_"
    }
}

if ($transcript) { $null = Stop-Transcript }
exit $exitCode
