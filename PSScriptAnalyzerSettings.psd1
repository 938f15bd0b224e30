# Settings for PSScriptAnalyzer (./build.ps1 -Task Analyze), for every script of this repository. All default rules apply. The rules below are off
# by default or need settings. PSUseConsistentIndentation stays off, because it requires an indentation level for each bracket on a line.
@{
    Rules = @{
        # The scripts run in Windows PowerShell and in PowerShell 7, so they use only syntax that both support and only cmdlets that Windows
        # PowerShell has. The Pester specs run in PowerShell 7.
        PSUseCompatibleSyntax                     = @{ Enable = $true; TargetVersions = @('5.1', '7.4') }
        PSUseCompatibleCmdlets                    = @{ compatibility = @('desktop-5.1.14393.206-windows'); reference = 'core-6.1.0-windows' }

        # These functions are called in tables of data, where parameter names would hide the data.
        PSAvoidUsingPositionalParameters          = @{
            CommandAllowList = @('Invoke-Dotnet', 'Add-AuditEvent', 'Add-FailedLogon', 'Add-TicketRequest', 'Add-CredentialValidation')
        }

        # The scripts are also documentation, so they have help and a consistent style.
        PSProvideCommentHelp                      = @{ Enable = $true }
        PSPlaceOpenBrace                          = @{ Enable = $true; OnSameLine = $true; NewLineAfter = $true; IgnoreOneLineBlock = $true }
        PSPlaceCloseBrace                         = @{ Enable = $true; NewLineAfter = $true; IgnoreOneLineBlock = $true; NoEmptyLineBefore = $true }
        PSUseConsistentWhitespace                 = @{
            Enable = $true; CheckPipeForRedundantWhitespace = $true; CheckParameter = $true; IgnoreAssignmentOperatorInsideHashTable = $true
        }
        PSAlignAssignmentStatement                = @{ Enable = $true; CheckHashtable = $true }
        PSUseCorrectCasing                        = @{ Enable = $true }
        PSAvoidSemicolonsAsLineTerminators        = @{ Enable = $true }
        PSAvoidUsingDoubleQuotesForConstantString = @{ Enable = $true }
    }
}
