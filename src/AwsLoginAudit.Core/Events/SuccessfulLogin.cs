using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>The events of the Security log that show a successful login, its privileges, or a lockout.</summary>
/// <remarks>
/// Sources: Microsoft's documentation of events 4624, 4672, 4740, 4768, 4769 and 4776 (windows-itpro-docs, security auditing). 4624, 4672 and 4740 are
/// successes only. 4768, 4769 and 4776 are logged by domain controllers, for successes and for failures.
/// </remarks>
public static class SuccessfulLogin
{
    /// <summary>An account was successfully logged on.</summary>
    public const int Logon = 4624;

    /// <summary>Special privileges assigned to new logon.</summary>
    public const int SpecialPrivileges = 4672;

    /// <summary>A user account was locked out.</summary>
    public const int Lockout = 4740;

    /// <summary>The event ids that can be a successful login, in ascending order.</summary>
    public static IReadOnlyList<int> EventId { get; } = [Logon, 4768, 4769, 4776];

    /// <summary>Whether an audit success with this id is a successful login.</summary>
    /// <param name="eventId">The event id; null if none can be read.</param>
    [MethodImpl(Hot.Path)]
    public static bool IsLogin(int? eventId) => eventId is Logon or 4768 or 4769 or 4776;
}
