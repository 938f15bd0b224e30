using System.Runtime.CompilerServices;

namespace AwsLoginAudit.Aws;

/// <summary>
/// Reads the events 4672 of successful logins whose filter pattern does not match 4672, because 4672 has no source address. The lookup needs one request, or
/// a few, for each page of successful logins.
/// </summary>
/// <param name="reader">Reads the log events.</param>
/// <param name="queries">The queries of the successful logins.</param>
/// <param name="read">The read that the events belong to.</param>
internal sealed class PrivilegeLookup(LogEventReader reader, IReadOnlyList<LogQuery> queries, LoginAuditRead read)
{
    // Two terms of a Logon ID have at most 40 characters.
    private const int MostIds = 20;

    // Logon IDs of Windows itself, such as 0x3e7, are in most events.
    private const int ShortestId = 5;

    private const string HexPrefix = "0x";

    /// <summary>Adds the events 4672 to pages of successful logins, in the order of time.</summary>
    public async IAsyncEnumerable<LoginAuditEvent[]> AddToAsync(IAsyncEnumerable<LoginAuditEvent[]> pages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in pages.WithCancellation(cancellationToken))
        {
            var logins = page.OfType<LoginAuditSuccess>().Where(login => login is { LogonId: not null, Time: not null }).ToList();
            if (logins.Count == 0)
            {
                yield return page;
                continue;
            }
            var all = page.ToList();
            await foreach (var found in reader.ReadAsync(Queries(logins), read, Around(read.Window, logins), unreadable: null, cancellationToken).WithCancellation(cancellationToken))
                all.AddRange(found.Where(one => one.EventId == SuccessfulLogin.SpecialPrivileges));
            yield return [.. all.OrderBy(one => one.Time)];
        }
    }

    private IEnumerable<LogQuery> Queries(List<LoginAuditSuccess> logins)
    {
        var pattern = Pattern(logins);
        return queries.GroupBy(query => query.LogGroupName).Select(logGroup => logGroup.First() with { FilterPattern = pattern, HasPrivileges = true });
    }

    /// <summary>The window of the events 4672 of successful logins.</summary>
    /// <param name="window">The window of the logins.</param>
    /// <param name="logins">The logins, at least one; all have a time.</param>
    public static LoginAuditWindow Around(LoginAuditWindow window, IReadOnlyCollection<LoginAuditSuccess> logins) =>
        window with { Start = logins.Min(login => login.Time) - SuccessReader.LongestWait, End = logins.Max(login => login.Time) + SuccessReader.LongestWait };

    /// <summary>The filter pattern that matches the events 4672 of successful logins.</summary>
    /// <param name="logins">The logins; all have a Logon ID.</param>
    public static string Pattern(IEnumerable<LoginAuditSuccess> logins)
    {
        // The agent's text format writes the digits in upper case, and XML in lower case.
        var ids = logins.Select(login => login.LogonId!).Distinct().ToList();
        var digits = ids.ConvertAll(id => id.StartsWith(HexPrefix, StringComparison.Ordinal) ? id.Substring(HexPrefix.Length) : "");
        return ids.Count > MostIds || digits.Exists(id => id.Length < ShortestId || !id.All(char.IsLetterOrDigit))
            ? SuccessPattern.Of([SuccessfulLogin.SpecialPrivileges])
            : string.Join(" ", digits.Concat(digits.Select(id => id.ToUpperInvariant())).Distinct().Select(id => $"?{id}"));
    }
}
