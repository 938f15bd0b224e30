#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Measure-LoginAuditFailure: how often, per instance, against which limit.

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
}

Describe 'Counting' {
    It 'keeps the instances over the threshold' {
        $counts = @($events | Get-LoginAuditFailure | Measure-LoginAuditFailure -Threshold 5)
        $counts | Should -HaveCount 1
        $counts[0].InstanceId | Should -Be 'WEB01'
        $counts[0].FailureCount | Should -Be 6
    }

    It 'shows the others with -All, those with most failures first' {
        $counts = $events | Get-LoginAuditFailure | Measure-LoginAuditFailure -Threshold 5 -All
        $counts.InstanceId | Should -Be 'WEB01', 'WEB02'
        $counts.OverThreshold | Should -Be $true, $false
    }

    It 'never adds up failures of several instances' {
        $spread = 1..20 | ForEach-Object { Get-FailureXml -Computer "WEB$_" -RecordId $_ }
        $spread | Get-LoginAuditFailure | Measure-LoginAuditFailure -Threshold 5 | Should -BeNullOrEmpty
    }

    It 'counts by <_>' -ForEach 'Account', 'SourceAddress', 'Reason', 'LogonType' {
        $expected = @{ Account = 'EXAMPLE\admin', 'EXAMPLE\backup'; SourceAddress = '203.0.113.7', '198.51.100.9'; Reason = 'Wrong password'; LogonType = 'Network' }
        ($events | Get-LoginAuditFailure | Measure-LoginAuditFailure -By $_).Name | Should -Be $expected[$_]
    }

    It 'says who, from where, why and when' {
        $count = $events | Get-LoginAuditFailure | Measure-LoginAuditFailure -Threshold 5
        $count.Accounts.Name | Should -Be 'EXAMPLE\admin'
        $count.Sources.Name | Should -Be '203.0.113.7'
        $count.Reasons[0].Count | Should -Be 6
        $count.FirstSeen | Should -Be ([System.DateTimeOffset]'2026-11-23T06:50:00Z')
        $count.LastFailures | Should -HaveCount 6
    }

    It 'counts an event that is sent twice once' {
        ($events[0], $events[0] | Get-LoginAuditFailure | Measure-LoginAuditFailure).FailureCount | Should -Be 1
    }

    It 'counts what cannot be parsed' {
        $cutOff = $events[0].Substring(0, 700)
        $count = $cutOff, $events[1] | Get-LoginAuditFailure | Measure-LoginAuditFailure
        $count.FailureCount | Should -Be 2
        $count.MalformedCount | Should -Be 1
    }

    It 'shows counts as a table' {
        $events | Get-LoginAuditFailure | Measure-LoginAuditFailure -Threshold 5 | Out-String -Width 120 | Should -Match 'WEB01 .*\b6 True '
    }
}
