namespace AwsLoginAudit.Aws;

/// <summary>
/// Cuts a window into slices of a few pages each, while it is read: how much time a page takes up is known only from the pages before.
/// It knows nothing of requests, and is asked and told under one lock.
/// </summary>
/// <remarks>
/// What is not read yet is one slice; whoever takes it takes a few pages' worth from its beginning and leaves the rest to the next. One that
/// turns out to hold much more is cut again on the way, which is exact since FilterLogEvents sorts by time. So work lies close behind the
/// place that has been handed over, memory stays bounded, and nobody waits for one hot slice.
/// </remarks>
/// <param name="start">The first millisecond of the window.</param>
/// <param name="end">The first millisecond after it.</param>
/// <param name="mostAtOnce">How many slices are read side by side at most.</param>
internal sealed class SlicePlan(long start, long end, int mostAtOnce)
{
    // Each slice ends in a page that is not full; a little under a whole number of pages, it is nearly full.
    private const double PagesPerSlice = 3.85;
    private const double Much = 1.5;

    // From a page with next to nothing on it no more is concluded than this.
    private const double LeastShare = 1.0 / 16;
    private const double HalfEmpty = 0.5;

    // Milliseconds that a page keeps a processor busy.
    private const double WorkOfPage = 3;

    // JSON of a full page of usual events is little longer than a megabyte; of other text it can be six times as long.
    private const double UsualPage = 2 * 1024 * 1024;

    private const int FullSlice = 3;
    private const int FewestAtOnce = 2;

    private readonly LinkedList<Slice> slices = new([new Slice(start, end)]);
    private double millisecondsPerPage;
    private int largestPage = 1;
    private int atOnce = Math.Min(FewestAtOnce, mostAtOnce);
    private double fastest = double.MaxValue;

    /// <summary>
    /// How many slices may be read side by side now: one more with every full page, half as many after a slice with next to nothing in it; and no
    /// more than there is something to wait for, since pages that nobody has time for only fill the memory. Of pages that are much larger than usual
    /// ones there are fewer.
    /// </summary>
    public int AtOnce => Math.Max(1, (int)Math.Min(Math.Min(atOnce, (2 * Environment.ProcessorCount) + (fastest / WorkOfPage)), mostAtOnce * UsualPage / largestPage));

    /// <summary>The earliest slice, from which events are handed over; null once all is read.</summary>
    public Slice? First => slices.First?.Value;

    /// <summary>Lets go of the earliest slice.</summary>
    public void RemoveFirst() => slices.RemoveFirst();

    /// <summary>The earliest slice that nobody reads; null where there is none, or what lies before it has failed.</summary>
    public Slice? Next()
    {
        for (var node = slices.First; node is { Value.HasFailed: false }; node = node.Next)
        {
            if (node.Value is { IsActive: false, IsDone: false })
                return node.Value;
        }
        return null;
    }

    /// <summary>Gives a slice to whoever reads it from here on.</summary>
    public void Take(Slice slice)
    {
        slice.IsActive = true;
        if (slice.AskedEnd is not null)
            return;
        Shorten(slice, millisecondsPerPage);
        slice.AskedEnd = slice.End;
    }

    /// <summary>Takes note of a page of a slice.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="earliest">The time of the page's earliest event; null where it has none.</param>
    /// <param name="latest">The time of its latest event.</param>
    /// <param name="isSorted">Whether the page, and it after the one before, is in the order of time.</param>
    /// <param name="bytes">The size of the answer.</param>
    /// <param name="token">Where the next page is.</param>
    /// <param name="took">How long it took to come.</param>
    public void Note(Slice slice, long? earliest, long? latest, bool isSorted, int bytes, string? token, TimeSpan took)
    {
        fastest = Math.Min(fastest, took.TotalMilliseconds);
        largestPage = Math.Max(largestPage, bytes);
        var reached = Math.Max(slice.Reached, latest ?? slice.Reached);
        // The silence before its first event says nothing of how much time a page takes up.
        var covered = (double)(reached - Math.Max(slice.Reached, earliest ?? slice.Reached));
        var share = (double)bytes / largestPage;
        slice.Pages++;
        slice.IsSorted &= isSorted;
        slice.Token = token;
        slice.IsDone = token is null || (slice.IsSorted && reached >= slice.End);
        if (token is null)
            Learn((slice.End - slice.Reached) / Math.Max(share, LeastShare));
        else if (covered > 0)
            Learn(covered);
        slice.Reached = Math.Min(reached, slice.End);
        if (token is not null && share > HalfEmpty)
            atOnce = Math.Min(mostAtOnce, atOnce + 1);
        else if (slice is { IsDone: true, Pages: 1 } && share < HalfEmpty)
            atOnce = Math.Max(Math.Min(FewestAtOnce, mostAtOnce), atOnce / 2);
        if (!slice.IsDone)
            Shorten(slice, covered > 0 ? covered : millisecondsPerPage);
    }

    // A slice that is too long is cut once its first page is there; one that is too short costs a request. So more is believed at once, less slowly.
    private void Learn(double milliseconds)
    {
        var least = Math.Max(1, milliseconds);
        millisecondsPerPage = least > millisecondsPerPage ? least : (millisecondsPerPage + least) / 2;
    }

    // What is left of a slice beyond the pages meant for it becomes a slice of its own.
    private void Shorten(Slice slice, double perPage)
    {
        var pages = slice.Pages < FullSlice ? PagesPerSlice - slice.Pages : PagesPerSlice;
        if (perPage == 0 || !slice.IsSorted || slice.End == long.MaxValue || (slice.End - slice.Reached) / perPage <= pages * Much)
            return;
        var cut = slice.Reached + Math.Max(1, (long)(pages * perPage));
        if (cut >= slice.End)
            return;
        slices.AddAfter(slices.Find(slice)!, new Slice(cut, slice.End));
        slice.End = cut;
    }
}

/// <summary>A span of time that is read page after page.</summary>
internal sealed class Slice(long start, long end)
{
    /// <summary>Its first millisecond.</summary>
    public long Start { get; } = start;

    /// <summary>The first millisecond after it; what an answer has beyond belongs to another slice.</summary>
    public long End { get; set; } = end;

    /// <summary>The end that AWS was asked for, which a page token is bound to; null before the first request.</summary>
    public long? AskedEnd { get; set; }

    /// <summary>The time of the latest event so far.</summary>
    public long Reached { get; set; } = start;

    /// <summary>Where its next page is; null before the first.</summary>
    public string? Token { get; set; }

    /// <summary>How many pages were read.</summary>
    public int Pages { get; set; }

    /// <summary>Whether events have come in the order of time; where not, it is read to its last page, whatever the time is.</summary>
    public bool IsSorted { get; set; } = true;

    /// <summary>Whether somebody reads it.</summary>
    public bool IsActive { get; set; }

    /// <summary>Whether all of it was read.</summary>
    public bool IsDone { get; set; }

    /// <summary>Why it cannot be read to its end.</summary>
    public System.Runtime.ExceptionServices.ExceptionDispatchInfo? Failure { get; set; }

    public bool HasFailed => Failure is not null;

    /// <summary>What was read and not handed over yet.</summary>
    public Queue<LoginAuditFailure[]> Ready { get; } = [];
}
