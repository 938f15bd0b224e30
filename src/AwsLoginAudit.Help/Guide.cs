namespace AwsLoginAudit.Help;

/// <summary>A page of docs that ships in the module as an about topic.</summary>
/// <param name="Page">The name of the file in docs.</param>
/// <param name="Topic">The name of the topic for Get-Help.</param>
/// <param name="Synopsis">What the topic contains, in one line.</param>
public sealed record Guide(string Page, string Topic, string Synopsis)
{
    /// <summary>All guides.</summary>
    public static IReadOnlyList<Guide> All { get; } =
    [
        new("permissions.md", "about_LoginAuditPermissions", "Lists the IAM permissions that each cmdlet needs."),
        new("cost.md", "about_LoginAuditCost", "Describes what AWS charges for the solution."),
        new("operations.md", "about_LoginAuditTroubleshooting", "Describes symptoms and errors, and how to fix them."),
        new("findings.md", "about_LoginAuditFindings", "Describes what each finding of a report means."),
        new("exclusions.md", "about_LoginAuditExclusions", "Describes how to keep known failed logins out of counts and findings."),
        new("incident-runbook.md", "about_LoginAuditRunbook", "Describes what to do when the alarm fires."),
    ];

    /// <summary>The topic that a link of a page leads to; null if the link leads to no guide.</summary>
    /// <param name="url">The target of the link.</param>
    public static string? TopicOf(string url) => All.FirstOrDefault(guide => guide.Page == Path.GetFileName(url.Split('#')[0]))?.Topic;
}
