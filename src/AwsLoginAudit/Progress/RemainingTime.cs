namespace AwsLoginAudit.Commands;

/// <summary>How long work that is under way will still take, as far as its pace so far tells.</summary>
/// <remarks>It has no clock: the caller says what time it is.</remarks>
internal sealed class RemainingTime
{
    // Sooner, or after less of the work, it would be a guess.
    private const double LeastShare = 0.02;
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(3);

    // What was told changes by half at most when the pace does; the next reports bring it the rest of the way.
    private const double LargestStep = 1.5;
    private static readonly TimeSpan SmallestStep = TimeSpan.FromSeconds(1);

    private (TimeSpan At, double Share)? start;
    private double share;
    private TimeSpan? end;

    /// <summary>Takes note of how far the work is. The first note is its beginning; one that is no progress says nothing.</summary>
    /// <param name="at">Now, on any clock that goes on evenly.</param>
    /// <param name="done">The share of the work that is done, 0 to 1.</param>
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
        end = at + (At(at) is { } told ? Near(left, told) : left);
    }

    /// <summary>The time that is left.</summary>
    /// <param name="now">Now, on the same clock.</param>
    /// <returns>More than zero; null where it cannot be told: too early, or later than the pace promised.</returns>
    public TimeSpan? At(TimeSpan now) => end > now ? end - now : null;

    private static TimeSpan Near(TimeSpan left, TimeSpan told)
    {
        var shortest = TimeSpan.FromSeconds(told.TotalSeconds / LargestStep) - SmallestStep;
        var longest = TimeSpan.FromSeconds(told.TotalSeconds * LargestStep) + SmallestStep;
        return left < shortest ? shortest : left > longest ? longest : left;
    }
}
