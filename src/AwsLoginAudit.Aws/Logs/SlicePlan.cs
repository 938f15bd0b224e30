namespace AwsLoginAudit.Aws;

/// <summary>
/// Divides a window into slices of a few pages each, while it is read. The previous pages tell how much time a page covers. The caller holds a lock for every
/// call.
/// </summary>
/// <remarks>
/// The part that is not planned yet is one slice. The reader of a slice takes a few pages from its beginning and leaves the rest as a new slice. A slice that
/// contains many more pages than expected is divided again, which is exact because FilterLogEvents sorts by time. Slices are therefore read shortly before
/// they are handed over, memory use is limited, and no single large slice delays the others.
/// </remarks>
/// <param name="start">The first millisecond of the window.</param>
/// <param name="end">The first millisecond after the window.</param>
/// <param name="mostAtOnce">The maximum number of slices that are read side by side.</param>
internal sealed class SlicePlan(long start, long end, int mostAtOnce)
{
    // The last page of a slice is usually not full. With slightly less than a whole number of pages, it is nearly full.
    private const double PagesPerSlice = 3.85;
    private const double Much = 1.5;

    // A nearly empty page counts as this share of a full page, so that it raises the estimate by a factor of 16 at most.
    private const double LeastShare = 1.0 / 16;
    private const double HalfEmpty = 0.5;

    // The CPU time of parsing a page, in milliseconds.
    private const double WorkOfPage = 3;

    // In bytes. A full page of usual events is slightly larger than 1 MB of JSON; other text can be six times as long.
    private const double UsualPage = 2 * 1024 * 1024;

    private const int FullSlice = 3;
    private const int FewestAtOnce = 2;

    private readonly LinkedList<Slice> slices = new([new Slice(start, end)]);
    private double millisecondsPerPage;
    private int largestPage = 1;
    private int atOnce = Math.Min(FewestAtOnce, mostAtOnce);
    private double fastest = double.MaxValue;

    /// <summary>
    /// The number of slices that may be read side by side now. It rises by one after every page that is more than half full, and halves after a slice with
    /// only one page that is less than half full. Fast responses and large pages limit it, because pages that cannot be parsed at once only use memory.
    /// </summary>
    public int AtOnce => Math.Max(1, (int)Math.Min(Math.Min(atOnce, 1 + Environment.ProcessorCount + (fastest / WorkOfPage)), mostAtOnce * UsualPage / largestPage));

    /// <summary>The earliest slice, whose events are handed over; null when all slices are read.</summary>
    public Slice? First => slices.First?.Value;

    /// <summary>Removes the earliest slice.</summary>
    public void RemoveFirst() => slices.RemoveFirst();

    /// <summary>The earliest slice that nobody reads; null if there is none, or an earlier slice has failed.</summary>
    public Slice? Next()
    {
        for (var node = slices.First; node is { Value.HasFailed: false }; node = node.Next)
        {
            if (node.Value is { IsActive: false, IsDone: false })
                return node.Value;
        }
        return null;
    }

    /// <summary>Reserves a slice for a reader.</summary>
    public void Take(Slice slice)
    {
        slice.IsActive = true;
        if (slice.AskedEnd is not null)
            return;
        Shorten(slice, millisecondsPerPage);
        slice.AskedEnd = slice.End;
    }

    /// <summary>Updates the plan with a page of a slice.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="earliest">The time of the earliest event in milliseconds; null if the page has none.</param>
    /// <param name="latest">The time of the latest event in milliseconds.</param>
    /// <param name="isSorted">Whether the events are in the order of time, also compared with the previous page.</param>
    /// <param name="bytes">The size of the response.</param>
    /// <param name="token">The token of the next page; null if there is none.</param>
    /// <param name="took">The time until the response arrived.</param>
    public void Note(Slice slice, long? earliest, long? latest, bool isSorted, int bytes, string? token, TimeSpan took)
    {
        fastest = Math.Min(fastest, took.TotalMilliseconds);
        largestPage = Math.Max(largestPage, bytes);
        var reached = Math.Max(slice.Reached, latest ?? slice.Reached);
        // The time before the first event has no events, so it is not counted as covered.
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

    // A slice that is too long is divided after its first page, while one that is too short costs a request. A longer time per page is therefore adopted at
    // once, and a shorter one gradually.
    private void Learn(double milliseconds)
    {
        var least = Math.Max(1, milliseconds);
        millisecondsPerPage = least > millisecondsPerPage ? least : (millisecondsPerPage + least) / 2;
    }

    // The rest of a slice, beyond its planned pages, becomes a new slice.
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

/// <summary>A span of time that is read page by page.</summary>
internal sealed class Slice(long start, long end)
{
    /// <summary>The first millisecond of the slice.</summary>
    public long Start { get; } = start;

    /// <summary>The first millisecond after the slice. Events from there on belong to another slice.</summary>
    public long End { get; set; } = end;

    /// <summary>The end in the request, to which the page token belongs; null before the first request.</summary>
    public long? AskedEnd { get; set; }

    /// <summary>The time of the latest event so far, in milliseconds.</summary>
    public long Reached { get; set; } = start;

    /// <summary>The token of the next page; null before the first page.</summary>
    public string? Token { get; set; }

    /// <summary>The number of pages so far.</summary>
    public int Pages { get; set; }

    /// <summary>Whether all events so far were in the order of time. If not, the slice is read to its last page.</summary>
    public bool IsSorted { get; set; } = true;

    /// <summary>Whether the slice is being read.</summary>
    public bool IsActive { get; set; }

    /// <summary>Whether all of the slice is read.</summary>
    public bool IsDone { get; set; }

    /// <summary>The error that ended the read of the slice; null if there is none.</summary>
    public System.Runtime.ExceptionServices.ExceptionDispatchInfo? Failure { get; set; }

    public bool HasFailed => Failure is not null;

    /// <summary>Pages that are read and not handed over yet.</summary>
    public Queue<LoginAuditEvent[]> Ready { get; } = [];
}
