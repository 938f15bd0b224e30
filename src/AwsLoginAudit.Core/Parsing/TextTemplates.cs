namespace AwsLoginAudit;

/// <summary>The values that are read from an event in the agent's text format (event_format text).</summary>
internal enum TextField
{
    Other, Hex, AccountSid, AccountName, AccountDomain, LogonType, Status, SubStatus, ProcessName,
    Workstation, Address, Port, LogonProcess, AuthenticationPackage, LogonId, Guid,
}

/// <summary>The value on each line of an event's message. Lines without a tab between label and value are not counted.</summary>
/// <remarks>
/// Sources: Microsoft's documentation of the events (windows-itpro-docs, security auditing) for the older messages. Since July 2024 the messages
/// of 4768 and 4769 end with hashes of the tickets, and since January 2025 they list keys and encryption types too; their lines are those of
/// recorded events. The number of lines distinguishes the versions, and values that must be an address or a number are checked.
/// </remarks>
internal static class TextTemplates
{
    private const TextField None = TextField.Other;

    private static TextField[] NewSession => [TextField.AccountSid, TextField.AccountName, TextField.AccountDomain, TextField.LogonId];

    private static TextField[] SuccessDetails =>
    [
        TextField.Hex, TextField.ProcessName, TextField.Workstation, TextField.Address, TextField.Port, TextField.LogonProcess, TextField.AuthenticationPackage, None, None, None,
    ];

    private static readonly TextField[] Logon =
    [
        None, None, None, None, TextField.LogonType,
        TextField.AccountSid, TextField.AccountName, TextField.AccountDomain,
        None, TextField.Status, TextField.SubStatus, None, TextField.ProcessName,
        TextField.Workstation, TextField.Address, TextField.Port,
        TextField.LogonProcess, TextField.AuthenticationPackage, None, None, None,
    ];

    // Microsoft's documentation of 4624: version 1 added the impersonation level, and version 2 added "Logon Information" and moved the logon type there.
    // Recorded events of later versions have "Remote Credential Guard" there, or at the end.
    private static readonly TextField[] Success =
    [
        None, None, None, TextField.Hex, TextField.LogonType,
        .. NewSession, TextField.Guid,
        .. SuccessDetails,
    ];

    private static readonly TextField[] SuccessWithImpersonation =
    [
        None, None, None, TextField.Hex, TextField.LogonType,
        None, .. NewSession, TextField.Guid,
        .. SuccessDetails,
    ];

    private static readonly TextField[] SuccessWithInformation =
    [
        None, None, None, TextField.Hex, TextField.LogonType, None, None, None,
        None, .. NewSession, TextField.Hex, None, None, TextField.Guid,
        .. SuccessDetails,
    ];

    private static readonly TextField[] SuccessWithCredentialGuard =
    [
        None, None, None, TextField.Hex, TextField.LogonType, None, None, None, None,
        None, .. NewSession, TextField.Hex, None, None, TextField.Guid,
        .. SuccessDetails,
    ];

    private static readonly TextField[] Privileges = [TextField.AccountSid, TextField.AccountName, TextField.AccountDomain, TextField.LogonId, None];

    private static readonly TextField[] Lockout = [None, None, None, None, TextField.AccountSid, TextField.AccountName, TextField.Workstation];

    private static readonly TextField[] Ticket =
    [
        TextField.AccountName, TextField.AccountDomain, TextField.AccountSid, None, None,
        TextField.Address, TextField.Port, TextField.Hex, TextField.Status, TextField.Hex, None,
        None, None, None,
    ];

    private static readonly TextField[] TicketWithKeys =
    [
        TextField.AccountName, TextField.AccountDomain, TextField.AccountSid, None, None, None, None, None, None, None, None,
        TextField.Address, TextField.Port, None, TextField.Hex, TextField.Status, TextField.Hex, TextField.Hex, None, None,
        None, None, None, None,
    ];

    private static readonly TextField[] ServiceTicket =
    [
        TextField.AccountName, TextField.AccountDomain, None, None, None,
        TextField.Address, TextField.Port, TextField.Hex, TextField.Hex, TextField.Status, None,
    ];

    private static readonly TextField[] ServiceTicketWithKeys =
    [
        TextField.AccountName, TextField.AccountDomain, None, None, None, None, None, None, None, None, None,
        TextField.Address, TextField.Port, None, TextField.Hex, TextField.Hex, TextField.Hex, TextField.Status, None,
    ];

