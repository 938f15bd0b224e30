#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Get-LoginAuditFailure: where failures come from, and what is known of each.

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
}

Describe 'Reading events and files' {
    It 'reads event XML from the pipeline' {
        $failure = $events[0] | Get-LoginAuditFailure
        $failure.InstanceId | Should -Be 'WEB01'
        $failure.Account | Should -Be 'EXAMPLE\admin'
        $failure.SourceAddress | Should -Be '203.0.113.7'
        $failure.LogonTypeName | Should -Be 'Network'
        $failure.Reason | Should -Be 'Wrong password'
        $failure.Time | Should -Be ([System.DateTimeOffset]'2026-11-23T06:50:00Z')
    }

    It 'reads what Get-WinEvent finds' -Skip:(-not (Get-Command Get-WinEvent -ErrorAction Ignore)) {
        $recorded = Get-WinEvent -LogName System -MaxEvents 1
        { $recorded | Get-LoginAuditFailure -ErrorAction Stop } | Should -Not -Throw
    }

    It 'reads files that Get-ChildItem finds, and those that a wildcard does' {
        $events | Set-Content -Path (Join-Path $TestDrive 'security.xml') -Encoding utf8
        Get-ChildItem -Path $TestDrive -Filter *.xml | Get-LoginAuditFailure | Should -HaveCount 11
        Get-LoginAuditFailure -Path (Join-Path $TestDrive '*.xml') | Should -HaveCount 11
    }

    It 'takes a file by its exact name, wildcard characters and all' {
        $file = Join-Path $TestDrive 'security[1].log'
        Set-Content -LiteralPath $file -Value $events -Encoding utf8
        Get-LoginAuditFailure -LiteralPath $file | Should -HaveCount 11
    }

    It 'reads what the CloudWatch agent ships, of any display language, and leaves successes and copies out' {
        $failures = Get-LoginAuditFailure -Path $recording
        $failures | Should -HaveCount 60
        $failures.Outcome | Select-Object -Unique | Should -Be 'Failure'
        @($failures | Where-Object Computer -Like *-BER-*) | Should -HaveCount 8
    }

    It 'marks an event that contradicts itself, and still counts it' {
        $forged = $events[0] -replace '</EventData>', "<Data Name='IpAddress'>192.0.2.66</Data></EventData>"
        $failure = $forged | Get-LoginAuditFailure
        $failure.Suspicious | Should -BeTrue
        $failure.SourceAddress | Should -BeNullOrEmpty
        $failure.Conflicts['IpAddress'] | Should -Be '203.0.113.7', '192.0.2.66'
        ($forged | Get-LoginAuditFailure | Measure-LoginAuditFailure).FailureCount | Should -Be 1
    }
}

Describe 'Reading a log group' {
    BeforeAll {
        $script:process, $script:aws = Open-LocalAwsServer '--load 3000 --streams 3 --start 2026-03-01T12:00:00Z'
        $script:window = @{ LogGroupName = '/aws/SecurityAuditLogs'; StartTime = '2026-03-01T12:00:00Z'; EndTime = '2026-03-01T12:05:00Z' }
    }

    AfterAll {
        Close-LocalAwsServer $process
    }

    It 'reads every page of a window' {
        Get-LoginAuditFailure @window @aws | Should -HaveCount 3000
    }

    It 'reads from its start on and ends before its end' {
        $window = $window.Clone()
        $window.EndTime = '2026-03-01T12:00:01Z'
        $times = (Get-LoginAuditFailure @window @aws).Time
        $times | Should -HaveCount 10
        $times[0] | Should -Be ([System.DateTimeOffset]'2026-03-01T12:00:00Z')
    }

    It 'reads some instances only' {
        $failures = Get-LoginAuditFailure @window @aws -InstanceId i-00000000000000001, i-00000000000000003
        $failures | Should -HaveCount 2000
        $failures.InstanceId | Select-Object -Unique | Should -Be 'i-00000000000000001', 'i-00000000000000003'
    }

    It 'names each call to AWS with -Verbose' {
        $records = Get-LoginAuditFailure @window @aws -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        $records.Message | Where-Object { $_ -match '^\w+:\w' } | Select-Object -Unique |
            Should -Be 'logs:FilterLogEvents /aws/SecurityAuditLogs', 'logs:DescribeLogGroups /aws/SecurityAuditLogs'
    }

    It 'finds the AWS of the session: endpoint, Region and keys from its environment or its default parameters' {
        $saved = $env:AWS_ACCESS_KEY_ID, $env:AWS_SECRET_ACCESS_KEY, $env:AWS_REGION
        try {
            $env:AWS_ACCESS_KEY_ID, $env:AWS_SECRET_ACCESS_KEY, $env:AWS_REGION = $aws.AccessKey, $aws.SecretKey, $aws.Region
            $PSDefaultParameterValues = @{ '*-LoginAudit*:EndpointUrl' = $aws.EndpointUrl }
            Get-LoginAuditFailure @window | Measure-LoginAuditFailure | ForEach-Object FailureCount | Should -Be 1000, 1000, 1000
        }
        finally {
            $env:AWS_ACCESS_KEY_ID, $env:AWS_SECRET_ACCESS_KEY, $env:AWS_REGION = $saved
        }
    }
}
