#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# What ConvertTo-Csv, Export-Csv and ConvertTo-Json write of every type that a cmdlet emits.

BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    $script:types = (Get-Command -Module AwsLoginAudit).OutputType.Type | Where-Object { "$_" -like 'AwsLoginAudit.*' } |
        Sort-Object -Property FullName -Unique | ForEach-Object { @{ Name = $_.Name; Type = $_ } }
}

BeforeAll {
    . "$PSScriptRoot/Common.ps1"

    function Get-SampleValue {
        param([type] $Type)
        $one = [nullable]::GetUnderlyingType($Type)
        if ($null -eq $one) { $one = $Type }
        if ($one -eq [string]) { return 'text' }
        if ($one -eq [datetimeoffset]) { return [datetimeoffset]::new(2026, 4, 3, 14, 0, 0, [timespan]::Zero) }
        if ($one -eq [timespan]) { return [timespan]::FromMinutes(5) }
        if ($one -eq [byte[]]) { return , [byte[]] 65 }
        if ($one.IsEnum) { return [enum]::GetValues($one)[0] }
        if ($one.IsPrimitive) { return [System.Convert]::ChangeType(1, $one) }
        if ($one.IsGenericType -and $one.GetGenericArguments().Count -eq 1) {
            $list = [array]::CreateInstance($one.GetGenericArguments()[0], 1)
            $list[0] = Get-SampleValue $one.GetGenericArguments()[0]
            return , $list
        }
        if ("$one" -like 'AwsLoginAudit.*') { New-Sample $one }
    }

    # One object of a type, with a value in every property that can be set.
    function New-Sample {
        [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'It creates an object in memory.')]
        param([type] $Type)
        $constructor = $Type.GetConstructors() | Sort-Object { $_.GetParameters().Count } | Select-Object -Last 1
        $arguments = @($constructor.GetParameters() | ForEach-Object { , (Get-SampleValue $_.ParameterType) })
        $sample = $constructor.Invoke($arguments)
        foreach ($property in $Type.GetProperties() | Where-Object { $_.GetSetMethod($true) }) {
            $value = Get-SampleValue $property.PropertyType
            if ($null -ne $value) { $property.SetValue($sample, $value) }
        }
        $sample
    }

    function Get-TimeName {
        param([type] $Type)
        $Type.GetProperties() | Where-Object { (Get-SampleValue $_.PropertyType) -is [datetimeoffset] } | ForEach-Object Name
    }
}

Describe 'CSV' {
    It 'of <Name> has values and no names of types' -TestCases $types {
        param($Type)
        $rows = New-Sample $Type | ConvertTo-Csv -NoTypeInformation
        $rows | Should -HaveCount 2
        $rows[1] | Should -Not -Match 'System\.|AwsLoginAudit\.|`\d'
    }

    It 'of <Name> that ConvertTo-LoginAuditCsvSafe has made safe has times in ISO 8601' -TestCases $types {
        param($Type)
        $row = New-Sample $Type | ConvertTo-LoginAuditCsvSafe | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv
        Get-TimeName $Type | ForEach-Object { $row.$_ | Should -Be '2026-04-03T14:00:00.000Z' }
    }
}

Describe 'JSON' {
    It 'of <Name> has values and no names of types' -TestCases $types {
        param($Type)
        $json = New-Sample $Type | ConvertTo-Json -Depth 8 -WarningAction Ignore
        $json | Should -Not -Match 'System\.|AwsLoginAudit\.|`\d'
        if ($PSVersionTable.PSVersion.Major -ge 7) {
            Get-TimeName $Type | ForEach-Object { $json | Should -Match """$_"": *""2026-04-03T14:00:00" }
        }
    }
}
