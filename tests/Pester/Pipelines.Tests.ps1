#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# What comes out are objects, so PowerShell's own cmdlets do the rest.

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $script:process, $script:aws = Open-LocalAwsServer '--load 3000 --streams 3 --start 2026-03-01T12:00:00Z'
    $script:window = @{ LogGroupName = '/aws/SecurityAuditLogs'; StartTime = '2026-03-01T12:00:00Z'; EndTime = '2026-03-01T12:05:00Z' }
    $script:failures = Get-LoginAuditFailure -Path $recording
}

AfterAll {
    Close-LocalAwsServer $process
}

Describe 'Streaming' {
    BeforeAll {
        # How many pages a pipeline has asked for.
        function Get-PageCount {
            param([object[]] $Output)
            @($Output | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] -and $_.Message -match 'FilterLogEvents' }).Count
        }
    }

    It 'reads on only as long as somebody wants more: Select-Object -First stops the reading' {
        $all = Get-LoginAuditFailure @window @aws -Verbose 4>&1
        $first = Get-LoginAuditFailure @window @aws -Verbose 4>&1 | Select-Object -First 10
        Get-PageCount $all | Should -BeGreaterThan 8
        # At most the page at hand and the next.
        Get-PageCount $first | Should -BeLessOrEqual 2
    }

    It 'hands over each failure as it is read, before the next page' {
        $seen = Get-LoginAuditFailure @window @aws | ForEach-Object { $_.Time } | Select-Object -First 3
        $seen | Should -HaveCount 3
    }

    It 'can be left from within a loop' {
        $read = 0
        foreach ($once in 1) {
            Get-LoginAuditFailure @window @aws | ForEach-Object { $read++; if ($read -eq 5) { break } }
        }
        $read | Should -Be 5
    }

    It 'keeps a copy on the way with -OutVariable and Tee-Object' {
        $count = $failures | Tee-Object -Variable teed | Measure-LoginAuditFailure -Threshold 5 -OutVariable kept
        $teed | Should -HaveCount 60
        $kept[0] | Should -Be $count
    }
}

Describe 'PowerShell''s own cmdlets' {
    It 'Where-Object keeps failures by any property' {
        $failures | Where-Object SourceAddress -EQ 203.0.113.78 | Should -HaveCount 13
        $failures | Where-Object Suspicious | Should -HaveCount 4
    }

    It 'Group-Object and Sort-Object find who tries most' {
        $groups = $failures | Group-Object -Property SourceAddress | Sort-Object -Property Count -Descending
        $groups[0].Name | Should -Be '203.0.113.77'
        $groups[0].Count | Should -Be 34
        ($failures | Sort-Object -Property Time -Descending)[0].Time | Should -Be $failures[-1].Time
    }

    It 'Measure-Object adds up counts' {
        ($failures | Measure-LoginAuditFailure | Measure-Object -Property FailureCount -Sum).Sum | Should -Be 60
    }

    It 'Select-Object makes rows of one''s own' {
        $row = $failures | Select-Object -First 1 -Property InstanceId, Account, @{ Name = 'Day'; Expression = { $_.Time.ToString('yyyy-MM-dd') } }
        $row.InstanceId | Should -Be 'i-0a41c7d2e95f3b601'
        $row.Day | Should -Be '2026-01-14'
    }

    It 'ConvertTo-Json writes a failure that reads back the same' {
        $json = $failures | Select-Object -First 1 -ExcludeProperty Read -Property * | ConvertTo-Json | ConvertFrom-Json
        $json.InstanceId | Should -Be 'i-0a41c7d2e95f3b601'
        $json.EventId | Should -Be 4625
        $json.Reason | Should -Be 'Wrong password'
    }

    It 'ConvertTo-Json writes a count whole at -Depth 5' {
        $json = $failures | Measure-LoginAuditFailure -Threshold 5 | ConvertTo-Json -Depth 5 -WarningVariable truncated | ConvertFrom-Json
        $truncated | Should -BeNullOrEmpty
        $json.FailureCount | Should -Be 46
        $json.Accounts[0].Name | Should -Be 'Administrator'
    }

    It 'Export-Csv writes a row a failure' {
        $file = Join-Path $TestDrive 'failures.csv'
        $failures | Export-Csv -Path $file -NoTypeInformation -Encoding UTF8
        $rows = Import-Csv -Path $file -Encoding UTF8
        $rows | Should -HaveCount 60
        $rows[0].InstanceId | Should -Be 'i-0a41c7d2e95f3b601'
        $rows[0].EventId | Should -Be '4625'
    }
}

Describe 'Several at a time' {
    It 'ForEach-Object -Parallel reads many log groups, Regions or accounts at once' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $counts = 1..3 | ForEach-Object -ThrottleLimit 3 -Parallel {
            Import-Module $using:manifest
            Get-LoginAuditFailure @using:window @using:aws -InstanceId "i-0000000000000000$_" | Measure-LoginAuditFailure
        }
        $counts.InstanceId | Sort-Object | Should -Be 'i-00000000000000001', 'i-00000000000000002', 'i-00000000000000003'
        $counts | ForEach-Object FailureCount | Should -Be 1000, 1000, 1000
    }

    It 'Start-Job reads in the background and hands over counts' {
        $job = Start-Job -ScriptBlock {
            Import-Module $using:manifest
            Get-LoginAuditFailure @using:window @using:aws | Measure-LoginAuditFailure
        }
        $counts = Receive-Job -Job $job -Wait -AutoRemoveJob
        $counts.InstanceId | Should -Be 'i-00000000000000001', 'i-00000000000000002', 'i-00000000000000003'
        $counts | Out-String -Width 120 | Should -Match 'i-00000000000000001 .*\b1000\b.*user[0-9]{4}'
    }
}
