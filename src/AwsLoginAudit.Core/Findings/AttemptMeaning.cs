namespace AwsLoginAudit;

/// <summary>What one event says about an attempt to log in.</summary>
internal enum AttemptMeaning : byte
{
    /// <summary>It says nothing about a password.</summary>
    Other,

    /// <summary>The password was wrong.</summary>
    WrongPassword,

    /// <summary>There is no account of that name.</summary>
    UnknownName,

    /// <summary>The password was right, and another rule stopped the login.</summary>
    RightPassword,

    /// <summary>The account is disabled, expired or locked.</summary>
    UnusableAccount,

    /// <summary>The login succeeded.</summary>
    Success,

    /// <summary>Windows locked the account.</summary>
    Lockout,
}

/// <summary>Decides what the code of a failed login says.</summary>
/// <remarks>
/// Sources: [MS-ERREF] section 2.3.1 for NTSTATUS, RFC 4120 section 7.5.9 for Kerberos, and Microsoft's "NPS Reason Codes 0 Through 37" for event 6273.
/// Windows answers that a password has expired, or that hours or workstation are not allowed, only to the right password.
/// </remarks>
internal static class AttemptMeanings
{
    private const string AnonymousLogon = "ANONYMOUS LOGON";

    /// <summary>Whether an attempt is a guess at a password.</summary>
    public static bool IsGuess(AttemptMeaning meaning) => meaning is AttemptMeaning.WrongPassword or AttemptMeaning.UnknownName;

    /// <summary>What a failed login means.</summary>
    public static AttemptMeaning Of(LoginAuditFailure failure)
    {
        // Windows itself uses these accounts; nobody types their passwords.
        if (failure.AccountName is { } name && (name.EndsWith("$", StringComparison.Ordinal) || string.Equals(name, AnonymousLogon, StringComparison.OrdinalIgnoreCase)))
            return AttemptMeaning.Other;
        return failure.EventId switch
        {
            4768 or 4769 or 4771 => Kerberos(failure.Status),
            6273 => NetworkPolicy(failure.Status),
            _ => Status(failure.SubStatus is null or "0x0" ? failure.Status : failure.SubStatus),
        };
    }

    private static AttemptMeaning Status(string? code) => code switch
    {
        "0xc000006a" or "0xc000006d" => AttemptMeaning.WrongPassword,
        "0xc0000064" => AttemptMeaning.UnknownName,
        "0xc0000071" or "0xc0000224" or "0xc0000070" or "0xc000006f" => AttemptMeaning.RightPassword,
        "0xc0000072" or "0xc0000193" or "0xc0000234" => AttemptMeaning.UnusableAccount,
        _ => AttemptMeaning.Other,
    };

    private static AttemptMeaning Kerberos(string? code) => code switch
    {
        "0x18" => AttemptMeaning.WrongPassword,
        "0x6" => AttemptMeaning.UnknownName,
        "0x1" or "0x12" => AttemptMeaning.UnusableAccount,
        _ => AttemptMeaning.Other,
    };

    // 16 is given for an unknown name as well as for a wrong password.
    private static AttemptMeaning NetworkPolicy(string? reason) => reason switch
    {
        "16" => AttemptMeaning.WrongPassword,
        "8" => AttemptMeaning.UnknownName,
        _ => AttemptMeaning.Other,
    };
}
