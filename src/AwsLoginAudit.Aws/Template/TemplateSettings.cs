namespace AwsLoginAudit.Aws;

/// <summary>What a template's parameters begin with; whoever deploys it may give others.</summary>
public sealed record TemplateSettings
{
    /// <summary>A bucket's name, as Lambda has it.</summary>
    public const string BucketPattern = "^[A-Za-z0-9._-]{3,63}$";

    /// <summary>The name of an object in a bucket; printable ASCII.</summary>
    public const string ObjectPattern = "^[!-~]{1,1024}$";

    /// <summary>The version of an object in a bucket; printable ASCII.</summary>
    public const string VersionPattern = ObjectPattern;

    /// <summary>A KMS key's ARN: log groups take no id and no alias.</summary>
    public const string KeyPattern = "^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$";

    /// <summary>The alarm's name; everything else is named after it. See <see cref="ResponderSettings.AlarmNamePattern"/>.</summary>
    public required string AlarmName { get; init; }

    /// <summary>The alarm fires at more failures than this in a period; 0 or more.</summary>
    public required double Threshold { get; init; }

    /// <summary>The log group that events arrive in; 1 to 512 characters.</summary>
    public required string LogGroupName { get; init; }

    /// <summary>Whether the log group exists, and so is not created.</summary>
    public bool UseExistingLogGroup { get; init; }

    /// <summary>How many days log groups keep events, one of <see cref="AgentConfiguration.RetentionDays"/>; null for 90.</summary>
    public int? RetentionInDays { get; init; }

    /// <summary>Who mail is from; null to be asked for when the template is deployed.</summary>
    public string? Sender { get; init; }

    /// <summary>Who gets mail; none to be asked for when the template is deployed.</summary>
    public IReadOnlyList<string> Recipient { get; init; } = [];

    /// <summary>A customer managed KMS key that encrypts log groups and topic; null for none.</summary>
    public string? KmsKeyArn { get; init; }

    /// <summary>The bucket that the responder's code lies in.</summary>
    public required string CodeBucket { get; init; }

    /// <summary>The name of the responder's code in its bucket.</summary>
    public required string CodeKey { get; init; }

    /// <summary>The version of the responder's code; null for the latest.</summary>
    public string? CodeVersion { get; init; }

    /// <summary>Whether the responder looks again while the alarm is on.</summary>
    public bool FollowUp { get; init; }
}
