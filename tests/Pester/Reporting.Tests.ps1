#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# New-LoginAuditReport, Export-LoginAuditReport and Send-LoginAuditReport: what people get to see.

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
}

Describe 'Reporting' {
    BeforeAll {
        $script:report = $events | Get-LoginAuditFailure | Measure-LoginAuditFailure -Threshold 5 -All | New-LoginAuditReport
    }

    It 'makes one report of all counts' {
        @($report) | Should -HaveCount 1
        $report.Title | Should -Match '^WEB01: 6 failed logins as '
        $report.Counts | Should -HaveCount 2
    }

    It 'writes <_>, and emits the file' -ForEach '.html', '.txt', '.json', '.csv' {
        $file = $report | Export-LoginAuditReport -Path (Join-Path $TestDrive "report$_")
        $file | Should -BeOfType System.IO.FileInfo
        Get-Content -LiteralPath $file.FullName -Raw | Should -Match 'WEB01'
    }

    It 'writes JSON and CSV that PowerShell reads back' {
        $path = Join-Path $TestDrive 'report'
        $json = Get-Content -LiteralPath ($report | Export-LoginAuditReport -Path "$path.json").FullName -Raw | ConvertFrom-Json
        ($json.counts | Where-Object overThreshold).name | Should -Be 'WEB01'
        $rows = Import-Csv -LiteralPath ($report | Export-LoginAuditReport -Path "$path.csv").FullName
        ($rows | Where-Object OverThreshold -EQ True).Name | Should -Be 'WEB01'
    }

    It 'writes to the session''s own location' {
        Push-Location $TestDrive
        try {
            ($report | Export-LoginAuditReport -Path here.txt).FullName | Should -Be (Join-Path (Get-Location).ProviderPath 'here.txt')
        }
        finally {
            Pop-Location
        }
    }

    It 'shows a hostile account name as text' {
        $hostile = Get-FailureXml -Account '<script>alert(1)</script>'
        $page = ($hostile | Get-LoginAuditFailure | Measure-LoginAuditFailure | New-LoginAuditReport).ToHtml()
        $page | Should -Not -Match '<script'
        $page | Should -Match '&lt;script&gt;alert\(1\)'
    }

    It 'says that no instance is over the limit only if something was counted' {
        ($events | Get-LoginAuditFailure | Measure-LoginAuditFailure -Threshold 50 -All | New-LoginAuditReport).ToText() -replace '\s+', ' ' |
            Should -Match 'No instance is over the threshold of more than 50 failed logins'
        (New-LoginAuditReport).Title | Should -Be 'No counts to report'
        (@() | Measure-LoginAuditFailure | New-LoginAuditReport).ToText() -replace '\s+', ' ' | Should -Match 'no failed login was read, or no instance was over its threshold'
    }
}
