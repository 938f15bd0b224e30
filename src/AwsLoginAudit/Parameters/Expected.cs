namespace AwsLoginAudit.Commands;

/// <summary>The accepted values of parameters in words.</summary>
internal static class Expected
{
    public const string AlarmName = "1 to 63 letters, digits, hyphens and underscores";
    public const string ResponderAlarmName = "1 to 39 letters, digits, hyphens and underscores, because the names of other resources contain it";
    public const string Address = "one mail address without a name, such as soc@example.com";
    public const string RoleName = "the name of an IAM role: 1 to 64 letters, digits and any of +=,.@-_";
    public const string ConfigurationSet = "the name of an SES configuration set: 1 to 64 letters, digits, hyphens and underscores";
    public const string LogGroupName = "the name of a log group: 1 to 512 letters, digits and any of . - _ / #";
    public const string InstanceId = "instance ids, such as i-0123456789abcdef0. Wildcards are not supported";
    public const string InstanceName = "the names of instances (log streams). Wildcards are not supported";
    public const string TopicArn = "the ARN of an SNS topic, such as arn:aws:sns:eu-west-1:123456789012:security";
    public const string KeyArn = "the ARN of a KMS key, such as arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    public const string BucketName = "the name of an S3 bucket: 3 to 63 letters, digits, dots, hyphens and underscores";
    public const string ObjectName = "1 to 1,024 visible ASCII characters without a space";
    public const string ParameterName = "AmazonCloudWatch- and 1 to 200 letters, digits, dots, hyphens and underscores";

    /// <summary>A role's name, as IAM has it.</summary>
    public const string RolePattern = @"^[\w+=,.@-]{1,64}$";

    /// <summary>A text without wildcards.</summary>
    public const string NoWildcards = @"^[^*?\[\]]*$";

    /// <summary>A text without an asterisk, which the name of a log stream cannot contain. The other wildcards can be part of it.</summary>
    public const string NoAsterisk = @"^[^*]*$";

    /// <summary>The pattern of configuration set names that SES accepts.</summary>
    public const string ConfigurationSetPattern = "^[A-Za-z0-9_-]{1,64}$";
}
