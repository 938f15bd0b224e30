using System.Runtime.CompilerServices;

namespace AwsLoginAudit.Aws;

/// <summary>Makes one stream in the order of time of several that are each in that order.</summary>
internal static class TimeOrder
{
    public static async IAsyncEnumerable<LoginAuditFailure> MergeAsync(
        IReadOnlyList<IAsyncEnumerable<LoginAuditFailure>> sources, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var open = sources.Select(source => source.GetAsyncEnumerator(cancellationToken)).ToList();
        try
        {
            for (var i = open.Count - 1; i >= 0; i--)
                await AdvanceAsync(open, i);
            while (open.Count > 0)
            {
                var earliest = 0;
                for (var i = 1; i < open.Count; i++)
                {
                    if (open[i].Current.Time < open[earliest].Current.Time)
                        earliest = i;
                }
                yield return open[earliest].Current;
                await AdvanceAsync(open, earliest);
            }
        }
        finally
        {
            foreach (var source in open)
                await source.DisposeAsync();
        }
    }

    private static async Task AdvanceAsync(List<IAsyncEnumerator<LoginAuditFailure>> open, int index)
    {
        var source = open[index];
        if (await source.MoveNextAsync())
            return;
        open.RemoveAt(index);
        await source.DisposeAsync();
    }
}
