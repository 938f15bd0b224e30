#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    $server = [System.IO.Path]::Combine((Split-Path (Split-Path $PSScriptRoot)), 'tests', 'LocalAws', 'bin', 'Release', 'net10.0', 'LocalAws.dll')
    $script:noServer = -not ((Get-Command dotnet -ErrorAction Ignore) -and (Test-Path $server))
}

BeforeAll {
    $root = Split-Path (Split-Path $PSScriptRoot)
    Import-Module ([System.IO.Path]::Combine($root, 'out', 'AwsLoginAudit', 'AwsLoginAudit.psd1')) -Force

    function New-FailureXml {
        param([string] $Computer, [int] $RecordId, [string] $Account = 'admin', [string] $Address = '203.0.113.7', [datetime] $Time = '2026-11-23T06:50:00Z')
        $name = [System.Security.SecurityElement]::Escape($Account)
        "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Security-Auditing' Guid='{54849625-5478-4994-a5ba-3e3b0328c30d}'/><EventID>4625</EventID><Version>0</Version><Level>0</Level><Task>12544</Task><Opcode>0</Opcode><Keywords>0x8010000000000000</Keywords><TimeCreated SystemTime='$($Time.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ss.fffffffZ'))'/><EventRecordID>$RecordId</EventRecordID><Correlation/><Execution ProcessID='660' ThreadID='3060'/><Channel>Security</Channel><Computer>$Computer</Computer><Security/></System><EventData><Data Name='TargetUserName'>$name</Data><Data Name='TargetDomainName'>EXAMPLE</Data><Data Name='Status'>0xc000006d</Data><Data Name='SubStatus'>0xc000006a</Data><Data Name='LogonType'>3</Data><Data Name='WorkstationName'>-</Data><Data Name='IpAddress'>$Address</Data><Data Name='IpPort'>0</Data></EventData></Event>"
    }

    # A small AWS on this machine: the process, and the parameters that lead to it.
    function Start-LocalAws {
        $server = [System.IO.Path]::Combine($root, 'tests', 'LocalAws', 'bin', 'Release', 'net10.0', 'LocalAws.dll')
        $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet', "`"$server`" --lifetime 300 --machines 3")
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
        $start.UseShellExecute = $false
        $process = [System.Diagnostics.Process]::Start($start)
        $endpoint = $process.StandardOutput.ReadLine() -replace '^LocalAws listening on '
        $process, @{ EndpointUrl = $endpoint; Region = 'us-east-1'; AccessKey = 'AKIDEXAMPLE'; SecretKey = 'made-up' }
    }

    # The end of its input ends it.
    function Stop-LocalAws {
        param([System.Diagnostics.Process] $Process)
        $Process.StandardInput.Close()
        $null = $Process.WaitForExit(10000)
    }

    # Six failures on one computer, five on another.
    $script:events = @(
        1..6 | ForEach-Object { New-FailureXml -Computer WEB01 -RecordId $_ }
        1..5 | ForEach-Object { New-FailureXml -Computer WEB02 -RecordId $_ -Account 'backup' -Address 198.51.100.9 }
    )
}

Describe 'Importing the module' {
    It 'exports <_>' -ForEach 'Get-LoginAuditFailure', 'Measure-LoginAuditFailure', 'New-LoginAuditReport', 'Export-LoginAuditReport', 'Send-LoginAuditReport',
    'Receive-LoginAuditAlarm', 'Complete-LoginAuditAlarm', 'Install-LoginAuditResponder', 'Get-LoginAuditResponder', 'Uninstall-LoginAuditResponder' {
        Get-Command -Name $_ -Module AwsLoginAudit | Should -Not -BeNullOrEmpty
    }

    It 'uses approved verbs and singular nouns only' {
        $approved = (Get-Verb).Verb
        foreach ($command in Get-Command -Module AwsLoginAudit) {
            $command.Verb | Should -BeIn $approved
            $command.Noun | Should -Not -Match 's$'
        }
    }

    It 'can be imported twice and removed' {
        $manifest = (Get-Module AwsLoginAudit).Path -replace 'psm1$', 'psd1'
        Import-Module $manifest
        Remove-Module AwsLoginAudit
        Import-Module $manifest
        (Get-Command -Module AwsLoginAudit).Count | Should -BeGreaterThan 3
    }

    It 'leaves no variable behind' {
        Get-Variable -Name importModule, loader, cmdlets, export -Scope Global -ErrorAction Ignore | Should -BeNullOrEmpty
    }
}

