using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Writes the solution as one CloudFormation template, .yaml, .yml or .json: for pipelines and StackSets. It asks AWS nothing.</summary>
/// <remarks>All but the path are what the template's parameters begin with; whoever deploys it may give others.</remarks>
[Cmdlet(VerbsData.Export, "LoginAuditTemplate", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportLoginAuditTemplateCommand : ExportCmdlet
{
    /// <summary>The bucket that the function's code, AwsLoginAudit.Responder.zip of this module, lies in.</summary>
    [Parameter(Mandatory = true)]
    [Expected(Expected.BucketName, TemplateSettings.BucketPattern)]
    public string S3Bucket { get; set; } = "";

    /// <summary>The name of the function's code in the bucket.</summary>
    [Parameter(Mandatory = true)]
    [Expected(Expected.ObjectName, TemplateSettings.ObjectPattern)]
    public string S3Key { get; set; } = "";

    /// <summary>The version of the function's code, in a bucket with versioning; the latest unless given.</summary>
    [Parameter]
    [Expected(Expected.ObjectName, TemplateSettings.VersionPattern)]
    public string? S3ObjectVersion { get; set; }

    /// <summary>The alarm's name; everything else is named after it.</summary>
    [Parameter]
    [Expected(Expected.ResponderAlarmName, ResponderSettings.AlarmNamePattern)]
    [ArgumentCompleter(typeof(OwnAlarmCompleter))]
    public string AlarmName { get; set; } = Defaults.AlarmName;

    /// <summary>The alarm fires at more failures than this within 5 minutes, on all machines together.</summary>
    [Parameter]
    [Number(0d)]
    public double Threshold { get; set; } = Defaults.Threshold;

    /// <summary>The log group that events arrive in.</summary>
    [Parameter]
    [Expected(Expected.LogGroupName, AlarmSettings.LogGroupPattern)]
    [ArgumentCompleter(typeof(LogGroupCompleter))]
    public string LogGroupName { get; set; } = AgentConfiguration.DefaultLogGroupName;

    /// <summary>Uses a log group that exists, instead of creating it; its retention and key stay as they are.</summary>
    [Parameter]
    public SwitchParameter UseExistingLogGroup { get; set; }

    /// <summary>How many days log groups keep events; 90 unless given.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RetentionCompleter))]
    [Number]
    public int? RetentionInDays { get; set; }

    /// <summary>Who mail is from; asked for at deployment unless given.</summary>
    [Parameter]
    [Expected(Expected.Address, ResponderSettings.AddressPattern, LoginAuditError.InvalidAddress)]
    public string? From { get; set; }

    /// <summary>Who gets mail; asked for at deployment unless given.</summary>
    [Parameter]
    [Expected(Expected.Address, ResponderSettings.AddressPattern, LoginAuditError.InvalidAddress)]
    [ValidateCount(1, 50)]
    public string[] To { get; set; } = [];

    /// <summary>The ARN of a customer managed KMS key that encrypts log groups and topic.</summary>
    [Parameter]
    [Expected(Expected.KeyArn, TemplateSettings.KeyPattern)]
    public string? KmsKeyArn { get; set; }

    /// <summary>Has the function look again while the alarm is on.</summary>
    [Parameter]
    public SwitchParameter FollowUp { get; set; }

    /// <inheritdoc/>
    protected override string Activity => "Write the template";

    /// <inheritdoc/>
    protected override string Render(string extension) => LoginAuditTemplate.Render(Settings(), extension);

    private TemplateSettings Settings() => new()
    {
        AlarmName = AlarmName,
        Threshold = Threshold,
        LogGroupName = LogGroupName,
        UseExistingLogGroup = UseExistingLogGroup,
        RetentionInDays = Retention.Check(RetentionInDays),
        Sender = From,
        Recipient = To,
        KmsKeyArn = KmsKeyArn,
        CodeBucket = S3Bucket,
        CodeKey = S3Key,
        CodeVersion = S3ObjectVersion,
        FollowUp = FollowUp,
    };
}
