#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Measure-LoginAuditFailure: how often, per instance, against which limit. Get-LoginAuditFinding: what it means.

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

Describe 'Findings' {
    It 'say what failed logins mean, and warn if no successful login was read' {
        $findings = @($events | Get-LoginAuditFinding -WarningVariable unknown -WarningAction SilentlyContinue)
        $findings.Kind | Should -Be 'PasswordGuessing'
        $findings.InstanceIds | Should -Be 'WEB01'
        $findings.Incomplete | Should -BeFalse
        "$unknown" | Should -Match 'unknown whether somebody got in'
    }

    It 'are the same for events that another cmdlet has read, and for copies of them' {
        $expected = ($events | Get-LoginAuditFinding -WarningAction SilentlyContinue).Title
        $failures = $events | Get-LoginAuditFailure
        ($failures | Get-LoginAuditFinding -WarningAction SilentlyContinue).Title | Should -Be $expected
        $copies = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($failures))
        ($copies | Get-LoginAuditFinding -WarningAction SilentlyContinue).Title | Should -Be $expected
    }

    It 'change with the rules' {
        $events | Get-LoginAuditFinding -Rules @{ GuessingGuesses = 7 } -WarningAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'fit a narrow screen' {
        $events | Get-LoginAuditFinding -WarningAction SilentlyContinue | Out-String -Width 80 | Should -Match 'Medium +11-23 06:50:00 6 failed guesses'
    }
}