Describe 'Reading' {
    It 'reads event XML from the pipeline' {
        $failure = $events[0] | Get-LoginAuditFailure
        $failure.InstanceId | Should -Be 'WEB01'
        $failure.Account | Should -Be 'EXAMPLE\admin'
        $failure.SourceAddress | Should -Be '203.0.113.7'
        $failure.LogonTypeName | Should -Be 'Network'
        $failure.Reason | Should -Be 'Wrong password'
        $failure.Time | Should -Be ([DateTimeOffset]'2026-11-23T06:50:00Z')
    }

    It 'reads files that Get-ChildItem finds' {
        $events | Set-Content -Path (Join-Path $TestDrive 'security.xml') -Encoding utf8
        Get-ChildItem -Path $TestDrive -Filter *.xml | Get-LoginAuditFailure | Should -HaveCount 11
    }

    It 'goes on after a file that is not there' {
        $file = Join-Path $TestDrive 'one.xml'
        $events[0] | Set-Content -Path $file
        $failures = Get-LoginAuditFailure -Path (Join-Path $TestDrive 'none.xml'), $file -ErrorVariable missing -ErrorAction SilentlyContinue
        $failures | Should -HaveCount 1
        $missing[0].FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
    }

    It 'marks an event that contradicts itself, and still counts it' {
        $forged = $events[0] -replace '</EventData>', "<Data Name='IpAddress'>192.0.2.66</Data></EventData>"
        $failure = $forged | Get-LoginAuditFailure
        $failure.Suspicious | Should -BeTrue
        $failure.SourceAddress | Should -BeNullOrEmpty
        $failure.Conflicts['IpAddress'] | Should -Be '203.0.113.7', '192.0.2.66'
        ($forged | Get-LoginAuditFailure | Measure-LoginAuditFailure).Count | Should -Be 1
    }

    It 'says which Region is unknown' {
        { Get-LoginAuditFailure any -Region 'moon-1' -AccessKey a -SecretKey b } | Should -Throw -ErrorId 'UnknownRegion,*'
    }
}

Describe 'Counting' {
    It 'keeps the instances over the threshold' {
        $counts = @($events | Get-LoginAuditFailure | Measure-LoginAuditFailure -Threshold 5)
        $counts | Should -HaveCount 1
        $counts[0].InstanceId | Should -Be 'WEB01'
        $counts[0].Count | Should -Be 6
    }

    It 'shows the others with -All' {
        $counts = $events | Get-LoginAuditFailure | Measure-LoginAuditFailure -Threshold 5 -All
        $counts.InstanceId | Should -Be 'WEB01', 'WEB02'
        $counts.OverThreshold | Should -Be $true, $false
    }

    It 'counts by source address' {
        $counts = $events | Get-LoginAuditFailure | Measure-LoginAuditFailure -By SourceAddress
        $counts.Name | Should -Be '203.0.113.7', '198.51.100.9'
    }

    It 'counts an event that is sent twice once' {
        ($events[0], $events[0] | Get-LoginAuditFailure | Measure-LoginAuditFailure).Count | Should -Be 1
    }
}

Describe 'Reporting' {
    BeforeAll {
        $script:report = $events | Get-LoginAuditFailure | Measure-LoginAuditFailure -Threshold 5 | New-LoginAuditReport
    }

    It 'writes <_>' -ForEach '.html', '.txt', '.json', '.csv' {
        $file = $report | Export-LoginAuditReport -Path (Join-Path $TestDrive "report$_")
        $file | Should -Exist
        Get-Content -Path $file -Raw | Should -Match 'WEB01'
    }

    It 'refuses another format' {
        { $report | Export-LoginAuditReport -Path (Join-Path $TestDrive 'report.docx') } | Should -Throw -ErrorId 'UnknownReportFormat,*'
    }

    It 'writes nothing with -WhatIf' {
        $file = Join-Path $TestDrive 'whatif.html'
        $report | Export-LoginAuditReport -Path $file -WhatIf
        $file | Should -Not -Exist
    }

    It 'shows a hostile account name as text' {
        $hostile = New-FailureXml -Computer WEB03 -RecordId 1 -Account '<script>alert(1)</script>'
        $page = ($hostile | Get-LoginAuditFailure | Measure-LoginAuditFailure | New-LoginAuditReport).ToHtml()
        $page | Should -Not -Match '<script'
        $page | Should -Match '&lt;script&gt;alert\(1\)'
    }
}

Describe 'Setting up a fleet' {
    BeforeAll {
        $script:process, $script:aws = Start-LocalAws
    }

    AfterAll {
        Stop-LocalAws $process
    }

    It 'says what it would do, and does nothing' -Skip:$noServer {
        New-LoginAuditAlarm -Queue -WhatIf @aws | Should -BeNullOrEmpty
        Get-LoginAuditAlarm @aws | Should -BeNullOrEmpty
    }

    It 'installs the agent on machines from the pipeline' -Skip:$noServer {
        $agents = 1..3 | ForEach-Object { [pscustomobject]@{ InstanceId = 'i-{0:D17}' -f $_ } } | Install-LoginAuditAgent @aws
        $agents.State | Should -Be @('Configured', 'Configured', 'Configured')
    }

    It 'makes an alarm once, and says so the second time' -Skip:$noServer {
        (New-LoginAuditAlarm -Threshold 5 -Queue @aws).Changes.Action | Select-Object -Unique | Should -Be 'Created'
        (New-LoginAuditAlarm -Threshold 5 -Queue @aws).Changes.Action | Select-Object -Unique | Should -Be 'Unchanged'
    }

    It 'shows agents, alarms and checks as tables' -Skip:$noServer {
        Get-LoginAuditAgent @aws | Out-String | Should -Match 'i-00000000000000001\s+.*Silent'
        Get-LoginAuditAlarm @aws | Out-String | Should -Match 'WindowsSecurityLogsAlarm\s+INSUFFICIENT_DATA\s+5\s+/aws/SecurityAuditLogs'
        Test-LoginAuditPrerequisite -From a@corp.example @aws | Out-String | Should -Match 'SES sender\s+a@corp.example\s+False'
    }

    It 'names each prerequisite with a remedy where it is not met' -Skip:$noServer {
        $failed = Test-LoginAuditPrerequisite -From a@corp.example -To b@corp.example @aws | Where-Object Passed -EQ $false
        $failed | Should -Not -BeNullOrEmpty
        $failed.Remedy | Should -Not -Contain $null
    }

    It 'takes away what it made' -Skip:$noServer {
        (Get-LoginAuditAlarm @aws | Remove-LoginAuditAlarm -Confirm:$false @aws).Changes.Action | Select-Object -Unique | Should -Be 'Removed'
        Get-LoginAuditAlarm @aws | Should -BeNullOrEmpty
    }
}

