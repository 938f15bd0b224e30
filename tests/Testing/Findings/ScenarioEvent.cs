using System.Globalization;
using System.Security;

namespace AwsLoginAudit.Tests;

/// <summary>How a log group or a file has the text of an event.</summary>
internal enum EventStyle
{
    /// <summary>Event XML as the agent sends it, with the message.</summary>
    Agent,

    /// <summary>Event XML as wevtutil writes it.</summary>
    Bare,

    /// <summary>The agent's text format.</summary>
    Text,
}

/// <summary>One event of a scenario.</summary>
/// <param name="Id">The Windows event id.</param>
/// <param name="Machine">The log stream. The computer has the same name without "i-0".</param>
/// <param name="Time">When it happened.</param>
/// <param name="Account">The account, as DOMAIN\user, user@domain or user.</param>
internal sealed record ScenarioEvent(int Id, string Machine, DateTimeOffset Time, string Account)
{
    private const string Provider = "Microsoft-Windows-Security-Auditing";

    public long RecordId { get; init; }

    public string? Source { get; init; }

    public string? Workstation { get; init; }

    public int LogonType { get; init; }

    public string? Process { get; init; }

    /// <summary>The code of a failed login; 0x0 for a success.</summary>
    public string Code { get; init; } = "0x0";

    /// <summary>The number of the session.</summary>
    public long LogonId { get; init; }

    /// <summary>Changes the text, as typed text does; null for no change.</summary>
    public Func<string, string>? Change { get; init; }

    public string Computer => Machine.Replace("i-0", "", StringComparison.Ordinal).ToUpperInvariant();

    private string User => Account[(Account.IndexOf('\\', StringComparison.Ordinal) + 1)..];

    private string Domain => Account.IndexOf('\\', StringComparison.Ordinal) is >= 0 and var slash ? Account[..slash] : "-";

    private string Session => string.Create(CultureInfo.InvariantCulture, $"0x{LogonId:x}");

    public string Text(EventStyle style)
    {
        var text = style == EventStyle.Text ? AgentText() : Xml(style);
        return Change is null ? text : Change(text);
    }

    private string Xml(EventStyle style)
    {
        var keywords = Id == 4625 || (Code != "0x0" && Id != 4740) ? "0x8010000000000000" : "0x8020000000000000";
        var data = string.Concat(Data().Select(value => $"<Data Name='{value.Name}'>{SecurityElement.Escape(value.Value)}</Data>"));
        var rendering = style == EventStyle.Bare ? ""
            : $"<RenderingInfo Culture='en-US'><Message>{Title()}</Message></RenderingInfo>";
        return string.Create(CultureInfo.InvariantCulture,
            $"<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='{Provider}'/><EventID>{Id}</EventID><Keywords>{keywords}</Keywords>")
            + string.Create(CultureInfo.InvariantCulture, $"<TimeCreated SystemTime='{Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffffff}Z'/><EventRecordID>{RecordId}</EventRecordID>")
            + $"<Channel>Security</Channel><Computer>{Computer}</Computer><Security/></System><EventData>{data}</EventData>{rendering}</Event>";
    }

    private (string Name, string Value)[] Data() => Id switch
    {
        4624 =>
        [
            ("TargetUserName", User), ("TargetDomainName", Domain), ("TargetLogonId", Session), ("LogonType", Type()), ("WorkstationName", Workstation ?? "-"),
            ("ProcessName", Process ?? "-"), ("IpAddress", Source ?? "-"), ("IpPort", Port()),
        ],
        4625 =>
        [
            ("TargetUserName", User), ("TargetDomainName", Domain), ("Status", "0xc000006d"), ("SubStatus", Code), ("LogonType", Type()),
            ("WorkstationName", Workstation ?? "-"), ("ProcessName", Process ?? "-"), ("IpAddress", Source ?? "-"), ("IpPort", Port()),
        ],
        4672 => [("SubjectUserName", User), ("SubjectDomainName", Domain), ("SubjectLogonId", Session), ("PrivilegeList", "SeDebugPrivilege")],
        // The account's domain is that of the controller, and TargetDomainName is the computer that the wrong passwords came from.
        4740 => [("TargetUserName", User), ("TargetDomainName", Workstation!), ("SubjectUserName", Computer + "$")],
        4768 => [("TargetUserName", User), ("TargetDomainName", Domain), ("Status", Code), ("IpAddress", "::ffff:" + Source), ("IpPort", Port())],
        4771 => [("TargetUserName", User), ("Status", Code), ("IpAddress", "::ffff:" + Source), ("IpPort", Port())],
        4776 => [("PackageName", "MICROSOFT_AUTHENTICATION_PACKAGE_V1_0"), ("TargetUserName", User), ("Workstation", Workstation ?? ""), ("Status", Code)],
        _ => throw new NotSupportedException(),
    };

