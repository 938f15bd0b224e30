using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Counts failures by group, separately for each window, and decides which groups meet the rule.</summary>
/// <remarks>Events are not kept, and memory is limited for any number of them. A compressed row of each event is kept, up to the size of a mail.</remarks>
/// <param name="by">The property to count by. The default is the instance.</param>
/// <param name="threshold">Groups with more failures are over the threshold. Null uses the alarm's rule, if the grouping is by instance.</param>
/// <param name="exclusions">The exclusions. Failed logins that match are counted by rule only. Null for none.</param>
public sealed class FailureCounter(LoginAuditGrouping by = LoginAuditGrouping.Instance, double? threshold = null, ExclusionSet? exclusions = null)
{
    private readonly ExclusionSet exclusions = exclusions ?? ExclusionSet.Empty;
    private readonly List<WindowGroups> windows = [];
    private readonly CountingRoom room = new();

    /// <summary>The failed logins that were counted, for findings.</summary>
    public Examination Examination { get; } = new(exclusions ?? ExclusionSet.Empty);

    /// <summary>Whether no failure was counted or excluded.</summary>
    public bool IsEmpty => windows.TrueForAll(window => window.IsEmpty);

    /// <summary>The number of failed logins that were counted.</summary>
    public long Failures => Results(all: true).Sum(count => count.FailureCount);

    /// <summary>The number of other audit failures, which are in no count.</summary>
    public long OtherAuditFailures { get; private set; }

    /// <summary>Counts one failed login. Other audit failures are only added to <see cref="OtherAuditFailures"/>.</summary>
    /// <param name="failure">The failed login.</param>
    [MethodImpl(Hot.Path)]
    public void Add(LoginAuditFailure failure)
    {
        if (failure.Kind is not (LoginAuditEventKind.FailedLogin or LoginAuditEventKind.Unreadable))
        {
            OtherAuditFailures++;
            return;
        }
        var rule = exclusions.Find(failure);
        var window = Find(failure.Read);
        if (rule == ExclusionSet.None || exclusions.IncludesExcluded)
            window.Add(GroupOf(by, failure), failure);
        else
            window.Exclude(GroupOf(by, failure), exclusions.Active[rule].Name);
        Examination.Add(failure, rule);
    }

    /// <summary>Adds other audit failures that were counted elsewhere.</summary>
    /// <param name="number">The number of events.</param>
    public void AddOther(long number) => OtherAuditFailures += number;

    /// <summary>Adds failures that were counted elsewhere. Facts of a group without a count are ignored.</summary>
    /// <param name="counted">The failures and the facts that are covered. Failures of one window must be added in the order of their earliest time.</param>
    public void Add(in CountedFailures counted)
    {
        if (counted.Sample.Kind != LoginAuditEventKind.FailedLogin)
        {
            OtherAuditFailures += counted.Has(FailureFacts.Count) ? counted.Count : 0;
            return;
        }
        Find(counted.Sample.Read).Add(GroupOf(by, counted.Sample), counted);
        Examination.IsCountedElsewhere = true;
    }

    /// <summary>Keeps a failure that is already counted, if it is one of the latest of its group.</summary>
    /// <param name="failure">The failure.</param>
    /// <returns>The group's name; null if the group does not exist.</returns>
    public string? Keep(LoginAuditFailure failure)
    {
        var key = GroupOf(by, failure);
        return Find(failure.Read).Keep(key, failure) ? key : null;
    }

    /// <summary>Cells of time that lie in one bar of the timeline and in one period of the rule each.</summary>
    /// <param name="window">A window with a start and an end.</param>
    /// <returns>The start of the first cell, at or before the window's start, and the length of a cell.</returns>
    public (DateTimeOffset Origin, TimeSpan Length) CellsOf(LoginAuditWindow window)
    {
        var (bar, start) = (Timeline.WidthOf(window).Ticks, window.Start!.Value);
        var before = start.UtcTicks % bar;
        if (RuleFor(window)?.Period is not { } period)
            return (start - TimeSpan.FromTicks(before), TimeSpan.FromTicks(bar));
        // Periods of an alarm begin on whole seconds. Cells of less than a second would be too many, so such a window has cells that lie in two bars.
        var cell = CommonDivisor(bar, period.Ticks);
        var exact = CommonDivisor(cell, before);
        return (start, TimeSpan.FromTicks(exact < TimeSpan.TicksPerSecond ? cell : exact));
    }

    /// <summary>The counts, largest first. If there are more than 10,000 names, those with the fewest failures are in one last count, "(others)".</summary>
    /// <param name="all">True for every group. False (the default) leaves out groups whose complete count does not meet their rule.</param>
    /// <returns>One count per group and window.</returns>
    public IEnumerable<LoginAuditCount> Results(bool all = false) => windows.SelectMany(window => window.Results(all)).Select(count => count with { Examination = Examination });

    /// <summary>Whether <see cref="Results(bool)"/> leaves out groups of deserialized failed logins. It is not known whether their read was complete.</summary>
    public bool HidesDeserialized => windows.Exists(window => window.Result is { IsDeserialized: true } && window.HidesSome);

    private static long CommonDivisor(long a, long b) => b == 0 ? a : CommonDivisor(b, a % b);

    // All events of a read refer to the same object, so a reference comparison is enough. Usually the latest window matches.
    [MethodImpl(Hot.Path)]
    private WindowGroups Find(LoginAuditRead read)
    {
        for (var i = windows.Count - 1; i >= 0; i--)
        {
            if (windows[i].Takes(read))
                return windows[i];
        }
        var added = new WindowGroups(by, read, RuleFor(read.Window), room);
        windows.Add(added);
        Examination.Add(read.Window);
        return added;
    }

    // An alarm's rule applies to instances. Accounts, addresses and other groups have only the caller's threshold.
    private AlarmRule? RuleFor(LoginAuditWindow window)
    {
        var own = by == LoginAuditGrouping.Instance ? window.Rule : null;
        if (threshold is not { } number)
            return own;
        return own is null ? AlarmRule.MoreThan(number) : own with { Threshold = number };
    }

    /// <summary>The name of the group that an event belongs to.</summary>
    /// <param name="by">What is counted by.</param>
    /// <param name="one">The event.</param>
    [MethodImpl(Hot.Path)]
    internal static string GroupOf(LoginAuditGrouping by, LoginAuditEvent one) => by switch
    {
        LoginAuditGrouping.Account => NameOf(one.Account),
        LoginAuditGrouping.SourceAddress => NameOf(one.SourceAddress),
        LoginAuditGrouping.Reason => NameOf((one as LoginAuditFailure)?.Reason),
        LoginAuditGrouping.LogonType => NameOf(LogonTypeOf(one)),
        LoginAuditGrouping.Computer => NameOf(one.Computer),
        _ => one.InstanceId,
    };

    /// <summary>Decides which group names are the same: accounts are compared as Windows does, all other names by ordinal comparison.</summary>
    /// <param name="by">The property that is counted by.</param>
    public static IEqualityComparer<string> NamesOf(LoginAuditGrouping by) => by == LoginAuditGrouping.Account ? AccountComparer.Instance : StringComparer.Ordinal;

    private static string NameOf(string? value) => value is null ? OwnWords.None : OwnWords.Typed(value);

    [MethodImpl(Hot.Path)]
    internal static string? LogonTypeOf(LoginAuditEvent one) =>
        one.LogonTypeName ?? one.LogonType?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
