@{
    RootModule             = 'AwsLoginAudit.psm1'
    ModuleVersion          = '0.1.0'
    GUID                   = '6f2a1f0b-3f0e-4b7b-9a44-5d2f6c1e8b90'
    Author                 = 'The AwsLoginAudit authors'
    CompanyName            = 'AwsLoginAudit'
    Copyright              = '(c) The AwsLoginAudit authors. MIT licence.'
    Description            = 'Monitors failed Windows logins on a whole AWS fleet. Reads the events from CloudWatch Logs, counts the failed logins per instance by the rule of a CloudWatch alarm, and reports the instances over the threshold.'
    PowerShellVersion      = '5.1'
    CompatiblePSEditions   = @('Desktop', 'Core')
    DotNetFrameworkVersion = '4.7.2'
    FormatsToProcess       = @('AwsLoginAudit.format.ps1xml')
    TypesToProcess         = @('AwsLoginAudit.types.ps1xml')
    CmdletsToExport        = @(
        'Add-LoginAuditExclusion'
        'Complete-LoginAuditNotification'
        'ConvertTo-LoginAuditCsvSafe'
        'Export-LoginAuditReport'
        'Export-LoginAuditTemplate'
        'Get-LoginAuditAgent'
        'Get-LoginAuditAlarm'
        'Get-LoginAuditExclusion'
        'Get-LoginAuditFailure'
        'Get-LoginAuditFinding'
        'Get-LoginAuditLockout'
        'Get-LoginAuditResponder'
        'Get-LoginAuditSuccess'
        'Initialize-LoginAuditPrerequisite'
        'Install-LoginAuditAgent'
        'Install-LoginAuditResponder'
        'Invoke-LoginAuditResponse'
        'Measure-LoginAuditFailure'
        'New-LoginAuditAgentConfiguration'
        'New-LoginAuditAlarm'
        'New-LoginAuditReport'
        'Receive-LoginAuditNotification'
        'Remove-LoginAuditAlarm'
        'Remove-LoginAuditExclusion'
        'Send-LoginAuditReport'
        'Test-LoginAuditPrerequisite'
        'Uninstall-LoginAuditAgent'
        'Uninstall-LoginAuditResponder'
    )
    FunctionsToExport      = @()
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags         = @('AWS', 'CloudWatch', 'EC2', 'Security', 'Audit', 'Logon', '4625', 'Windows', 'Linux', 'MacOS', 'PSEdition_Desktop', 'PSEdition_Core')
            LicenseUri   = 'https://licenses.nuget.org/MIT'
            # The page in the PowerShell Gallery, because there is no public repository.
            ProjectUri   = 'https://www.powershellgallery.com/packages/AwsLoginAudit'
            # The build replaces this name with the newest section of the file.
            ReleaseNotes = 'CHANGELOG.md'
        }
    }
}
