namespace AwsLoginAudit;

/// <summary>A sample event in the agent's formats, for testing the filters of a configuration.</summary>
/// <param name="EventId">The Windows event id.</param>
/// <param name="IsFailedLogin">Whether the sample is a failed login. If false, it is another event of the Security log.</param>
/// <param name="Xml">The message that the agent sends with event_format xml.</param>
/// <param name="Text">The message that the agent sends with event_format text.</param>
internal sealed record SampleMessage(int EventId, bool IsFailedLogin, string Xml, string Text)
{
    private const string Computer = "WEB-01.corp.example";
    private const string ServiceSubject = "S-1-5-18|WEB-01$|CORP|0x3e7";
    private const string NoSubject = "S-1-0-0|-|-|0x0";

    /// <summary>Failed logins of every kind that a filter may select, and other events, which show whether a filter selects those instead.</summary>
    public static IReadOnlyList<SampleMessage> All { get; } =
    [
        Logon(2, ServiceSubject, "jdoe", "CORP", "0xc000006a", "127.0.0.1"),
        Logon(3, NoSubject, "ADMINISTRATOR", "", "0xc000006a", "203.0.113.77"),
        Logon(4, ServiceSubject, "svc_backup", "CORP", "0xc000006a", "-"),
        Logon(5, ServiceSubject, "svc_sql", "CORP", "0xc0000071", "-"),
        Logon(7, ServiceSubject, "jdoe", "CORP", "0xc000006a", "127.0.0.1"),
        Logon(8, ServiceSubject, "guest", "WEB-01", "0xc0000072", "10.20.30.40"),
        Logon(10, ServiceSubject, "backup", "WEB-01", "0xc0000064", "198.51.100.77"),
        Logon(11, ServiceSubject, "jdoe", "CORP", "0xc000006a", "127.0.0.1"),
        Failed(4768, 14339, "A Kerberos authentication ticket (TGT) was requested.", "TargetUserName=jdoe|TargetDomainName=CORP.EXAMPLE|TargetSid=S-1-0-0|ServiceName=krbtgt/CORP.EXAMPLE|TicketOptions=0x40810010|Status=0x6|TicketEncryptionType=0xffffffff|PreAuthType=-|IpAddress=::ffff:10.20.30.40|IpPort=51335"),
        Failed(4769, 14337, "A Kerberos service ticket was requested.", "TargetUserName=jdoe@CORP.EXAMPLE|TargetDomainName=CORP.EXAMPLE|ServiceName=WEB-01$|TicketOptions=0x40810000|TicketEncryptionType=0xffffffff|IpAddress=::ffff:10.20.30.40|IpPort=51336|Status=0x12|LogonGuid={00000000-0000-0000-0000-000000000000}"),
        Failed(4771, 14339, "Kerberos pre-authentication failed.", "TargetUserName=jdoe|TargetSid=S-1-5-21-1-2-3-1147|ServiceName=krbtgt/CORP.EXAMPLE|TicketOptions=0x40810010|Status=0x18|PreAuthType=2|IpAddress=::ffff:10.20.30.40|IpPort=47404"),
        Failed(4776, 14336, "The computer attempted to validate the credentials for an account.", "PackageName=MICROSOFT_AUTHENTICATION_PACKAGE_V1_0|TargetUserName=Administrator|Workstation=WEB-02|Status=0xc000006a"),
        Failed(4825, 12551, "A user was denied the access to Remote Desktop.", "AccountName=jdoe|AccountDomain=CORP|LogonID=0x5e8a1|ClientAddress=10.20.30.40"),
        Failed(6273, 12552, "Network Policy Server denied access to a user.", "SubjectUserName=CORP\\jdoe|SubjectDomainName=CORP|FullyQualifiedSubjectUserName=CORP\\jdoe|ClientIPAddress=10.20.30.41|AuthenticationServer=" + Computer + "|ReasonCode=16|Reason=Authentication failed due to a user credentials mismatch."),
        Other(1102, 104, "The audit log was cleared.", "SubjectUserName=jdoe"),
        Other(4624, 12544, "An account was successfully logged on.", "SubjectUserName=-|TargetUserName=jdoe|TargetDomainName=CORP|LogonType=3|IpAddress=10.20.30.40"),
        Other(4634, 12545, "An account was logged off.", "TargetUserName=jdoe|TargetDomainName=CORP|LogonType=3"),
        Other(4648, 12544, "A logon was attempted using explicit credentials.", "SubjectUserName=jdoe|TargetUserName=svc_sql|TargetServerName=WEB-02"),
        Other(4672, 12548, "Special privileges assigned to new logon.", "SubjectUserName=jdoe|PrivilegeList=SeDebugPrivilege"),
        Other(4688, 13312, "A new process has been created.", "SubjectUserName=jdoe|NewProcessName=C:\\Windows\\System32\\cmd.exe|CommandLine="),
        Other(4720, 13824, "A user account was created.", "TargetUserName=jdoe|SubjectUserName=Administrator"),
        Other(4726, 13824, "A user account was deleted.", "TargetUserName=jdoe|SubjectUserName=Administrator"),
        Other(4732, 13826, "A member was added to a security-enabled local group.", "MemberName=-|TargetUserName=Administrators|SubjectUserName=jdoe"),
        Other(4740, 13824, "A user account was locked out.", "TargetUserName=jdoe|TargetDomainName=WEB-02|SubjectUserName=DC-01$"),
        Other(4768, 14339, "A Kerberos authentication ticket (TGT) was requested.", "TargetUserName=jdoe|Status=0x0"),
        Other(4776, 14336, "The computer attempted to validate the credentials for an account.", "TargetUserName=jdoe|Workstation=WEB-02|Status=0x0"),
    ];

