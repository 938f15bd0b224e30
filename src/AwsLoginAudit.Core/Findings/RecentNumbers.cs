using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Remembers the numbers of recent pairs of strings, so that most events need no comparison of names.</summary>
/// <remarks>The parser returns the same string object for equal values, so a pair is found by reference.</remarks>
internal sealed class RecentNumbers
{
    /// <summary>The number of a pair that is not remembered.</summary>
    public const int Unknown = -1;

    private const int Slots = 1024;

    private readonly Slot[] slots = new Slot[Slots];

    /// <summary>The number of a pair. If it is <see cref="Unknown"/>, the caller sets it.</summary>
    /// <param name="one">The first string.</param>
    /// <param name="other">The second string.</param>
    [MethodImpl(Hot.Path)]
    public ref int Find(string? one, string? other)
    {
        ref var slot = ref slots[(RuntimeHelpers.GetHashCode(one) ^ (RuntimeHelpers.GetHashCode(other) * 31)) & (Slots - 1)];
        if (slot.IsUsed && ReferenceEquals(slot.One, one) && ReferenceEquals(slot.Other, other))
            return ref slot.Number;
        // Long strings are not remembered, because they would stay in memory.
        slot = IsShort(one) && IsShort(other) ? new Slot { One = one, Other = other, IsUsed = true, Number = Unknown } : new Slot { Number = Unknown };
        return ref slot.Number;
    }

    private static bool IsShort(string? text) => text is null || text.Length <= AttemptLog.LongestName;

    private struct Slot
    {
        public string? One;
        public string? Other;
        public bool IsUsed;
        public int Number;
    }
}
