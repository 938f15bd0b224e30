#Requires -Version 5.1
#Requires -Modules AwsLoginAudit
<#
.SYNOPSIS
    Writes every failed login of a period into a CSV file, for an auditor.
.DESCRIPTION
    Writes one row for each failed login, in the order of time, with times in UTC. Names that a stranger chose can do no harm: characters
    that cannot be seen are written as escapes, and a cell that a spreadsheet would take for a formula begins with an apostrophe.

    The file gets its name when the last event is in it. A file that exists is never replaced. Keep the output with the file: it has the
    number of failed logins, the period, the log groups and the file's SHA-256, which proves later that the file is the same. The file
    may hold passwords, since people type them where names belong: protect it.
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

$file = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)
if ($EndTime -gt [datetimeoffset]::UtcNow) { throw 'The period is not over yet, and its file would not be whole. Give an earlier -EndTime.' }
if ([System.IO.File]::Exists($file)) { throw "$file exists already, and is not replaced." }
$unfinished = "$file.unfinished"
# Excel takes a file for UTF-8 by the mark at its beginning.
$writer = [System.IO.StreamWriter]::new($unfinished, $false, [System.Text.UTF8Encoding]::new($true))
try {
    $csv = [AwsLoginAudit.FailureCsv]::new($writer)
    $csv.WriteHeader()
    # A script block takes less time for each event than ForEach-Object.
    Get-LoginAuditFailure -LogGroupName $LogGroupName -StartTime $StartTime -EndTime $EndTime @aws | & { process { $csv.Write($_) } }
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
    Failures     = $csv.Rows
    StartTime    = $StartTime.ToUniversalTime()
    EndTime      = $EndTime.ToUniversalTime()
    LogGroupName = $LogGroupName
    Sha256       = [System.BitConverter]::ToString($sha.ComputeHash([System.IO.File]::ReadAllBytes($file))).Replace('-', '')
}
