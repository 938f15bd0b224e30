using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Writes the solution as one CloudFormation template (.yaml, .yml or .json), for pipelines and StackSets. The cmdlet does not call AWS.</summary>
/// <remarks>
/// All parameters except the path are default values of the template's parameters, which can be changed at deployment.
/// </remarks>
[Cmdlet(VerbsData.Export, "LoginAuditTemplate", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportLoginAuditTemplateCommand : ExportCmdlet
{
    /// <summary>Specifies the S3 bucket with the function's code, the file AwsLoginAudit.Responder.zip of this module.</summary>
    [Parameter(Mandatory = true)]
    [Expected(Expected.BucketName, TemplateSettings.BucketPattern)]
    public string S3Bucket { get; set; } = "";

    /// <summary>Specifies the object name of the function's code in the bucket.</summary>
    [Parameter(Mandatory = true)]
    [Expected(Expected.ObjectName, TemplateSettings.ObjectPattern)]
    public string S3Key { get; set; } = "";

    /// <summary>Specifies the version of the function's code, in a bucket with versioning. The default is the latest version.</summary>
    [Parameter]
    [Expected(Expected.ObjectName, TemplateSettings.VersionPattern)]
    public string? S3ObjectVersion { get; set; }

    /// <summary>Specifies the name of the alarm, after which all resources are named. The default is WindowsSecurityLogsAlarm.</summary>
    [Parameter]
    [Expected(Expected.ResponderAlarmName, ResponderSettings.AlarmNamePattern)]
    [ArgumentCompleter(typeof(OwnAlarmCompleter))]
    public string AlarmName { get; set; } = Defaults.AlarmName;

    /// <summary>
    /// Specifies the threshold: the alarm fires at more failures than this within 5 minutes, on all machines together; 0 or more. The default is 5.
    /// </summary>
    [Parameter]
    [Number(0d)]
    public double Threshold { get; set; } = Defaults.Threshold;

    /// <summary>Specifies the log group that receives the events.</summary>
    [Parameter]
    [Expected(Expected.LogGroupName, AlarmSettings.LogGroupPattern)]
    [ArgumentCompleter(typeof(LogGroupCompleter))]
    public string LogGroupName { get; set; } = AgentConfiguration.DefaultLogGroupName;

    /// <summary>Uses an existing log group instead of creating it. Its retention and KMS key are not changed.</summary>
    [Parameter]
    public SwitchParameter UseExistingLogGroup { get; set; }

    /// <summary>Specifies the retention of log groups in days. The default is 90.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RetentionCompleter))]
    [Number]
    public int? RetentionInDays { get; set; }

    /// <summary>Specifies the sender. Without it, the sender must be given at deployment.</summary>
    [Parameter]
    [Expected(Expected.Address, ResponderSettings.AddressPattern, LoginAuditError.InvalidAddress)]
    public string? From { get; set; }

    /// <summary>Specifies the recipients, 1 to 50 addresses. Without them, the recipients must be given at deployment.</summary>
    [Parameter]
    [Expected(Expected.Address, ResponderSettings.AddressPattern, LoginAuditError.InvalidAddress)]
    [ValidateCount(1, 50)]
    public string[] To { get; set; } = [];

    /// <summary>Specifies the ARN of a customer managed KMS key that encrypts log groups and topics.</summary>
    [Parameter]
    [Expected(Expected.KeyArn, TemplateSettings.KeyPattern)]
    public string? KmsKeyArn { get; set; }

    /// <summary>Makes the function follow up while the alarm stays in ALARM.</summary>
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
