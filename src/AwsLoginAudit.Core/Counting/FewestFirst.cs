namespace AwsLoginAudit;

/// <summary>A heap of groups that gives the group with the fewest failures.</summary>
/// <remarks>
/// Counts only grow, so a group's number in the heap may be out of date until the group reaches the top and is moved to its place. So counting a failure
/// of a known name does not change the heap.
/// </remarks>
internal sealed class FewestFirst
{
    private readonly (long Known, NamedGroup Group)[] heap;

    /// <param name="groups">The groups; one or more.</param>
    public FewestFirst(IEnumerable<NamedGroup> groups)
    {
        heap = groups.Select(group => (group.Most, group)).ToArray();
        for (var i = (heap.Length / 2) - 1; i >= 0; i--)
            Sink(i);
    }

    /// <summary>The group with the fewest failures.</summary>
    public NamedGroup First
    {
        get
        {
            while (heap[0].Group.Most > heap[0].Known)
            {
                heap[0].Known = heap[0].Group.Most;
                Sink(0);
            }
            return heap[0].Group;
        }
    }

    /// <summary>Replaces the first group with another one.</summary>
    public void ReplaceFirst(NamedGroup group)
    {
        heap[0] = (group.Most, group);
        Sink(0);
    }

    private void Sink(int at)
    {
        var sinking = heap[at];
        while (true)
        {
            var child = (2 * at) + 1;
            if (child >= heap.Length)
                break;
            if (child + 1 < heap.Length && heap[child + 1].Known < heap[child].Known)
                child++;
            if (heap[child].Known >= sinking.Known)
                break;
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = sinking;
    }
}
