#Requires -Version 5.1
#Requires -Modules AwsLoginAudit

<#
.SYNOPSIS
    Sets up a fleet by its tags: the role, the alarm, the function that mails reports, and the agent on every tagged machine.
.DESCRIPTION
    The script can be run again at any time, such as once a night. The script changes nothing that is already set up, and sets up the machines that
    got the tag since the last run. If a machine fails, the script writes an error and continues with the other machines.

    At the end, the script returns the checks that did not pass. Each check has a remedy for a person to carry out, such as to confirm addresses or
    to attach the role to a machine.

    Events arrive a few minutes later. Get-LoginAuditAgent -Tag then shows the machines that send no events.
.EXAMPLE
    ./fleet-from-tags.ps1 -Tag @{ LoginAudit = 'yes' } -From audit@example.com -To soc@example.com -WhatIf

    Shows which resources the script would create, and on which machines. The script changes nothing.
.EXAMPLE
    ./fleet-from-tags.ps1 -Tag @{ LoginAudit = 'yes'; Stage = 'test', 'live' } -From audit@example.com -To soc@example.com -Region eu-west-1

    Sets up the machines that have both tags. The tag Stage can have either of the two values.
.EXAMPLE
    ./fleet-from-tags.ps1 -Tag @{ LoginAudit = 'yes' } -EventId 4625, 4771, 4776 -From audit@example.com -To soc@example.com

    Sets up agents that send only these events, which costs about one hundredth; see Get-Help about_LoginAuditCost. Other events, such as successful
    logins, are not available later.
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    # Specifies the tags of the machines: the keys, each with one or more values. A machine must have all keys, each with one of its values.
    [Parameter(Mandatory = $true)]
    [hashtable] $Tag,

    # Specifies the sender's e-mail address.
    [Parameter(Mandatory = $true)]
    [string] $From,

    # Specifies the recipients of the reports.
    [Parameter(Mandatory = $true)]
    [string[]] $To,

    # Specifies the threshold of the alarm: the alarm fires at more failed logins than this within 5 minutes. The default is 5.
    [int] $Threshold = 5,

    # Specifies the ids of the events that the agents send. By default, the agents send all events of the Security log.
    [int[]] $EventId,

    # Specifies how many days the log group keeps events. The default is 90.
    [int] $RetentionInDays = 90,

    # Specifies the name of the alarm. The default is WindowsSecurityLogsAlarm.
    [string] $AlarmName = 'WindowsSecurityLogsAlarm',

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
$mail = @{ From = $From; To = $To }
$events = @{}
if ($EventId) { $events['EventId'] = $EventId }

# Checks that do not pass are returned at the end.
$null = Initialize-LoginAuditPrerequisite @mail @aws -ErrorAction Continue

# Created before the agents: a log group that an agent creates never expires, and its events cost money forever.
New-LoginAuditAlarm -AlarmName $AlarmName -Threshold $Threshold -RetentionInDays $RetentionInDays @aws

# With -WhatIf, the alarm that the function responds to may not exist yet.
if (-not $WhatIfPreference -or (Get-LoginAuditAlarm @aws | Where-Object AlarmName -CEQ $AlarmName)) {
    try {
        Install-LoginAuditResponder -AlarmName $AlarmName -FollowUp @mail @aws
    } catch {
        # SES has just sent the verification mails. After the owners have confirmed their addresses, the next run installs the function.
        if ($_.FullyQualifiedErrorId -notmatch '^(Sender|Recipient)NotVerified,') { throw }
        $PSCmdlet.WriteWarning($_.Exception.Message)
    }
}

Install-LoginAuditAgent -Tag $Tag @events @aws -ErrorAction Continue

Test-LoginAuditPrerequisite -Tag $Tag -AlarmName $AlarmName @mail @aws | Where-Object Status -NE Passed
