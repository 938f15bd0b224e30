namespace AwsLoginAudit;

/// <summary>The failures of one instance (or account, …) in one window, as they come in.</summary>
internal sealed class FailureGroup(LoginAuditGrouping by, string name, LoginAuditWindow window, AlarmRule? rule, FailureList.Room room)
{
    private const int MostTallies = 20;
    private const int MostLast = 10;

    private readonly PeriodCounts periods = new(window, rule);
    private readonly Timeline timeline = new(window.Start);
    private readonly Tally computers = new(), instances = new(), accounts = new(), sources = new(), reasons = new(), logonTypes = new();
    private readonly FailureList list = new(room);
    private readonly List<LoginAuditFailure> latest = new(MostLast + 1);
    private long count, suspicious, malformed;
    private DateTimeOffset? first, last;

    public void Add(LoginAuditFailure failure)
    {
        count++;
        if (failure.Suspicious)
            suspicious++;
        if (failure.Malformed)
            malformed++;
        computers.Add(failure.Computer);
        instances.Add(failure.InstanceId);
        accounts.Add(failure.Account);
        sources.Add(failure.SourceAddress);
        reasons.Add(failure.Reason);
        logonTypes.Add(FailureCounter.LogonTypeOf(failure));
        Keep(failure);
        list.Add(failure);

        if (failure.Time is not { } time)
            return;
        if (first is null || time < first)
            first = time;
        if (last is null || time > last)
            last = time;
        timeline.Add(time);
        periods.Add(time);
    }

    // Sources come in the order of time, forwards or backwards; so this is one comparison an event.
    private void Keep(LoginAuditFailure failure)
    {
        var at = latest.Count;
        while (at > 0 && failure.Time < latest[at - 1].Time)
            at--;
        if (at == 0 && latest.Count == MostLast)
            return;
        latest.Insert(at, failure);
        if (latest.Count > MostLast)
            latest.RemoveAt(0);
    }

    /// <param name="read">The window, with what is known of its read by now.</param>
    public LoginAuditCount Result(LoginAuditWindow read)
    {
        var (peak, breaching, over) = periods.Judge(count);
        return new LoginAuditCount
        {
            By = by,
            Name = name,
            Count = count,
            Rule = rule,
            Peak = peak,
            BreachingPeriods = breaching,
            OverThreshold = over,
            First = first,
            Last = last,
            Computers = computers.Top(MostTallies),
            Instances = instances.Top(MostTallies),
            Accounts = accounts.Top(MostTallies),
            Sources = sources.Top(MostTallies),
            Reasons = reasons.Top(MostTallies),
            LogonTypes = logonTypes.Top(MostTallies),
            Timeline = timeline.Bars(),
            BarWidth = timeline.Width,
            Suspicious = suspicious,
            Malformed = malformed,
            LastFailures = latest.ToArray(),
            Failures = list,
            Window = read,
        };
    }
}
