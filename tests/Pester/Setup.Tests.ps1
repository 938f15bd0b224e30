#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# From nothing to a fleet that is watched, and back. Each cmdlet says with -WhatIf what it would do, and can be run again at any time.

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $script:process, $script:aws = Open-LocalAwsServer '--machines 3'
    $script:people = @{ From = 'audit@corp.example'; To = 'soc@corp.example' }
    $script:machines = 1..3 | ForEach-Object { [pscustomobject]@{ InstanceId = 'i-{0:D17}' -f $_ } }
    $script:template = @{ Path = Join-Path $TestDrive 'template.yaml'; S3Bucket = 'code'; S3Key = 'responder.zip' }
}

AfterAll {
    Close-LocalAwsServer $process
}

Describe 'With -WhatIf' {
    It 'nothing is made: <_>' -ForEach @(
        { Initialize-LoginAuditPrerequisite @people -WhatIf @aws }
        { $machines | Install-LoginAuditAgent -WhatIf @aws }
        { New-LoginAuditAlarm -Queue -WhatIf @aws }
        { Export-LoginAuditTemplate @template -WhatIf }
        { New-LoginAuditReport | Export-LoginAuditReport -Path (Join-Path $TestDrive report.html) -WhatIf }
        { Send-LoginAuditReport -Problem 'no queue' @people -WhatIf @aws }
    ) {
        & $_ | Should -BeNullOrEmpty
    }

    It 'was true to its word' {
        $checks = Test-LoginAuditPrerequisite @people @aws | Where-Object Name -In 'Instance role', 'SES sender', 'Log group', 'Metric filter', 'Alarm'
        $checks.Status | Should -Be @('Failed', 'Failed', 'Failed', 'Failed', 'Failed')
        (Get-LoginAuditAgent -Detailed @aws).State | Select-Object -Unique | Should -Be 'NotInstalled'
        Get-LoginAuditAlarm @aws | Should -BeNullOrEmpty
        Get-ChildItem -Path $TestDrive | Should -BeNullOrEmpty
    }

    It 'or $WhatIfPreference, as in any cmdlet' {
        $WhatIfPreference = $true
        New-LoginAuditAlarm @aws | Should -BeNullOrEmpty
    }

    It 'works for every cmdlet that changes anything, and for no other' {
        $verbs = Get-Command -Module AwsLoginAudit | Where-Object { $_.Parameters.ContainsKey('WhatIf') } | ForEach-Object Verb | Sort-Object -Unique
        $verbs | Should -Be 'Add', 'Complete', 'Export', 'Initialize', 'Install', 'Invoke', 'New', 'Remove', 'Send', 'Uninstall'
        (Get-Command -Verb Get, Measure, Receive, Test -Module AwsLoginAudit).Parameters | Where-Object { $_.ContainsKey('WhatIf') } | Should -BeNullOrEmpty
    }
}

