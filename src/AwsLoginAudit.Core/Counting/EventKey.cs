using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>The key of duplicate events: log stream, computer, record number or CloudWatch's event id, time, and a digest of the content.</summary>
/// <remarks>
/// Somebody who controls a machine chooses its record numbers and times. The hash code starts from a secret number, so nobody can choose numbers with
/// the same hash code, which would make each lookup as slow as a search through a list.
/// </remarks>
internal readonly struct EventKey(string stream, string? computer, long recordId, string? logEventId, long ticks, long content) : IEquatable<EventKey>
{
    private static readonly long Secret = BitConverter.ToInt64(Guid.NewGuid().ToByteArray(), 0);

    private readonly string stream = stream;
    private readonly string? computer = computer;
    private readonly string? logEventId = logEventId;
    private readonly long recordId = recordId;
    private readonly long ticks = ticks;
    private readonly long content = content;

    // Each event is looked up twice, and hashing the names takes most of the time.
    private readonly int hash = (int)Mix(Mix(Mix(Mix(Secret, recordId), ticks), content), ((long)HashOf(stream) << 32) ^ ((long)HashOf(logEventId) << 16) ^ HashOf(computer));

    [MethodImpl(Hot.Path)]
    public bool Equals(EventKey other) =>
        recordId == other.recordId && ticks == other.ticks && content == other.content
        && stream == other.stream && computer == other.computer && logEventId == other.logEventId;

    public override bool Equals(object? obj) => obj is EventKey other && Equals(other);

    public override int GetHashCode() => hash;

    [MethodImpl(Hot.Path)]
    public static int HashOf(string? name) => name is null ? 0 : StringComparer.Ordinal.GetHashCode(name);

    // Multiplies by 2^64 divided by the golden ratio (Knuth, The Art of Computer Programming 3, 6.4), and mixes the upper half into the lower half.
    private static long Mix(long hash, long value)
    {
        var product = unchecked((hash ^ value) * -0x61C8864680B583EB);
        return product ^ (long)((ulong)product >> 32);
    }
}
