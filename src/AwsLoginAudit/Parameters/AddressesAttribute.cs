using System.Net;

namespace AwsLoginAudit.Commands;

/// <summary>Takes IP addresses. The loopback address ::1 is excluded, because events from it have no source address.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AddressesAttribute : Attribute, IParameterCheck
{
    private const int LongestShown = 100;

    /// <inheritdoc/>
    public LoginAuditException? Reject(string parameter, object? value) => Array.Find((string[])value!, address => !IsSource(address)) is { } wrong
        ? new LoginAuditException(LoginAuditError.InvalidArgument, $"-{parameter} does not take {PowerShellText.Quote(SafeText.Show(wrong, LongestShown))}. It takes IP addresses, such as 203.0.113.77.", wrong)
        : null;

    private static bool IsSource(string text) => IPAddress.TryParse(text, out var address) && !address.Equals(IPAddress.IPv6Loopback) && text.IndexOfAny(['.', ':']) > 0;
}
