using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>The failed logins of one measurement as its counts share them. A report draws its findings from them.</summary>
/// <remarks>The finder keeps what the events have in common in bounded memory, and no event.</remarks>
/// <param name="exclusions">The exclusions.</param>
public sealed class Examination(ExclusionSet exclusions)
{
    private readonly Finder finder = new(new FindingRules(), exclusions);
    private readonly List<LoginAuditWindow> windows = [];
    private readonly List<string> unknown = [];

    /// <summary>The windows of the failed logins.</summary>
    public IReadOnlyList<LoginAuditWindow> Windows => windows;

    /// <summary>Whether failed logins were counted elsewhere, so that no event of theirs was seen.</summary>
    public bool IsCountedElsewhere { get; internal set; }

    /// <summary>Whether all failed logins that were counted elsewhere were added in groups of equal ones; null if none were added. They are in no count.</summary>
    public bool? IsGrouped { get; set; }

    /// <summary>Whether every failed login was examined.</summary>
    internal bool IsComplete => !IsCountedElsewhere || IsGrouped == true;

    /// <summary>What the successful logins show; null if they have not been read.</summary>
    public LoginCheck? Logins { get; set; }

    /// <inheritdoc cref="Finder.Since"/>
    public DateTimeOffset? Since { get => finder.Since; set => finder.Since = value; }

    /// <inheritdoc cref="Finder.FirstSeen"/>
    public DateTimeOffset? FirstSeen => finder.FirstSeen;

    /// <inheritdoc cref="Finder.Guessed"/>
    public (IReadOnlyList<LoginAuditTally> Names, long WithoutRoom) Guessed => finder.Guessed;

    internal void Add(LoginAuditWindow window) => windows.Add(window);

    /// <summary>The failed logins of the windows that exclusions apply to, by rule, and the expired exclusions.</summary>
    public IReadOnlyList<LoginAuditExcluded> Excluded => finder.Excluded;

    /// <summary>Adds a failed login that is in no count.</summary>
    /// <param name="failure">The failed login, from before a window or of a group that was counted elsewhere.</param>
    public void Add(LoginAuditFailure failure) => finder.AddEarlier(failure, IsCountedElsewhere ? ExclusionSet.None : exclusions.Find(failure));

    /// <summary>Adds a failed login of a window.</summary>
    /// <param name="failure">The failed login.</param>
    /// <param name="rule">The exclusion that it matches.</param>
    [MethodImpl(Hot.Path)]
    internal void Add(LoginAuditFailure failure, int rule) => finder.Add(failure, rule);

    /// <summary>Adds a successful login.</summary>
    /// <param name="login">The login.</param>
    public void Add(LoginAuditSuccess login) => finder.Add(login);

    /// <summary>Adds an account lockout.</summary>
    /// <param name="lockout">The lockout.</param>
    public void Add(LoginAuditLockout lockout) => finder.Add(lockout);

    /// <summary>Adds something that could not be known.</summary>
    /// <param name="sentence">A full sentence.</param>
    public void AddUnknown(string sentence) => unknown.Add(sentence);

    /// <summary>The findings, the worst first.</summary>
    public IReadOnlyList<LoginAuditFinding> Find() => IsCountedElsewhere && IsGrouped is null ? [] : finder.Find();

    /// <summary>What the events do not say, in full sentences.</summary>
    public IReadOnlyList<string> Unknown() => IsCountedElsewhere && IsGrouped is null
        ? ["Findings were not looked for: CloudWatch Logs Insights counted the failed logins, and counts do not show which attempts belong together.", .. unknown]
        : [.. finder.Unknown(), .. unknown, .. IsCountedElsewhere && exclusions.Active.Count > 0 ? ["No exclusion was applied, because CloudWatch Logs Insights counted the failed logins."] : Array.Empty<string>()];
}
