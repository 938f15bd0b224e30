#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Responds to an alarm that fired: by hand, by a scheduled task, and with two commands. The attack is the recording of the demo; one of its
# five machines has more than five failed logins.

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $script:machines = 'i-0a41c7d2e95f3b601', 'i-0c93e1f07b2a8d4d5', 'i-05d8b3a6140ce7f92', 'i-0e27f9b58a6d1c340', 'mi-07c4e1a9b2d35f680'
    $script:people = @{ From = 'audit@corp.example'; To = 'soc@corp.example' }
}

Describe 'An alarm that fired' {
    BeforeAll {
        $script:process, $script:aws = Open-LocalAwsServer -UnderAttack
        $null = New-LoginAuditAlarm -Threshold 5 -Queue @aws
        $null = $machines | Install-LoginAuditAgent @aws
        do { $script:notification = Receive-LoginAuditNotification @aws } until ($notification)
    }

    AfterAll {
        Close-LocalAwsServer $process
    }

    It 'says what fired, when, and how often it was delivered' {
        $notification.AlarmName | Should -Be 'WindowsSecurityLogsAlarm'
        $notification.Delivery.ReceiveCount | Should -Be 1
        $notification.Repeated | Should -BeFalse
    }

    It 'leads to the failures of the window that it judged' {
        $failures = $notification | Get-LoginAuditFailure @aws
        $failures | Should -HaveCount 60
        $failures[0].Read.Window.AlarmName | Should -Be 'WindowsSecurityLogsAlarm'
        Get-LoginAuditFailure -AlarmName WindowsSecurityLogsAlarm @aws | Should -HaveCount 60
    }

    It 'names the one machine that is over the threshold' {
        $counts = Get-LoginAuditFailure -AlarmName WindowsSecurityLogsAlarm @aws | Measure-LoginAuditFailure -All
        ($counts | Where-Object OverThreshold).InstanceId | Should -Be 'i-0a41c7d2e95f3b601'
        $counts | ForEach-Object FailureCount | Should -Be 46, 5, 4, 3, 2
    }

    It 'is not acknowledged where its failures were read in part only' {
        $report = $notification | Get-LoginAuditFailure @aws | Select-Object -First 1 | Measure-LoginAuditFailure | New-LoginAuditReport
        $report.Incomplete | Should -BeTrue
        $notification | Complete-LoginAuditNotification -Report $report @aws -ErrorVariable refused -ErrorAction SilentlyContinue
        $refused[0].FullyQualifiedErrorId | Should -BeLike 'NotificationNotHandled,*'
    }

    It 'is mailed with -WhatIf to nobody, and then once' {
        $counts = $notification | Get-LoginAuditFailure @aws | Measure-LoginAuditFailure
        $counts | Send-LoginAuditReport @people -WhatIf @aws | Should -BeNullOrEmpty
        $receipt = $counts | Send-LoginAuditReport @people @aws
        $receipt.OverThresholdCount | Should -Be 1
        $receipt.Repeated | Should -BeFalse
        $counts | Send-LoginAuditReport @people @aws | Should -BeNullOrEmpty
    }

    It 'waits in the queue with -WhatIf, and is gone when it is acknowledged' {
        $report = $notification | Get-LoginAuditFailure @aws | Measure-LoginAuditFailure | New-LoginAuditReport
        $notification | Complete-LoginAuditNotification -Report $report -WhatIf @aws
        $notification | Complete-LoginAuditNotification -Report $report @aws
        Receive-LoginAuditNotification @aws | Should -BeNullOrEmpty
    }

    It 'is not mailed about where nothing is over the limit' {
        $events | Get-LoginAuditFailure | Measure-LoginAuditFailure -Threshold 100 | Send-LoginAuditReport @people @aws | Should -BeNullOrEmpty
    }
}

Describe 'A notification from elsewhere' {
    It 'reads as one, shows a hostile alarm name as text, and cannot be acknowledged' {
        $json = @{ AlarmName = "Fleet$([char]27)[2J"; NewStateValue = 'ALARM'; StateChangeTime = '2026-11-23T06:50:00Z' } | ConvertTo-Json
        $notification = [AwsLoginAudit.LoginAuditAlarmNotification]::Parse($json)
        $notification | Out-String | Should -Match 'Fleet\\u001b\[2J .*ALARM'
        $notification | Complete-LoginAuditNotification -Region us-east-1 -AccessKey a -SecretKey b -ErrorVariable refused -ErrorAction SilentlyContinue
        $refused[0].FullyQualifiedErrorId | Should -BeLike 'NotFromQueue,*'
    }
}

