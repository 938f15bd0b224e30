namespace AwsLoginAudit.Aws;

/// <summary>What the responder is told: whose alarm it answers, and who gets its mail. All names follow from the alarm's.</summary>
public sealed record ResponderSettings
{
    /// <summary>The alarm's name: IAM names a role in at most 64 characters, and the responder's takes 25 more than the alarm's.</summary>
    public const string AlarmNamePattern = "^[A-Za-z0-9_-]{1,39}$";

    /// <summary>An address for mail; \s keeps line ends out of headers, and the comma is between addresses.</summary>
    public const string AddressPattern = @"^[^@\s,]+@[^@\s,]+$";

    /// <summary>The alarm's name; 1 to 39 letters, digits, hyphens and underscores, so that everything of the responder can be named after it.</summary>
    public required string AlarmName { get; init; }

    /// <summary>The log groups whose failures the alarm counts; at least one.</summary>
    public required IReadOnlyList<string> LogGroupName { get; init; }

    /// <summary>Who the mail is from; an address that SES has verified.</summary>
    public required string Sender { get; init; }

    /// <summary>Who gets the mail; 1 to 50 addresses, none with a comma.</summary>
    public required IReadOnlyList<string> Recipient { get; init; }

    /// <summary>An instance is reported at more failures than this in a period, 0 or more; null for the alarm's own threshold.</summary>
    public double? Threshold { get; init; }

    /// <summary>The SES configuration set that mail is sent with; null for none.</summary>
    public string? ConfigurationSetName { get; init; }

    /// <summary>How many may run at once, 0 or more; null leaves it as it is.</summary>
    public int? ReservedConcurrency { get; init; }

    /// <summary>Whether it looks again while the alarm stays in ALARM; null leaves it as it is, which is off at first.</summary>
    public bool? FollowUp { get; init; }

    /// <summary>Whether what exists under these names, and was not made by this module, is taken over.</summary>
    public bool Force { get; init; }
}
