using System.Diagnostics;

namespace AwsLoginAudit.Aws;

/// <summary>
/// The rate of an operation, shared by all calls of a connection. It starts just below its maximum, drops when AWS throttles a call, and rises again slowly.
/// </summary>
/// <remarks>
/// The quota belongs to the account, whose other users need it too, and AWS does not publish the remaining quota. A throttled call lowers the rate by a fifth,
/// and 120 successful calls raise it by a fifth of the maximum. So fewer than one call in a hundred is throttled. The limiters of
/// System.Threading.RateLimiting cannot change their rate.
/// </remarks>
/// <param name="most">The maximum number of requests in a second.</param>
internal sealed class RequestRate(double most)
{
    private const double Slowest = 2;
    private const double FirstShare = 0.9;
    private const double Decrease = 0.2;
    private const double Increase = Decrease / 120;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // A few requests may be sent at once, so that a short read does not wait. It is a fifth of a second's requests, so that the quota of each second is
    // respected.
    private readonly double mostAtOnce = Math.Max(1, Math.Min(5, Math.Ceiling(most / 5)));

    private readonly object gate = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private double perSecond = Math.Min(most, Math.Max(Slowest, most * FirstShare));
    private TimeSpan next;
    private TimeSpan decreased = TimeSpan.MinValue;

    /// <summary>Waits until the next request may be sent.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (gate)
        {
            var now = clock.Elapsed;
            var earliest = now - Spacing(mostAtOnce - 1);
            if (next < earliest)
                next = earliest;
            wait = next - now;
            next += Spacing(1);
        }
        return wait > TimeSpan.Zero ? Task.Delay(wait, cancellationToken) : Task.CompletedTask;
    }

    /// <summary>Adjusts the rate after a response.</summary>
    /// <param name="throttled">Whether AWS throttled the call.</param>
    public void Answered(bool throttled)
    {
        lock (gate)
        {
            var now = clock.Elapsed;
            if (!throttled)
            {
                perSecond = Math.Min(most, perSecond + (most * Increase));
            }
            else if (decreased == TimeSpan.MinValue || now - decreased > Second)
            {
                // Concurrent requests are throttled together, so the rate drops only once in a second.
                perSecond = Math.Min(most, Math.Max(Slowest, perSecond * (1 - Decrease)));
                decreased = now;
                next = now + Spacing(mostAtOnce);
            }
        }
    }

    private TimeSpan Spacing(double requests) => TimeSpan.FromTicks((long)(requests / perSecond * TimeSpan.TicksPerSecond));
}
