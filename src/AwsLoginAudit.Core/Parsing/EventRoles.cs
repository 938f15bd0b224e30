using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>The names of the EventData values that an event has for the account, the status and other properties. Most events use the same names.</summary>
/// <remarks>Source: the manifest of the provider Microsoft-Windows-Security-Auditing (Windows 10, build 18990), templates of the events listed here.</remarks>
internal sealed record EventRoles
{
    public string Account { get; private init; } = "TargetUserName";

    public string Domain { get; private init; } = "TargetDomainName";

    public string Sid { get; private init; } = "TargetUserSid";

    public string Status { get; private init; } = "Status";

    public string Workstation { get; private init; } = "WorkstationName";

    public string Address { get; private init; } = "IpAddress";

    /// <summary>Whether the address is free text that may be an address.</summary>
    public bool IsFreeAddress { get; private init; }

    private static readonly EventRoles Usual = new();
    private static readonly EventRoles Kerberos = new() { Sid = "TargetSid" };
    private static readonly EventRoles Validation = new() { Workstation = "Workstation" };
    private static readonly EventRoles TicketRequest = new() { Status = "FailureCode" };
    private static readonly EventRoles ProtectedUser = new() { Account = "AccountName", Workstation = "DeviceName" };
    private static readonly EventRoles RemoteDesktop = new() { Account = "AccountName", Domain = "AccountDomain", Address = "ClientAddress" };

    // The calling station is an IP address for a VPN, and a hardware address for a wireless network.
    private static readonly EventRoles NetworkPolicy = new()
    {
        Account = "SubjectUserName",
        Domain = "SubjectDomainName",
        Sid = "SubjectUserSid",
        Status = "ReasonCode",
        Workstation = "CallingStationID",
        Address = "CallingStationID",
        IsFreeAddress = true,
    };

    // In event 4740, TargetDomainName is the computer that the wrong passwords came from.
    private static readonly EventRoles Lockout = new() { Domain = "", Sid = "TargetSid", Workstation = "TargetDomainName" };

    /// <summary>Returns the names for an event.</summary>
    /// <param name="eventId">The event id; null if none can be read.</param>
    [MethodImpl(Hot.Path)]
    public static EventRoles Of(int? eventId) => eventId switch
    {
        4625 => Usual,
        4768 or 4769 or 4771 or 4824 => Kerberos,
        4776 => Validation,
        4740 => Lockout,
        4772 or 4773 => TicketRequest,
        4822 or 4823 => ProtectedUser,
        4825 => RemoteDesktop,
        6273 => NetworkPolicy,
        _ => Usual,
    };
}
