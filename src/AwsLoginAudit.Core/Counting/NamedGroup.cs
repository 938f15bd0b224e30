using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>The failures of one name. A single failure is kept without a group, because an attacker can invent a million names.</summary>
/// <param name="name">The name.</param>
/// <param name="before">The most failures that the name may have had before it got this count; they are in "(others)".</param>
/// <param name="window">The groups of the window, which creates a group for more than one failure.</param>
internal sealed class NamedGroup(string name, long before, WindowGroups window)
{
    // A larger failure gets a group at once, because the group shortens its texts.
    private const int LargestSingle = 1000;

    private LoginAuditFailure? single;
    private FailureGroup? group;

    public string Name => name;

    /// <summary>The failures that are counted here, which is the least that the name can have.</summary>
    public long Count => group?.Count ?? (single is null ? 0 : 1);

    /// <summary>The most failures that the name may have had before this count; 0 if the count is exact.</summary>
    public long Before => before;

    /// <summary>The most failures that the name can have.</summary>
    public long Most => Count + before;

    [MethodImpl(Hot.Path)]
    public void Add(LoginAuditFailure failure)
    {
        if (group is null && single is null && EventSize.Of(failure) <= LargestSingle)
            single = failure;
        else
            Whole().Add(failure);
    }

    public void Add(in CountedFailures counted) => Whole().Add(counted);

    /// <summary>Notes a failure that an exclusion keeps out of the count.</summary>
    public void Exclude(string rule) => Whole().Exclude(rule);

    /// <summary>Keeps a failure that is already counted, if it is one of the latest.</summary>
    public void Keep(LoginAuditFailure failure) => Whole().Keep(failure);

    /// <summary>Moves all failures to another group.</summary>
    public void MoveTo(FailureGroup others)
    {
        if (single is not null)
            others.Add(single);
        else if (group is not null)
            others.Take(group);
    }

    /// <summary>Creates the count.</summary>
    /// <param name="read">The result of the read so far; null if unknown.</param>
    /// <param name="missing">For each period, whether the alarm's metric had no data in it; null if it had data in all.</param>
    /// <param name="createForOne">Creates a group for a name with one failure; the group is not kept.</param>
    public LoginAuditCount Result(LoginAuditReadResult? read, bool[]? missing, Func<string, FailureGroup> createForOne)
    {
        var result = group;
        if (single is not null)
        {
            result = createForOne(name);
            result.Add(single);
        }
        return result!.Result(read, missing) with { PossiblyMore = before };
    }

    [MethodImpl(Hot.Path)]
    private FailureGroup Whole()
    {
        if (group is not null)
            return group;
        group = window.Create(name);
        if (single is not null)
            group.Add(single);
        single = null;
        return group;
    }
}
