# What PSScriptAnalyzer holds every script of this repository to (./build.ps1 -Task Analyze): its default rules, and below those that are off
# by default or need to be told something. PSUseConsistentIndentation stays off, since it wants a level for each bracket on a line.
@{
    Rules = @{
        # The same scripts run in Windows PowerShell and in PowerShell 7: no syntax that either of them lacks, and no cmdlet of PowerShell that
        # Windows PowerShell lacks; the specs run in PowerShell 7.
        PSUseCompatibleSyntax                     = @{ Enable = $true; TargetVersions = @('5.1', '7.4') }
        PSUseCompatibleCmdlets                    = @{ compatibility = @('desktop-5.1.14393.206-windows'); reference = 'core-6.1.0-windows' }

        # Functions that are called in tables of data, where a name before every value would hide the data.
        PSAvoidUsingPositionalParameters          = @{
            CommandAllowList = @('Invoke-Dotnet', 'Add-AuditEvent', 'Add-FailedLogon', 'Add-TicketRequest', 'Add-CredentialValidation')
        }

        # Scripts are documentation too: help for whoever runs them, and one look.
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
