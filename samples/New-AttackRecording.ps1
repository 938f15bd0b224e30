#requires -Version 7.0

<#
.SYNOPSIS
    Creates attack.jsonl: five minutes of a password spray attack on five machines, as the CloudWatch agent sends the events.
.DESCRIPTION
    The file has one line per event, {logStreamName, timestamp, message}, in order of time. The script creates each message in the same way as a
    machine does: Windows renders the event with a message in its display language, and then the agent replaces %1, %2 and so on in the whole XML
    with decoded values. All markup and all forged values in the recording come from account and workstation names that an attacker chose.

    At the end, a guessed password is right: the attacker logs on to WEB-01 as j.ortega, who has administrative rights.

    With a threshold of 5, WEB-01 is over the threshold (46 failed logins), DC-BER-01 is exactly at the threshold (5), and the other machines are
    below (4, 3 and 2). The recording also contains duplicate events and audit successes, which must not count. All addresses are reserved for
    documentation, and all names are invented.

    The same seed gives the same bytes. The script needs only PowerShell itself.
.EXAMPLE
    ./New-AttackRecording.ps1

    Writes attack.jsonl to the folder of the script.
#>
[System.Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseBOMForUnicodeEncodedFile', '', Justification = 'Only Windows PowerShell needs a BOM, and it does not run this script.')]
[CmdletBinding()]
param(
    # Specifies the file to write. The default is attack.jsonl in the folder of the script.
    [string] $OutputPath = [System.IO.Path]::Combine($PSScriptRoot, 'attack.jsonl'),

    # Specifies the seed of the random times, ports and record numbers. The default is 2026.
    [int] $Seed = 2026
)

$ErrorActionPreference = 'Stop'

# Not a whole minute, because the window of an alarm can begin at any second.
$start = [System.DateTimeOffset]::new(2026, 1, 14, 8, 17, 23, [System.TimeSpan]::Zero)
$random = [System.Random]::new($Seed)
$events = [System.Collections.Generic.List[object]]::new()

$web = @{ Stream = 'i-0a41c7d2e95f3b601'; Computer = 'WEB-01'; Language = 'en-US'; Record = 481200 }
$dc = @{ Stream = 'i-0c93e1f07b2a8d4d5'; Computer = 'DC-BER-01.corp.example'; Language = 'de-DE'; Record = 90331870 }
$sql = @{ Stream = 'i-05d8b3a6140ce7f92'; Computer = 'SQL-02'; Language = 'en-US'; Record = 77140 }
$files = @{ Stream = 'i-0e27f9b58a6d1c340'; Computer = 'FILE-BER-03'; Language = 'de-DE'; Record = 1536271 }
# Outside EC2, the agent names its log stream after the host.
$kiosk = @{ Stream = 'KIOSK-07.branch.example'; Computer = 'KIOSK-07.branch.example'; Language = 'en-US'; Record = 20815 }

# The texts that Windows adds to the data of an event, by language.
$words = @{
    'en-US' = @{ Success = 'Audit Success'; Failure = 'Audit Failure'; Level = 'Information'; Channel = 'Security' }
    'de-DE' = @{ Success = 'Überwachung erfolgreich'; Failure = 'Überwachung gescheitert'; Level = 'Informationen'; Channel = 'Sicherheit' }
}
$reasons = @{
    'en-US' = @{ '%%2304' = 'An Error occured during Logon.'; '%%2307' = 'Account locked out.'; '%%2310' = 'Account currently disabled.'; '%%2313' = 'Unknown user name or bad password.' }
    'de-DE' = @{ '%%2304' = 'Bei der Anmeldung ist ein Fehler aufgetreten.'; '%%2307' = 'Das Konto ist gesperrt.'; '%%2310' = 'Das Konto ist derzeit deaktiviert.'; '%%2313' = 'Unbekannter Benutzername oder ungültiges Kennwort.' }
}
$tasks = @{ 4624 = 12544, 'Logon'; 4625 = 12544, 'Logon'; 4672 = 12548, 'Special Logon'; 4768 = 14339, 'Kerberos Authentication Service'; 4771 = 14339, 'Kerberos Authentication Service'; 4776 = 14336, 'Credential Validation' }

$messages = @{
    'en-US 4624' = @'
An account was successfully logged on.

Subject:
	Security ID:		%1
	Account Name:		%2
	Account Domain:		%3
	Logon ID:		%4

Logon Information:
	Logon Type:		%9

New Logon:
	Security ID:		%5
	Account Name:		%6
	Account Domain:		%7
	Logon ID:		%8

Network Information:
	Workstation Name:	%12
	Source Network Address:	%19
	Source Port:		%20

Detailed Authentication Information:
	Logon Process:		%10
	Authentication Package:	%11

This event is generated when a logon session is created. It is generated on the computer that was accessed.
'@
    'en-US 4625' = @'
An account failed to log on.

Subject:
	Security ID:		%1
	Account Name:		%2
	Account Domain:		%3
	Logon ID:		%4

Logon Type:			%11

Account For Which Logon Failed:
	Security ID:		%5
	Account Name:		%6
	Account Domain:		%7

Failure Information:
	Failure Reason:		%9
	Status:			%8
	Sub Status:		%10

Process Information:
	Caller Process ID:	%18
	Caller Process Name:	%19

Network Information:
	Workstation Name:	%14
	Source Network Address:	%20
	Source Port:		%21

Detailed Authentication Information:
	Logon Process:		%12
	Authentication Package:	%13
	Transited Services:	%15
	Package Name (NTLM only):	%16
	Key Length:		%17

This event is generated when a logon request fails. It is generated on the computer where access was attempted.
'@
    'de-DE 4625' = @'
Fehler beim Anmelden eines Kontos.

Antragsteller:
	Sicherheits-ID:		%1
	Kontoname:		%2
	Kontodomäne:		%3
	Anmelde-ID:		%4

Anmeldetyp:			%11

Konto, für das die Anmeldung fehlgeschlagen ist:
	Sicherheits-ID:		%5
	Kontoname:		%6
	Kontodomäne:		%7

Fehlerinformationen:
	Fehlerursache:		%9
	Status:			%8
	Unterstatus::		%10

Prozessinformationen:
	Aufrufprozess-ID:	%18
	Aufrufprozessname:	%19

Netzwerkinformationen:
	Arbeitsstationsname:	%14
	Quellnetzwerkadresse:	%20
	Quellport:		%21

Detaillierte Authentifizierungsinformationen:
	Anmeldeprozess:		%12
	Authentifizierungspaket:	%13
	Übertragene Dienste:	%15
	Paketname (nur NTLM):	%16
	Schlüssellänge:		%17

Dieses Ereignis wird beim Fehlschlagen einer Anmeldeanforderung generiert. Es wird auf dem Computer generiert, auf den der Zugriff versucht wurde.
'@
    'en-US 4672' = @'
Special privileges assigned to new logon.

Subject:
	Security ID:		%1
	Account Name:		%2
	Account Domain:		%3
	Logon ID:		%4

Privileges:		%5
'@
    'de-DE 4768' = @'
Ein Kerberos-Authentifizierungsticket (TGT) wurde angefordert.

Kontoinformationen:
	Kontoname:		%1
	Bereitgestellter Bereichsname:	%2
	Benutzer-ID:			%3

Dienstinformationen:
	Dienstname:		%4
	Dienst-ID:		%5

Netzwerkinformationen:
	Clientadresse:		%10
	Clientport:		%11

Weitere Informationen:
	Ticketoptionen:		%6
	Ergebniscode:		%7
	Ticketverschlüsselungstyp:	%8
	Typ vor der Authentifizierung:	%9
'@
    'de-DE 4771' = @'
Fehler bei der Kerberos-Vorauthentifizierung.

Kontoinformationen:
	Sicherheits-ID:		%2
	Kontoname:		%1

Dienstinformationen:
	Dienstname:		%3

Netzwerkinformationen:
	Clientadresse:		%7
	Clientport:		%8

Weitere Informationen:
	Ticketoptionen:		%4
	Fehlercode:		%5
	Typ vor der Authentifizierung:	%6
'@
    'en-US 4776' = @'
The computer attempted to validate the credentials for an account.

Authentication Package:	%1
Logon Account:	%2
Source Workstation:	%3
Error Code:	%4
'@
    'de-DE 4776' = @'
Es wurde versucht, die Anmeldeinformationen für ein Konto zu überprüfen.

Authentifizierungspaket:	%1
Anmeldekonto:	%2
Arbeitsstation:	%3
Fehlercode:	%4
'@
}

function ConvertTo-XmlText([string] $Text) {
    $Text.Replace('&', '&amp;').Replace('<', '&lt;').Replace('>', '&gt;')
}

# Characters that are invisible or change the order of text are written as escapes, so that the file shows exactly its contents.
function ConvertTo-JsonText([string] $Text) {
    '"' + [regex]::Replace($Text, '["\\]|\p{Cc}|\p{Cf}', {
            param($match)
            switch ($match.Value) {
                '"' { '\"' }
                '\' { '\\' }
                "`n" { '\n' }
                "`t" { '\t' }
                default { '\u{0:x4}' -f [int][char]$match.Value }
            }
        }) + '"'
}

# Windows replaces placeholders in a message with encoded values; the agent replaces them in a whole event with decoded values.
function Expand-Placeholder([string] $Text, [string[]] $Values) {
    [regex]::Replace($Text, '%(\d+)', {
            param($match)
            $number = [int]$match.Groups[1].Value
            if ($number -ge 1 -and $number -le $Values.Count) { $Values[$number - 1] } else { $match.Value }
        })
}

function Add-AuditEvent([hashtable] $On, [int] $AtMilliseconds, [int] $Id, [System.Collections.IDictionary] $Data, [switch] $Success, [switch] $SentTwice) {
    $entry = @{
        On = $On; Id = $Id; Data = $Data; Success = $Success; Copies = if ($SentTwice) { 2 } else { 1 }
        At = $start.AddTicks($AtMilliseconds * 10000L + $random.Next(10000))
    }
    $events.Add($entry)
}

function Add-FailedLogon(
    [hashtable] $On, [int] $At, [string] $Account, [string] $Source,
    [string] $SubStatus = '0xc000006a', [string] $Workstation = '-', [int] $LogonType = 3, [switch] $SentTwice) {
    $reason = switch ($SubStatus) { '0xc0000234' { '%%2307' } '0xc0000072' { '%%2310' } default { '%%2313' } }
    Add-AuditEvent $On $At 4625 -SentTwice:$SentTwice -Data ([ordered]@{
            SubjectUserSid = 'S-1-0-0'; SubjectUserName = '-'; SubjectDomainName = '-'; SubjectLogonId = '0x0'
            TargetUserSid = 'S-1-0-0'; TargetUserName = $Account; TargetDomainName = '-'
            Status = '0xc000006d'; FailureReason = $reason; SubStatus = $SubStatus; LogonType = $LogonType
            LogonProcessName = 'NtLmSsp '; AuthenticationPackageName = 'NTLM'; WorkstationName = $Workstation
            TransmittedServices = '-'; LmPackageName = '-'; KeyLength = '0'; ProcessId = '0x0'; ProcessName = '-'
            IpAddress = $Source; IpPort = $random.Next(49152, 65536)
        })
}

function Add-FailedPreauthentication([int] $At, [string] $Account, [switch] $SentTwice) {
    Add-AuditEvent $dc $At 4771 -SentTwice:$SentTwice -Data ([ordered]@{
            TargetUserName = $Account; TargetSid = "S-1-5-21-1004336348-1177238915-682003330-$($random.Next(1100, 1900))"
            ServiceName = 'krbtgt/CORP.EXAMPLE'; TicketOptions = '0x40810010'; Status = '0x18'; PreAuthType = '2'
            IpAddress = '::ffff:198.51.100.24'; IpPort = $random.Next(49152, 65536)
            CertIssuerName = ''; CertSerialNumber = ''; CertThumbprint = ''
        })
}

function Add-TicketRequest([int] $At, [string] $Account, [string] $Status, [switch] $Success) {
    Add-AuditEvent $dc $At 4768 -Success:$Success -Data ([ordered]@{
            TargetUserName = $Account; TargetDomainName = 'CORP.EXAMPLE'; TargetSid = 'S-1-0-0'
            ServiceName = 'krbtgt/CORP.EXAMPLE'; ServiceSid = 'S-1-0-0'; TicketOptions = '0x40810010'; Status = $Status
            TicketEncryptionType = if ($Success) { '0x12' } else { '0xffffffff' }; PreAuthType = if ($Success) { '2' } else { '-' }
            IpAddress = '::ffff:198.51.100.24'; IpPort = $random.Next(49152, 65536)
            CertIssuerName = ''; CertSerialNumber = ''; CertThumbprint = ''
        })
}

function Add-CredentialValidation([hashtable] $On, [int] $At, [string] $Account, [string] $Workstation, [string] $Status, [switch] $Success, [switch] $SentTwice) {
    Add-AuditEvent $On $At 4776 -Success:$Success -SentTwice:$SentTwice -Data ([ordered]@{
            PackageName = 'MICROSOFT_AUTHENTICATION_PACKAGE_V1_0'; TargetUserName = $Account; Workstation = $Workstation; Status = $Status
        })
}

function Add-Logon([int] $At, [string] $Account, [string] $Source = '192.0.2.15', [string] $Workstation = 'ADMIN-PC', [switch] $Privileged) {
    $sid = "S-1-5-21-3623811015-3361044348-30300820-$($random.Next(1001, 1099))"
    $logonId = '0x{0:x}' -f $random.Next(1000000, 9000000)
    Add-AuditEvent $web $At 4624 -Success -Data ([ordered]@{
            SubjectUserSid = 'S-1-0-0'; SubjectUserName = '-'; SubjectDomainName = '-'; SubjectLogonId = '0x0'
            TargetUserSid = $sid; TargetUserName = $Account; TargetDomainName = 'WEB-01'
            TargetLogonId = $logonId; LogonType = '3'
            LogonProcessName = 'NtLmSsp '; AuthenticationPackageName = 'NTLM'; WorkstationName = $Workstation
            LogonGuid = '{00000000-0000-0000-0000-000000000000}'; TransmittedServices = '-'; LmPackageName = 'NTLM V2'; KeyLength = '128'
            ProcessId = '0x0'; ProcessName = '-'; IpAddress = $Source; IpPort = $random.Next(49152, 65536)
        })
    if ($Privileged) {
        Add-AuditEvent $web ($At + 1) 4672 -Success -Data ([ordered]@{
                SubjectUserSid = $sid; SubjectUserName = $Account; SubjectDomainName = 'WEB-01'; SubjectLogonId = $logonId
                PrivilegeList = "SeSecurityPrivilege`n`t`t`tSeBackupPrivilege`n`t`t`tSeRestorePrivilege`n`t`t`tSeDebugPrivilege"
            })
    }
}

# WEB-01: 40 guesses from two addresses for many accounts; a few events are sent twice.
Add-Logon 412 'deploy'
$accounts = 'Administrator', 'backup', 'svc_sql', 'a.keller', 'j.ortega', 'guest', 'scanner', 'helpdesk', 'test', 'Administrator'
$codes = '0xc000006a', '0xc0000064', '0xc0000064', '0xc000006a', '0xc000006a', '0xc0000072', '0xc0000064', '0xc0000064', '0xc0000064', '0xc0000234'
for ($i = 0; $i -lt 40; $i++) {
    $source = if ($i % 4 -eq 3) { '203.0.113.78' } else { '203.0.113.77' }
    Add-FailedLogon $web (9000 + 5900 * $i + $random.Next(3000)) $accounts[$i % 10] $source $codes[$i % 10] -SentTwice:($i % 15 -eq 4)
}
Add-Logon 131870 'deploy'
Add-Logon 262033 'monitoring'

# Hostile account and workstation names. The agent turns the first three into markup, a second address and broken XML.
Add-FailedLogon $web 251200 'john%20doe' '203.0.113.77' '0xc0000064'
Add-FailedLogon $web 256350 'admin%14' '203.0.113.78' '0xc0000064' "<Data Name='IpAddress'>192.0.2.15</Data>"
Add-FailedLogon $web 261900 'root%14' '203.0.113.78' '0xc0000064' '</Data><x>'
Add-FailedLogon $web 268420 "<script>alert('login')</script>" '203.0.113.77' '0xc0000064'
Add-FailedLogon $web 274010 "invoice$([char]0x202E)fdp.exe" '203.0.113.77' '0xc0000064'
Add-FailedLogon $web 281730 "=cmd|' /C calc'!A0" '203.0.113.77' '0xc0000064'

# One of the guesses is right. A generator of its own keeps the random values of all other events as they are.
& {
    $random = [System.Random]::new($Seed + 1)
    Add-Logon 291400 'j.ortega' '203.0.113.77' '-' -Privileged
}

# DC-BER-01: exactly 5 failed logins, one of them sent twice, among successes.
Add-TicketRequest 3120 'm.brandt' '0x0' -Success
Add-FailedPreauthentication 21480 'm.brandt'
Add-FailedPreauthentication 48015 'p.vogel' -SentTwice
Add-CredentialValidation $dc 90233 'svc_print' 'FILE-BER-03' '0x0' -Success
Add-TicketRequest 118760 'k.winter' '0x6'
Add-CredentialValidation $dc 164902 'k.winter' 'DESKTOP-7' '0xc0000064'
Add-FailedPreauthentication 223377 'p.vogel'

# SQL-02: 4 failed logins, two of them sent twice, so 6 events arrive.
Add-CredentialValidation $sql 35510 'sa_backup' 'ETL-04' '0xc000006a' -SentTwice
Add-CredentialValidation $sql 36940 'sa_backup' 'ETL-04' '0xc000006a' -SentTwice
Add-FailedLogon $sql 77630 'reporting' '198.51.100.61' '0xc000006a' 'ETL-04'
Add-FailedLogon $sql 201040 "$([char]27)[2Jroot" '203.0.113.78' '0xc0000064'

# FILE-BER-03: 3 failed logins.
Add-FailedLogon $files 14260 'l.sommer' '198.51.100.87' '0xc000006a' 'NOTEBOOK-22'
Add-FailedLogon $files 19875 'l.sommer' '198.51.100.87' '0xc000006a' 'NOTEBOOK-22'
Add-FailedLogon $files 143900 'kopierer' '198.51.100.9' '0xc0000072'

# KIOSK-07: 2 failed logins, one with a name that closes EventData and opens it again.
Add-FailedLogon $kiosk 62480 'kiosk' '-' '0xc000006a' 'KIOSK-07' -LogonType 2
Add-FailedLogon $kiosk 188305 'guest%14' '203.0.113.78' '0xc0000064' '</Data></EventData><EventData><Data>'

function ConvertTo-AgentMessage([hashtable] $Entry, [long] $Record) {
    $on = $Entry.On
    $word = $words[$on.Language]
    $outcome, $keywords = if ($Entry.Success) { $word.Success, '0x8020000000000000' } else { $word.Failure, '0x8010000000000000' }
    $task, $taskName = $tasks[$Entry.Id]
    $values = [string[]]@($Entry.Data.Values)
    $data = foreach ($name in $Entry.Data.Keys) { "<Data Name='$name'>$(ConvertTo-XmlText $Entry.Data[$name])</Data>" }
    $shown = foreach ($value in $values) { if ($reasons[$on.Language].Contains($value)) { $reasons[$on.Language][$value] } else { ConvertTo-XmlText $value } }
    $message = (Expand-Placeholder $messages["$($on.Language) $($Entry.Id)"] $shown).Replace("`r", '')
    $time = $Entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", [cultureinfo]::InvariantCulture)

    Expand-Placeholder -Values $values -Text (
        "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>" +
        "<Provider Name='Microsoft-Windows-Security-Auditing' Guid='{54849625-5478-4994-a5ba-3e3b0328c30d}'/>" +
        "<EventID>$($Entry.Id)</EventID><Version>0</Version><Level>0</Level><Task>$task</Task><Opcode>0</Opcode><Keywords>$keywords</Keywords>" +
        "<TimeCreated SystemTime='$time'/><EventRecordID>$Record</EventRecordID><Correlation/>" +
        "<Execution ProcessID='660' ThreadID='$($random.Next(200, 2000) * 4)'/><Channel>Security</Channel><Computer>$($on.Computer)</Computer><Security/></System>" +
        "<EventData>$(-join $data)</EventData>" +
        "<RenderingInfo Culture='$($on.Language)'><Message>$message</Message><Level>$($word.Level)</Level><Task>$taskName</Task><Opcode>Info</Opcode>" +
        "<Channel>$($word.Channel)</Channel><Provider>Microsoft Windows security auditing.</Provider><Keywords><Keyword>$outcome</Keyword></Keywords></RenderingInfo></Event>")
}

$lines = foreach ($entry in [System.Linq.Enumerable]::OrderBy($events, [System.Func[object, long]] { param($e) $e.At.UtcTicks })) {
    $entry.On.Record += $random.Next(1, 6)
    $message = ConvertTo-JsonText (ConvertTo-AgentMessage $entry $entry.On.Record)
    $line = "{""logStreamName"":""$($entry.On.Stream)"",""timestamp"":$($entry.At.ToUnixTimeMilliseconds()),""message"":$message}"
    for ($i = 0; $i -lt $entry.Copies; $i++) { $line }
}
$path = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($OutputPath)
[System.IO.File]::WriteAllText($path, [string]::Join("`n", $lines) + "`n")
