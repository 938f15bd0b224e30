using System.Collections;
using System.Globalization;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Formats a remedy as a command that can be pasted, or as the parameters to change.</summary>
internal static class RemedyCommand
{
    /// <summary>Formats remedies as a sentence with the names of cmdlets and parameters.</summary>
    public static RemedyText Text { get; } = new("", remedies => "run: " + string.Join("; ", remedies.Select(Of)), setting => Parameter(setting.Key, setting.Value).TrimStart());

    /// <summary>Formats a remedy as a command, whose parameters have the names of the settings.</summary>
    public static string Of(LoginAuditRemedy remedy) => Command(remedy.Action) + string.Concat(remedy.Settings.Select(setting => Parameter(setting.Key, setting.Value)));

    /// <summary>Converts a check to the object that the cmdlets emit.</summary>
    public static LoginAuditCheck ToOutput(this PrerequisiteCheck check) => new()
    {
        Name = check.Name,
        Resource = check.Resource,
        Status = check.Status,
        Detail = check.Detail,
        Remedy = check.Remedy is { } remedy ? Of(remedy) : null,
    };

    private static string Command(RemedyAction action) => action switch
    {
        RemedyAction.CreateAlarm => "New-LoginAuditAlarm",
        RemedyAction.InstallResponder => "Install-LoginAuditResponder",
        RemedyAction.InitializePrerequisites => "Initialize-LoginAuditPrerequisite",
        RemedyAction.TestPrerequisites => "Test-LoginAuditPrerequisite",
        RemedyAction.CountFailures => "Measure-LoginAuditFailure",
        RemedyAction.ReadFailures => "Get-LoginAuditFailure",
        RemedyAction.InstallAgent => "Install-LoginAuditAgent",
        RemedyAction.CheckAgents => "Get-LoginAuditAgent",
        RemedyAction.ReceiveNotifications => "Receive-LoginAuditNotification",
        // These are cmdlets of AWS Tools for PowerShell (cmdlet reference).
        RemedyAction.EnableAlarmActions => "Enable-CWAlarmAction",
        RemedyAction.DeleteMetricFilter => "Remove-CWLMetricFilter",
        RemedyAction.RemoveTopicStatement => "Remove-SNSPermission",
        RemedyAction.SubscribeToTopic => "Connect-SNSNotification",
        RemedyAction.RemoveFunctionConcurrency => "Remove-LMFunctionConcurrency",
        RemedyAction.AttachInstanceProfile => "Register-EC2IamInstanceProfile",
        RemedyAction.StartInstance => "Start-EC2Instance",
        RemedyAction.RestartSystemsManagerAgent => "Restart-Service AmazonSSMAgent",
        // The GUID is used because the name of the subcategory depends on the display language.
        RemedyAction.AuditFailedLogons => "auditpol /set /subcategory:'{0CCE9215-69AE-11D9-BED3-505054503030}' /failure:enable",
        RemedyAction.SignIn => "aws sso login",
        RemedyAction.RequestProductionAccess =>
            "aws sesv2 put-account-details --production-access-enabled --mail-type TRANSACTIONAL --website-url 'https://example.com' --use-case-description 'Reports on failed logins to our own administrators'",
        RemedyAction.EnableSending => "aws ses update-account-sending-enabled --enabled",
        RemedyAction.ListMailQuotas => "aws service-quotas list-service-quotas --service-code ses",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, null),
    };

    private static string Parameter(string name, object value) => value is true ? $" -{name}" : $" -{name} {Argument(value)}";

    private static string Argument(object value) => value switch
    {
        string text => PowerShellText.Quote(text),
        // New-LoginAuditAlarm accepts a duration such as 300s.
        TimeSpan time => time.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture) + "s",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IEnumerable several => string.Join(",", several.Cast<object>().Select(Argument)),
        Enum word => word.ToString(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
