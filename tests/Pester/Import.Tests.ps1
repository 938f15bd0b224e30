#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# What importing the module gives to a PowerShell session, and what it leaves alone.

BeforeAll {
    . "$PSScriptRoot/Common.ps1"

    # All that a session has by name, and its settings.
    $script:takeStock = @'
function TakeStock {
    Get-Variable -Scope Global | ForEach-Object { "variable $($_.Name)" }
    Get-Alias | ForEach-Object { "alias $($_.Name)" }
    Get-ChildItem -Path function: | ForEach-Object { "function $($_.Name)" }
    Get-TypeData | ForEach-Object { "type $($_.TypeName)" }
    Get-PSDrive | ForEach-Object { "drive $($_.Name)" }
    Get-Module | ForEach-Object { "module $($_.Name)" }
    Get-Command -Noun LoginAudit* | ForEach-Object { "command $($_.Name)" }
    Get-FormatData -TypeName AwsLoginAudit.* | ForEach-Object { "view $($_.TypeNames)" }
    Get-EventSubscriber | ForEach-Object { "subscriber $($_.SubscriptionId)" }
    "errors $($Error.Count)"
    "location $(Get-Location)"
    "strict $(try { $null.None; 'no' } catch { 'yes' })"
    "preferences $ErrorActionPreference $WarningPreference $VerbosePreference $ProgressPreference $ConfirmPreference $WhatIfPreference"
}
# The first use of a cmdlet or variable may make another: after this nothing does.
$before = TakeStock
$before = TakeStock
'@
}

Describe 'The module' {
    It 'exports cmdlets and nothing else, all of which the manifest names' {
        $module = Get-Module AwsLoginAudit
        $module.ExportedCmdlets.Keys | Sort-Object | Should -Be ((Test-ModuleManifest $manifest).ExportedCmdlets.Keys | Sort-Object)
        $module.ExportedFunctions.Count + $module.ExportedVariables.Count + $module.ExportedAliases.Count | Should -Be 0
    }

    It 'is found by a session whose module path has it, and loaded at its first use' {
        $folder = Split-Path (Split-Path $manifest)
        $count = Invoke-InNewSession -Variables @{ folder = $folder; recording = $recording } -Script @'
            $saved = $env:PSModulePath
            try {
                $env:PSModulePath = $folder + [System.IO.Path]::PathSeparator + $saved
                Get-LoginAuditFailure -Path $recording | Measure-LoginAuditFailure -Threshold 5
            }
            finally {
                $env:PSModulePath = $saved
            }
'@
        $count.FailureCount | Should -Be 46
    }

    It 'takes a prefix, for a session that has such names already' {
        $names = Invoke-InNewSession -Variables @{ manifest = $manifest } -Script 'Import-Module $manifest -Prefix Our; (Get-Command -Module AwsLoginAudit).Name'
        $names | Should -Contain 'Get-OurLoginAuditFailure'
        $names | Should -Not -Contain 'Get-LoginAuditFailure'
    }

    It 'keeps its own types reachable and its AWS SDK apart' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        'AwsLoginAudit.LoginAuditFailure' -as [type] | Should -Not -BeNullOrEmpty
        'Amazon.Runtime.AWSCredentials' -as [type] | Should -BeNullOrEmpty
    }
}

Describe 'Importing' {
    It 'adds its cmdlets and their views to the session, and changes nothing else' {
        $added = Invoke-InNewSession -Variables @{ manifest = $manifest } -Script "$takeStock`nImport-Module `$manifest`nCompare-Object `$before (TakeStock) | ForEach-Object { `$_.SideIndicator + ' ' + `$_.InputObject }"
        $added | Should -Match '^=> (module AwsLoginAudit|command [A-Z][a-z]+-LoginAudit[A-Z]|(view|type) AwsLoginAudit\.)'
        @($added -match 'command').Count | Should -Be (Get-Command -Module AwsLoginAudit).Count
        @($added -match 'module').Count | Should -Be 1
    }

    It 'is undone by Remove-Module, to the last view' {
        $left = Invoke-InNewSession -Variables @{ manifest = $manifest } -Script "$takeStock`nImport-Module `$manifest`nRemove-Module AwsLoginAudit`nCompare-Object `$before (TakeStock) | ForEach-Object { `$_.InputObject }"
        $left | Should -BeNullOrEmpty
    }

    It 'works in strict mode, twice, and again after Remove-Module, without any error' {
        $counts = Invoke-InNewSession -Variables @{ manifest = $manifest; recording = $recording } -Script @'
            Set-StrictMode -Version Latest
            Import-Module $manifest
            Import-Module $manifest
            (Get-LoginAuditFailure -Path $recording | Measure-LoginAuditFailure -Threshold 5).FailureCount
            Import-Module $manifest -Force
            (Get-LoginAuditFailure -Path $recording | Measure-LoginAuditFailure -Threshold 5).FailureCount
            Remove-Module AwsLoginAudit
            Import-Module $manifest
            (Get-LoginAuditFailure -Path $recording | Measure-LoginAuditFailure -Threshold 5).FailureCount
            $Error.Count
'@
        $counts | Should -Be 46, 46, 46, 0
    }

    It 'loads one copy of its assemblies, however often it is imported' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        1..3 | ForEach-Object { Import-Module $manifest -Force }
        @([System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -EQ AwsLoginAudit).Count | Should -Be 1
    }

    It 'leaves no AssemblyResolve handler behind in Windows PowerShell' -Skip:($PSVersionTable.PSVersion.Major -ge 7) {
        $field = [System.AppDomain].GetField('_AssemblyResolve', [System.Reflection.BindingFlags]'Instance, NonPublic')
        $script:handlers = { @(foreach ($handler in $field.GetValue([System.AppDomain]::CurrentDomain)) { $handler.GetInvocationList() }).Count }
        Remove-Module AwsLoginAudit
        $before = & $handlers
        1..3 | ForEach-Object { Import-Module $manifest -Force }
        Remove-Module AwsLoginAudit
        & $handlers | Should -Be $before
        Import-Module $manifest
    }
}
