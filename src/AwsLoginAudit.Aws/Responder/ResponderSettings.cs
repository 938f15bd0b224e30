namespace AwsLoginAudit.Aws;

/// <summary>The settings of a responder to install. The names of all its resources are derived from the alarm's name.</summary>
public sealed record ResponderSettings
{
    /// <summary>The pattern of alarm names. The name of a role has at most 64 characters, and the responder's role adds up to 25 to the alarm's name.</summary>
    public const string AlarmNamePattern = "^[A-Za-z0-9_-]{1,39}$";

    /// <summary>The pattern of e-mail addresses. It excludes line breaks, which could add headers, and the comma, which separates addresses.</summary>
    public const string AddressPattern = @"^[^@\s,]+@[^@\s,]+$";

    /// <summary>The alarm's name: 1 to 39 letters, digits, hyphens and underscores, so that all resources of the responder can be named after it.</summary>
    public required string AlarmName { get; init; }

    /// <summary>The log groups whose failures the alarm counts; at least one.</summary>
    public required IReadOnlyList<string> LogGroupName { get; init; }

    /// <summary>The sender; an address that is verified in SES.</summary>
    public required string Sender { get; init; }

    /// <summary>The recipients; 1 to 50 addresses without commas.</summary>
    public required IReadOnlyList<string> Recipient { get; init; }

    /// <summary>
    /// The threshold: an instance is reported at more failures than this in a period; 0 or more. The default, null, is the alarm's threshold.
    /// </summary>
    public double? Threshold { get; init; }

    /// <summary>The SES configuration set; null for none.</summary>
    public string? ConfigurationSetName { get; init; }

    /// <summary>The reserved concurrency of the function, 0 or more; null for no change.</summary>
    public int? ReservedConcurrency { get; init; }

    /// <summary>Whether the function follows up while the alarm stays in ALARM; null for no change. A new function does not follow up.</summary>
    public bool? FollowUp { get; init; }

    /// <summary>Whether to take over existing resources with these names that this module did not create.</summary>
    public bool Force { get; init; }
}
