using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>The failures of one name. While there is one, it is all that is kept: a stranger can invent a million names.</summary>
/// <param name="name">The name.</param>
/// <param name="before">The most failures that the name may have had before it was counted as one; they are among the others.</param>
/// <param name="window">The groups of its window, which make a group for more than one failure.</param>
internal sealed class NamedGroup(string name, long before, WindowGroups window)
{
    // A failure with long texts has them cut by its group.
    private const int LargestSingle = 1000;

    private LoginAuditFailure? single;
    private FailureGroup? group;

    public string Name => name;

    /// <summary>The failures that are counted here: the least that the name can have.</summary>
    public long Count => group?.Count ?? (single is null ? 0 : 1);

    /// <summary>The most failures that the name may have had before; 0 if the count is exact.</summary>
    public long Before => before;

    /// <summary>The most failures that the name can have.</summary>
    public long Most => Count + before;

    [MethodImpl(Hot.Path)]
    public void Add(LoginAuditFailure failure)
    {
        if (group is null && single is null && FailureSize.Of(failure) <= LargestSingle)
            single = failure;
        else
            Whole().Add(failure);
    }

    public void Add(in CountedFailures counted) => Whole().Add(counted);

    /// <summary>Keeps a failure that is counted, if it is one of the latest.</summary>
    public void Keep(LoginAuditFailure failure) => Whole().Keep(failure);

    /// <summary>Hands all failures over to another group.</summary>
    public void MoveTo(FailureGroup others)
    {
        if (single is not null)
            others.Add(single);
        else if (group is not null)
            others.Take(group);
    }

    /// <summary>The count.</summary>
    /// <param name="read">What is known of the read by now; null if nothing.</param>
    /// <param name="missing">Which of its periods the alarm's metric had no data in; null for none.</param>
    /// <param name="createForOne">Makes the group of a name that has one failure; that group is not kept.</param>
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