    private static readonly TextField[] PreAuthentication =
    [
        TextField.AccountSid, TextField.AccountName, None, TextField.Address, TextField.Port,
        TextField.Hex, TextField.Status, None, None, None, None,
    ];

    private static readonly TextField[] Validation = [TextField.AuthenticationPackage, TextField.AccountName, TextField.Workstation, TextField.Status];

    private static readonly TextField[] RemoteDesktop = [TextField.AccountName, TextField.AccountDomain, None, TextField.Address];

    private static readonly TextField[] NetworkPolicy =
    [
        TextField.AccountSid, TextField.AccountName, TextField.AccountDomain, None, None, None, None, None, None, None, None, None, None, None, None, None, None,
        None, None, None, None, None, None, None, None, None,
    ];

    private static readonly Dictionary<int, TextField[][]> Templates = new()
    {
        [4624] = [Success, SuccessWithImpersonation, SuccessWithInformation, SuccessWithCredentialGuard, AndMore(SuccessWithInformation, 1)],
        [4625] = [Logon],
        [4672] = [Privileges],
        [4740] = [Lockout],
        [4768] = [Ticket, AndMore(Ticket, 1), TicketWithKeys],
        [4769] = [ServiceTicket, AndMore(ServiceTicket, 1), AndMore(ServiceTicket, 2), AndMore(ServiceTicketWithKeys, 1), AndMore(ServiceTicketWithKeys, 2)],
        [4771] = [PreAuthentication],
        [4776] = [Validation],
        [4825] = [RemoteDesktop],
        [6273] = [NetworkPolicy, AndMore(NetworkPolicy, 1)],
    };

    /// <summary>The maximum number of values in a message of an event; null if no message of the event is known.</summary>
    public static int? Most(int eventId) => Templates.TryGetValue(eventId, out var versions) ? versions.Max(version => version.Length) : null;

    /// <summary>Finds the fields of the values; null if no known message matches, or if more than one place can hold the error code.</summary>
    public static TextField[]? Find(int eventId, IReadOnlyList<string> values)
    {
        var found = Array.Find(Templates[eventId], version => version.Length == values.Count && version.Zip(values, IsPossible).All(possible => possible));
        return found is not null && FailedLogin.IsByCode(eventId) && HasOtherCode(Templates[eventId], values, values[Array.IndexOf(found, TextField.Status)])
            ? null
            : found;
    }

    // Line breaks in a typed value can give one version of a message the length of another. Nobody can type the values from the address to the
    // code, and they stay together even if added lines move them.
    private static bool HasOtherCode(TextField[][] versions, IReadOnlyList<string> values, string code)
    {
        foreach (var version in versions)
        {
            var (first, last) = (Array.IndexOf(version, TextField.Address), Array.IndexOf(version, TextField.Status));
            for (var moved = 0; moved <= values.Count - version.Length; moved++)
            {
                if (values[last + moved] != code && Enumerable.Range(first, last - first + 1).All(at => IsOriginal(version[at], values[at + moved].Trim())))
                    return true;
            }
        }
        return false;
    }

    // These are the forms in which Windows writes the values.
    private static bool IsOriginal(TextField field, string value) => field switch
    {
        TextField.Address => value is "" or "-" || (value.IndexOfAny(['.', ':']) >= 0 && SourceAddress.TryNormalize(value, out _)),
        TextField.Port => value is "" or "-" || Digits.Decimal(value.AsSpan()) is not null,
        TextField.Hex or TextField.Status => Digits.Hex(value.AsSpan()) is not null,
        _ => true,
    };

    // A name with line breaks moves the values after it, and must not move a harmless value to the place of the code.
    private static bool IsPossible(TextField field, string value) => field switch
    {
        TextField.Guid => value.Trim() is ['{', .., '}'],
        TextField.Port => value.Trim() is "" or "-" || Digits.Decimal(value.AsSpan().Trim()) is not null,
        TextField.Hex or TextField.Status or TextField.SubStatus or TextField.LogonId => value.Trim() is "-" || Digits.Hex(value.AsSpan().Trim()) is not null,
        _ => true,
    };

    private static TextField[] AndMore(TextField[] fields, int lines) => [.. fields, .. Enumerable.Repeat(None, lines)];
}
