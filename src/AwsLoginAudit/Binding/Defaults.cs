namespace AwsLoginAudit.Commands;

/// <summary>Names that a cmdlet uses unless it is given others (those of the published solution), and how given ones may look.</summary>
internal static class Defaults
{
    public const string ParameterName = "AmazonCloudWatch-Windows";
    public const string AlarmName = "WindowsSecurityLogsAlarm";
    public const string RoleName = "AwsLoginAudit-Agent";

    /// <summary>An alarm whose responder can be named after it: a function, and a role, take 64 characters, a rule of EventBridge too.</summary>
    public const string ResponderAlarmPattern = "^[A-Za-z0-9_-]{1,44}$";

    /// <summary>An address for mail; \s keeps line ends out of headers.</summary>
    public const string AddressPattern = @"^[^@\s]+@[^@\s]+$";

    /// <summary>A role's name, as IAM has it.</summary>
    public const string RolePattern = @"^[\w+=,.@-]{1,64}$";
}
