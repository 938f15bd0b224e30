using System.Collections.Concurrent;
using System.Diagnostics;

namespace LocalAws.Http;

/// <summary>
/// What goes wrong, and how often. The n-th request (counted by the server from 1) meets the same fault in every run with the same seed.
/// </summary>
public sealed class FaultPlan
{
    private int requests;
    private int filterCalls;
    private readonly ConcurrentDictionary<string, int> calls = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> tokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (double Left, long Filled)> buckets = new(StringComparer.Ordinal);
    private readonly int emptyPageEvery;

    /// <summary>Chooses which requests fail.</summary>
    public int Seed { get; init; }

    /// <summary>Percent of requests answered with ThrottlingException, "Rate exceeded".</summary>
    public double ThrottlePercent { get; init; }

    /// <summary>Actions of which every n-th call (2 or more) is answered with ThrottlingException, as IAM names them: <c>ssm:SendCommand</c>.</summary>
    public IReadOnlyDictionary<string, int> ThrottleEvery { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>How often a second an action may be called, as AWS's quotas have it: as many may come at once, and are made up for at that rate.</summary>
    public IReadOnlyDictionary<string, double> MostPerSecond { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Percent of requests answered with 500 or 503, in turn by the seed.</summary>
    public double ServerErrorPercent { get; init; }

    /// <summary>Percent of requests whose connection is reset in the middle of the answer's body. The operation was carried out.</summary>
    public double ResetPercent { get; init; }

    /// <summary>Percent of requests answered with the first half of the answer, its length announced as if that were all of it, so that only the JSON tells. The operation was carried out.</summary>
    public double CutOffPercent { get; init; }

    /// <summary>Percent of requests answered with the first half of the answer, and then with silence until the caller hangs up. The operation was carried out.</summary>
    public double StallPercent { get; init; }

    /// <summary>Percent of requests whose answer's body comes at <see cref="TrickleBytesPerSecond"/>.</summary>
    public double TricklePercent { get; init; }

    /// <summary>How fast such a body comes: one a second keeps a caller for hours, a hundred thousand is a slow line.</summary>
    public int TrickleBytesPerSecond { get; init; } = 1;

    /// <summary>Requests (counted from 1) that meet such a reset in any case.</summary>
    public IReadOnlySet<int> Resets { get; init; } = new HashSet<int>();

    /// <summary>Time that passes before each answer.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Awaited before the n-th request (counted from 1) is carried out, with a token that is cancelled when the caller hangs up; null: none waits.</summary>
    public Func<int, CancellationToken, Task>? Hold { get; init; }

    /// <summary>Every n-th FilterLogEvents answers an empty page with a token; 0: never. 1 would have no end.</summary>
    public int EmptyPageEvery
    {
        get => emptyPageEvery;
        init => emptyPageEvery = value is 0 or > 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "0, or 2 and more.");
    }

    /// <summary>Page tokens of FilterLogEvents and GetLogEvents expire after this many further requests; null: after 24 hours only.</summary>
    public int? PageTokensExpireAfter { get; init; }

    /// <summary>The caller's credentials expire after this many requests; 0: they are expired already; null: never.</summary>
    public int? CredentialsExpireAfter { get; init; }

    /// <summary>Each session token expires after this many requests that bear it; null: never. Keys without a token do not.</summary>
    public int? SessionTokensExpireAfter { get; init; }

    /// <summary>How far the servers' clock, by which signatures are checked and answers dated, is ahead of this machine's.</summary>
    public TimeSpan ClockSkew { get; init; }

    /// <summary>The clocks go together for this many requests, and then differ.</summary>
    public int ClockSkewAfter { get; init; }

    /// <summary>Actions the caller may not do, as IAM names them: <c>logs:FilterLogEvents</c>.</summary>
    public IReadOnlySet<string> DeniedActions { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>How many requests the plan has seen.</summary>
    public int Requests => Volatile.Read(ref requests);

    internal RequestFault Next()
    {
        var number = Interlocked.Increment(ref requests);
        var draw = Draw(number);
        var kind = Resets.Contains(number) ? FaultKind.Reset
            : draw < ThrottlePercent ? FaultKind.Throttle
            : draw < ThrottlePercent + ServerErrorPercent ? FaultKind.ServerError
            : draw < ThrottlePercent + ServerErrorPercent + ResetPercent ? FaultKind.Reset
            : draw < ThrottlePercent + ServerErrorPercent + ResetPercent + CutOffPercent ? FaultKind.CutOff
            : draw < ThrottlePercent + ServerErrorPercent + ResetPercent + CutOffPercent + StallPercent ? FaultKind.Stall
            : draw < ThrottlePercent + ServerErrorPercent + ResetPercent + CutOffPercent + StallPercent + TricklePercent ? FaultKind.Trickle
            : FaultKind.None;
        return new RequestFault(kind, number, CredentialsExpireAfter is { } limit && number > limit, number > ClockSkewAfter ? ClockSkew : TimeSpan.Zero);
    }

    internal bool IsExpired(string sessionToken) =>
        SessionTokensExpireAfter is { } most && sessionToken.Length > 0 && tokens.AddOrUpdate(sessionToken, 1, (_, uses) => uses + 1) > most;

    internal bool IsThrottled(string action) => IsOverQuota(action) ||
        ThrottleEvery.TryGetValue(action, out var every) && calls.AddOrUpdate(action, 1, (_, n) => n + 1) % every == 0;

    private bool IsOverQuota(string action)
    {
        if (!MostPerSecond.TryGetValue(action, out var most))
            return false;
        lock (buckets)
        {
            var now = Stopwatch.GetTimestamp();
            var (left, filled) = buckets.TryGetValue(action, out var bucket) ? bucket : (most, now);
            left = Math.Min(most, left + (Stopwatch.GetElapsedTime(filled, now).TotalSeconds * most));
            buckets[action] = (left < 1 ? left : left - 1, now);
            return left < 1;
        }
    }

    internal bool NextFilterPageIsEmpty() => EmptyPageEvery > 0 && Interlocked.Increment(ref filterCalls) % EmptyPageEvery == 0;

    /// <summary>A number in [0, 100) that depends on the seed and the request's number only (splitmix64).</summary>
    private double Draw(int number)
    {
        unchecked
        {
            var z = ((ulong)(uint)Seed << 32 | (uint)number) * 0x9E3779B97F4A7C15UL + 0x9E3779B97F4A7C15UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            z ^= z >> 31;
            return (z >> 11) * (100.0 / (1UL << 53));
        }
    }
}

internal enum FaultKind
{
    None,
    Throttle,
    ServerError,
    Reset,
    CutOff,
    Stall,
    Trickle,
}

internal readonly record struct RequestFault(FaultKind Kind, int Number, bool CredentialsExpired, TimeSpan ClockSkew);
