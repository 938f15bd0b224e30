namespace AwsLoginAudit.Aws;

/// <summary>Estimates whether CloudWatch Logs Insights counts a window faster than reading it. The engine Auto uses this estimate.</summary>
/// <remarks>
/// FilterLogEvents has a fixed quota of calls per second, so the time of a read is its number of pages divided by the rate. The number of remaining pages
/// follows from the part of the window that the pages so far have covered. The estimate uses no clock, so the same pages always give the same result.
/// </remarks>
/// <param name="requestsPerSecond">The rate of FilterLogEvents calls, per second.</param>
public sealed class ReadingTime(double requestsPerSecond)
{
    // The approximate time of the queries, which are polled after 2, 6 and 14 seconds: first the counts, and then the latest failures.
    private static readonly TimeSpan Query = TimeSpan.FromSeconds(25);

    /// <summary>A query must save as much time again as it takes, because its scanned bytes are charged.</summary>
    public static readonly TimeSpan WorthAQuery = Query + Query;

    // The reading time that an estimate needs at least.
    private static readonly TimeSpan Evidence = TimeSpan.FromSeconds(5);

    /// <summary>Estimates the time to read the rest of the window.</summary>
    /// <param name="pages">The number of pages so far.</param>
    /// <param name="share">The part of the window's time that these pages cover, 0 to 1.</param>
    /// <returns>The time; null if there are too few pages for an estimate.</returns>
    public TimeSpan? Left(long pages, double share)
    {
        if (share >= 1)
            return TimeSpan.Zero;
        if (pages < Evidence.TotalSeconds * requestsPerSecond)
            return null;
        var seconds = pages * (1 - share) / share / requestsPerSecond;
        return seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
    }

    /// <summary>Whether reading the rest takes so long that a query is worth its price.</summary>
    /// <param name="pages">The number of pages so far.</param>
    /// <param name="share">The part of the window's time that these pages cover, 0 to 1.</param>
    public bool IsLong(long pages, double share) => Left(pages, share) > WorthAQuery;
}
