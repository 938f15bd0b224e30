using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>The memory that an event takes, in characters.</summary>
public static class EventSize
{
    // The size of the object and of the headers of its strings.
    private const int OfObject = 200;

    /// <summary>Computes the size from all values, including those that the event shares with others.</summary>
    /// <param name="one">The event.</param>
    [MethodImpl(Hot.Path)]
    public static int Of(LoginAuditEvent one) => OfObject
        + one.InstanceId.Length + Of(one.Computer) + Of(one.AccountName) + Of(one.AccountDomain) + Of(one.Account) + Of(one.AccountSid)
        + Of(one.SourceAddress) + Of(one.Workstation) + Of(one.LogonProcess)
        + Of(one.AuthenticationPackage) + Of(one.ProcessName) + Of(one.LogEventId) + Of(one.RawText)
        + (one.Conflicts.Count == 0 ? 0 : one.Conflicts.Sum(pair => pair.Key.Length + pair.Value.Sum(value => value.Length)))
        + (one is LoginAuditFailure failure ? Of(failure.Status) + Of(failure.SubStatus) + Of(failure.Reason) : 0);

    [MethodImpl(Hot.Path)]
    private static int Of(string? value) => value is null ? 0 : value.Length;
}
