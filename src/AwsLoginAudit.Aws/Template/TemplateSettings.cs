namespace AwsLoginAudit.Aws;

/// <summary>The default values of a template's parameters, which can be changed at deployment.</summary>
public sealed record TemplateSettings
{
    /// <summary>The pattern of bucket names that Lambda accepts.</summary>
    public const string BucketPattern = "^[A-Za-z0-9._-]{3,63}$";

    /// <summary>The pattern of object names in a bucket; printable ASCII.</summary>
    public const string ObjectPattern = "^[!-~]{1,1024}$";

    /// <summary>The pattern of object versions in a bucket; printable ASCII.</summary>
    public const string VersionPattern = ObjectPattern;

    /// <summary>The pattern of KMS key ARNs. Log groups accept neither a key id nor an alias.</summary>
    public const string KeyPattern = "^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$";

    /// <summary>The alarm's name, after which all resources are named. See <see cref="ResponderSettings.AlarmNamePattern"/>.</summary>
    public required string AlarmName { get; init; }

    /// <summary>The threshold: the alarm fires at more failures than this in a period; 0 or more.</summary>
    public required double Threshold { get; init; }

    /// <summary>The log group that receives the events; 1 to 512 characters.</summary>
    public required string LogGroupName { get; init; }

    /// <summary>Whether the log group exists and is not created by the stack.</summary>
    public bool UseExistingLogGroup { get; init; }

    /// <summary>The retention of log groups in days, one of <see cref="AgentConfiguration.RetentionDays"/>; null for 90.</summary>
    public int? RetentionInDays { get; init; }

    /// <summary>The sender; null if it must be given at deployment.</summary>
    public string? Sender { get; init; }

    /// <summary>The recipients; empty if they must be given at deployment.</summary>
    public IReadOnlyList<string> Recipient { get; init; } = [];

    /// <summary>A customer managed KMS key that encrypts log groups and topics; null for none.</summary>
    public string? KmsKeyArn { get; init; }

    /// <summary>The bucket with the code of the responder.</summary>
    public required string CodeBucket { get; init; }

    /// <summary>The object name of the responder's code in the bucket.</summary>
    public required string CodeKey { get; init; }

    /// <summary>The version of the responder's code; null for the latest.</summary>
    public string? CodeVersion { get; init; }

    /// <summary>Whether the responder follows up while the alarm stays in ALARM.</summary>
    public bool FollowUp { get; init; }
}
