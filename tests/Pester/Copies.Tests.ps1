#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Objects that a job, a file or Select-Object copied: counted like the originals, or an error that ends the pipeline.

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $script:failures = $events | Get-LoginAuditFailure
    $script:expected = $failures | Measure-LoginAuditFailure -Threshold 5 -All | Select-Object Name, FailureCount, OverThreshold, FirstSeen, LastSeen, Incomplete | ConvertTo-Json
    $script:file = Join-Path $TestDrive 'copies.clixml'

    function Get-Summary {
        param([object[]] $Copies)
        $Copies | Measure-LoginAuditFailure -Threshold 5 -All | Select-Object Name, FailureCount, OverThreshold, FirstSeen, LastSeen, Incomplete | ConvertTo-Json
    }
}

Describe 'Copies of failed logins' {
    It 'from Export-Clixml count like the originals' {
        $failures | Export-Clixml $file
        Get-Summary (Import-Clixml $file) | Should -Be $expected
        Import-Clixml $file | Measure-LoginAuditFailure -Threshold 5 | New-LoginAuditReport | ForEach-Object Title |
            Should -BeLike 'WEB01: 6 failed logins as EXAMPLE\admin from 203.0.113.7*'
    }

    It 'from ConvertTo-Json count like the originals' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        Get-Summary ($failures | ConvertTo-Json -Depth 6 | ConvertFrom-Json) | Should -Be $expected
    }

    It 'from a job count like the originals, and a count from a job makes the same report' {
        $job = Start-Job -ScriptBlock {
            Import-Module $using:manifest
            $found = $using:events | Get-LoginAuditFailure
            $found
            $found | Measure-LoginAuditFailure -Threshold 5
        }
        $copies = @(Receive-Job -Job $job -Wait -AutoRemoveJob)
        Get-Summary $copies[0..10] | Should -Be $expected
        ($copies[11] | New-LoginAuditReport).Title | Should -Be 'WEB01: more than 5 failed logins'
    }

    It 'stay incomplete' {
        $missing = Join-Path $TestDrive 'missing.xml'
        $good = Join-Path $TestDrive 'good.xml'
        Set-Content -Path $good -Value $events
        Get-LoginAuditFailure -Path $missing, $good -ErrorAction SilentlyContinue | Export-Clixml $file
        (Import-Clixml $file | Measure-LoginAuditFailure -Threshold 50 | New-LoginAuditReport).Title | Should -Match '^Incomplete: '
    }

    It 'end the pipeline where properties were left out, and say which' {
        { $failures | Select-Object InstanceId, Time, Account | Measure-LoginAuditFailure | New-LoginAuditReport } |
            Should -Throw -ErrorId 'NotAFailedLogin,AwsLoginAudit.Commands.MeasureLoginAuditFailureCommand' -ExpectedMessage '*lacks*Outcome*'
    }

    It 'with all properties of Select-Object count like the originals' {
        Get-Summary ($failures | Select-Object *) | Should -Be $expected
    }

    It 'are counts, too: a report of copies has the same counts, and says that it has no findings' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $counts = $failures | Measure-LoginAuditFailure -Threshold 5 -All
        $copy = $counts | ConvertTo-Json -Depth 8 | ConvertFrom-Json | New-LoginAuditReport
        $copy.Counts | ForEach-Object { "$_" } | Should -Be @(($counts | New-LoginAuditReport).Counts | ForEach-Object { "$_" })
        $copy.ToText() -replace '\s+', ' ' | Should -Match 'Findings were not looked for'
    }

    It 'end the pipeline where CSV holds no objects' {
        { $failures | ConvertTo-Csv | ConvertFrom-Csv | Measure-LoginAuditFailure } |
            Should -Throw -ErrorId 'NotAFailedLogin,AwsLoginAudit.Commands.MeasureLoginAuditFailureCommand'
    }

    It 'end the pipeline where JSON was cut off' {
        { $failures | ConvertTo-Json -Depth 1 -WarningAction Ignore | ConvertFrom-Json | ForEach-Object { $_ } | Measure-LoginAuditFailure } |
            Should -Throw -ErrorId 'NotAFailedLogin,AwsLoginAudit.Commands.MeasureLoginAuditFailureCommand'
    }
}

Describe 'What is no failed login' {
    It '<_> ends the pipeline' -ForEach '$null', '42', '@{ InstanceId = 1 }', 'Get-Date' {
        { & ([scriptblock]::Create($_)) | Measure-LoginAuditFailure | New-LoginAuditReport } |
            Should -Throw -ErrorId 'NotAFailedLogin,AwsLoginAudit.Commands.MeasureLoginAuditFailureCommand'
    }

    It 'is not mailed as if all were well' {
        { $failures | Send-LoginAuditReport -From a@corp.example -To b@corp.example -Always } |
            Should -Throw -ErrorId 'NotACount,AwsLoginAudit.Commands.SendLoginAuditReportCommand'
    }
}

Describe 'Lengths of time' {
    It '-Last <_> is an error with examples' -ForEach 24, '24', 24.5, ([timespan] 24), '0:00', '-1h', '24:00' {
        { Get-LoginAuditFailure /g -Last $_ } |
            Should -Throw -ErrorId 'ParameterArgumentTransformationError,AwsLoginAudit.Commands.GetLoginAuditFailureCommand' -ExpectedMessage '*24h*'
    }
}
