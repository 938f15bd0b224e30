using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AwsLoginAudit.Aws;

/// <summary>The filter patterns that match successful logins and lockouts. A pattern matches every such event that an <see cref="EventFilter"/> includes.</summary>
/// <remarks>
/// "Filter pattern syntax": terms are case-sensitive, match anywhere in the text, and must all be present. Terms with a question mark are alternatives, and
/// are ignored beside other terms. A regular expression stands alone. The event id is a plain number, because XML, the agent's text format and the JSON of
/// other agents all contain it; some other events contain the same digits, and are left out after the read.
/// </remarks>
internal static class SuccessPattern
{
    // Each address needs a query of its own for each event id.
    private const int MostAddresses = 3;

    // A shorter name is in too many events.
    private const int ShortestName = 3;

    /// <summary>Matches every event with one of several ids.</summary>
    public static string Of(IEnumerable<int> eventId) => string.Join(" ", eventId.Select(id => $"?{Text(id)}"));

    /// <summary>Matches every event with an id and a value.</summary>
    public static string Of(int eventId, string value) => $"{Text(eventId)} \"{value}\"";

    /// <summary>The patterns for successful logins, and whether they match event 4672 too.</summary>
    /// <param name="filter">The filter that is applied after the read.</param>
    public static (IReadOnlyList<string> Patterns, bool HasPrivileges) Successes(EventFilter filter)
    {
        // Event 4776 has no address. An IPv6 address can be written in several ways.
        if (filter.SourceAddress.Count is > 0 and <= MostAddresses && filter.SourceAddress.All(IsIPv4))
            return ([.. SuccessfulLogin.EventId.Where(id => id != 4776).SelectMany(id => filter.SourceAddress.Select(address => Of(id, address)))], false);
        if (filter.Account.Count > 0 && filter.Account.Select(AccountPattern).ToList() is var names && names.TrueForAll(name => name is not null)
            && $"%{string.Join("|", names)}%" is { Length: <= PatternTerms.Longest } pattern)
        {
            return ([pattern], true);
        }
        return ([Of([.. SuccessfulLogin.EventId, SuccessfulLogin.SpecialPrivileges])], true);
    }

    private static bool IsIPv4(string address) =>
        IPAddress.TryParse(address, out var parsed) && parsed.AddressFamily == AddressFamily.InterNetwork && parsed.ToString() == address;

    // Windows compares accounts without case, and writes them as they were typed. "Supported regular expressions syntax": a dot stands for symbols, and no
    // other characters than ASCII are supported. XML and JSON can write & < > ' " and other characters in several ways. Returns null for such a name.
    private static string? AccountPattern(string account)
    {
        var user = EventFilter.UserOf(account);
        return user.Length < ShortestName || !user.All(c => IsLetter(c) || c is (>= '0' and <= '9') or '_' or '-' or '.')
            ? null
            : string.Concat(user.Select(c => IsLetter(c) ? $"[{char.ToLowerInvariant(c)}{char.ToUpperInvariant(c)}]" : $"{c}"));
    }

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static string Text(int eventId) => eventId.ToString(CultureInfo.InvariantCulture);
}
