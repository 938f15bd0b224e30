# What the specs share: the built module, events to read, and an AWS on this machine. Each file runs it in BeforeAll.
$script:root = Split-Path (Split-Path $PSScriptRoot)
$script:manifest = [System.IO.Path]::Combine($root, 'out', 'AwsLoginAudit', 'AwsLoginAudit.psd1')
$script:recording = [System.IO.Path]::Combine($root, 'samples', 'attack.jsonl')
Import-Module $manifest -Force

# One failed login, as wevtutil writes it.
function Get-FailureXml {
    param(
        [string] $Computer = 'WEB01',
        [int] $RecordId = 1,
        [string] $Account = 'admin',
        [string] $Address = '203.0.113.7',
        [string] $Time = '2026-11-23T06:50:00.0000000Z'
    )
    "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>" +
    "<Provider Name='Microsoft-Windows-Security-Auditing' Guid='{54849625-5478-4994-a5ba-3e3b0328c30d}'/>" +
    '<EventID>4625</EventID><Version>0</Version><Level>0</Level><Task>12544</Task><Opcode>0</Opcode><Keywords>0x8010000000000000</Keywords>' +
    "<TimeCreated SystemTime='$Time'/><EventRecordID>$RecordId</EventRecordID><Correlation/><Execution ProcessID='660' ThreadID='3060'/>" +
    "<Channel>Security</Channel><Computer>$Computer</Computer><Security/></System><EventData>" +
    "<Data Name='TargetUserName'>$([System.Security.SecurityElement]::Escape($Account))</Data><Data Name='TargetDomainName'>EXAMPLE</Data>" +
    "<Data Name='Status'>0xc000006d</Data><Data Name='SubStatus'>0xc000006a</Data><Data Name='LogonType'>3</Data>" +
    "<Data Name='WorkstationName'>-</Data><Data Name='IpAddress'>$Address</Data><Data Name='IpPort'>0</Data></EventData></Event>"
}

# Six failures on one computer, five on another.
$script:events = @(
    1..6 | ForEach-Object { Get-FailureXml -RecordId $_ }
    1..5 | ForEach-Object { Get-FailureXml -Computer WEB02 -RecordId $_ -Account backup -Address 198.51.100.9 }
)

# Starts it, as a process: a small AWS, or with -UnderAttack the demo's, whose machines are attacked as soon as their agents are set up.
# Emits the process, and the parameters that lead to it.
function Open-LocalAwsServer {
    param([string] $Arguments, [switch] $UnderAttack)
    if ($UnderAttack) {
        $folder, $program, $Arguments = 'samples', 'Demo', '--serve'
    }
    else {
        $folder, $program = 'tests', 'LocalAws'
    }
    $assembly = [System.IO.Path]::Combine($root, $folder, $program, 'bin', 'Release', 'net10.0', "$program.dll")
    $command = [System.Diagnostics.ProcessStartInfo]::new('dotnet', """$assembly"" $Arguments")
    $command.RedirectStandardInput = $command.RedirectStandardOutput = $true
    $command.UseShellExecute = $false
    if ($UnderAttack) {
        # Where the demo puts its mails, on Unix and on Windows.
        foreach ($name in 'TMPDIR', 'TEMP', 'TMP') { $command.EnvironmentVariables[$name] = "$TestDrive" }
    }
    $process = [System.Diagnostics.Process]::Start($command)
    $line = $process.StandardOutput.ReadLine()
    if ($line -notmatch 'http://\S+$') { throw "No server started: $line" }
    $process
    @{ EndpointUrl = $Matches[0]; Region = 'us-east-1'; AccessKey = 'AKIDEXAMPLE'; SecretKey = 'made-up' }
}

# The end of its input ends it.
function Close-LocalAwsServer {
    param([System.Diagnostics.Process] $Process)
    $Process.StandardInput.Close()
    $null = $Process.StandardOutput.ReadToEnd()
    $Process.WaitForExit()
}

# Runs a script in a PowerShell session of its own, as fresh as one that was just opened; an error ends it.
function Invoke-InNewSession {
    param([string] $Script, [hashtable] $Variables = @{})
    $shell = [powershell]::Create()
    try {
        foreach ($name in $Variables.Keys) { $shell.Runspace.SessionStateProxy.SetVariable($name, $Variables[$name]) }
        $shell.AddScript("`$ErrorActionPreference = 'Stop'`n$Script").Invoke()
    }
    finally {
        $shell.Dispose()
    }
}