Describe 'Answering an alarm' {
    BeforeAll {
        $script:process, $script:aws = Start-LocalAws
        $null = New-LoginAuditAlarm -Threshold 5 -Queue @aws
        $script:people = @{ From = 'audit@corp.example'; To = 'soc@corp.example' }
    }

    AfterAll {
        Stop-LocalAws $process
    }

    It 'finds nothing in a queue that is empty, and nothing to follow up' -Skip:$noServer {
        Receive-LoginAuditAlarm @aws | Should -BeNullOrEmpty
        Receive-LoginAuditAlarm -DeadLetter @aws | Should -BeNullOrEmpty
        Get-LoginAuditFailure -AlarmName WindowsSecurityLogsAlarm -FollowUp @aws | Should -BeNullOrEmpty
    }

    It 'says that an alarm has no queue' -Skip:$noServer {
        { Receive-LoginAuditAlarm Another @aws } | Should -Throw -ErrorId 'QueueNotFound,*'
    }

    It 'says that SES does not know the sender' -Skip:$noServer {
        $counts = Get-LoginAuditFailure -Path ([System.IO.Path]::Combine($root, 'samples', 'attack.jsonl')) | Measure-LoginAuditFailure -Threshold 5
        $counts | Should -Not -BeNullOrEmpty
        $counts | Send-LoginAuditReport @people @aws -WhatIf | Should -BeNullOrEmpty
        $counts | Send-LoginAuditReport @people @aws -ErrorVariable refused -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $refused[0].FullyQualifiedErrorId | Should -BeLike 'SenderNotVerified,*'
    }

    It 'mails nothing where nothing is over the limit' -Skip:$noServer {
        $events | Get-LoginAuditFailure | Measure-LoginAuditFailure -Threshold 100 | Send-LoginAuditReport @people @aws | Should -BeNullOrEmpty
    }

    It 'acknowledges only what came from a queue, and shows a hostile alarm name as text' -Skip:$noServer {
        $json = @{ AlarmName = "Fleet$([char]27)[2J"; NewStateValue = 'ALARM'; StateChangeTime = '2026-11-23T06:50:00Z' } | ConvertTo-Json
        $notification = [AwsLoginAudit.LoginAuditAlarmNotification]::Parse($json)
        $notification | Out-String | Should -Match 'Fleet\\u001b\[2J\s+ALARM\s+2026-11-23 06:50:00Z'
        $notification | Complete-LoginAuditAlarm @aws -ErrorVariable refused -ErrorAction SilentlyContinue
        $refused[0].FullyQualifiedErrorId | Should -BeLike 'NotFromQueue,*'
    }

    It 'says what a responder would be made of, and makes nothing' -Skip:$noServer {
        Install-LoginAuditResponder @people -FollowUp -WhatIf @aws | Should -BeNullOrEmpty
        Get-LoginAuditResponder @aws | Should -BeNullOrEmpty
    }

    It 'makes a responder once, and says so the second time' -Skip:$noServer {
        (Install-LoginAuditResponder @people -FollowUp @aws).Changes.Action | Select-Object -Unique | Should -Be 'Created'
        (Install-LoginAuditResponder @people -FollowUp @aws).Changes.Action | Select-Object -Unique | Should -Be 'Unchanged'
        Get-LoginAuditResponder @aws | Out-String | Should -Match 'WindowsSecurityLogsAlarm\s+Active\s+True\s+soc@corp.example\s+rate\(5 minutes\)\s+0'
    }

    It 'takes the responder away' -Skip:$noServer {
        $removed = Get-LoginAuditResponder @aws | Uninstall-LoginAuditResponder -IncludeLogGroup -Confirm:$false @aws
        $removed.Changes.Action | Select-Object -Unique | Should -Be 'Removed'
        { Get-LoginAuditResponder WindowsSecurityLogsAlarm @aws -ErrorAction Stop } | Should -Throw -ErrorId 'ResponderNotFound,*'
        Get-LoginAuditAlarm @aws | Should -Not -BeNullOrEmpty
    }
}
