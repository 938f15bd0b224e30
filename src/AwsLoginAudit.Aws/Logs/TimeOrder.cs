using System.Runtime.CompilerServices;

namespace AwsLoginAudit.Aws;

/// <summary>Merges several streams that are in the order of time into one such stream.</summary>
internal static class TimeOrder
{
    /// <summary>Merges streams of pages, none of which may be empty.</summary>
    public static async IAsyncEnumerable<LoginAuditEvent[]> MergeAsync(
        IReadOnlyList<IAsyncEnumerable<LoginAuditEvent[]>> sources, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var open = sources.Select(source => new Source(source.GetAsyncEnumerator(cancellationToken))).ToList();
        try
        {
            for (var i = open.Count - 1; i >= 0; i--)
                await AdvanceAsync(open, i);
            var merged = new List<LoginAuditEvent>();
            while (open.Count > 0)
            {
                var earliest = MergeUpToPageEnd(open, merged);
                yield return merged.ToArray();
                merged.Clear();
                await AdvanceAsync(open, earliest);
            }
        }
        finally
        {
            foreach (var source in open)
                await source.Pages.DisposeAsync();
        }
    }

    // Returns the index of the source whose page is used up.
    [MethodImpl(Hot.Path)]
    private static int MergeUpToPageEnd(List<Source> open, List<LoginAuditEvent> merged)
    {
        while (true)
        {
            var earliest = 0;
            for (var i = 1; i < open.Count; i++)
            {
                if (open[i].Next.Time < open[earliest].Next.Time)
                    earliest = i;
            }
            merged.Add(open[earliest].Next);
            if (++open[earliest].Index == open[earliest].Pages.Current.Length)
                return earliest;
        }
    }

    private static async Task AdvanceAsync(List<Source> open, int index)
    {
        var source = open[index];
        source.Index = 0;
        if (await source.Pages.MoveNextAsync())
            return;
        open.RemoveAt(index);
        await source.Pages.DisposeAsync();
    }

    private sealed class Source(IAsyncEnumerator<LoginAuditEvent[]> pages)
    {
        public IAsyncEnumerator<LoginAuditEvent[]> Pages { get; } = pages;

        public int Index { get; set; }

        public LoginAuditEvent Next => Pages.Current[Index];
    }
}
