using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Names that a cmdlet uses unless it is given others: those of the published solution.</summary>
internal static class Defaults
{
    public const string ParameterName = "AmazonCloudWatch-Windows";
    public const string AlarmName = "WindowsSecurityLogsAlarm";
    public const int Threshold = AlarmSettings.DefaultThreshold;
    public const string RoleName = "AwsLoginAudit-Agent";
}
