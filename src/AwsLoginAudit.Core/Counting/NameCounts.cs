using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Counts how often each value was seen: exactly for the first 900 values, and in one sum for all others.</summary>
/// <remarks>
/// An attacker chooses the names, and without a maximum a million invented accounts would fill the memory. All lists of a counter share the room for
/// names; a list without room has two names.
/// </remarks>
/// <param name="room">The room for names.</param>
/// <param name="same">Decides which values are spellings of the same name; null for none.</param>
internal sealed class NameCounts(CountingRoom room, IEqualityComparer<string>? same = null)
{
    // A dictionary of 919 names doubles its memory for one more.
    private const int MostNames = 900;
    private const int FewestNames = 2;

    // A report shows 120 characters of a name.
    private const int LongestName = 128;

    private readonly Dictionary<string, long> counts = [];
    private long none;
    private long others;
    private int taken;

    // Most values equal the value before, and the parser returns the same string object for them.
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
        if (latest is null)
            none += ofLatest;
        else
            Enter(LongValue.Cut(latest, LongestName), ofLatest);
        ofLatest = 0;
    }

    [MethodImpl(Hot.Path)]
    private void Enter(string name, long number)
    {
        if (counts.TryGetValue(name, out var count))
            counts[name] = count + number;
        else if (counts.Count < FewestNames || (counts.Count < MostNames && MayTake(name)))
            counts.Add(name, number);
        else
            others += number;
    }

    private bool MayTake(string name)
    {
        if (!room.TryTakeName(name.Length))
            return false;
        taken += CountingRoom.OfName(name.Length);
        return true;
    }

    /// <summary>Adds the values of another list, which is not used afterwards.</summary>
    public void Take(NameCounts other)
    {
        other.EnterLatest();
        room.ReturnNames(other.taken);
        foreach (var pair in other.counts)
            Enter(pair.Key, pair.Value);
        none += other.none;
        others += other.others;
    }

    /// <summary>The most frequent values, including "(none)", and "(others)" for the rest, so that the sum equals the number of events.</summary>
    public IReadOnlyList<LoginAuditTally> Top(int most)
    {
        EnterLatest();
        if (counts.Count == 0 && others == 0)
            return none == 0 ? Array.Empty<LoginAuditTally>() : new[] { new LoginAuditTally(OwnWords.None, none) };
        var top = new List<LoginAuditTally>(counts.Count + 1);
        foreach (var pair in counts)
            top.Add(new LoginAuditTally(pair.Key, pair.Value));
        if (same is not null)
            Join(top, same);
        var rest = others + KeepMost(top, most);
        // Only names that are shown are quoted, because quoting a name costs more than counting it.
        for (var i = 0; i < top.Count; i++)
            top[i] = top[i] with { Name = OwnWords.Typed(top[i].Name, LongestName) };
        if (none > 0)
            top.Add(new LoginAuditTally(OwnWords.None, none));
        rest += KeepMost(top, most);
        if (rest > 0)
            top.Add(new LoginAuditTally(OwnWords.Others, rest));
        return top.ToArray();
    }

    // The most frequent spelling represents all spellings of a name.
    private static void Join(List<LoginAuditTally> counted, IEqualityComparer<string> same)
    {
        counted.Sort(MostFirst);
        var places = new Dictionary<string, int>(same);
        var kept = 0;
        for (var i = 0; i < counted.Count; i++)
        {
            var one = counted[i];
            if (places.TryGetValue(one.Name, out var place))
            {
                counted[place] = counted[place] with { Count = counted[place].Count + one.Count };
                continue;
            }
            places.Add(one.Name, kept);
            counted[kept++] = one;
        }
        counted.RemoveRange(kept, counted.Count - kept);
    }

    private static int MostFirst(LoginAuditTally a, LoginAuditTally b) => a.Count != b.Count ? b.Count.CompareTo(a.Count) : string.CompareOrdinal(a.Name, b.Name);

    // Returns the sum of the removed counts.
    private static long KeepMost(List<LoginAuditTally> counted, int most)
    {
        counted.Sort(MostFirst);
        var rest = 0L;
        while (counted.Count > most)
        {
            rest += counted[counted.Count - 1].Count;
            counted.RemoveAt(counted.Count - 1);
        }
        return rest;
    }
}
