#Requires -Version 5.1
#Requires -Modules AwsLoginAudit
<#
.SYNOPSIS
    Sets up a fleet by its tags: role, alarm, the function that mails, and the agent on every tagged machine.
.DESCRIPTION
    The script can be run again at any time, such as once a night. It changes nothing that is already set up, and sets up machines that got
    the tag since. A machine that fails is an error and does not stop the others. At the end the script emits the checks that did not pass,
    each with a remedy for a person, such as to confirm addresses, or to give the role to a machine.

    Events arrive some minutes later; Get-LoginAuditAgent -Tag then says whose do not.
.EXAMPLE
    ./fleet-from-tags.ps1 -Tag @{ LoginAudit = 'yes' } -From audit@example.com -To soc@example.com -WhatIf

    What it would make and on which machines, and nothing else.
.EXAMPLE
    ./fleet-from-tags.ps1 -Tag @{ LoginAudit = 'yes'; Stage = 'test', 'live' } -From audit@example.com -To soc@example.com -Region eu-west-1

    Machines with both tags, Stage with either of the two values.
.EXAMPLE
    ./fleet-from-tags.ps1 -Tag @{ LoginAudit = 'yes' } -EventId 4625, 4771, 4776 -From audit@example.com -To soc@example.com

    Agents send these events only, which costs a hundredth; see Get-Help about_LoginAuditCost. Other events, such as a successful login, are not
    available later.
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    # Keys of tags, each with a value or several; a machine has to have all of them.
    [Parameter(Mandatory = $true)]
    [hashtable] $Tag,

    # Whom the mails are from.
    [Parameter(Mandatory = $true)]
    [string] $From,

    # Who gets them.
    [Parameter(Mandatory = $true)]
    [string[]] $To,

    # The alarm fires at more failures than this within 5 minutes.
    [int] $Threshold = 5,

    # The events that agents ship; all of the Security log unless given.
    [int[]] $EventId,

    # How many days events are kept.
    [int] $RetentionInDays = 90,

    [string] $AlarmName = 'WindowsSecurityLogsAlarm',

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
$mail = @{ From = $From; To = $To }
$events = @{}
if ($EventId) { $events['EventId'] = $EventId }

# A check that does not pass is a row, and the rows come at the end.
$null = Initialize-LoginAuditPrerequisite @mail @aws -ErrorAction Continue

# Before the agents: a log group that an agent has to make keeps its events, and costs, for ever.
New-LoginAuditAlarm -AlarmName $AlarmName -Threshold $Threshold -RetentionInDays $RetentionInDays @aws

# With -WhatIf there may be no alarm yet that it could answer.
if (-not $WhatIfPreference -or (Get-LoginAuditAlarm @aws | Where-Object AlarmName -CEQ $AlarmName)) {
    try {
        Install-LoginAuditResponder -AlarmName $AlarmName -FollowUp @mail @aws
    } catch {
        # SES has just asked the owners of the addresses. Once they have confirmed, the next run installs the function.
        if ($_.FullyQualifiedErrorId -notmatch '^(Sender|Recipient)NotVerified,') { throw }
        $PSCmdlet.WriteWarning($_.Exception.Message)
    }
}

Install-LoginAuditAgent -Tag $Tag @events @aws -ErrorAction Continue

Test-LoginAuditPrerequisite -Tag $Tag -AlarmName $AlarmName @mail @aws | Where-Object Status -NE Passed
