#Requires -Version 5.1
#Requires -Modules AwsLoginAudit
<#
.SYNOPSIS
    Tells where one account failed to log in: on which instances, how often, when, from which addresses and why.
.DESCRIPTION
    Emits a LoginAuditCount for each instance on which the account was tried. Upper and lower case are the same, and so are name and
    name@domain. An event that gives several names, which is what a forged one does, counts where one of them is the account's.

    Many instances within minutes mean that somebody tries the account; one instance, at regular times, and the logon type Service or
    Batch mean a password that was changed and is still stored there.
.EXAMPLE
    ./one-account.ps1 -Account jdoe

    The last 24 hours, in the log group of the solution.
.EXAMPLE
    ./one-account.ps1 -Account 'CORP\svc-backup' -Last 7d | Sort-Object -Property FailureCount -Descending | Format-List -Property InstanceId, FailureCount, FirstSeen, LastSeen, Sources, Reasons, LogonTypes

    A week, and all that is known. Events of other domains are left out; those that name none are not.
.EXAMPLE
    ./one-account.ps1 -Account Administrator -Path $HOME/Evidence/*.xml

    From exported logs instead.
#>
[CmdletBinding(DefaultParameterSetName = 'LogGroup')]
param(
    # The account's name, alone or as DOMAIN\name.
    [Parameter(Mandatory = $true, Position = 0)]
    [string] $Account,

    [Parameter(ParameterSetName = 'LogGroup')]
    [string[]] $LogGroupName = '/aws/SecurityAuditLogs',

    # How far back to look, such as 30m, 24h or 7d. As text, since PowerShell would read a bare number as ticks.
    [Parameter(ParameterSetName = 'LogGroup')]
    [string] $Last = '24h',

    # Files of recorded events.
    [Parameter(Mandatory = $true, ParameterSetName = 'Path')]
    [string[]] $Path,

    [Parameter(ParameterSetName = 'LogGroup')]
    [string] $Region,

    [Parameter(ParameterSetName = 'LogGroup')]
    [string] $ProfileName,

    # Another endpoint for every service, such as a VPC endpoint.
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

$domain, $user = if ($Account.Contains('\')) { $Account -split '\\', 2 } else { $null, $Account }

Get-LoginAuditFailure @where | Where-Object {
    $seen = @($_.AccountName) + @(if ($_.Conflicts.ContainsKey('TargetUserName')) { $_.Conflicts['TargetUserName'] })
    $isUser = @($seen | Where-Object { $_ -eq $user -or ($_ -and ($_ -split '@')[0] -eq $user) }).Count -gt 0
    $isUser -and (-not $domain -or -not $_.AccountDomain -or $_.AccountDomain -eq $domain)
} | Measure-LoginAuditFailure
