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

    /// <summary>The time, in units of <see cref="AttemptLog.Unit"/>.</summary>
    public long Slot { get; init; }

    // The numbers follow from names that an attacker chooses, so the hash starts from a secret.
    private static readonly long Secret = BitConverter.ToInt64(Guid.NewGuid().ToByteArray(), 0) | 1;

    /// <inheritdoc/>
    [MethodImpl(Hot.Path)]
    public override int GetHashCode()
    {
        var hash = Mix(Slot ^ Secret, ((long)Account << 32) | (uint)Place);
        hash = Mix(hash, ((long)Machine << 32) | (uint)Process);
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

/// <summary>Equal attempts within a second, or within a longer unit if there are very many.</summary>
internal sealed class Attempt(AttemptKey key)
{
    public AttemptKey Key { get; } = key;

    public DateTimeOffset First { get; private set; } = DateTimeOffset.MaxValue;

    public DateTimeOffset Last { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>The record number of the first.</summary>
    public long? RecordId { get; private set; }

    public long Count { get; private set; }

    public bool IsGuess => AttemptMeanings.IsGuess(Key.Meaning);

    public void Add(DateTimeOffset first, DateTimeOffset last, long? recordId, long count)
    {
        if (first < First || (first == First && recordId < RecordId))
            (First, RecordId) = (first, recordId);
        if (last > Last)
            Last = last;
        Count += count;
    }

    /// <summary>The same attempts with another key and another number.</summary>
    public Attempt With(in AttemptKey key, long count) => new(key) { First = First, Last = Last, RecordId = RecordId, Count = count };
}
