using System.Diagnostics;

namespace AwsLoginAudit.Aws;

/// <summary>
/// How often a second AWS is called: from below the limit up to it, less as soon as AWS answers that it is too often, and slowly more again. All
/// calls of a connection share one.
/// </summary>
/// <remarks>
/// The quota is the account's, and others use it too. AWS does not tell what is left of it: so a throttled call lowers the rate by a fifth, and 120
/// answers raise it by as much, so that fewer than one call in a hundred is throttled. The limiters of System.Threading.RateLimiting keep the rate
/// that they were made with.
/// </remarks>
/// <param name="most">Requests a second at most.</param>
internal sealed class RequestRate(double most)
{
    private const double Slowest = 2;
    private const double FirstShare = 0.9;
    private const double Decrease = 0.2;
    private const double Increase = Decrease / 120;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // A few may follow each other at once, so that a short read does not wait; a fifth of a second's calls, so that a quota of whole seconds holds.
    private readonly double mostAtOnce = Math.Max(1, Math.Min(5, Math.Ceiling(most / 5)));

    private readonly object gate = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private double perSecond = Math.Min(most, Math.Max(Slowest, most * FirstShare));
    private TimeSpan next;
    private TimeSpan decreased = TimeSpan.MinValue;

    /// <summary>Waits for one's turn.</summary>
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

    /// <summary>Takes note of an answer.</summary>
    /// <param name="throttled">Whether AWS found it too often.</param>
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
                // Requests that were under way together are refused together.
                perSecond = Math.Min(most, Math.Max(Slowest, perSecond * (1 - Decrease)));
                decreased = now;
                next = now + Spacing(mostAtOnce);
            }
        }
    }

    private TimeSpan Spacing(double requests) => TimeSpan.FromTicks((long)(requests / perSecond * TimeSpan.TicksPerSecond));
}
