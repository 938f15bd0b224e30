using System.Globalization;
using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Descriptions of the codes in Windows' login events. Unknown codes have no description and are shown as hex.</summary>
/// <remarks>
/// Sources: Microsoft's documentation of events 4625, 4768, 4771 and 4776 (windows-itpro-docs, security auditing),
/// ntstatus.h and ntsecapi.h ([MS-ERREF] section 2.3.1 has the same values), RFC 4120 section 7.5.9 and RFC 4556 section 3.1.3 for the Kerberos symbols.
/// </remarks>
public static class CodeTables
{
    /// <summary>The description of an NTSTATUS code of events 4625, 4776, 4822 and 4823.</summary>
    /// <param name="code">The code in the form of <see cref="Normalize"/>.</param>
    /// <returns>The description; null if unknown.</returns>
    public static string? Status(string? code) => Find(StatusWords, code);

    /// <summary>The description of a Kerberos result code of events 4768 to 4773 and 4824.</summary>
    /// <param name="code">The code in the form of <see cref="Normalize"/>.</param>
    /// <returns>The description; null if unknown.</returns>
    public static string? Kerberos(string? code) => Find(KerberosWords, code);

    /// <summary>The description of a FailureReason message id of event 4625, such as %%2313.</summary>
    /// <param name="id">The id, including the percent signs.</param>
    /// <returns>The description; null if unknown.</returns>
    public static string? FailureReason(string? id) => Find(FailureReasonWords, id);

    /// <summary>The name of a logon type.</summary>
    /// <param name="logonType">0, or 2 to 13.</param>
    /// <returns>The name; null if unknown.</returns>
    public static string? LogonType(int? logonType) =>
        logonType is >= 0 and < 14 ? LogonTypeNames[logonType.Value] : null;

    /// <summary>Converts a code to lower-case hex without leading zeros, because sources differ in case, zero padding and white space.</summary>
    /// <param name="code">A code such as 0xC000006D or 0x00000018.</param>
    /// <returns>The code in this form; unchanged if it is not a hex number of at most 64 bits; null for null, "-" and white space.</returns>
    [MethodImpl(Hot.Path)]
    public static string? Normalize(string? code)
    {
        if (code is null or "" or "-")
            return null;
        if (IsNormal(code))
            return code;
        var trimmed = code.AsSpan().Trim();
        if (trimmed.IsEmpty || trimmed is "-")
            return null;
        return Digits.Hex(trimmed) is { } value ? string.Format(CultureInfo.InvariantCulture, "0x{0:x}", value) : code;
    }

    [MethodImpl(Hot.Path)]
    private static bool IsNormal(string code)
    {
        const int Digits = 16;
        if (code.Length is < 3 or > Digits + 2 || code[0] != '0' || code[1] != 'x' || (code[2] == '0' && code.Length > 3))
            return false;
        for (var i = 2; i < code.Length; i++)
        {
            if (code[i] is not ((>= '0' and <= '9') or (>= 'a' and <= 'f')))
                return false;
        }
        return true;
    }

    [MethodImpl(Hot.Path)]
    private static string? Find(Dictionary<string, string> words, string? key) =>
        key is not null && words.TryGetValue(key, out var found) ? found : null;

    private static readonly string?[] LogonTypeNames =
    [
        "System", null, "Interactive", "Network", "Batch", "Service", "Proxy", "Unlock", "NetworkCleartext",
        "NewCredentials", "RemoteInteractive", "CachedInteractive", "CachedRemoteInteractive", "CachedUnlock",
    ];

