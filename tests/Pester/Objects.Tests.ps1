#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# What a pipeline of PowerShell brings: lines, copies of objects, documents.

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $script:lines = $events -replace '><', ">`n<" -split "`n"

    # An event record as Get-WinEvent emits it; the type itself is of Windows only.
    $script:record = [pscustomobject]@{
        PSTypeName = 'System.Diagnostics.Eventing.Reader.EventLogRecord'
        Id = 4625; Keywords = -9218868437227405312; RecordId = 4711L; ProviderName = 'Microsoft-Windows-Security-Auditing'; LogName = 'Security'
        MachineName = 'WEB01'; TimeCreated = [datetime]::new(2026, 11, 23, 6, 50, 0, [System.DateTimeKind]::Utc); KeywordsDisplayNames = @('Audit Failure')
        Properties = @('S-1-0-0', '-', '-', 0, 'S-1-0-0', 'admin', 'EXAMPLE', -1073741715, '%%2313', -1073741718, 3, 'NtLmSsp ', 'NTLM', '-', '-', '-', 0, 0, '-',
            '203.0.113.7', '0') | ForEach-Object { [pscustomobject]@{ PSTypeName = 'System.Diagnostics.Eventing.Reader.EventProperty'; Value = $_ } }
        Message = 'An account failed to log on.'
    }
}

Describe 'Lines' {
    It 'are put together, as wevtutil and Get-Content emit them' {
        $lines | Get-LoginAuditFailure | Should -HaveCount 11
        Set-Content -LiteralPath "$TestDrive/events.xml" -Value (@('<Events>') + $lines + @('</Events>'))
        Get-Content -LiteralPath "$TestDrive/events.xml" | Get-LoginAuditFailure | Should -HaveCount 11
    }

    It 'of JSON are put together' {
        Set-Content -LiteralPath "$TestDrive/events.json" -Value (ConvertTo-Json -Depth 4 -InputObject @($record, $record))
        # The same event twice is one.
        Get-Content -LiteralPath "$TestDrive/events.json" | Get-LoginAuditFailure | ForEach-Object Account | Should -Be 'EXAMPLE\admin'
    }
}

Describe 'Copies of event records' {
    It 'are read from Import-Clixml at a depth of <Depth>' -TestCases @(@{ Depth = 1 }, @{ Depth = 2 }, @{ Depth = 4 }) {
        param($Depth)
        $record | Export-Clixml -LiteralPath "$TestDrive/record.clixml" -Depth $Depth
        $copy = Import-Clixml -LiteralPath "$TestDrive/record.clixml"
        $copy.PSTypeNames[0] | Should -Be 'Deserialized.System.Diagnostics.Eventing.Reader.EventLogRecord'
        $failure = $copy | Get-LoginAuditFailure
        $failure.EventId | Should -Be 4625
        $failure.InstanceId | Should -Be 'WEB01'
        $failure.RecordId | Should -Be 4711
        $failure.Outcome | Should -Be 'Failure'
    }

    It 'are read from ConvertTo-Json and ConvertFrom-Json' {
        $failure = ConvertTo-Json -Depth 4 -InputObject $record | ConvertFrom-Json | Get-LoginAuditFailure
        $failure.Account | Should -Be 'EXAMPLE\admin'
        $failure.SubStatus | Should -Be '0xc000006a'
        $failure.Time.UtcDateTime | Should -Be $record.TimeCreated
    }
}

Describe 'JSON of other products' {
    It 'is read as objects of ConvertFrom-Json: <Name>' -TestCases @(
        Get-ChildItem -Path ([System.IO.Path]::Combine((Split-Path $PSScriptRoot), 'Unit', 'Cases', 'Inputs', 'json', '*.json')) | ForEach-Object { @{ Name = $_.Name; File = $_.FullName } }
    ) {
        param($File)
        # A failed login and a success.
        $failure = Get-Content -Raw -LiteralPath $File | ConvertFrom-Json | ForEach-Object { $_ } | Get-LoginAuditFailure
        $failure | Should -HaveCount 1
        $failure.Account | Should -Be 'CORP\jdoe'
        $failure.Outcome | Should -Be 'Failure'
    }
}

Describe 'XML' {
    It 'is read as a document and as elements' {
        $document = [xml]"<Events>$($events -join '')</Events>"
        $document | Get-LoginAuditFailure | Should -HaveCount 11
        $document.Events.Event | Get-LoginAuditFailure | Should -HaveCount 11
    }
}

Describe 'What is no event' {
    It 'is named, and the others are read' {
        $failures = & { Get-Item -LiteralPath $TestDrive; $null; $events } | Get-LoginAuditFailure -ErrorAction SilentlyContinue -ErrorVariable errors
        $failures | Should -HaveCount 11
        $errors.FullyQualifiedErrorId | Should -Be (@('NotAnEvent,AwsLoginAudit.Commands.GetLoginAuditFailureCommand') * 2)
        "$errors" | Should -Match 'System.IO.DirectoryInfo'
    }

    It 'ends the pipeline where nothing could be read' {
        { Get-Item -LiteralPath $TestDrive | Get-LoginAuditFailure -ErrorAction SilentlyContinue | Measure-LoginAuditFailure } |
            Should -Throw -ErrorId 'NotAnEvent,AwsLoginAudit.Commands.GetLoginAuditFailureCommand'
    }

    It 'is a failure that has been read already' {
        $failure = $events[0] | Get-LoginAuditFailure
        { $failure | Get-LoginAuditFailure -ErrorAction Stop } | Should -Throw '*Measure-LoginAuditFailure*'
    }
}