Describe 'The scheduled task of the samples' {
    BeforeAll {
        $script:process, $script:aws = Open-LocalAwsServer -UnderAttack
        $null = New-LoginAuditAlarm -Threshold 5 -Queue @aws
        $null = $machines | Install-LoginAuditAgent @aws
        do { $fired = (Get-LoginAuditAlarm @aws).AlarmState -eq 'ALARM' } until ($fired)

        # As the task is run: the script and its parameters, with credentials from outside.
        function Invoke-Task {
            param([string] $AlarmName = 'WindowsSecurityLogsAlarm')
            $saved = $env:AWS_ACCESS_KEY_ID, $env:AWS_SECRET_ACCESS_KEY, $env:PSModulePath
            try {
                $env:AWS_ACCESS_KEY_ID, $env:AWS_SECRET_ACCESS_KEY = $aws.AccessKey, $aws.SecretKey
                $env:PSModulePath = [System.IO.Path]::Combine($root, 'out') + [System.IO.Path]::PathSeparator + $env:PSModulePath
                $task = @{ Region = $aws.Region; EndpointUrl = $aws.EndpointUrl; AlarmName = $AlarmName; TranscriptPath = Join-Path $TestDrive 'transcripts' }
                & ([System.IO.Path]::Combine($root, 'samples', 'scheduled-task.ps1')) @task @people -FollowUp
            }
            finally {
                $env:AWS_ACCESS_KEY_ID, $env:AWS_SECRET_ACCESS_KEY, $env:PSModulePath = $saved
            }
        }
    }

    AfterAll {
        Close-LocalAwsServer $process
    }

    It 'mails and acknowledges what waits, and keeps a transcript a day' {
        $output = Invoke-Task
        $LASTEXITCODE | Should -Be 0
        ($output | Where-Object { $_ -is [AwsLoginAudit.LoginAuditReceipt] }).OverThresholdCount | Should -Be 1
        $output[-1] | Should -Match '^Responded to .+\.$'
        Get-ChildItem -Path (Join-Path $TestDrive 'transcripts') | Should -HaveCount 1
    }

    It 'has nothing to do when it is run again' {
        Invoke-Task | Should -BeNullOrEmpty
        $LASTEXITCODE | Should -Be 0
    }

    It 'ends with exit code 2 where nothing can begin' {
        Invoke-Task -AlarmName none | Should -Match 'There is no queue none'
        $LASTEXITCODE | Should -Be 2
    }
}

Describe 'The two lines' {
    BeforeAll {
        $script:process, $script:aws = Open-LocalAwsServer -UnderAttack
    }

    AfterAll {
        Close-LocalAwsServer $process
    }

    It 'set up a fleet and answer its alarm, in strict mode, and every object has a view' {
        $output = Invoke-InNewSession -Variables @{ manifest = $manifest; aws = $aws; machines = $machines } -Script @'
            Set-StrictMode -Version Latest
            Import-Module $manifest
            $PSDefaultParameterValues = @{}
            foreach ($name in $aws.Keys) { $PSDefaultParameterValues["*-LoginAudit*:$name"] = $aws[$name] }
            # The recorded attack begins with the last agent, so here the alarm is there before.
            $null = New-LoginAuditAlarm -Threshold 5 -Queue
            function Get-EC2Instance { [pscustomobject]@{ Instances = $machines | ForEach-Object { [pscustomobject]@{ InstanceId = $_; State = 'running' } } } }
            $(
                (Get-EC2Instance).Instances | Install-LoginAuditAgent; New-LoginAuditAlarm -Threshold 5 -Queue
                while ((Get-LoginAuditAlarm).AlarmState -ne 'ALARM') { }
                Receive-LoginAuditNotification | ForEach-Object { ($report = $_ | Get-LoginAuditFailure | Measure-LoginAuditFailure | Send-LoginAuditReport -From audit@corp.example -To soc@corp.example -PassThru); $_ | Complete-LoginAuditNotification -Report $report }
                Get-LoginAuditFailure -AlarmName WindowsSecurityLogsAlarm | Select-Object -First 2
                Get-LoginAuditFailure -AlarmName WindowsSecurityLogsAlarm | Measure-LoginAuditFailure
                Get-LoginAuditAgent
                Test-LoginAuditPrerequisite
            ) | Tee-Object -Variable all
            $all | ForEach-Object { $_ | Format-Table | Out-String -Width 120; $_ | Format-List | Out-String -Width 120 }
            $Error.Count
'@
        $output[-1] | Should -Be 0
        @($output | Where-Object { $_ -is [AwsLoginAudit.LoginAuditReport] }) | Should -HaveCount 1
        $output | Where-Object { $_ -is [string] -and $_ -match 'i-0a41c7d2e95f3b601 .*\b46 True ' } | Should -HaveCount 1
        @($output | Where-Object { $_ -is [AwsLoginAudit.LoginAuditAgent] -and $_.State -eq 'Configured' }) | Should -HaveCount 5
    }
}