Describe 'Setting up a fleet' {
    It 'names each prerequisite with a remedy where it is not met' {
        $failed = Test-LoginAuditPrerequisite @people @aws | Where-Object Status -EQ Failed
        $failed.Name | Should -Contain 'SES sender'
        $failed.Remedy | Should -Not -Contain $null
    }

    It 'makes the prerequisites' {
        (Initialize-LoginAuditPrerequisite @people @aws).Name | Should -Contain 'SES sender'
    }

    It 'installs the agent on machines from the pipeline' {
        ($machines | Install-LoginAuditAgent @aws).State | Should -Be 'Configured', 'Configured', 'Configured'
    }

    It 'makes an alarm once, and says so the second time' {
        (New-LoginAuditAlarm -Threshold 5 -Queue @aws).Changes.Action | Select-Object -Unique | Should -Be 'Created'
        (New-LoginAuditAlarm -Threshold 5 -Queue @aws).Changes.Action | Select-Object -Unique | Should -Be 'Unchanged'
    }

    It 'makes no responder whose mails SES would not send' {
        { Install-LoginAuditResponder @people @aws } | Should -Throw -ErrorId 'SenderNotVerified,*'
        $process.StandardInput.WriteLine('verify corp.example')
        $null = $process.StandardOutput.ReadLine()
    }

    It 'makes a responder once, and says so the second time' {
        Install-LoginAuditResponder @people -FollowUp -WhatIf @aws | Should -BeNullOrEmpty
        Get-LoginAuditResponder @aws | Should -BeNullOrEmpty
        # The topic of the operations alarms is there: New-LoginAuditAlarm -Queue has created it.
        ((Install-LoginAuditResponder @people -FollowUp @aws).Changes | Where-Object ResourceType -NE 'topic').Action | Select-Object -Unique | Should -Be 'Created'
        (Install-LoginAuditResponder @people -FollowUp @aws).Changes.Action | Select-Object -Unique | Should -Be 'Unchanged'
    }

    It 'writes all of it as a template instead' {
        $file = Export-LoginAuditTemplate @template
        Get-Content -LiteralPath $file.FullName -Raw | Should -Match 'AWS::CloudWatch::Alarm'
    }

    It 'shows agents, alarms, responders and checks as tables' {
        Get-LoginAuditAgent @aws | Out-String -Width 120 | Should -Match 'i-00000000000000001 .*Silent'
        Get-LoginAuditAlarm @aws | Out-String -Width 120 | Should -Match 'WindowsSecurityLogsAlarm .*INSUFFICIENT_DATA'
        Get-LoginAuditResponder @aws | Out-String -Width 120 | Should -Match 'WindowsSecurityLogsAlarm .*Active'
        Test-LoginAuditPrerequisite @people @aws | Out-String -Width 120 | Should -Match 'SES sender .*audit@corp.example'
    }

    It 'finds nothing in a queue that is empty, and nothing to follow up' {
        Receive-LoginAuditNotification @aws | Should -BeNullOrEmpty
        Get-LoginAuditFailure -AlarmName WindowsSecurityLogsAlarm -FollowUp @aws | Should -BeNullOrEmpty
    }
}

Describe 'Taking it away' {
    It 'says with -WhatIf what would go, and keeps it' {
        Get-LoginAuditResponder @aws | Uninstall-LoginAuditResponder -WhatIf @aws | Should -BeNullOrEmpty
        Get-LoginAuditAlarm @aws | Remove-LoginAuditAlarm -WhatIf @aws | Should -BeNullOrEmpty
        $machines | Uninstall-LoginAuditAgent -WhatIf @aws | Should -BeNullOrEmpty
        Get-LoginAuditResponder @aws | Should -Not -BeNullOrEmpty
        Get-LoginAuditAlarm @aws | Should -Not -BeNullOrEmpty
        (Get-LoginAuditAgent -Detailed @aws).State | Should -Not -Contain 'NotInstalled'
    }

    It 'asks first, unless -Confirm:$false says not to' {
        # Without an exclusion, reports only show more.
        foreach ($command in Get-Command -Verb Remove, Uninstall -Module AwsLoginAudit | Where-Object Name -NE 'Remove-LoginAuditExclusion') {
            ($command.ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)).ConfirmImpact | Should -Be 'High'
        }
    }

    It 'removes what it made' {
        (Get-LoginAuditResponder @aws | Uninstall-LoginAuditResponder -IncludeLogGroup -PassThru -Confirm:$false @aws).Changes.Action | Select-Object -Unique | Should -Be 'Removed'
        (Get-LoginAuditAlarm @aws | Remove-LoginAuditAlarm -IncludeLogGroup -PassThru -Confirm:$false @aws).Changes.Action | Select-Object -Unique | Should -Be 'Removed'
        ($machines | Uninstall-LoginAuditAgent -PassThru -Confirm:$false @aws).State | Select-Object -Unique | Should -Be 'Uninstalled'
        Get-LoginAuditResponder @aws | Should -BeNullOrEmpty
        Get-LoginAuditAlarm @aws | Should -BeNullOrEmpty
    }
}