    // NTSTATUS values with their symbols in ntstatus.h.
    private static readonly Dictionary<string, string> StatusWords = new()
    {
        ["0xc0000022"] = "Access denied", // STATUS_ACCESS_DENIED
        ["0xc000005e"] = "No logon server is available", // STATUS_NO_LOGON_SERVERS
        ["0xc0000064"] = "Unknown user name", // STATUS_NO_SUCH_USER
        ["0xc000006a"] = "Wrong password", // STATUS_WRONG_PASSWORD
        ["0xc000006d"] = "Bad user name or password", // STATUS_LOGON_FAILURE
        ["0xc000006e"] = "Account restriction", // STATUS_ACCOUNT_RESTRICTION
        ["0xc000006f"] = "Outside logon hours", // STATUS_INVALID_LOGON_HOURS
        ["0xc0000070"] = "Workstation not allowed", // STATUS_INVALID_WORKSTATION
        ["0xc0000071"] = "Password expired", // STATUS_PASSWORD_EXPIRED
        ["0xc0000072"] = "Account disabled", // STATUS_ACCOUNT_DISABLED
        ["0xc00000dc"] = "SAM server in the wrong state", // STATUS_INVALID_SERVER_STATE
        ["0xc0000133"] = "Clocks out of sync with the domain controller", // STATUS_TIME_DIFFERENCE_AT_DC
        ["0xc000015b"] = "Logon type not granted", // STATUS_LOGON_TYPE_NOT_GRANTED
        ["0xc000018b"] = "No trust account for this computer", // STATUS_NO_TRUST_SAM_ACCOUNT
        ["0xc000018c"] = "Domain trust failed", // STATUS_TRUSTED_DOMAIN_FAILURE
        ["0xc000018d"] = "Trust between computer and domain failed", // STATUS_TRUSTED_RELATIONSHIP_FAILURE
        ["0xc0000192"] = "Netlogon service not started", // STATUS_NETLOGON_NOT_STARTED
        ["0xc0000193"] = "Account expired", // STATUS_ACCOUNT_EXPIRED
        ["0xc0000224"] = "Password must be changed", // STATUS_PASSWORD_MUST_CHANGE
        ["0xc0000225"] = "Not found (a fault in Windows, not a risk)", // STATUS_NOT_FOUND
        ["0xc0000234"] = "Account locked out", // STATUS_ACCOUNT_LOCKED_OUT
        ["0xc00002ee"] = "Authentication ended unfinished", // STATUS_UNFINISHED_CONTEXT_DELETED
        ["0xc0000413"] = "Stopped by the authentication firewall", // STATUS_AUTHENTICATION_FIREWALL_FAILED
        ["0xc0000371"] = "No stored secret for the account", // STATUS_NO_SECRETS
        ["0xc000010b"] = "Invalid logon type", // STATUS_INVALID_LOGON_TYPE
        ["0xc000035b"] = "Wrong channel binding", // STATUS_BAD_BINDINGS
        ["0xc0000380"] = "Wrong smart card PIN", // STATUS_SMARTCARD_WRONG_PIN
        ["0xc0000388"] = "Possible attempt to downgrade security", // STATUS_DOWNGRADE_DETECTED
        ["0xc0000418"] = "NTLM is blocked", // STATUS_NTLM_BLOCKED
    };

    // The messages %%2304 to %%2315 of msobjs.dll.
    private static readonly Dictionary<string, string> FailureReasonWords = new()
    {
        ["%%2304"] = "An error occurred during logon",
        ["%%2305"] = "The specified user account has expired",
        ["%%2306"] = "The NetLogon component is not active",
        ["%%2307"] = "Account locked out",
        ["%%2308"] = "The user has not been granted the requested logon type at this machine",
        ["%%2309"] = "The specified account's password has expired",
        ["%%2310"] = "Account currently disabled",
        ["%%2311"] = "Account logon time restriction violation",
        ["%%2312"] = "User not allowed to logon at this computer",
        ["%%2313"] = "Unknown user name or bad password",
        ["%%2314"] = "Domain sid inconsistent",
        ["%%2315"] = "Smartcard logon is required and was not used",
    };