    /// <summary>The message in the item's event_format.</summary>
    public string Message(bool isText) => isText ? Text : Xml;

    private static SampleMessage Failed(int id, int task, string title, string data) => Event(id, task, isFailure: true, title, data, title + "\n\n" + Lines(data));

    private static SampleMessage Other(int id, int task, string title, string data) => Event(id, task, isFailure: false, title, data, title + "\n\n" + Lines(data));

    private static SampleMessage Logon(int type, string subject, string account, string domain, string subStatus, string address)
    {
        var (who, isNetwork) = (subject.Split('|'), type == 3);
        var (process, package, caller) = isNetwork ? ("NtLmSsp ", "NTLM", "-") : ("User32 ", "Negotiate", @"C:\Windows\System32\svchost.exe");
        var data = $"SubjectUserSid={who[0]}|SubjectUserName={who[1]}|SubjectDomainName={who[2]}|SubjectLogonId={who[3]}|TargetUserSid=S-1-0-0|TargetUserName={account}|TargetDomainName={domain}"
            + $"|Status=0xc000006d|FailureReason=%%2313|SubStatus={subStatus}|LogonType={type}|LogonProcessName={process}|AuthenticationPackageName={package}|WorkstationName=WEB-01"
            + $"|TransmittedServices=-|LmPackageName=-|KeyLength=0|ProcessId=0x0|ProcessName={caller}|IpAddress={address}|IpPort=0";
        var message = $"""
            An account failed to log on.

            Subject:
            {'\t'}Security ID:{'\t'}{'\t'}{who[0]}
            {'\t'}Account Name:{'\t'}{'\t'}{who[1]}
            {'\t'}Account Domain:{'\t'}{'\t'}{who[2]}
            {'\t'}Logon ID:{'\t'}{'\t'}{who[3]}

            Logon Type:{'\t'}{'\t'}{'\t'}{type}

            Account For Which Logon Failed:
            {'\t'}Security ID:{'\t'}{'\t'}S-1-0-0
            {'\t'}Account Name:{'\t'}{'\t'}{account}
            {'\t'}Account Domain:{'\t'}{'\t'}{domain}

            Failure Information:
            {'\t'}Failure Reason:{'\t'}{'\t'}Unknown user name or bad password.
            {'\t'}Status:{'\t'}{'\t'}{'\t'}0xC000006D
            {'\t'}Sub Status:{'\t'}{'\t'}{subStatus.ToUpperInvariant().Replace("0X", "0x")}

            Process Information:
            {'\t'}Caller Process ID:{'\t'}0x0
            {'\t'}Caller Process Name:{'\t'}{caller}

            Network Information:
            {'\t'}Workstation Name:{'\t'}WEB-01
            {'\t'}Source Network Address:{'\t'}{address}
            {'\t'}Source Port:{'\t'}{'\t'}0

            Detailed Authentication Information:
            {'\t'}Logon Process:{'\t'}{'\t'}{process}
            {'\t'}Authentication Package:{'\t'}{package}
            {'\t'}Transited Services:{'\t'}-
            {'\t'}Package Name (NTLM only):{'\t'}-
            {'\t'}Key Length:{'\t'}{'\t'}0

            This event is generated when a logon request fails. It is generated on the computer where access was attempted.
            """;
        return Event(4625, 12544, isFailure: true, "Logon", data, message);
    }

    private static SampleMessage Event(int id, int task, bool isFailure, string taskName, string data, string message)
    {
        var (keywords, keyword) = isFailure ? ("0x8010000000000000", "Audit Failure") : ("0x8020000000000000", "Audit Success");
        var fields = string.Concat(data.Split('|').Select(Pair).Select(pair => $"<Data Name='{pair.Name}'>{pair.Value}</Data>"));
        var xml = $"{EventGrammar.Start}<System><Provider Name='{FailedLogin.Provider}' Guid='{{54849625-5478-4994-a5ba-3e3b0328c30d}}'/><EventID>{id}</EventID>"
            + $"<Version>0</Version><Level>0</Level><Task>{task}</Task><Opcode>0</Opcode><Keywords>{keywords}</Keywords><TimeCreated SystemTime='2026-01-14T08:17:23.4123456Z'/>"
            + $"<EventRecordID>694674</EventRecordID><Correlation/><Execution ProcessID='804' ThreadID='1080'/><Channel>Security</Channel><Computer>{Computer}</Computer><Security/></System>"
            + $"<EventData>{fields}</EventData><RenderingInfo Culture='en-US'><Message>{message}</Message><Level>Information</Level><Task>{taskName}</Task><Opcode>Info</Opcode>"
            + $"<Channel>Security</Channel><Provider>Microsoft Windows security auditing.</Provider><Keywords><Keyword>{keyword}</Keyword></Keywords></RenderingInfo></Event>";
        return new SampleMessage(id, isFailure, xml, $"[Security] [INFORMATION] [{id}] [{FailedLogin.Provider}] [{Computer}] [{message}]");
    }

    private static string Lines(string data) => string.Join("\n", data.Split('|').Select(Pair).Select(pair => $"\t{pair.Name}:\t{pair.Value}"));

    private static (string Name, string Value) Pair(string field) => (field.Substring(0, field.IndexOf('=')), field.Substring(field.IndexOf('=') + 1));
}
