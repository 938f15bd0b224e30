using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>The groups of one window. All reads without start and end share one window, and if one of them is incomplete, all their counts are.</summary>
/// <remarks>
/// Up to 10,000 names are counted exactly. An attacker chooses the names, so there can be millions. A new name then replaces the name with the fewest
/// failures (Space-Saving: Metwally, Agrawal, El Abbadi, "Efficient Computation of Frequent and Top-k Elements in Data Streams", 2005). The failures of
/// the replaced name move to "(others)". So the sum of all counts is exact, a count is the least that its name can have, and no name in "(others)" has
/// more failures than the smallest group may have.
/// </remarks>
internal sealed class WindowGroups(LoginAuditGrouping by, LoginAuditRead read, AlarmRule? rule, CountingRoom room)
{
    private const int MostNames = 10_000;

    private readonly Dictionary<string, NamedGroup> groups = new(FailureCounter.NamesOf(by));

    // All reads are kept, because a read can become incomplete after its last failure was counted.
    private readonly List<LoginAuditRead> all = [read];
    private LoginAuditRead latest = read;

    // Created when there are more names than groups.
    private FewestFirst? order;
    private DistinctNames? names;
    private FailureGroup? others;

    public bool IsEmpty => groups.Count == 0;

    /// <summary>The result of the read so far. Of several reads, an incomplete one comes first, and then one of deserialized failures.</summary>
    public LoginAuditReadResult? Result => (all.Find(known => known.IncompleteReason is not null) ?? all.Find(known => known.Result is { IsDeserialized: true }) ?? latest).Result;

    [MethodImpl(Hot.Path)]
    public bool Takes(LoginAuditRead other)
    {
        if (ReferenceEquals(latest, other))
            return true;
        if (!latest.Window.IsOpen || !other.Window.IsOpen)
            return false;
        latest = other;
        if (!all.Exists(known => ReferenceEquals(known, other)))
            all.Add(other);
        return true;
    }

    [MethodImpl(Hot.Path)]
    public void Add(string name, LoginAuditFailure failure) => (groups.TryGetValue(name, out var group) ? group : Enter(name)).Add(failure);

    /// <summary>Notes a failure that an exclusion keeps out of the count.</summary>
    [MethodImpl(Hot.Path)]
    public void Exclude(string name, string rule) => (groups.TryGetValue(name, out var group) ? group : Enter(name)).Exclude(rule);

    /// <summary>Adds failures that were counted elsewhere. Facts of a name without a count are ignored.</summary>
    public void Add(string name, in CountedFailures counted)
    {
        if (!groups.TryGetValue(name, out var group) && counted.Has(FailureFacts.Count))
            group = Enter(name);
        if (group is not null)
            group.Add(counted);
        else
            others?.Add(counted);
    }

    /// <summary>Creates a group for the failures of a name.</summary>
    public FailureGroup Create(string name) => new(by, name, all[0].Window, rule, room);

    /// <summary>Keeps a failure that is already counted, if it is one of the latest of its group.</summary>
    /// <returns>False if the group does not exist.</returns>
    public bool Keep(string name, LoginAuditFailure failure)
    {
        if (!groups.TryGetValue(name, out var group))
            return false;
        group.Keep(failure);
        return true;
    }

    /// <summary>The counts, largest first, and "(others)" last.</summary>
    /// <param name="isAll">True for every group. False leaves out groups whose complete count does not meet their rule.</param>
    public IEnumerable<LoginAuditCount> Results(bool isAll)
    {
        var (result, single, hidden) = (Result, new CountingRoom(), order?.First.Most ?? 0);
        var missing = PeriodCounts.Missing(all[0].Window, result);
        foreach (var group in groups.Values.OrderByDescending(group => group.Count).ThenBy(group => group.Name, StringComparer.Ordinal))
        {
            var count = group.Result(result, missing, name => new FailureGroup(by, name, all[0].Window, rule, single));
            if (isAll || IsShown(count))
                yield return count;
            else if (group.Before > 0)
                hidden = Math.Max(hidden, group.Most);
        }
        if (others is not null)
        {
            var mayBeOver = rule is not null && (rule.Breaches(1) || rule.Breaches(hidden));
            yield return others.Result(result, missing) with { Rule = rule, Others = new LoginAuditOthers(names!.Count, hidden, mayBeOver) };
        }
    }

    /// <summary>Whether <see cref="Results"/> leaves out groups.</summary>
    public bool HidesSome => Results(isAll: true).Any(count => !IsShown(count));

    private static bool IsShown(LoginAuditCount count) => count.Rule is null || count.OverThreshold || count.MayBeOver || count.Incomplete;

    private NamedGroup Enter(string name)
    {
        if (groups.Count < MostNames)
            return groups[name] = new NamedGroup(name, 0, this);
        if (order is null)
        {
            (order, names, others) = (new FewestFirst(groups.Values), new DistinctNames(groups.Comparer), new FailureGroup(by, OwnWords.Others, all[0].Window, rule: null, room));
            foreach (var known in groups.Keys)
                names.Add(known);
        }
        names!.Add(name);
        var fewest = order.First;
        var entered = new NamedGroup(name, fewest.Most, this);
        groups.Remove(fewest.Name);
        fewest.MoveTo(others!);
        groups.Add(name, entered);
        order.ReplaceFirst(entered);
        return entered;
    }
}