    private static readonly Dictionary<string, string> KerberosWords = new()
    {
        ["0x1"] = "Client's entry in KDC database has expired", // KDC_ERR_NAME_EXP
        ["0x2"] = "Server's entry in KDC database has expired", // KDC_ERR_SERVICE_EXP
        ["0x3"] = "Requested Kerberos version number not supported", // KDC_ERR_BAD_PVNO
        ["0x4"] = "Client's key encrypted in old master key", // KDC_ERR_C_OLD_MAST_KVNO
        ["0x5"] = "Server's key encrypted in old master key", // KDC_ERR_S_OLD_MAST_KVNO
        ["0x6"] = "Unknown user name", // KDC_ERR_C_PRINCIPAL_UNKNOWN
        ["0x7"] = "Unknown service name", // KDC_ERR_S_PRINCIPAL_UNKNOWN
        ["0x8"] = "Multiple principal entries in KDC database", // KDC_ERR_PRINCIPAL_NOT_UNIQUE
        ["0x9"] = "The client or server has a null key (master key)", // KDC_ERR_NULL_KEY
        ["0xa"] = "Ticket (TGT) not eligible for postdating", // KDC_ERR_CANNOT_POSTDATE
        ["0xb"] = "Requested start time is later than end time", // KDC_ERR_NEVER_VALID
        ["0xc"] = "Refused by policy (workstation, smart card or logon hours)", // KDC_ERR_POLICY
        ["0xd"] = "KDC cannot accommodate requested option", // KDC_ERR_BADOPTION
        ["0xe"] = "Encryption type not supported", // KDC_ERR_ETYPE_NOTSUPP
        ["0xf"] = "KDC has no support for checksum type", // KDC_ERR_SUMTYPE_NOSUPP
        ["0x10"] = "KDC has no support for PADATA type (pre-authentication data)", // KDC_ERR_PADATA_TYPE_NOSUPP
        ["0x11"] = "KDC has no support for transited type", // KDC_ERR_TRTYPE_NO_SUPP
        ["0x12"] = "Account disabled, expired or locked out", // KDC_ERR_CLIENT_REVOKED
        ["0x13"] = "Credentials for server have been revoked", // KDC_ERR_SERVICE_REVOKED
        ["0x14"] = "TGT has been revoked", // KDC_ERR_TGT_REVOKED
        ["0x15"] = "Client not yet valid-try again later", // KDC_ERR_CLIENT_NOTYET
        ["0x16"] = "Server not yet valid-try again later", // KDC_ERR_SERVICE_NOTYET
        ["0x17"] = "Password expired", // KDC_ERR_KEY_EXPIRED
        ["0x18"] = "Wrong password", // KDC_ERR_PREAUTH_FAILED
        ["0x19"] = "Additional pre-authentication required", // KDC_ERR_PREAUTH_REQUIRED
        ["0x1a"] = "KDC does not know about the requested server", // KDC_ERR_SERVER_NOMATCH
        ["0x1b"] = "The service takes user-to-user tickets only", // KDC_ERR_MUST_USE_USER2USER
        ["0x1d"] = "KDC is unavailable", // KDC_ERR_SVC_UNAVAILABLE
        ["0x1f"] = "Integrity check on decrypted field failed", // KRB_AP_ERR_BAD_INTEGRITY
        ["0x20"] = "The ticket has expired", // KRB_AP_ERR_TKT_EXPIRED
        ["0x21"] = "The ticket is not yet valid", // KRB_AP_ERR_TKT_NYV
        ["0x22"] = "The request is a replay", // KRB_AP_ERR_REPEAT
        ["0x23"] = "The ticket is not for us", // KRB_AP_ERR_NOT_US
        ["0x24"] = "The ticket and authenticator do not match", // KRB_AP_ERR_BADMATCH
        ["0x25"] = "Clocks out of sync with the domain controller", // KRB_AP_ERR_SKEW
        ["0x26"] = "Network address in network layer header doesn't match address inside ticket", // KRB_AP_ERR_BADADDR
        ["0x27"] = "Protocol version numbers don't match (PVNO)", // KRB_AP_ERR_BADVERSION
        ["0x28"] = "Message type is unsupported", // KRB_AP_ERR_MSG_TYPE
        ["0x29"] = "Message stream modified and checksum didn't match", // KRB_AP_ERR_MODIFIED
        ["0x2a"] = "Message out of order (possible tampering)", // KRB_AP_ERR_BADORDER
        ["0x2c"] = "Specified version of key isn't available", // KRB_AP_ERR_BADKEYVER
        ["0x2d"] = "Service key not available", // KRB_AP_ERR_NOKEY
        ["0x2e"] = "Mutual authentication failed", // KRB_AP_ERR_MUT_FAIL
        ["0x2f"] = "Incorrect message direction", // KRB_AP_ERR_BADDIRECTION
        ["0x30"] = "Alternative authentication method required", // KRB_AP_ERR_METHOD
        ["0x31"] = "Incorrect sequence number in message", // KRB_AP_ERR_BADSEQ
        ["0x32"] = "Inappropriate type of checksum in message (checksum may be unsupported)", // KRB_AP_ERR_INAPP_CKSUM
        ["0x33"] = "Desired path is unreachable", // KRB_AP_PATH_NOT_ACCEPTED
        ["0x34"] = "Too much data", // KRB_ERR_RESPONSE_TOO_BIG
        ["0x3c"] = "Generic error", // KRB_ERR_GENERIC
        ["0x3d"] = "Field is too long for this implementation", // KRB_ERR_FIELD_TOOLONG
        ["0x3e"] = "The client trust failed or isn't implemented", // KDC_ERR_CLIENT_NOT_TRUSTED
        ["0x3f"] = "The KDC server trust failed or could not be verified", // KDC_ERR_KDC_NOT_TRUSTED
        ["0x40"] = "The signature is invalid", // KDC_ERR_INVALID_SIG
        ["0x41"] = "A higher encryption level is needed", // KDC_ERR_KEY_TOO_WEAK
        ["0x42"] = "User-to-user authorization is required", // KRB_AP_ERR_USER_TO_USER_REQUIRED
        ["0x43"] = "No TGT was presented or available", // KRB_AP_ERR_NO_TGT
        ["0x44"] = "Incorrect domain or principal", // KDC_ERR_WRONG_REALM
        ["0x46"] = "The certificate cannot be verified", // KDC_ERR_CANT_VERIFY_CERTIFICATE
        ["0x47"] = "The certificate is invalid", // KDC_ERR_INVALID_CERTIFICATE
        ["0x48"] = "The certificate has been revoked", // KDC_ERR_REVOKED_CERTIFICATE
        ["0x49"] = "The certificate's revocation cannot be checked", // KDC_ERR_REVOCATION_STATUS_UNKNOWN
        ["0x4b"] = "The certificate belongs to another account", // KDC_ERR_CLIENT_NAME_MISMATCH
        ["0x4d"] = "The certificate is not for logging on", // KDC_ERR_INCONSISTENT_KEY_PURPOSE
    };
}
