using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Names that a cmdlet uses unless it is given others (those of the published solution), and how given ones may look.</summary>
internal static class Defaults
{
    public const string ParameterName = "AmazonCloudWatch-Windows";
    public const string AlarmName = "WindowsSecurityLogsAlarm";
    public const int Threshold = AlarmSettings.DefaultThreshold;
    public const string RoleName = "AwsLoginAudit-Agent";

    /// <summary>An alarm whose responder can be named after it.</summary>
    public const string ResponderAlarmPattern = ResponderSettings.AlarmNamePattern;

    /// <summary>An address for mail.</summary>
    public const string AddressPattern = ResponderSettings.AddressPattern;

    /// <summary>A role's name, as IAM has it.</summary>
    public const string RolePattern = @"^[\w+=,.@-]{1,64}$";
}
