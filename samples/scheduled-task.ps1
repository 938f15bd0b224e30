<#
.SYNOPSIS
    Responds to an alarm from a scheduled task: processes the queue of the alarm once and mails a report about every attack.
.DESCRIPTION
    The script receives each notification from the queue that New-LoginAuditAlarm -Queue creates. For each notification, the script mails a
    report about the instances that are over the threshold, and then acknowledges the notification.

    A notification that fails does not stop the others. The script mails the error to -ErrorMailTo, and the queue delivers the notification
    again after five minutes. After five failed attempts, the notification moves to the dead-letter queue; to see it, use
    Receive-LoginAuditNotification -DeadLetter.

    If the machine stops while the script runs, the next run processes the same notifications again. A mail that was certainly sent is not sent
    again. If a mail may have been sent before, the new mail is marked as repeated.

    The Last Run Result of the task shows the exit code:

    0: The script responded to every notification.
    1: A notification or a follow-up failed. A later run tries again.
    2: The script could not start: the module, the queue, the credentials or the connection to AWS is missing, or SES has not verified the sender.

    The script uses the credentials of the machine's instance role or of -ProfileName. For the permissions, see Get-Help about_LoginAuditPermissions.
.EXAMPLE
    $action = New-ScheduledTaskAction -Execute powershell.exe -Argument '-NoProfile -NonInteractive -ExecutionPolicy Bypass -File "C:\Program Files\LoginAudit\scheduled-task.ps1" -From audit@example.com -To soc@example.com,ops@example.com -Region eu-west-1 -FollowUp'
    $trigger = New-ScheduledTaskTrigger -Once -At (Get-Date) -RepetitionInterval (New-TimeSpan -Minutes 5)
    $settings = New-ScheduledTaskSettingsSet -MultipleInstances IgnoreNew -ExecutionTimeLimit (New-TimeSpan -Minutes 30) -StartWhenAvailable
    $principal = New-ScheduledTaskPrincipal -UserId 'NT AUTHORITY\SYSTEM' -LogonType ServiceAccount
    Register-ScheduledTask -TaskName 'Login audit' -Action $action -Trigger $trigger -Settings $settings -Principal $principal

    Registers a task that runs the script every five minutes on an EC2 instance, with the role of the instance. To use PowerShell 7, set -Execute
    to 'C:\Program Files\PowerShell\7\pwsh.exe'.

    Install the module for all users (Install-Module -Scope AllUsers). Keep the script in a folder that only administrators can change, such as
    C:\Program Files: an account that can change the module or the script can run code as SYSTEM. Do not use a new folder in the root of a drive, because Windows
    lets every user add files to it.
.EXAMPLE
    $principal = New-ScheduledTaskPrincipal -UserId 'CORP\login-audit$' -LogonType Password

    Runs the same task as a group managed service account. Nobody knows the password of the account, and Windows changes it. The account needs the
    right to log on as a batch job. On a machine outside EC2, the account also needs its own AWS profile; specify it with -ProfileName.
.EXAMPLE
    */5 * * * * umask 077; flock -n "$HOME/login-audit.lock" pwsh -NoProfile -NonInteractive -File /opt/login-audit/scheduled-task.ps1 -From audit@example.com -To soc@example.com -Region eu-west-1 -FollowUp

    Runs the script every five minutes on Linux, as a line of a crontab. flock prevents a second run from starting before the first run ends. The
    lock file is in the home folder of the account, and umask prevents other accounts from opening the file. An account that can open the lock
    file can hold the lock, and then no run starts.
