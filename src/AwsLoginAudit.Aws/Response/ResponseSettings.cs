namespace AwsLoginAudit.Aws;

/// <summary>The settings of a response.</summary>
/// <param name="Mail">The sender and the recipients of the report.</param>
public sealed record ResponseSettings(MailSettings Mail)
{
    /// <summary>The threshold: an instance is over it at more failed logins than this. The default, null, is the alarm's own rule.</summary>
    public double? Threshold { get; init; }

    /// <summary>The exclusions. The default, null, reads those of <see cref="ExclusionStore"/>.</summary>
    public IReadOnlyList<LoginAuditExclusion>? Exclusions { get; init; }

    /// <summary>Whether failed logins that match an exclusion are still counted and part of findings. The default is false.</summary>
    public bool IncludesExcluded { get; init; }

    /// <summary>Adds to the report what only the caller knows, such as the time zone of its reader. The default adds nothing.</summary>
    public Func<LoginAuditReport, LoginAuditReport> ForReader { get; init; } = report => report;

    /// <summary>The table in which a responder records sent mails; null for the table of scripts.</summary>
    public string? MailTable { get; init; }

    /// <summary>The time at which reading ends, so that enough time is left to mail the counts; null if the time is not limited.</summary>
    public DateTimeOffset? ReadingEnd { get; init; }
}
