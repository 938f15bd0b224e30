using System.Net;

namespace AwsLoginAudit;

/// <summary>Selects events by account, source address, instance and logon type. An event must match one value of each list that is not empty.</summary>
/// <remarks>
/// Somebody who types markup or line breaks can make a value of an event unreadable. A suspicious event therefore also matches if the value cannot be read
/// and its text contains the wanted one.
/// </remarks>
public sealed class EventFilter
{
    private readonly IReadOnlyList<(string? Text, IPAddress? Address)> addresses = [];

    /// <summary>The accounts: DOMAIN\user, user@domain, or the user alone for every domain. Empty for all.</summary>
    public IReadOnlyList<string> Account { get; init; } = [];

    /// <summary>The source addresses. Empty for all.</summary>
    public IReadOnlyList<string> SourceAddress
    {
        get;
        init => (field, addresses) = (value, [.. value.Select(Parsed)]);
    } = [];

    /// <summary>The instances, compared without case. Empty for all.</summary>
    public IReadOnlyList<string> InstanceId { get; init; } = [];

    /// <summary>The logon types. Empty for all.</summary>
    public IReadOnlyList<int> LogonType { get; init; } = [];

    /// <summary>Whether every event matches.</summary>
    public bool IsEmpty => Account.Count + SourceAddress.Count + InstanceId.Count + LogonType.Count == 0;

    /// <summary>Whether an event matches.</summary>
    /// <param name="one">The event.</param>
    public bool Includes(LoginAuditEvent one) =>
        IsAny(InstanceId, wanted => string.Equals(wanted, one.InstanceId, StringComparison.OrdinalIgnoreCase))
        && IsAny(LogonType, wanted => one.LogonType is { } type ? type == wanted : one.Suspicious)
        && IsAny(addresses, wanted => one.SourceAddress is { } address ? AreSame(wanted, address) : IsTyped(one, wanted.Text))
        && IsAny(Account, wanted => one.Account is { } account ? IsAccount(wanted, account) : IsTyped(one, UserOf(wanted)));

    /// <summary>The user's name of an account, without the domain.</summary>
    /// <param name="account">The account: DOMAIN\user, user@domain, or the user alone.</param>
    public static string UserOf(string account) => AccountName.User(account);

    private static bool IsAny<T>(IReadOnlyList<T> values, Func<T, bool> isWanted) => values.Count == 0 || values.Any(isWanted);

    // Event 4776 has no domain. If one of the two accounts has none, the users decide.
    private static bool IsAccount(string wanted, string account) =>
        AccountComparer.Instance.Equals(wanted, account)
        || (!(AccountName.HasDomain(wanted) && AccountName.HasDomain(account))
            && string.Equals(AccountName.User(wanted), AccountName.User(account), StringComparison.OrdinalIgnoreCase));

    private static bool AreSame((string? Text, IPAddress? Address) wanted, string address) =>
        string.Equals(wanted.Text, address, StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(address, out var parsed) && parsed.Equals(wanted.Address));

    private static bool IsTyped(LoginAuditEvent one, string? value) =>
        one.Suspicious && value is { Length: > 0 } && one.RawText?.IndexOf(value, StringComparison.OrdinalIgnoreCase) >= 0;

    private static (string? Text, IPAddress? Address) Parsed(string address)
    {
        var text = AwsLoginAudit.SourceAddress.TryNormalize(address, out var normal) ? normal : address;
        return (text, IPAddress.TryParse(text, out var parsed) ? parsed : null);
    }
}
