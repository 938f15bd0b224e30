#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# What goes wrong has a stable ErrorId and a category. A question that cannot be answered at all ends the pipeline, so that nothing further
# down counts too little; one thing out of several that is not there leaves the others going.

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $script:process, $script:aws = Open-LocalAwsServer '--load 30 --streams 3 --machines 1'

    # The one error of a script, and whether it has ended the script.
    function Get-Failing {
        param([scriptblock] $Failing)
        $ErrorActionPreference = 'SilentlyContinue'
        $Error.Clear()
        $ended = $false
        try { $null = & $Failing } catch { $ended = $true }
        $Error | Should -HaveCount 1
        [pscustomobject]@{ Id = $Error[0].FullyQualifiedErrorId -replace ',.*'; Category = $Error[0].CategoryInfo.Category; Ended = $ended; Record = $Error[0] }
    }
}

AfterAll {
    Close-LocalAwsServer $process
}

Describe 'An error that ends the pipeline' {
    It '<id>: <script>' -ForEach @(
        @{ Id = 'UnknownRegion'; Category = 'InvalidArgument'; Script = { Get-LoginAuditFailure any -Region moon-1 -AccessKey a -SecretKey b } }
        @{ Id = 'InvalidEndpoint'; Category = 'InvalidArgument'; Script = { Get-LoginAuditFailure any -EndpointUrl nowhere -Region us-east-1 -AccessKey a -SecretKey b } }
        @{ Id = 'ProfileNotFound'; Category = 'ObjectNotFound'; Script = { Get-LoginAuditFailure any -ProfileName nobody } }
        @{ Id = 'EndpointUnreachable'; Category = 'ConnectionError'; Script = { Get-LoginAuditFailure any -EndpointUrl http://127.0.0.1:1 -Region us-east-1 -AccessKey a -SecretKey b } }
        @{ Id = 'LogGroupNotFound'; Category = 'ObjectNotFound'; Script = { Get-LoginAuditFailure none @aws } }
        @{ Id = 'StartAfterEnd'; Category = 'InvalidArgument'; Script = { Get-LoginAuditFailure any -StartTime 2026-01-02 -EndTime 2026-01-01 @aws } }
        @{ Id = 'AlarmNotFound'; Category = 'ObjectNotFound'; Script = { Get-LoginAuditFailure -AlarmName none @aws } }
        @{ Id = 'QueueNotFound'; Category = 'ObjectNotFound'; Script = { Receive-LoginAuditNotification none @aws } }
        @{ Id = 'InvalidRetention'; Category = 'InvalidArgument'; Script = { New-LoginAuditAlarm -RetentionInDays 2 @aws } }
        @{ Id = 'TopicNotFound'; Category = 'ObjectNotFound'; Script = { New-LoginAuditAlarm -TopicArn arn:aws:sns:us-east-1:123456789012:none @aws } }
        @{ Id = 'InvalidConfiguration'; Category = 'InvalidData'; Script = { Install-LoginAuditAgent i-00000000000000001 -Configuration '{' @aws } }
        @{ Id = 'UnknownReportFormat'; Category = 'InvalidArgument'; Script = { New-LoginAuditReport | Export-LoginAuditReport -Path report.docx } }
        @{ Id = 'UnknownTemplateFormat'; Category = 'InvalidArgument'; Script = { Export-LoginAuditTemplate -Path template.docx -S3Bucket code -S3Key responder.zip } }
        @{ Id = 'NothingRead'; Category = 'ReadError'; Script = { Get-LoginAuditFailure -Path none.xml, other.xml -ErrorAction Ignore } }
        @{ Id = 'InvalidAlarmRule'; Category = 'InvalidArgument'; Script = { New-LoginAuditAlarm -Period 90s @aws } }
        @{ Id = 'FileExists'; Category = 'ResourceExists'; Script = { $file = Join-Path $TestDrive report.txt; $null = New-LoginAuditReport | Export-LoginAuditReport -Path $file; New-LoginAuditReport | Export-LoginAuditReport -Path $file -NoClobber } }
        @{ Id = 'FileNotWritten'; Category = 'WriteError'; Script = { New-LoginAuditReport | Export-LoginAuditReport -Path (Join-Path $TestDrive none/report.html) } }
    ) {
        $failing = Get-Failing $script
        $failing.Id | Should -Be $id
        $failing.Category | Should -Be $category
        $failing.Ended | Should -BeTrue
    }
}

Describe 'An error that leaves the others going' {
    It '<id>: <script>' -ForEach @(
        @{ Id = 'FileNotFound'; Category = 'ObjectNotFound'; Script = { Get-LoginAuditFailure -Path none.xml, $recording } }
        @{ Id = 'NotALogFile'; Category = 'InvalidData'; Script = { Get-LoginAuditFailure -Path $manifest, $recording } }
        @{ Id = 'FileUnreadable'; Category = 'ReadError'; Script = { Get-LoginAuditFailure -LiteralPath $root, $recording } }
        @{ Id = 'NotAnEvent'; Category = 'InvalidData'; Script = { 42, $events[0] | Get-LoginAuditFailure } }
        @{ Id = 'LogStreamNotFound'; Category = 'ObjectNotFound'; Script = { Get-LoginAuditFailure /aws/SecurityAuditLogs -InstanceId none, i-00000000000000001 -Last 2:00 @aws } }
        @{ Id = 'InstanceNotManaged'; Category = 'ObjectNotFound'; Script = { 'i-00000000000000099', 'i-00000000000000001' | Install-LoginAuditAgent @aws } }
    ) {
        $failing = Get-Failing { $script:others = & $script }
        $failing.Id | Should -Be $id
        $failing.Category | Should -Be $category
        $failing.Ended | Should -BeFalse
        $others | Should -Not -BeNullOrEmpty
    }

    It '<id>: <script>' -ForEach @(
        @{ Id = 'AlarmNotFound'; Category = 'ObjectNotFound'; Script = { Get-LoginAuditAlarm none @aws } }
        @{ Id = 'AlarmNotFound'; Category = 'ObjectNotFound'; Script = { Remove-LoginAuditAlarm none -Confirm:$false @aws } }
        @{ Id = 'ResponderNotFound'; Category = 'ObjectNotFound'; Script = { Get-LoginAuditResponder none @aws } }
        @{ Id = 'SenderNotVerified'; Category = 'PermissionDenied'; Script = { Send-LoginAuditReport -Problem 'no queue' -From a@corp.example -To b@corp.example @aws } }
    ) {
        $failing = Get-Failing $script
        $failing.Id | Should -Be $id
        $failing.Category | Should -Be $category
        $failing.Ended | Should -BeFalse
    }
}

Describe 'Any error' {
    It 'ends the script where -ErrorAction Stop asks for it' {
        { Get-LoginAuditFailure -Path none.xml -ErrorAction Stop } | Should -Throw -ErrorId 'FileNotFound,*'
    }

    It 'goes where -ErrorVariable says, with the thing that it is about' {
        $failures = Get-LoginAuditFailure -Path none.xml, $recording -ErrorVariable missing -ErrorAction SilentlyContinue
        $failures | Should -HaveCount 60
        $missing | Should -HaveCount 1
        $missing[0].TargetObject | Should -Match 'none\.xml$'
    }

    It 'never holds a secret' {
        $failing = Get-Failing { Get-LoginAuditFailure none @aws }
        $failing.Record | Format-List -Property * -Force | Out-String | Should -Not -Match $aws.SecretKey
    }

    It 'of a parameter is found before anything is asked of AWS: <script>' -ForEach @(
        @{ Id = 'InvalidAddress'; Script = { Send-LoginAuditReport -Problem x -From "a@corp.example`r`nBcc: c@corp.example" -To b@corp.example @aws } }
        @{ Id = 'InvalidAddress'; Script = { Install-LoginAuditResponder -From nobody -To b@corp.example @aws } }
        @{ Id = 'InvalidArgument'; Script = { New-LoginAuditAlarm 'a b' @aws } }
        @{ Id = 'InvalidArgument'; Script = { New-LoginAuditAlarm -Threshold -1 @aws } }
    ) {
        (Get-Failing $script).Id | Should -Be $id
    }
}
