using System.Collections.Concurrent;

namespace LocalAws.Http;

/// <summary>One call that was made.</summary>
/// <param name="Action">Named as IAM names it: <c>logs:FilterLogEvents</c>.</param>
/// <param name="AccessKeyId">Whose key signed it; null where it is not signed. No other header is kept.</param>
/// <param name="Parameters">The request's JSON; null when it is over 16 KiB.</param>
/// <param name="Error">Code of the error that was answered; null for success.</param>
public sealed record RequestRecord(string Action, string? AccessKeyId, string? Parameters, string? Error)
{
    private static readonly string[] ReadingVerbs = ["Describe", "Filter", "Get", "List", "Simulate", "Test"];

    /// <summary>Whether the call changes anything, by the verb that its name begins with.</summary>
    public bool IsMutating => !ReadingVerbs.Any(verb => Action.AsSpan(Action.IndexOf(':') + 1).StartsWith(verb, StringComparison.Ordinal));
}

/// <summary>What the server was asked, in order of arrival of the answers.</summary>
public sealed class RequestLog
{
    private const int LongestParameters = 16 * 1024;
    private readonly ConcurrentQueue<RequestRecord> records = new();
    private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>Every call so far.</summary>
    public IReadOnlyList<RequestRecord> All => [.. records];

    /// <summary>How often an action such as <c>logs:FilterLogEvents</c> was asked for, refused calls included.</summary>
    public int Count(string action) => counts.GetValueOrDefault(action);

    /// <summary>The calls of one action.</summary>
    public IReadOnlyList<RequestRecord> Of(string action) => [.. records.Where(r => r.Action == action)];

    /// <summary>Forgets all calls.</summary>
    public void Clear()
    {
        records.Clear();
        counts.Clear();
    }

    internal void Add(string action, string? accessKeyId, ReadOnlySpan<byte> body, string? error)
    {
        counts.AddOrUpdate(action, 1, (_, n) => n + 1);
        records.Enqueue(new RequestRecord(action, accessKeyId, body.Length > LongestParameters ? null : System.Text.Encoding.UTF8.GetString(body), error));
    }
}
