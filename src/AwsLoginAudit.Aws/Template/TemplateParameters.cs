using System.Globalization;
using System.Text.Json.Nodes;

namespace AwsLoginAudit.Aws;

/// <summary>The parameters of the template, with their defaults and accepted values.</summary>
internal static class TemplateParameters
{
    public const string AlarmName = "AlarmName";
    public const string Threshold = "Threshold";
    public const string Period = "Period";
    public const string LogGroupName = "LogGroupName";
    public const string RetentionInDays = "RetentionInDays";
    public const string Sender = "Sender";
    public const string Recipients = "Recipients";
    public const string KmsKeyArn = "KmsKeyArn";
    public const string CodeS3Bucket = "CodeS3Bucket";
    public const string CodeS3Key = "CodeS3Key";
    public const string CodeS3ObjectVersion = "CodeS3ObjectVersion";
    public const string ReservedConcurrency = "ReservedConcurrency";
    public const string FollowUp = "FollowUp";
    public const string CreateLogGroup = "CreateLogGroup";

    /// <summary>The condition that the stack creates the log group for the events instead of using an existing one.</summary>
    public const string HasOwnLogGroup = "HasOwnLogGroup";

    /// <summary>The condition that a KMS key is given.</summary>
    public const string HasKmsKey = "HasKmsKey";

    /// <summary>The condition that a version of the code is given.</summary>
    public const string HasCodeVersion = "HasCodeVersion";

    /// <summary>The condition that concurrency is reserved.</summary>
    public const string HasReservedConcurrency = "HasReservedConcurrency";

    /// <summary>The condition that the function follows up.</summary>
    public const string HasFollowUp = "HasFollowUp";

    private const string FollowUpRates = "FollowUpRates";
    private const string Rate = "Rate";

    // In seconds: multiples of a minute, as metrics from log events have, up to one day.
    private static readonly int[] Periods = [60, 120, 180, 300, 600, 900, 1800, 3600, 21600, 86400];

    public static JsonObject Build(TemplateSettings settings) => new()
    {
        [AlarmName] = Text("The name of the alarm. The names of the other resources are derived from it.", settings.AlarmName, ResponderSettings.AlarmNamePattern, "1 to 39 letters, digits, hyphens and underscores"),
        [Threshold] = new JsonObject
        {
            ["Type"] = "Number",
            ["Description"] = "The alarm fires if all machines together have more failures than this in one period.",
            ["Default"] = settings.Threshold,
            ["MinValue"] = 0,
        },
        [Period] = Choice("Number", "The period in seconds.", AlarmPlan.PeriodSeconds, Periods),
        [LogGroupName] = Text("The log group that agents send events to.", settings.LogGroupName, AlarmSettings.LogGroupPattern, "1 to 512 letters, digits and .-_/#"),
        [CreateLogGroup] = Choice(
            "String", "true: the stack creates the log group, which must not exist. false: the stack uses an existing log group and keeps its retention and key.", settings.UseExistingLogGroup ? "false" : "true", ["true", "false"]),
        [RetentionInDays] = Choice("Number", "How many days log groups keep events.", settings.RetentionInDays ?? LogGroupPlan.DefaultRetention, AgentConfiguration.RetentionDays),
        [Sender] = Text("The sender of mails. SES must have verified the address or its domain in each Region.", settings.Sender, ResponderSettings.AddressPattern, "one e-mail address"),
        [Recipients] = Text("The recipients of mails, separated by commas without spaces.", Join(settings.Recipient), Several(ResponderSettings.AddressPattern), "e-mail addresses, separated by commas without spaces"),
        [KmsKeyArn] = Text(
            "A customer managed KMS key that encrypts log groups and topic. Its policy must allow CloudWatch Logs and CloudWatch alarms to use it. Empty: no key.",
            settings.KmsKeyArn ?? "", OrEmpty(TemplateSettings.KeyPattern), "the ARN of a KMS key, or nothing"),
        [CodeS3Bucket] = Text("The bucket with the function's code (AwsLoginAudit.Responder.zip), in the same Region.", settings.CodeBucket, TemplateSettings.BucketPattern, "the name of a bucket"),
        [CodeS3Key] = Text("The name of the function's code in its bucket.", settings.CodeKey, TemplateSettings.ObjectPattern, "the name of an object in a bucket"),
        [CodeS3ObjectVersion] = Text(
            "The version of the function's code, in a bucket with versioning. An identity that can write to the bucket cannot replace a version. Empty: the latest version.",
            settings.CodeVersion ?? "", OrEmpty(TemplateSettings.VersionPattern), "the id of a version, or nothing"),
        [ReservedConcurrency] = Text(
            "How many concurrent executions are reserved for the function. The function cannot use more. Empty: no reservation. An account with a quota of 10 cannot reserve any.",
            "", "^([1-9][0-9]{0,4})?$", "1 to 99999, or nothing"),
        [FollowUp] = Choice("String", "Whether the function reads the failed logins again, once per period, while the alarm stays in ALARM.", settings.FollowUp ? "true" : "false", ["true", "false"]),
    };

    /// <summary>The schedule expressions of the follow-up by period, because CloudFormation cannot divide.</summary>
    public static JsonObject Mappings() => new()
    {
        [FollowUpRates] = new JsonObject(Periods.Select(seconds => new KeyValuePair<string, JsonNode?>(
            seconds.ToString(CultureInfo.InvariantCulture), new JsonObject { [Rate] = FollowUpSchedule.Rate(TimeSpan.FromSeconds(seconds)) }))),
    };

    public static JsonObject FollowUpRate() => new() { ["Fn::FindInMap"] = new JsonArray(FollowUpRates, Placeholders.Of(Period), Rate) };

    public static JsonObject Conditions() => new()
    {
        [HasKmsKey] = IsGiven(KmsKeyArn),
        [HasCodeVersion] = IsGiven(CodeS3ObjectVersion),
        [HasReservedConcurrency] = IsGiven(ReservedConcurrency),
        [HasFollowUp] = IsEqual(FollowUp, "true"),
        [HasOwnLogGroup] = IsEqual(CreateLogGroup, "true"),
    };

    // A parameter without a default must be given at deployment.
    private static JsonObject Text(string description, string? initial, string pattern, string constraint)
    {
        var parameter = new JsonObject { ["Type"] = "String", ["Description"] = description };
        if (initial is not null)
            parameter["Default"] = initial;
        parameter["AllowedPattern"] = pattern;
        parameter["ConstraintDescription"] = constraint;
        return parameter;
    }

    private static JsonObject Choice<T>(string type, string description, T initial, IEnumerable<T> allowed) => new()
    {
        ["Type"] = type,
        ["Description"] = description,
        ["Default"] = JsonValue.Create(initial),
        ["AllowedValues"] = new JsonArray([.. allowed.Select(value => (JsonNode?)JsonValue.Create(value))]),
    };

    private static JsonObject IsGiven(string parameter) => new() { ["Fn::Not"] = new JsonArray(IsEqual(parameter, "")) };

    private static JsonObject IsEqual(string parameter, string value) => new() { ["Fn::Equals"] = new JsonArray(Placeholders.Of(parameter), value) };

    private static string? Join(IReadOnlyList<string> addresses) => addresses.Count > 0 ? string.Join(",", addresses) : null;

    private static string Several(string pattern) => $"^{Inner(pattern)}(,{Inner(pattern)})*$";

    private static string OrEmpty(string pattern) => $"^({Inner(pattern)})?$";

    private static string Inner(string pattern) => pattern.Substring(1, pattern.Length - 2);
}
