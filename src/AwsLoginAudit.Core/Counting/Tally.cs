using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>How often each value was seen; exact for the first thousand values, and what comes after is counted together.</summary>
/// <remarks>
/// Names are a stranger's choice: without a bound, a million invented accounts would fill the memory. All tallies of a counting share the room for names; a
/// tally that finds none has two.
/// </remarks>
internal sealed class Tally(CountingRoom room)
{
    private const int MostNames = 1000;
    private const int FewestNames = 2;

    // A report shows 120 characters.
    private const int LongestName = 128;

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
        var name = latest is null ? null : LongValue.Cut(latest, LongestName);
        if (name is null)
            none += ofLatest;
        else if (counts.TryGetValue(name, out var count))
            counts[name] = count + ofLatest;
        else if (counts.Count < FewestNames || (counts.Count < MostNames && room.TryTakeName(name.Length)))
            counts.Add(name, ofLatest);
        else
            others += ofLatest;
        ofLatest = 0;
    }

    /// <summary>The most frequent values, "(none)" among them, and one "(others)" for the rest, so that the sum stays the count of events.</summary>
    public IReadOnlyList<LoginAuditTally> Top(int most)
    {
        EnterLatest();
        var ordered = counts.Select(c => (Name: c.Key, c.Value, IsOwn: false))
            .Concat(none > 0 ? [(Name: OwnWords.None, none, IsOwn: true)] : [])
            .OrderByDescending(t => t.Value)
            .ThenBy(t => t.Name, StringComparer.Ordinal)
            .ToList();
        // Only the names that are shown are looked at: that costs more than counting them.
        var top = ordered.Take(most).Select(t => new LoginAuditTally(t.IsOwn ? t.Name : OwnWords.Quote(t.Name, LongestName), t.Value)).ToList();
        var rest = others + ordered.Skip(most).Sum(t => t.Value);
        if (rest > 0)
            top.Add(new LoginAuditTally(OwnWords.Others, rest));
        return top;
    }
}