#>
[CmdletBinding()]
param(
    # Specifies the sender's e-mail address. SES must have verified the address or its domain.
    [Parameter(Mandatory = $true)]
    [string] $From,

    # Specifies the recipients of the reports. Separate several addresses with commas, because PowerShell -File passes them as one string.
    [Parameter(Mandatory = $true)]
    [string[]] $To,

    # Specifies the recipients of a copy. By default, nobody receives a copy.
    [string[]] $Cc = @(),

    # Specifies the recipients of error mails. The default is -To.
    [string[]] $ErrorMailTo = $To,

    # Specifies the alarm that New-LoginAuditAlarm -Queue created. The default is WindowsSecurityLogsAlarm.
    [string] $AlarmName = 'WindowsSecurityLogsAlarm',

    # While the alarm stays in ALARM, also mails one report for each period since the alarm fired.
    [switch] $FollowUp,

    # Specifies an SES configuration set, which publishes mail events such as bounces. By default, SES uses the configuration set of the sender.
    [string] $ConfigurationSetName,

    # Specifies the AWS Region. The default is the Region of the profile, and then the default Region of the AWS SDK.
    [string] $Region,

    # Specifies the AWS profile that holds the credentials. The default is the default credentials of the AWS SDK, such as the instance role.
    [string] $ProfileName,

    # Specifies an endpoint that replaces the endpoint of every AWS service, such as a VPC endpoint. The default is the public endpoints.
    [string] $EndpointUrl,

    # Specifies the folder for transcripts, one file per day. The script never deletes a transcript. The default is the folder AwsLoginAudit in the
    # local application data of the account that runs the task. Other users cannot write to that folder.
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

# The script also works in a host that does not support transcripts.
$transcript = $false
try {
    if (-not $TranscriptPath) {
        $data = [System.Environment]::GetFolderPath('LocalApplicationData', 'Create')
        if (-not $data) { throw 'The account has no folder for application data. Specify -TranscriptPath.' }
        $TranscriptPath = [System.IO.Path]::Combine($data, 'AwsLoginAudit')
    }
    $null = [System.IO.Directory]::CreateDirectory($TranscriptPath)
    $file = [System.IO.Path]::Combine($TranscriptPath, "login-audit-$([datetime]::UtcNow.ToString('yyyy-MM-dd')).log")
    $null = Start-Transcript -Path $file -Append
    $transcript = $true
}
catch {
    "Cannot write a transcript: $_"
}

$problems = [System.Collections.Generic.List[string]]::new()
$received = $false
$exitCode = 0

function Add-Response($Response, $Step = 'The response to') {
    $what = $Response.AlarmName
    if ($Response.StateChangeTime) { $what += " at $($Response.StateChangeTime.ToString('u'))" }
    $attempt = if ($Response.ReceiveCount) { ", attempt $($Response.ReceiveCount) of 5" }
    foreach ($problem in $Response.Problems) {
        $problems.Add($(if ($Response.Done) { "$what`: $problem" } else { "$Step $what failed$attempt`: $problem" }))
    }
    $Response.Receipts
    if ($Response.Done) { "Responded to $what." }
}

try {
    Import-Module -Name AwsLoginAudit

    # The response holds every error. A recipient who already has the mail does not get it again.
    Receive-LoginAuditNotification -AlarmName $AlarmName @aws | ForEach-Object { $received = $true; $_ } |
        Invoke-LoginAuditResponse @mail @aws -ErrorAction SilentlyContinue | ForEach-Object { Add-Response $_ }

    if ($FollowUp) {
        try {
            Invoke-LoginAuditResponse -AlarmName $AlarmName -FollowUp @mail @aws -ErrorAction SilentlyContinue | ForEach-Object { Add-Response $_ 'The follow-up to' }
        }
        catch {
            $problems.Add("The follow-up to $AlarmName failed: $_")
        }
    }
}
catch {
    $problems.Add("Cannot respond to $AlarmName`: $_")
    if (-not $received) { $exitCode = 2 }
}

$problems
if ($problems.Count -gt 0 -and $exitCode -eq 0) {
    $exitCode = 1
    try {
        $report = @($problems) + "The scheduled task on $([System.Environment]::MachineName) sent this mail."
        Send-LoginAuditReport -Problem $report @mailFrom -To @($ErrorMailTo -split '\s*,\s*') @aws
    }
    catch {
        "The error mail could not be sent: $_"
    }
}

if ($transcript) { $null = Stop-Transcript }
exit $exitCode
