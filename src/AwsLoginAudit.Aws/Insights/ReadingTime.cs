namespace AwsLoginAudit.Aws;

/// <summary>Whether CloudWatch Logs Insights counts a window sooner than reading it does: what the engine Auto goes by.</summary>
/// <remarks>
/// FilterLogEvents has a fixed quota of calls a second, so that the time of a read is its pages by the rate. How many pages are left follows from the
/// part of the window that the pages so far have covered. Clocks play no part: the same pages give the same answer.
/// </remarks>
/// <param name="requestsPerSecond">Calls of FilterLogEvents a second.</param>
public sealed class ReadingTime(double requestsPerSecond)
{
    // About how long the queries take: they are looked at after 2, 6 and 14 seconds, first the counts and then the latest failures.
    private static readonly TimeSpan Query = TimeSpan.FromSeconds(25);

    /// <summary>A query is charged by what it scans, so it has to save as much time again as it takes.</summary>
    public static readonly TimeSpan WorthAQuery = Query + Query;

    // What an estimate needs at least, as time of reading.
    private static readonly TimeSpan Evidence = TimeSpan.FromSeconds(5);

    /// <summary>How long reading on takes.</summary>
    /// <param name="pages">Pages so far.</param>
    /// <param name="share">The part of the window's time that they cover, 0 to 1.</param>
    /// <returns>The time; null while nothing can be said of it.</returns>
    public TimeSpan? Left(long pages, double share)
    {
        if (share >= 1)
            return TimeSpan.Zero;
        if (pages < Evidence.TotalSeconds * requestsPerSecond)
            return null;
        var seconds = pages * (1 - share) / share / requestsPerSecond;
        return seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
    }

    /// <summary>Whether reading on takes so long that a query is worth its price.</summary>
    /// <param name="pages">Pages so far.</param>
    /// <param name="share">The part of the window's time that they cover, 0 to 1.</param>
    public bool IsLong(long pages, double share) => Left(pages, share) > WorthAQuery;
}
