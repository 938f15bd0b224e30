using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>The times of attempts by what they have in common.</summary>
/// <remarks>
/// A dictionary of a module's own type is not compiled ahead of time, and is slow for the first 100,000 events. It also takes twice the memory. The
/// benchmarks "findings" and "memory" show both.
/// </remarks>
internal sealed class AttemptTable
{
    private const int Fewest = 256;
    private const int NotFound = -1;

    // The number of entries is a power of two. Buckets and links have indices into the entries, plus one.
    private int[] buckets = new int[Fewest];
    private Entry[] entries = new Entry[Fewest];

    public int Count { get; private set; }

    public bool Contains(in AttemptKey key) => IndexOf(key) != NotFound;

    /// <summary>The times of a key; a new entry if the table does not contain it. The next call can move it.</summary>
    public ref AttemptTimes this[scoped in AttemptKey key]
    {
        [MethodImpl(Hot.Path)]
        get
        {
            var index = IndexOf(key);
            if (index == NotFound)
                index = Enter(key);
            return ref entries[index].Times;
        }
    }

    /// <summary>All attempts, in the order of the first of each.</summary>
    public IEnumerable<Attempt> All()
    {
        for (var i = 0; i < Count; i++)
            yield return new Attempt(entries[i].Key, entries[i].Times);
    }

    [MethodImpl(Hot.Path)]
    private int IndexOf(in AttemptKey key)
    {
        for (var i = buckets[key.GetHashCode() & (buckets.Length - 1)] - 1; i >= 0; i = entries[i].Next - 1)
        {
            if (entries[i].Key.Equals(key))
                return i;
        }
        return NotFound;
    }

    private int Enter(in AttemptKey key)
    {
        if (Count == entries.Length)
            Grow();
        entries[Count] = new Entry { Key = key, Times = new AttemptTimes() };
        Link(Count);
        return Count++;
    }

    /// <summary>Joins the attempts that are equal in a longer unit.</summary>
    /// <param name="unit">The unit in ticks.</param>
    public void Coarsen(long unit)
    {
        var finer = Count;
        Count = 0;
        Array.Clear(buckets, 0, buckets.Length);
        // No more attempts than before are entered, so none is overwritten before it is read.
        for (var i = 0; i < finer; i++)
        {
            var (key, times) = (entries[i].Key, entries[i].Times);
            this[key with { Slot = times.First.UtcTicks / unit }].Add(times);
        }
    }

    private void Grow()
    {
        Array.Resize(ref entries, 2 * Count);
        buckets = new int[entries.Length];
        for (var i = 0; i < Count; i++)
            Link(i);
    }

    private void Link(int index)
    {
        ref var bucket = ref buckets[entries[index].Key.GetHashCode() & (buckets.Length - 1)];
        entries[index].Next = bucket;
        bucket = index + 1;
    }

    private struct Entry
    {
        public AttemptKey Key;
        public AttemptTimes Times;
        public int Next;
    }
}
