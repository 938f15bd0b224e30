using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>The failed logins of one measurement as its counts share them. A report draws its findings from them.</summary>
/// <remarks>The finder keeps what the events have in common in bounded memory, and no event.</remarks>
internal sealed class Examination
{
    private readonly Finder finder = new(new FindingRules());
    private readonly List<LoginAuditWindow> windows = [];

    /// <summary>The windows of the failed logins.</summary>
    public IReadOnlyList<LoginAuditWindow> Windows => windows;

    /// <summary>Whether failed logins were counted elsewhere, so that no event of theirs was seen.</summary>
    public bool IsCountedElsewhere { get; set; }

    /// <summary>Adds a window.</summary>
    public void Add(LoginAuditWindow window) => windows.Add(window);

    /// <summary>Adds a failed login.</summary>
    [MethodImpl(Hot.Path)]
    public void Add(LoginAuditFailure failure) => finder.Add(failure);

    /// <summary>The findings, the worst first.</summary>
    public IReadOnlyList<LoginAuditFinding> Find() => IsCountedElsewhere ? [] : finder.Find();

    /// <summary>What the events do not say, in full sentences.</summary>
    public IReadOnlyList<string> Unknown() => IsCountedElsewhere
        ? ["Findings were not looked for: CloudWatch Logs Insights counted the failed logins, and counts do not show which attempts belong together."]
        : finder.Unknown();
}
