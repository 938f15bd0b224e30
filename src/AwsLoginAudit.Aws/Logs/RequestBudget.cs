namespace AwsLoginAudit.Aws;

/// <summary>The requests that a read may still make.</summary>
/// <param name="requests">The number of requests.</param>
internal sealed class RequestBudget(int requests)
{
    private int left = requests;

    /// <summary>Whether more requests were needed, so that not everything was read.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>Takes requests that somebody else makes.</summary>
    /// <param name="others">The number of requests, not more than are left.</param>
    public void Take(int others) => left -= others;

    /// <summary>Takes one request.</summary>
    /// <returns>False if none is left.</returns>
    public bool TryTake()
    {
        IsSpent |= left == 0;
        if (IsSpent)
            return false;
        left--;
        return true;
    }
}
