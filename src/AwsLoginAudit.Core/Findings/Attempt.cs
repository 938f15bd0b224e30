using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AwsLoginAudit;

/// <summary>What equal attempts have in common. Names are numbers of the tables of <see cref="AttemptLog"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AttemptKey
{
    public int Account { get; init; }

    public int Place { get; init; }

    public int Machine { get; init; }

    public int Process { get; init; }

    /// <summary>The Windows event id; 0 if none can be read.</summary>
    public int EventId { get; init; }

    /// <summary>The logon type; null for none.</summary>
    public byte? LogonType { get; init; }

    public AttemptMeaning Meaning { get; init; }

    public bool IsSuspicious { get; init; }

    /// <summary>Whether the login was given administrative rights (event 4672), or is of the built-in administrator.</summary>
    public bool IsPrivileged { get; init; }

    /// <summary>The place of the exclusion that it matches; <see cref="ExclusionSet.None"/> for none.</summary>
    public int Exclusion { get; init; }

    /// <summary>The time, in units of <see cref="AttemptLog.Unit"/>.</summary>
    public long Slot { get; init; }

    // The numbers follow from names that an attacker chooses, so the hash starts from a secret.
    private static readonly long Secret = BitConverter.ToInt64(Guid.NewGuid().ToByteArray(), 0) | 1;

    /// <inheritdoc/>
    [MethodImpl(Hot.Path)]
    public bool Equals(AttemptKey other) =>
        Slot == other.Slot && Account == other.Account && Place == other.Place && Machine == other.Machine && Process == other.Process && EventId == other.EventId
        && LogonType == other.LogonType && Exclusion == other.Exclusion && Meaning == other.Meaning && IsSuspicious == other.IsSuspicious && IsPrivileged == other.IsPrivileged;

    /// <inheritdoc/>
    [MethodImpl(Hot.Path)]
    public override int GetHashCode()
    {
        var hash = Mix(Slot ^ Secret, ((long)Account << 32) | (uint)Place);
        hash = Mix(hash, ((long)Machine << 32) | (uint)Process);
        hash = Mix(hash, Exclusion);
        hash = Mix(hash, ((long)EventId << 32) | ((LogonType ?? 0xffL) << 16) | ((long)Meaning << 8) | (IsSuspicious ? 2L : 0) | (IsPrivileged ? 1L : 0));
        return (int)(hash >> 32);
    }

    [MethodImpl(Hot.Path)]
    private static long Mix(long hash, long value)
    {
        var product = unchecked((hash ^ value) * (long)0x9E3779B97F4A7C15);
        return product ^ (product >> 32);
    }
}

/// <summary>The times and the number of equal attempts.</summary>
internal struct AttemptTimes()
{
    private long first = long.MaxValue, last = long.MinValue;

    public readonly DateTimeOffset First => new(first, TimeSpan.Zero);

    public readonly DateTimeOffset Last => new(last, TimeSpan.Zero);

    /// <summary>The record number of the first.</summary>
    public long? RecordId { get; private set; }

    public long Count { get; set; }

    /// <summary>Adds an attempt.</summary>
    /// <param name="time">The time in ticks, UTC.</param>
    /// <param name="recordId">The number of its record; null if unknown.</param>
    [MethodImpl(Hot.Path)]
    public void Add(long time, long? recordId)
    {
        if (time < first || (time == first && recordId < RecordId))
            (first, RecordId) = (time, recordId);
        if (time > last)
            last = time;
        Count++;
    }

    /// <summary>Adds other equal attempts.</summary>
    public void Add(in AttemptTimes other)
    {
        var count = Count + other.Count;
        Add(other.first, other.RecordId);
        Add(other.last, null);
        Count = count;
    }
}

/// <summary>Equal attempts within a second, or within a longer unit if there are very many.</summary>
internal sealed class Attempt(AttemptKey key, AttemptTimes times)
{
    public AttemptKey Key { get; } = key;

    public AttemptTimes Times { get; } = times;

    public DateTimeOffset First => Times.First;

    public DateTimeOffset Last => Times.Last;

    /// <inheritdoc cref="AttemptTimes.RecordId"/>
    public long? RecordId => Times.RecordId;

    public long Count => Times.Count;

    public bool IsGuess => AttemptMeanings.IsGuess(Key.Meaning);

    /// <summary>The same attempts with another key and another number.</summary>
    public Attempt With(in AttemptKey key, long count) => new(key, Times with { Count = count });
}
