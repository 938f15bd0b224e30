namespace AwsLoginAudit;

/// <summary>Finds the attempts that lie densely: enough of them within a length of time.</summary>
internal static class DenseAttempts
{
    /// <summary>The attempts of every window that holds at least a number of them.</summary>
    /// <param name="attempts">The attempts, in the order of time.</param>
    /// <param name="length">The length of a window.</param>
    /// <param name="least">The least number of attempts.</param>
    public static List<Attempt> ByCount(IReadOnlyList<Attempt> attempts, TimeSpan length, long least)
    {
        var count = 0L;
        return Find(attempts, length, added => count += added.Count, removed => count -= removed.Count, () => count >= least);
    }

    /// <summary>The attempts of every window that holds at least a number of different values.</summary>
    /// <param name="attempts">The attempts, in the order of time.</param>
    /// <param name="length">The length of a window.</param>
    /// <param name="least">The least number of different values.</param>
    /// <param name="value">The value of an attempt.</param>
    public static List<Attempt> ByDistinct(IReadOnlyList<Attempt> attempts, TimeSpan length, int least, Func<Attempt, int> value)
    {
        var counts = new Dictionary<int, int>();
        void Remove(Attempt removed)
        {
            if (--counts[value(removed)] == 0)
                counts.Remove(value(removed));
        }
        return Find(attempts, length, added => counts[value(added)] = (counts.TryGetValue(value(added), out var before) ? before : 0) + 1, Remove, () => counts.Count >= least);
    }

    private static List<Attempt> Find(IReadOnlyList<Attempt> attempts, TimeSpan length, Action<Attempt> add, Action<Attempt> remove, Func<bool> isDense)
    {
        var found = new List<Attempt>();
        var (start, taken) = (0, 0);
        for (var end = 0; end < attempts.Count; end++)
        {
            add(attempts[end]);
            while (attempts[end].First - attempts[start].First > length)
                remove(attempts[start++]);
            if (!isDense())
                continue;
            for (var at = Math.Max(start, taken); at <= end; at++)
                found.Add(attempts[at]);
            taken = end + 1;
        }
        return found;
    }
}