    private string AgentText()
    {
        var subject = "\n\nSubject:\n\tSecurity ID:\t\tS-1-5-18\n\tAccount Name:\t\t" + Computer + "$\n\tAccount Domain:\t\tCORP\n\tLogon ID:\t\t0x3E7";
        var network = $"\n\nNetwork Information:\n\tWorkstation Name:\t{Workstation ?? "-"}\n\tSource Network Address:\t{Source ?? "-"}\n\tSource Port:\t\t{Port()}"
            + "\n\nDetailed Authentication Information:\n\tLogon Process:\t\tNtLmSsp \n\tAuthentication Package:\tNTLM\n\tTransited Services:\t-\n\tPackage Name (NTLM only):\t-\n\tKey Length:\t\t0";
        var body = Id switch
        {
            4624 => subject + $"\n\nLogon Information:\n\tLogon Type:\t\t{Type()}\n\tRestricted Admin Mode:\t-\n\tVirtual Account:\t\tNo\n\tElevated Token:\t\tYes\n\nImpersonation Level:\t\tImpersonation"
                + $"\n\nNew Logon:\n\tSecurity ID:\t\tS-1-5-21-1\n\tAccount Name:\t\t{User}\n\tAccount Domain:\t\t{Domain}\n\tLogon ID:\t\t{Session}\n\tLinked Logon ID:\t\t0x0\n\tNetwork Account Name:\t-\n\tNetwork Account Domain:\t-\n\tLogon GUID:\t\t{{00000000-0000-0000-0000-000000000000}}"
                + $"\n\nProcess Information:\n\tProcess ID:\t\t0x0\n\tProcess Name:\t\t{Process ?? "-"}" + network,
            4625 => subject + $"\n\nLogon Type:\t\t\t{Type()}\n\nAccount For Which Logon Failed:\n\tSecurity ID:\t\tS-1-0-0\n\tAccount Name:\t\t{User}\n\tAccount Domain:\t\t{Domain}"
                + $"\n\nFailure Information:\n\tFailure Reason:\t\tUnknown user name or bad password.\n\tStatus:\t\t\t0xC000006D\n\tSub Status:\t\t{Code}"
                + $"\n\nProcess Information:\n\tCaller Process ID:\t0x0\n\tCaller Process Name:\t{Process ?? "-"}" + network,
            4672 => $"\n\nSubject:\n\tSecurity ID:\t\tS-1-5-21-1\n\tAccount Name:\t\t{User}\n\tAccount Domain:\t\t{Domain}\n\tLogon ID:\t\t{Session}\n\nPrivileges:\t\tSeDebugPrivilege",
            4740 => subject + $"\n\nAccount That Was Locked Out:\n\tSecurity ID:\t\tS-1-5-21-1\n\tAccount Name:\t\t{User}\n\nAdditional Information:\n\tCaller Computer Name:\t{Workstation}",
            4776 => $"\n\nAuthentication Package:\tMICROSOFT_AUTHENTICATION_PACKAGE_V1_0\nLogon Account:\t{User}\nSource Workstation:\t{Workstation}\nError Code:\t{Code}",
            _ => throw new NotSupportedException(),
        };
        return string.Create(CultureInfo.InvariantCulture, $"[Security] [INFORMATION] [{Id}] [{Provider}] [{Computer}] [{Title()}{body}]");
    }

    private string Title() => Id switch
    {
        4624 => "An account was successfully logged on.",
        4625 => "An account failed to log on.",
        4672 => "Special privileges assigned to new logon.",
        4740 => "A user account was locked out.",
        4768 => "A Kerberos authentication ticket (TGT) was requested.",
        4771 => "Kerberos pre-authentication failed.",
        _ => "The computer attempted to validate the credentials for an account.",
    };

    private string Type() => LogonType.ToString(CultureInfo.InvariantCulture);

    private string Port() => Source is null ? "-" : "50123";
}
