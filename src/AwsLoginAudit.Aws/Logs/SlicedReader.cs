using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace AwsLoginAudit.Aws;

/// <summary>A parsed page.</summary>
/// <param name="Events">Its events.</param>
/// <param name="Bytes">The size of the response.</param>
/// <param name="Token">The token of the next page; null if there is none.</param>
internal readonly record struct ParsedPage(LoginAuditEvent[] Events, int Bytes, string? Token);

/// <summary>Reads a window in slices side by side, and hands over its pages in the order of time.</summary>
/// <param name="start">The first millisecond of the window.</param>
/// <param name="end">The first millisecond after the window.</param>
/// <param name="mostAtOnce">The maximum number of slices that are read side by side.</param>
/// <param name="mostWaiting">The number of events of usual size that are read ahead. Beyond it, only the page that is handed over next is read. A larger event
/// counts as several.</param>
/// <param name="readPage">Reads a page by its start, its end (exclusive), and its token, which is null for the first page.</param>
internal sealed class SlicedReader(
    long start,
    long end,
    int mostAtOnce,
    int mostWaiting,
    Func<long, long, string?, CancellationToken, Task<ParsedPage>> readPage) : IDisposable
{
    // The number of characters of an event of usual size.
    private const int UsualSize = 400;

    private readonly object gate = new();
    private readonly SlicePlan plan = new(start, end, mostAtOnce);
    private readonly SemaphoreSlim news = new(0);
    private readonly List<Task> running = [];
    private CancellationToken stopped;
    private int active;
    private long waiting;

    // Until more than the first event is requested, only its page is read.
    private bool hasFirst;
    private bool wantsMore;

    public async IAsyncEnumerable<LoginAuditEvent[]> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stopped = stop.Token;
        try
        {
            while (await NextPageAsync() is { } page)
                yield return page;
        }
        finally
        {
            stop.Cancel();
            Task[] last;
            lock (gate)
                last = [.. running];
            await Task.WhenAll(last);
        }
    }

    public void Dispose() => news.Dispose();

    /// <summary>Starts to read pages before they are requested.</summary>
    public void ReadAhead()
    {
        wantsMore = true;
        Schedule();
    }

    // Returns null at the end.
    private async Task<LoginAuditEvent[]?> NextPageAsync()
    {
        while (true)
        {
            lock (gate)
            {
                while (plan.First is { IsDone: true, Ready.Count: 0 })
                    plan.RemoveFirst();
                if (plan.First is not { } first)
                    return null;
                if (first.Ready.Count > 0)
                {
                    var page = first.Ready.Dequeue();
                    waiting -= Weight(page);
                    Schedule();
                    return page;
                }
                first.Failure?.Throw();
                Schedule();
            }
            await news.WaitAsync(stopped);
        }
    }

    private void Schedule()
    {
        lock (gate)
        {
            running.RemoveAll(task => task.IsCompleted);
            while (MayAsk && !stopped.IsCancellationRequested && active < plan.AtOnce && plan.Next() is { } slice && MayRead(slice))
            {
                plan.Take(slice);
                active++;
                running.Add(Task.Run(() => RunAsync(slice), CancellationToken.None));
            }
        }
    }

    private bool MayAsk => wantsMore || !hasFirst;

    // Fewer slices need fewer pages read ahead. The page that is handed over next is always read, no matter how many pages wait behind it.
    private bool MayRead(Slice slice) => waiting < mostWaiting * plan.AtOnce / mostAtOnce || (slice == plan.First && slice.Ready.Count == 0);

    private async Task RunAsync(Slice slice)
    {
        try
        {
            do
            {
                var asked = Stopwatch.StartNew();
                var page = await readPage(slice.Start, slice.AskedEnd!.Value, slice.Token, stopped);
                Note(slice, page, asked.Elapsed);
                news.Release();
            }
            while (GoesOn(slice));
        }
        catch (Exception failure)
        {
            lock (gate)
                slice.Failure = ExceptionDispatchInfo.Capture(failure);
        }
        finally
        {
            lock (gate)
            {
                active--;
                slice.IsActive = false;
            }
            Schedule();
            news.Release();
        }
    }

    private bool GoesOn(Slice slice)
    {
        lock (gate)
            return MayAsk && !slice.IsDone && MayRead(slice);
    }

    [MethodImpl(Hot.Path)]
    private void Note(Slice slice, in ParsedPage page, TimeSpan took)
    {
        var (earliest, latest, isSorted) = (default(long?), default(long?), true);
        foreach (var one in page.Events)
        {
            if (one.Time is not { } time)
                continue;
            var milliseconds = time.ToUnixTimeMilliseconds();
            isSorted &= milliseconds >= (latest ?? slice.Reached);
            latest = Math.Max(latest ?? milliseconds, milliseconds);
            earliest = Math.Min(earliest ?? milliseconds, milliseconds);
        }
        lock (gate)
        {
            var own = latest >= slice.End ? Before(slice.End, page.Events) : page.Events;
            plan.Note(slice, earliest, latest, isSorted, page.Bytes, page.Token, took);
            if (own.Length == 0)
                return;
            hasFirst = true;
            slice.Ready.Enqueue(own);
            waiting += Weight(own);
        }
    }

    [MethodImpl(Hot.Path)]
    private static LoginAuditEvent[] Before(long end, LoginAuditEvent[] events) =>
        Array.FindAll(events, one => one.Time is not { } time || time.ToUnixTimeMilliseconds() < end);

    [MethodImpl(Hot.Path)]
    private static long Weight(LoginAuditEvent[] events)
    {
        var characters = 0L;
        foreach (var one in events)
            characters += EventSize.Of(one);
        return Math.Max(events.Length, characters / UsualSize);
    }
}
