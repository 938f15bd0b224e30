#Requires -Version 5.1
#Requires -Modules AwsLoginAudit
<#
.SYNOPSIS
    Writes every failed login of a period into a CSV file, for an auditor.
.DESCRIPTION
    A row a failure, in the order of time, with times in UTC. Names that a stranger chose can do no harm: what would not be seen is
    written as an escape, and a cell that a spreadsheet would take for a formula begins with an apostrophe.

    The file is whole or it is not there: it gets its name when the last event is in it, and one that exists is never replaced. What
    is emitted belongs into the auditor's papers: how many failures there are, of when, from where, and the file's SHA-256, by which
    anybody can tell later that it is the same file. The file may hold passwords, since people type them where names belong: keep it as
    what it is.
.EXAMPLE
    ./auditor-csv.ps1 -Path $HOME/Documents/2026-10.csv

    The last month that is over. The log group has to keep events for long enough: New-LoginAuditAlarm -RetentionInDays.
.EXAMPLE
    ./auditor-csv.ps1 -Path $HOME/Documents/q3.csv -StartTime 2026-07-01T00:00Z -EndTime 2026-10-01T00:00Z

    Another period: its first instant, and the first that is not in it.
#>
[CmdletBinding()]
param(
    # The file to write; it must not exist.
    [Parameter(Mandatory = $true, Position = 0)]
    [string] $Path,

    # The first instant; a time without a zone is local. The beginning of last month, in UTC, unless given.
    [datetimeoffset] $StartTime = [datetimeoffset]::new([datetime]::UtcNow.Year, [datetime]::UtcNow.Month, 1, 0, 0, 0, [timespan]::Zero).AddMonths(-1),

    # The first instant that is no longer in it; a month after -StartTime unless given.
    [datetimeoffset] $EndTime = $StartTime.AddMonths(1),

    [string[]] $LogGroupName = '/aws/SecurityAuditLogs',

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
$columns = 'Time', 'InstanceId', 'Computer', 'EventId', 'RecordId', 'AccountDomain', 'AccountName', 'SourceAddress', 'Workstation',
'LogonTypeName', 'Status', 'SubStatus', 'Reason', 'Suspicious', 'Malformed'

function ConvertTo-Cell {
    param($Value)

    if ($Value -is [datetimeoffset]) { $Value = $Value.UtcDateTime.ToString('yyyy-MM-ddTHH:mm:ss.fffZ') }
    '"' + [AwsLoginAudit.SafeCell]::Show([string] $Value).Replace('"', '""') + '"'
}

$file = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)
if ($EndTime -gt [datetimeoffset]::UtcNow) { throw 'The period is not over yet, and its file would not be whole. Give an earlier -EndTime.' }
if ([System.IO.File]::Exists($file)) { throw "$file exists already, and is not replaced." }
$unfinished = "$file.unfinished"
# Excel takes a file for UTF-8 by the mark at its beginning.
$writer = [System.IO.StreamWriter]::new($unfinished, $false, [System.Text.UTF8Encoding]::new($true))
try {
    $writer.NewLine = "`r`n"
    $writer.WriteLine(@($columns | ForEach-Object { """$_""" }) -join ',')
    $failures = 0
    Get-LoginAuditFailure -LogGroupName $LogGroupName -StartTime $StartTime -EndTime $EndTime @aws | ForEach-Object {
        $failure = $_
        $writer.WriteLine(@($columns | ForEach-Object { ConvertTo-Cell -Value $failure.$_ }) -join ',')
        $failures++
    }
    $writer.Close()
    [System.IO.File]::Move($unfinished, $file)
}
finally {
    $writer.Dispose()
    [System.IO.File]::Delete($unfinished)
}

$sha = [System.Security.Cryptography.SHA256]::Create()
[pscustomobject] @{
    Path         = $file
    Failures     = $failures
    StartTime    = $StartTime.ToUniversalTime()
    EndTime      = $EndTime.ToUniversalTime()
    LogGroupName = $LogGroupName
    Sha256       = [System.BitConverter]::ToString($sha.ComputeHash([System.IO.File]::ReadAllBytes($file))).Replace('-', '')
}
