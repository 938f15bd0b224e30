using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Counts by index that use memory only if they are not zero. A day of 10-second periods has 8,640, and an attacker can invent many groups.</summary>
internal sealed class IndexedCounts
{
    private readonly Dictionary<int, long> counts = [];

    // Events arrive in order of time, so nearly every event has the same index as the one before.
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
