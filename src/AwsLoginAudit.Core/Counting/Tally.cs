using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>How often each value was seen; exact for the first thousand values, and what comes after is counted together.</summary>
/// <remarks>Names are a stranger's choice: without a bound, a million invented accounts would fill the memory.</remarks>
internal sealed class Tally
{
    private const int MostNames = 1000;
    private const int LongestName = 256;
    private readonly Dictionary<string, long> counts = [];
    private long none;
    private long others;

    // Most values are that of the event before, and the very same string: the parser sees to that.
    private string? latest = "";
    private long ofLatest;

    [MethodImpl(Hot.Path)]
    public void Add(string? name, long number)
    {
        if (!ReferenceEquals(name, latest))
        {
            EnterLatest();
            latest = name;
        }
        ofLatest += number;
    }

    [MethodImpl(Hot.Path)]
    private void EnterLatest()
    {
        if (ofLatest == 0)
            return;
        var name = latest is { Length: > LongestName } ? latest.Substring(0, LongestName) + "…" : latest;
        if (name is null)
            none += ofLatest;
        else if (counts.TryGetValue(name, out var count))
            counts[name] = count + ofLatest;
        else if (counts.Count < MostNames)
            counts.Add(name, ofLatest);
        else
            others += ofLatest;
        ofLatest = 0;
    }

    /// <summary>The most frequent values, "(none)" among them, and one "(others)" for the rest, so that the sum stays the count of events.</summary>
    public IReadOnlyList<LoginAuditTally> Top(int most)
    {
        EnterLatest();
        var ordered = counts.Select(c => new LoginAuditTally(OwnWords.Quote(c.Key), c.Value))
            .Concat(none > 0 ? [new LoginAuditTally(OwnWords.None, none)] : Array.Empty<LoginAuditTally>())
            .OrderByDescending(t => t.Count)
            .ThenBy(t => t.Name, StringComparer.Ordinal)
            .ToList();
        var rest = others + ordered.Skip(most).Sum(t => t.Count);
        if (ordered.Count > most)
            ordered.RemoveRange(most, ordered.Count - most);
        if (rest > 0)
            ordered.Add(new LoginAuditTally(OwnWords.Others, rest));
        return ordered;
    }
}
