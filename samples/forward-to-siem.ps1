#Requires -Version 5.1
#Requires -Modules AwsLoginAudit
<#
.SYNOPSIS
    Sends failed logins to a SIEM, as JSON lines over HTTPS: each run those since the last one.
.DESCRIPTION
    Works with what takes a line of JSON an event by POST: Splunk's HTTP Event Collector at its raw endpoint, Sumo Logic's HTTP source,
    Logstash and Vector, and others.

    The time up to which events were taken is kept in -StatePath, and moved on only after the SIEM has taken all of them; a run that
    fails is made up for by the next. Each run begins -Overlap before that time, since agents send events late. So an event may be sent
    more than once, and is left out only where it is later than that; its id is the same each time, and lets the SIEM drop the second. An
    event that does not say its own number has no id.

    Whatever a stranger typed is a JSON string and stays one. Connections are HTTPS, and the certificate has to be good; plain HTTP goes
    to a forwarder on this very machine only. The token is never written anywhere.
.EXAMPLE
    $token = Read-Host -AsSecureString
    ./forward-to-siem.ps1 -Uri https://splunk.example.com:8088/services/collector/raw -Token $token -AuthorizationScheme Splunk -StatePath $HOME/siem.txt

    By hand.
.EXAMPLE
    Read-Host -AsSecureString | Export-Clixml -Path $env:LOCALAPPDATA\siem-token.xml
    powershell.exe -NoProfile -NonInteractive -Command "& $env:ProgramFiles\LoginAudit\forward-to-siem.ps1 -Uri https://siem.example.com/events -Token (Import-Clixml -Path $env:LOCALAPPDATA\siem-token.xml) -StatePath $env:LOCALAPPDATA\siem.txt -Region eu-west-1"

    What a scheduled task runs every five minutes. Windows encrypts the token for the account that ran the first line, which has to be
    the task's. Only administrators can change the script there, and only that account the token and the state.
.EXAMPLE
    ./forward-to-siem.ps1 -Uri http://localhost:8080/ -StatePath /var/lib/login-audit/siem.txt -Overlap 1.00:00

    To a forwarder on this machine; once a night with a day's overlap, for events of machines that were cut off.
#>
[CmdletBinding()]
param(
    # Where to. HTTPS, or HTTP on this machine.
    [Parameter(Mandatory = $true)]
    [ValidateScript({
            if ($_.IsAbsoluteUri -and ($_.Scheme -eq 'https' -or ($_.Scheme -eq 'http' -and $_.IsLoopback))) { $true }
            else { throw 'Give an address that begins with https, or one of this machine that begins with http.' }
        })]
    [uri] $Uri,

    # The file that holds the time up to which events were taken.
    [Parameter(Mandatory = $true)]
    [string] $StatePath,

    # What the SIEM knows this script by; none unless given.
    [securestring] $Token,

    # The word before the token in the header Authorization.
    [string] $AuthorizationScheme = 'Bearer',

    # How late events may be.
    [timespan] $Overlap = '0:15',

    # How many events are sent at once.
    [ValidateRange(1, 5000)]
    [int] $BatchSize = 500,

    [string[]] $LogGroupName = '/aws/SecurityAuditLogs',

    [string] $Region,

    [string] $ProfileName,

    # Another endpoint for every service of AWS, such as a VPC endpoint.
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
# Windows PowerShell begins with TLS 1.0.
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
# Replaced in one step: a run that is killed here leaves the old time or the new one.
[System.IO.File]::WriteAllText("$state.new", $end.ToString('o'))
if ([System.IO.File]::Exists($state)) { [System.IO.File]::Replace("$state.new", $state, [NullString]::Value) }
else { [System.IO.File]::Move("$state.new", $state) }

[pscustomobject] @{ Uri = $Uri; Events = $sent; StartTime = $since - $Overlap; EndTime = $end }
