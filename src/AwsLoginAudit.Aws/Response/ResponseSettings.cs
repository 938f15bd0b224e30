namespace AwsLoginAudit.Aws;

/// <summary>How a firing is responded to.</summary>
/// <param name="Mail">Who mails the report to whom.</param>
public sealed record ResponseSettings(MailSettings Mail)
{
    /// <summary>Failed logins above which an instance is over; null for the alarm's own rule.</summary>
    public double? Threshold { get; init; }

    /// <summary>The table of a responder that remembers what was mailed; null for the table of the scripts.</summary>
    public string? MailTable { get; init; }

    /// <summary>When reading ends, so that there is time to mail what was counted by then; null if the time is not limited.</summary>
    public DateTimeOffset? ReadingEnd { get; init; }
}
