#Requires -Version 5.1
#Requires -Modules AwsLoginAudit

<#
.SYNOPSIS
    Counts the failed logins of one account per instance, with their times, source addresses and reasons.
.DESCRIPTION
    The script returns a LoginAuditCount for each instance on which the account failed to log in. Account names are not case-sensitive, and
    DOMAIN\name and name@domain are the same account. A forged event can hold several account names; the event counts if one of the names matches.

    Failed logins on many instances within minutes mean that somebody is guessing the password of the account. Failed logins on one instance at
    regular times, with the logon type Service or Batch, mean that an old password is still stored on that instance.
.EXAMPLE
    ./one-account.ps1 -Account jdoe

    Counts the failed logins of the account in the last 24 hours, from the log group of the solution.
.EXAMPLE
    ./one-account.ps1 -Account 'CORP\svc-backup' -Last 7d | Sort-Object -Property FailureCount -Descending | Format-List -Property InstanceId, FailureCount, FirstSeen, LastSeen, Sources, Reasons, LogonTypes

    Counts the failed logins of the last 7 days and shows all details. Events of other domains do not count; events without a domain do.
.EXAMPLE
    ./one-account.ps1 -Account Administrator -Path $HOME/Evidence/*.xml

    Counts the failed logins in exported logs.
#>
[CmdletBinding(DefaultParameterSetName = 'LogGroup')]
param(
    # Specifies the account: its name, or DOMAIN\name.
    [Parameter(Mandatory = $true, Position = 0)]
    [string] $Account,

    # Specifies the log groups. The default is /aws/SecurityAuditLogs.
    [Parameter(ParameterSetName = 'LogGroup')]
    [string[]] $LogGroupName = '/aws/SecurityAuditLogs',

    # Specifies how far back to read, such as 30m, 24h or 7d. The default is 24h. The parameter is text, because PowerShell would read a bare number as
    # ticks of a time span.
    [Parameter(ParameterSetName = 'LogGroup')]
    [string] $Last = '24h',

    # Specifies files of exported events.
    [Parameter(Mandatory = $true, ParameterSetName = 'Path')]
    [string[]] $Path,

    # Specifies the AWS Region. The default is the Region of the profile, and then the default Region of the AWS SDK.
    [Parameter(ParameterSetName = 'LogGroup')]
    [string] $Region,

    # Specifies the AWS profile that holds the credentials. The default is the default credentials of the AWS SDK, such as the instance role.
    [Parameter(ParameterSetName = 'LogGroup')]
    [string] $ProfileName,

    # Specifies an endpoint that replaces the endpoint of every AWS service, such as a VPC endpoint. The default is the public endpoints.
    [Parameter(ParameterSetName = 'LogGroup')]
    [string] $EndpointUrl
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$where = @{}
if ($Path) {
    $where['Path'] = $Path
}
else {
    $where['LogGroupName'] = $LogGroupName
    $where['Last'] = $Last
    foreach ($name in 'Region', 'ProfileName', 'EndpointUrl') {
        if ($PSBoundParameters.ContainsKey($name)) { $where[$name] = $PSBoundParameters[$name] }
    }
}

Get-LoginAuditFailure @where -Account $Account | Measure-LoginAuditFailure
