using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>The memory that a failed login takes, in characters.</summary>
public static class FailureSize
{
    // The size of the object and of the headers of its strings.
    private const int OfObject = 200;

    /// <summary>Computes the size from all values, including those that the failed login shares with other events.</summary>
    /// <param name="failure">The failed login.</param>
    [MethodImpl(Hot.Path)]
    public static int Of(LoginAuditFailure failure) => OfObject
        + failure.InstanceId.Length + Of(failure.Computer) + Of(failure.AccountName) + Of(failure.AccountDomain) + Of(failure.Account) + Of(failure.AccountSid)
        + Of(failure.SourceAddress) + Of(failure.Workstation) + Of(failure.Status) + Of(failure.SubStatus) + Of(failure.Reason) + Of(failure.LogonProcess)
        + Of(failure.AuthenticationPackage) + Of(failure.ProcessName) + Of(failure.LogEventId) + Of(failure.RawText)
        + (failure.Conflicts.Count == 0 ? 0 : failure.Conflicts.Sum(pair => pair.Key.Length + pair.Value.Sum(value => value.Length)));

    [MethodImpl(Hot.Path)]
    private static int Of(string? value) => value is null ? 0 : value.Length;
}
