#Requires -Version 5.1
#Requires -Modules AwsLoginAudit

<#
.SYNOPSIS
    Sends failed logins to a SIEM, as JSON lines over HTTPS. Each run sends the failed logins since the last run.
.DESCRIPTION
    The script works with every receiver that accepts one line of JSON per event by POST, such as the raw endpoint of Splunk's HTTP Event Collector,
    the HTTP source of Sumo Logic, Logstash and Vector.

    The file -StatePath holds the end of the period that the SIEM has accepted. The script moves this time forward only after the SIEM has accepted
    all events, so if a run fails, the next run sends the same events again. In the first run, this time is one hour ago.

    Agents send events late, so each run starts -Overlap before the saved time. An event that arrives even later is not sent. An event can be sent
    more than once. Its id is always the same, so the SIEM can drop duplicate events. An event without a record number has no id.

    Text from an attacker, such as an account name, is always sent as a JSON string. Connections use HTTPS with a valid certificate. Plain HTTP is
    possible only to a forwarder on the same machine. The script never writes the token to a file or to its output.
.EXAMPLE
    $token = Read-Host -AsSecureString
    ./forward-to-siem.ps1 -Uri https://splunk.example.com:8088/services/collector/raw -Token $token -AuthorizationScheme Splunk -StatePath $HOME/siem.txt

    Sends the failed logins to Splunk by hand.
.EXAMPLE
    Read-Host -AsSecureString | Export-Clixml -Path $env:LOCALAPPDATA\siem-token.xml
    powershell.exe -NoProfile -NonInteractive -Command "& $env:ProgramFiles\LoginAudit\forward-to-siem.ps1 -Uri https://siem.example.com/events -Token (Import-Clixml -Path $env:LOCALAPPDATA\siem-token.xml) -StatePath $env:LOCALAPPDATA\siem.txt -Region eu-west-1"

    Saves the token, and then runs the command that a scheduled task can run every five minutes. Windows encrypts the token for the account that ran
    the first line, so that account must also run the task. Only administrators can change the script in this folder, and only that account and
    administrators can change the token and the state.
.EXAMPLE
    ./forward-to-siem.ps1 -Uri http://localhost:8080/ -StatePath /var/lib/login-audit/siem.txt -Overlap 1.00:00

    Sends the failed logins to a forwarder on this machine. Run once a night with an overlap of one day, the command also sends events of machines
    that were offline.
#>
[CmdletBinding()]
param(
    # Specifies the URL of the receiver: an https URL, or an http URL of this machine.
    [Parameter(Mandatory = $true)]
    [ValidateScript({
            if ($_.IsAbsoluteUri -and ($_.Scheme -eq 'https' -or ($_.Scheme -eq 'http' -and $_.IsLoopback))) { $true }
            else { throw 'The URL must start with https, or with http on this machine. Specify such a URL for -Uri.' }
        })]
    [uri] $Uri,

    # Specifies the file that holds the end of the period that the SIEM has accepted.
    [Parameter(Mandatory = $true)]
    [string] $StatePath,

    # Specifies the token that authenticates the script to the SIEM. By default, the script sends no token.
    [securestring] $Token,

    # Specifies the scheme in the Authorization header, before the token. The default is Bearer.
    [string] $AuthorizationScheme = 'Bearer',

    # Specifies how late events may arrive, as a time span. The default is 15 minutes.
    [timespan] $Overlap = '0:15',

    # Specifies the maximum number of events per request, 1 to 5000. The default is 500.
    [ValidateRange(1, 5000)]
    [int] $BatchSize = 500,

    # Specifies the log groups. The default is /aws/SecurityAuditLogs.
    [string[]] $LogGroupName = '/aws/SecurityAuditLogs',

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
$post = @{ Uri = $Uri; Method = 'Post'; ContentType = 'application/x-ndjson; charset=utf-8'; MaximumRedirection = 0; TimeoutSec = 100 }
if ($Token) { $post['Headers'] = @{ Authorization = "$AuthorizationScheme $([System.Net.NetworkCredential]::new('', $Token).Password)" } }
# Windows PowerShell may not use TLS 1.2 by default.
if ($PSVersionTable.PSVersion.Major -lt 6) {
    [System.Net.ServicePointManager]::SecurityProtocol = [System.Net.ServicePointManager]::SecurityProtocol -bor [System.Net.SecurityProtocolType]::Tls12
}

function ConvertTo-Line {
    param([AwsLoginAudit.LoginAuditFailure] $Failure)

    $time = if ($Failure.Time) { $Failure.Time.UtcDateTime.ToString('yyyy-MM-ddTHH:mm:ss.fffZ') }
    ConvertTo-Json -Compress -Depth 3 -InputObject ([ordered] @{
            id            = if ($null -ne $Failure.RecordId) { "$($Failure.InstanceId)/$($Failure.RecordId)/$time" }
            time          = $time
            instance      = $Failure.InstanceId
            computer      = $Failure.Computer
            eventId       = $Failure.EventId
            recordId      = $Failure.RecordId
            account       = $Failure.Account
            sourceAddress = $Failure.SourceAddress
            workstation   = $Failure.Workstation
            logonType     = $Failure.LogonType
            status        = $Failure.Status
            subStatus     = $Failure.SubStatus
            reason        = $Failure.Reason
            suspicious    = $Failure.Suspicious
            malformed     = $Failure.Malformed
            conflicts     = $Failure.Conflicts
        })
}

function Send-Line {
    param([System.Collections.Generic.List[string]] $Line)

    $null = Invoke-RestMethod @post -Body ([System.Text.Encoding]::UTF8.GetBytes(($Line -join "`n") + "`n"))
    $Line.Clear()
}

$state = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($StatePath)
$end = [datetimeoffset]::UtcNow
$since = $end.AddHours(-1)
if ([System.IO.File]::Exists($state)) {
    $since = [datetimeoffset]::Parse([System.IO.File]::ReadAllText($state), [cultureinfo]::InvariantCulture)
}

$lines = [System.Collections.Generic.List[string]]::new()
$sent = 0
Get-LoginAuditFailure -LogGroupName $LogGroupName -StartTime ($since - $Overlap) -EndTime $end @aws | ForEach-Object {
    $lines.Add((ConvertTo-Line -Failure $_))
    $sent++
    if ($lines.Count -ge $BatchSize) { Send-Line -Line $lines }
}
if ($lines.Count -gt 0) { Send-Line -Line $lines }
# The file is replaced in one step, so that a run that is killed here leaves either the old time or the new time.
[System.IO.File]::WriteAllText("$state.new", $end.ToString('o'))
if ([System.IO.File]::Exists($state)) { [System.IO.File]::Replace("$state.new", $state, [NullString]::Value) }
else { [System.IO.File]::Move("$state.new", $state) }

[pscustomobject] @{ Uri = $Uri; Events = $sent; StartTime = $since - $Overlap; EndTime = $end }
