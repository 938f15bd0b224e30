using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AwsLoginAudit;

/// <summary>
/// Returns the same string for equal spans where possible, because most events repeat a few instances, accounts and addresses. Entries are
/// overwritten, so the cache does not grow when an attacker invents names. string.Intern and NameTable never remove entries.
/// </summary>
internal sealed class StringCache
{
    private const int SlotBits = 11;
    private const int LongestCached = 64;
    private readonly string?[] slots = new string?[1 << SlotBits];

    /// <summary>Whether a value was shortened since this was set to false.</summary>
    public bool HasCut { get; set; }

    /// <summary>Returns a value of an event, shortened if it is too long.</summary>
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

    // Like FNV-1a, but for four characters at a time. Collisions chosen by an attacker cost one allocation per event.
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
