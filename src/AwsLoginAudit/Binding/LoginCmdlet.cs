using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>The base class of cmdlets that emit logins, which have a source address and a logon type.</summary>
/// <typeparam name="T">The type of the logins.</typeparam>
public abstract class LoginCmdlet<T> : EventCmdlet<T>
    where T : LoginAuditEvent
{
    /// <summary>Specifies the source addresses whose events are emitted: IPv4 or IPv6 addresses. The default is all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Addresses]
    public string[] SourceAddress { get; set; } = [];

    /// <summary>Specifies the logon types whose events are emitted, 0 to 13, such as 10 (Remote Desktop). The default is all.</summary>
    [Parameter]
    [Number(0, 13, Several = true)]
    public int[] LogonType { get; set; } = [];

    /// <inheritdoc/>
    private protected override EventFilter Filter => new()
    {
        Account = Account,
        SourceAddress = SourceAddress,
        InstanceId = IsOfLogGroups ? [] : InstanceId,
        LogonType = LogonType,
    };
}
