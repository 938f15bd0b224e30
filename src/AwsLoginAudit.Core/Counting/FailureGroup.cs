using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>The failures of one instance (or account, …) in one window.</summary>
internal sealed class FailureGroup(LoginAuditGrouping by, string name, LoginAuditWindow window, AlarmRule? rule, CountingRoom room)
{
    private const int MostTallies = 20;

    // An event collector sends the events of many computers to one log stream, and a report names each computer.
    private const int MostComputers = 1000;

    private readonly PeriodCounts periods = new(window, rule);
    private readonly Timeline timeline = new(window);
    private readonly NameCounts computers = new(room), instances = new(room), accounts = new(room, AccountComparer.Instance), sources = new(room), reasons = new(room), logonTypes = new(room);
    private readonly FailureList list = new(room.Rows);
    private readonly LastFailures latest = new(room);
    private NameCounts? excluded;
    private long suspicious, malformed, excludedCount;
    private DateTimeOffset? first, last;

    /// <summary>The failures so far.</summary>
    public long Count { get; private set; }

    [MethodImpl(Hot.Path)]
    public void Add(LoginAuditFailure failure)
    {
        Add(new CountedFailures(failure, 1, FailureFacts.All) { First = failure.Time, Last = failure.Time, Cell = PlaceOf(failure) });
        Keep(failure);
        list.Add(failure);
    }

    [MethodImpl(Hot.Path)]
    public void Add(in CountedFailures counted)
    {
        var (failure, number, _) = counted;
        if (counted.Has(FailureFacts.Count))
            AddCount(counted);
        if (counted.Has(FailureFacts.Instance))
        {
            computers.Add(failure.Computer, number);
            instances.Add(failure.InstanceId, number);
        }
        if (counted.Has(FailureFacts.Account))
            accounts.Add(failure.Account, number);
        if (counted.Has(FailureFacts.Source))
        {
            sources.Add(failure.SourceAddress, number);
            suspicious += failure.Suspicious ? number : 0;
            malformed += failure.Malformed ? number : 0;
        }
        if (counted.Has(FailureFacts.Reason))
        {
            reasons.Add(failure.Reason, number);
            logonTypes.Add(FailureCounter.LogonTypeOf(failure), number);
        }
    }

    /// <summary>Notes a failure that an exclusion keeps out of the count.</summary>
    [MethodImpl(Hot.Path)]
    public void Exclude(string rule)
    {
        excludedCount++;
        // Most groups have none, and there can be 10,000 groups.
        (excluded ??= new NameCounts(room)).Add(rule, 1);
    }

    // An event that belongs to the window only by its arrival is counted at its time of arrival.
    [MethodImpl(Hot.Path)]
    private DateTimeOffset? PlaceOf(LoginAuditFailure failure) =>
        failure.Time is { } time && !window.Contains(time) ? failure.IngestionTime ?? time : failure.Time;

    [MethodImpl(Hot.Path)]
    private void AddCount(in CountedFailures counted)
    {
        Count += counted.Count;
        if (first is null || counted.First < first)
            first = counted.First;
        if (last is null || counted.Last > last)
            last = counted.Last;
        if (counted.Cell is not { } cell)
            return;
        timeline.Add(cell, counted.Count);
        periods.Add(cell, counted.Sample.IngestionTime, counted.Count);
    }

    /// <summary>Keeps a failure that is already counted, if it is one of the latest.</summary>
    [MethodImpl(Hot.Path)]
    public void Keep(LoginAuditFailure failure) => latest.Add(failure);

    /// <summary>Adds all failures of another group, which is not used afterwards. Counts per period are not added.</summary>
    public void Take(FailureGroup other)
    {
        Count += other.Count;
        suspicious += other.suspicious;
        malformed += other.malformed;
        excludedCount += other.excludedCount;
        if (other.excluded is not null)
            (excluded ??= new NameCounts(room)).Take(other.excluded);
        if (first is null || other.first < first)
            first = other.first;
        if (last is null || other.last > last)
            last = other.last;
        timeline.Take(other.timeline);
        computers.Take(other.computers);
        instances.Take(other.instances);
        accounts.Take(other.accounts);
        sources.Take(other.sources);
        reasons.Take(other.reasons);
        logonTypes.Take(other.logonTypes);
        latest.Take(other.latest);
        list.Take(other.list);
    }

    /// <param name="read">The result of the read so far; null if unknown.</param>
    /// <param name="missing">For each period, whether the alarm's metric had no data in it; null if it had data in all.</param>
    public LoginAuditCount Result(LoginAuditReadResult? read, bool[]? missing)
    {
        var mostAccounts = accounts.Top(MostTallies);
        var (peak, breaching, over) = periods.Judge(Count, read?.ByArrival ?? false, missing);
        return new LoginAuditCount
        {
            By = by,
            // The most frequent spelling is shown, unless it was shortened.
            Name = by == LoginAuditGrouping.Account && mostAccounts.Count > 0 && AccountComparer.Instance.Equals(mostAccounts[0].Name, name) ? mostAccounts[0].Name : name,
            FailureCount = Count,
            Rule = rule,
            Peak = peak,
            BreachingPeriods = breaching,
            OverThreshold = over,
            FirstSeen = first,
            LastSeen = last,
            Computers = computers.Top(MostComputers),
            Instances = instances.Top(MostTallies),
            Accounts = mostAccounts,
            Sources = sources.Top(MostTallies),
            Reasons = reasons.Top(MostTallies),
            LogonTypes = logonTypes.Top(MostTallies),
            Bars = timeline.Bars(),
            BarWidth = timeline.Width,
            SuspiciousCount = suspicious,
            MalformedCount = malformed,
            ExcludedCount = excludedCount,
            ExclusionTallies = excluded?.Top(MostTallies) ?? [],
            LastFailures = latest.ToArray(),
            Failures = list,
            Window = window,
            Result = read,
        };
    }
}
