using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>The default names of the published solution, and the patterns of names.</summary>
internal static class Defaults
{
    public const string ParameterName = "AmazonCloudWatch-Windows";
    public const string AlarmName = "WindowsSecurityLogsAlarm";
    public const int Threshold = AlarmSettings.DefaultThreshold;
    public const string RoleName = "AwsLoginAudit-Agent";

    /// <summary>The pattern of names of alarms whose responder can be named after them.</summary>
    public const string ResponderAlarmPattern = ResponderSettings.AlarmNamePattern;

    /// <summary>The pattern of e-mail addresses.</summary>
    public const string AddressPattern = ResponderSettings.AddressPattern;

    /// <summary>The pattern of role names that IAM accepts.</summary>
    public const string RolePattern = @"^[\w+=,.@-]{1,64}$";
}
