using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>The default names of the cmdlets, which are those of the published solution.</summary>
internal static class Defaults
{
    public const string ParameterName = "AmazonCloudWatch-Windows";
    public const string AlarmName = "WindowsSecurityLogsAlarm";
    public const int Threshold = AlarmSettings.DefaultThreshold;
    public const string RoleName = "AwsLoginAudit-Agent";
}
