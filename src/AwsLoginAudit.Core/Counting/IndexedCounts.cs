using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Counts by a number, of which only those that are not zero take memory: a day of 10-second periods has 8,640, and a stranger can invent thousands of groups.</summary>
internal sealed class IndexedCounts
{
    private readonly Dictionary<int, long> counts = [];

    // Events come in the order of time, so nearly all of them have the index of the one before.
    private int latest;
    private long ofLatest;

    [MethodImpl(Hot.Path)]
    public void Add(int index, long count)
    {
        if (index != latest)
        {
            EnterLatest();
            latest = index;
        }
        ofLatest += count;
    }

    public long[] ToArray(int length)
    {
        EnterLatest();
        var all = new long[length];
        foreach (var pair in counts)
            all[pair.Key] = pair.Value;
        return all;
    }

    private void EnterLatest()
    {
        if (ofLatest == 0)
            return;
        counts[latest] = counts.TryGetValue(latest, out var known) ? known + ofLatest : ofLatest;
        ofLatest = 0;
    }
}
