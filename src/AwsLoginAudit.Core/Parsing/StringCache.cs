using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AwsLoginAudit;

/// <summary>
/// Hands out one string for equal spans where it can: the same few instances, accounts and addresses come again and
/// again. It forgets by overwriting, so it never grows, whatever names a stranger invents; string.Intern and NameTable forget nothing.
/// </summary>
internal sealed class StringCache
{
    private const int SlotBits = 11;
    private const int LongestCached = 64;
    private readonly string?[] slots = new string?[1 << SlotBits];

    /// <summary>Whether a value was cut since this was set to false.</summary>
    public bool HasCut { get; set; }

    /// <summary>A value of an event, cut if it is longer than what is kept of one.</summary>
    [MethodImpl(Hot.Path)]
    public string Value(ReadOnlySpan<char> text)
    {
        if (text.Length <= LongValue.Longest)
            return Get(text);
        HasCut = true;
        return LongValue.Bound(text.ToString());
    }

    [MethodImpl(Hot.Path)]
    public string Get(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return "";
        if (text.Length > LongestCached)
            return text.ToString();

        ref var slot = ref slots[Hash(text)];
        if (slot is null || !ByteSearch.AreSame(text, slot.AsSpan()))
            slot = text.ToString();
        return slot;
    }

    // As FNV-1a, but four characters at a time. Chosen collisions cost one allocation an event, no more.
    [MethodImpl(Hot.Path)]
    private static int Hash(ReadOnlySpan<char> text)
    {
        const ulong Prime = 0x9E3779B97F4A7C15;
        var rest = MemoryMarshal.AsBytes(text);
        var hash = (ulong)rest.Length;
        for (; rest.Length >= sizeof(ulong); rest = rest.Slice(sizeof(ulong)))
        {
            hash = (hash ^ MemoryMarshal.Read<ulong>(rest)) * Prime;
            hash ^= hash >> 32;
        }
        foreach (var value in rest)
            hash = (hash ^ value) * Prime;
        return (int)(hash >> (64 - SlotBits));
    }
}
