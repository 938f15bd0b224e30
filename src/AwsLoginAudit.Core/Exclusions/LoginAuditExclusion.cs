using System.Globalization;

namespace AwsLoginAudit;

/// <summary>A rule that keeps known failed logins out of counts and findings. A failed login must match every criterion that the rule has.</summary>
/// <remarks>The accounts, workstations and addresses of a rule are compared without case, and can have the wildcards * and ?.</remarks>
public sealed record LoginAuditExclusion
{
    /// <summary>The name of the rule, which reports show.</summary>
    public required string Name { get; init; }

    /// <summary>The reason for the rule.</summary>
    public required string Reason { get; init; }

    /// <summary>The account: DOMAIN\user, user@domain, or the user alone for every domain; null for all.</summary>
    public string? Account { get; init; }

    /// <summary>The source address: an IP address, a wildcard pattern, or a range in CIDR notation; null for all.</summary>
    public string? SourceAddress { get; init; }

    /// <summary>The name of the workstation; null for all.</summary>
    public string? Workstation { get; init; }

    /// <summary>The program that requests the login; null for all.</summary>
    public string? ProcessName { get; init; }

    /// <summary>The instance (log stream); null for all.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The status or substatus of the event, such as 0xc000006a; null for all.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>The Windows event id; null for all.</summary>
    public int? EventId { get; init; }

    /// <summary>The time from which the rule does nothing, UTC; null for no end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether the rule has expired, and does nothing.</summary>
    public bool Expired => ExpiresAt <= DateTimeOffset.UtcNow;

    /// <summary>The criteria as text, such as "10.0.5.9, event 4625".</summary>
    public string Criteria => string.Join(", ", Values.Append(EventId is { } id ? $"event {id.ToString(CultureInfo.InvariantCulture)}" : null).OfType<string>());

    private IEnumerable<string?> Values => [Account, SourceAddress, Workstation, ProcessName, InstanceId, ReasonCode];

    /// <summary>Whether the rule names where a login comes from or goes to. Somebody who tries to log in chooses the other values.</summary>
    internal bool NamesPlace => SourceAddress is not null || InstanceId is not null;

    /// <summary>Checks the rule.</summary>
    /// <returns>What is wrong, as a sentence; null if nothing is.</returns>
    public string? FindProblem()
    {
        const int LongestName = 64, LongestText = 256;
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName || Name.Any(char.IsControl))
            return $"An exclusion needs a name of 1 to {LongestName} characters.";
        if (string.IsNullOrWhiteSpace(Reason) || Reason.Length > LongestText || Reason.Any(char.IsControl))
            return $"The exclusion '{Name}' needs a reason of 1 to {LongestText} characters.";
        if (EventId is null && Values.All(value => value is null))
            return $"The exclusion '{Name}' has no criterion, so it would exclude every failed login.";
        if (Values.OfType<string>().Any(value => value.Length > LongestText || !value.Any(char.IsLetterOrDigit)))
            return $"The exclusion '{Name}' has a criterion without a letter or digit, or with more than {LongestText} characters.";
        if (EventId is { } id && !FailedLogin.EventId.Contains(id))
            return $"The exclusion '{Name}' is for event {id.ToString(CultureInfo.InvariantCulture)}, which is never a failed login.";
        return SourceAddress is { } address && AddressPattern.Parse(address) is null
            ? $"The exclusion '{Name}' has the source address '{address}'. Give an IP address, a pattern such as 10.0.5.*, or a range such as 10.0.5.0/24, of at least {AddressPattern.ShortestIPv4} bits for IPv4 and {AddressPattern.ShortestIPv6} bits for IPv6."
            : null;
    }

    /// <summary>The name, the criteria and the end of an exclusion, as reports show them.</summary>
    internal static string Describe(string name, string criteria, DateTimeOffset? expiresAt, bool isExpired) =>
        $"'{name}' ({criteria}){(expiresAt is { } end ? $", {(isExpired ? "expired on" : "until")} {Day(end)}" : "")}";

    private static string Day(DateTimeOffset time) =>
        time.UtcDateTime.ToString(time.UtcDateTime.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override string ToString() => SafeText.Show($"{Describe(Name, Criteria, ExpiresAt, Expired)}: {Reason}");
}
