using System.Diagnostics;

namespace AwsLoginAudit.Aws;

/// <summary>
/// How often a second AWS is asked for events: from below the quota up to it, less as soon as AWS answers that it is too often, and
/// slowly more again. All readers of a connection share one.
/// </summary>
/// <remarks>The quota is the account's, and others use it too: only their being refused tells, so it goes up by one a second and down by a fifth at a time.</remarks>
/// <param name="most">Requests a second at most.</param>
internal sealed class RequestRate(double most)
{
    /// <summary>One below FilterLogEvents' default quota of 25 a second, account and Region ("CloudWatch Logs quotas").</summary>
    public const double Default = 24;

    private const double Slowest = 2;
    private const double FirstShare = 0.9;
    private const double Decrease = 0.8;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // A few may follow each other at once, so that a short read does not wait.
    private readonly double mostAtOnce = Math.Min(5, most);

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
                perSecond = Math.Min(most, perSecond + (1 / perSecond));
            }
            else if (decreased == TimeSpan.MinValue || now - decreased > Second)
            {
                // Requests that were under way together are refused together.
                perSecond = Math.Min(most, Math.Max(Slowest, perSecond * Decrease));
                decreased = now;
                next = now + Spacing(mostAtOnce);
            }
        }
    }

    private TimeSpan Spacing(double requests) => TimeSpan.FromTicks((long)(requests / perSecond * TimeSpan.TicksPerSecond));
}
