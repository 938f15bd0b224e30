using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Counts failures by group, each window by itself, and says which groups meet the rule.</summary>
/// <remarks>An event is counted and let go: what is kept is bounded, whatever number of events and names there are. A row of each event is packed, up to what a mail takes.</remarks>
/// <param name="by">What to count by.</param>
/// <param name="threshold">Failures above which a group is over; null for the alarm's own rule, where there is an alarm and the counting is by instance.</param>
public sealed class FailureCounter(LoginAuditGrouping by = LoginAuditGrouping.Instance, double? threshold = null)
{
    private readonly List<WindowGroups> windows = [];
    private readonly CountingRoom room = new();

    /// <summary>Whether no failure was counted.</summary>
    public bool IsEmpty => windows.TrueForAll(window => window.IsEmpty);

    /// <summary>Other audit failures that were given, and are in no count.</summary>
    public long OtherAuditFailures { get; private set; }

    /// <summary>Counts one failed login. Another audit failure is counted apart.</summary>
    /// <param name="failure">The failed login.</param>
    [MethodImpl(Hot.Path)]
    public void Add(LoginAuditFailure failure)
    {
        if (failure.Kind is LoginAuditEventKind.FailedLogin or LoginAuditEventKind.Unreadable)
            Find(failure.Read).Add(GroupOf(by, failure), failure);
        else
            OtherAuditFailures++;
    }

    /// <summary>Takes over other audit failures that were counted elsewhere.</summary>
    /// <param name="number">How many.</param>
    public void AddOther(long number) => OtherAuditFailures += number;

    /// <summary>Takes over what was counted elsewhere. Facts of a group of which no count was told are left out.</summary>
    /// <param name="counted">The failures, as far as they are told; those of a window come in the order of their earliest.</param>
    public void Add(in CountedFailures counted)
    {
        if (counted.Sample.Kind != LoginAuditEventKind.FailedLogin)
            OtherAuditFailures += counted.Tells(FailureFacts.Count) ? counted.Count : 0;
        else
            Find(counted.Sample.Read).Add(GroupOf(by, counted.Sample), counted);
    }

    /// <summary>Keeps a failure that is counted already, where it is one of its group's latest.</summary>
    /// <param name="failure">The failure.</param>
    /// <returns>The group's name; null where there is no such group.</returns>
    public string? Keep(LoginAuditFailure failure)
    {
        var key = GroupOf(by, failure);
        return Find(failure.Read).Keep(key, failure) ? key : null;
    }

    /// <summary>The longest span of time, from the window's start on and on, that neither a bar of a timeline nor a period of the rule cuts.</summary>
    /// <param name="window">A window with a start and an end.</param>
    /// <returns>The span.</returns>
    public TimeSpan CellOf(LoginAuditWindow window)
    {
        var bar = Timeline.WidthOf(window);
        return RuleFor(window)?.Period is { } period ? TimeSpan.FromTicks(CommonDivisor(bar.Ticks, period.Ticks)) : bar;
    }

    /// <summary>The counts, the largest first. Of more than 10,000 names, those with the fewest failures are one count, "(others)", which is the last.</summary>
    /// <param name="all">True for every group; false for those that meet the rule, where there is one, or of which it cannot be told, since not all was read.</param>
    /// <returns>One count a group and window.</returns>
    public IEnumerable<LoginAuditCount> Results(bool all = false) => windows.SelectMany(window => window.Results(all));

    /// <summary>Whether <see cref="Results(bool)"/> leaves out groups of deserialized failed logins. It is not known whether their read was complete.</summary>
    public bool HidesDeserialized => windows.Exists(window => window.Result is { IsDeserialized: true } && window.HidesSome);

    private static long CommonDivisor(long a, long b) => b == 0 ? a : CommonDivisor(b, a % b);

    // All events of a read refer to one object, so references are compared; nearly always it is the latest.
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
        return added;
    }

    // An alarm's rule speaks of instances; accounts or addresses are only measured against a threshold of the caller's.
    private AlarmRule? RuleFor(LoginAuditWindow window)
    {
        var own = by == LoginAuditGrouping.Instance ? window.Rule : null;
        if (threshold is not { } limit)
            return own;
        return own is null ? AlarmRule.MoreThan(limit) : own with { Threshold = limit };
    }

    /// <summary>The name of the group that a failed login belongs to.</summary>
    /// <param name="by">What is counted by.</param>
    /// <param name="failure">The failed login.</param>
    [MethodImpl(Hot.Path)]
    internal static string GroupOf(LoginAuditGrouping by, LoginAuditFailure failure) => by switch
    {
        LoginAuditGrouping.Account => NameOf(failure.Account),
        LoginAuditGrouping.SourceAddress => NameOf(failure.SourceAddress),
        LoginAuditGrouping.Reason => NameOf(failure.Reason),
        LoginAuditGrouping.LogonType => NameOf(LogonTypeOf(failure)),
        LoginAuditGrouping.Computer => NameOf(failure.Computer),
        _ => failure.InstanceId,
    };

    /// <summary>Which names of groups are one: accounts are compared as Windows does, all else is compared letter by letter.</summary>
    /// <param name="by">What is counted by.</param>
    public static IEqualityComparer<string> NamesOf(LoginAuditGrouping by) => by == LoginAuditGrouping.Account ? AccountComparer.Instance : StringComparer.Ordinal;

    private static string NameOf(string? value) => value is null ? OwnWords.None : OwnWords.Typed(value);

    [MethodImpl(Hot.Path)]
    internal static string? LogonTypeOf(LoginAuditFailure failure) =>
        failure.LogonTypeName ?? failure.LogonType?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
