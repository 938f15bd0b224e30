namespace AwsLoginAudit.Commands;

/// <summary>Estimates the remaining time of work from its speed so far.</summary>
/// <remarks>
/// The caller provides the time, so the class needs no clock.
/// </remarks>
internal sealed class RemainingTime
{
    // With less time or less progress, the estimate would be unreliable.
    private const double LeastShare = 0.02;
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(3);

    // The estimate changes by half at most at each update, so that it does not jump.
    private const double LargestStep = 1.5;
    private static readonly TimeSpan SmallestStep = TimeSpan.FromSeconds(1);

    private (TimeSpan At, double Share)? start;
    private double share;
    private TimeSpan? end;

    /// <summary>Records the progress. The first call is the start of the work; a call without progress is ignored.</summary>
    /// <param name="at">The current time of any monotonic clock.</param>
    /// <param name="done">The completed share of the work, 0 to 1.</param>
    public void Note(TimeSpan at, double done)
    {
        if (start is not { } first)
        {
            start = (at, done);
            share = done;
            return;
        }
        if (!(done > share))
            return;
        share = Math.Min(done, 1);
        var (passed, gained) = (at - first.At, share - first.Share);
        if (passed < Soonest || gained < LeastShare)
            return;
        var left = TimeSpan.FromSeconds(passed.TotalSeconds * (1 - share) / gained);
        end = at + (At(at) is { } shown ? Near(left, shown) : left);
    }

    /// <summary>The estimated remaining time.</summary>
    /// <param name="now">The current time of the same clock.</param>
    /// <returns>More than zero; null if it is too early for an estimate, or the work takes longer than estimated.</returns>
    public TimeSpan? At(TimeSpan now) => end > now ? end - now : null;

    private static TimeSpan Near(TimeSpan left, TimeSpan shown)
    {
        var shortest = TimeSpan.FromSeconds(shown.TotalSeconds / LargestStep) - SmallestStep;
        var longest = TimeSpan.FromSeconds(shown.TotalSeconds * LargestStep) + SmallestStep;
        return left < shortest ? shortest : left > longest ? longest : left;
    }
}
