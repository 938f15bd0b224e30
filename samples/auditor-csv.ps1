#Requires -Version 5.1
#Requires -Modules AwsLoginAudit

<#
.SYNOPSIS
    Writes every failed login of a period to a CSV file, for an auditor.
.DESCRIPTION
    The script writes one row for each failed login, in order of time, with times in UTC. Names that an attacker chose are safe in a spreadsheet:
    invisible characters are written as escapes, and a cell that a spreadsheet would read as a formula begins with an apostrophe.

    The file gets its name only after the last event is written. The script never replaces an existing file. Keep the output of the script with the
    file: the number of failed logins, the period, the log groups, and the SHA-256 hash that later proves that the file has not changed.

    Protect the file. It may contain passwords, because people sometimes type a password as the user name.
.EXAMPLE
    ./auditor-csv.ps1 -Path $HOME/Documents/2026-10.csv

    Writes the failed logins of the last complete month. The log group must keep events long enough; see New-LoginAuditAlarm -RetentionInDays.
.EXAMPLE
    ./auditor-csv.ps1 -Path $HOME/Documents/q3.csv -StartTime 2026-07-01T00:00Z -EndTime 2026-10-01T00:00Z

    Writes the failed logins of the third quarter. -EndTime is the first instant after the period.
#>
[CmdletBinding()]
param(
    # Specifies the file to write. The file must not exist.
    [Parameter(Mandatory = $true, Position = 0)]
    [string] $Path,

    # Specifies the first instant of the period. A time without a time zone is local time. The default is the start of last month, in UTC.
    [datetimeoffset] $StartTime = [datetimeoffset]::new([datetime]::UtcNow.Year, [datetime]::UtcNow.Month, 1, 0, 0, 0, [timespan]::Zero).AddMonths(-1),

    # Specifies the first instant after the period. The default is one month after -StartTime.
    [datetimeoffset] $EndTime = $StartTime.AddMonths(1),

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

$file = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)
if ($EndTime -gt [datetimeoffset]::UtcNow) { throw 'The period is not over yet, so the file would be incomplete. Specify an earlier -EndTime.' }
if ([System.IO.File]::Exists($file)) { throw "Cannot write $file`: the file already exists and is not replaced. Specify another -Path." }
$unfinished = "$file.unfinished"
# Excel reads a file as UTF-8 only if the file begins with a byte order mark.
$writer = [System.IO.StreamWriter]::new($unfinished, $false, [System.Text.UTF8Encoding]::new($true))
try {
    $csv = [AwsLoginAudit.FailureCsv]::new($writer)
    $csv.WriteHeader()
    # A script block is faster than ForEach-Object.
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
