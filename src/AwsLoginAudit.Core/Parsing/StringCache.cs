using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>
/// Hands out one string for equal spans where it can: the same few instances, accounts and addresses come again and
/// again. It forgets by overwriting, so it never grows, whatever names a stranger invents.
/// </summary>
internal sealed class StringCache
{
    private const int Slots = 2048;
    private const int LongestCached = 64;
    private readonly string?[] slots = new string?[Slots];

    [MethodImpl(Hot.Path)]
    public string Get(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return "";
        if (text.Length > LongestCached)
            return text.ToString();

        ref var slot = ref slots[Hash(text) & (Slots - 1)];
        if (slot is null || !text.SequenceEqual(slot.AsSpan()))
            slot = text.ToString();
        return slot;
    }

    // FNV-1a: quick on short text. Chosen collisions cost one allocation an event, no more.
    [MethodImpl(Hot.Path)]
    private static uint Hash(ReadOnlySpan<char> text)
    {
        var hash = 2166136261;
        foreach (var c in text)
            hash = (hash ^ c) * 16777619;
        return hash ^ (hash >> 15);
    }
}
