using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>Creates all error records. The ErrorId is the stable name of the error.</summary>
internal static class Errors
{
    public static ErrorRecord ToErrorRecord(this LoginAuditException failure)
    {
        var record = new ErrorRecord(failure.Remedies.Count == 0 ? failure : failure.WithMessage(failure.Text()), failure.Error.ToString(), Category(failure.Error), failure.Target);
        // Windows PowerShell shows TargetName below the message, so it is escaped.
        record.CategoryInfo.TargetName = SafeText.Show(record.CategoryInfo.TargetName);
        if (failure.Remedies.Count > 0)
            record.ErrorDetails = new ErrorDetails(record.Exception.Message) { RecommendedAction = RemedyCommand.Text.Of(failure.Remedies) };
        return record;
    }

    /// <summary>The message and the remedies, with the names of cmdlets and parameters.</summary>
    public static string Text(this LoginAuditException failure) => RemedyCommand.Text.After(failure.Message, failure.Remedies);

    private static ErrorCategory Category(LoginAuditError error) => error switch
    {
        LoginAuditError.NoCredentials or LoginAuditError.CredentialsRejected => ErrorCategory.AuthenticationError,
        LoginAuditError.AccessDenied or LoginAuditError.SenderNotVerified or LoginAuditError.RecipientNotVerified or LoginAuditError.SendingPaused => ErrorCategory.PermissionDenied,
        LoginAuditError.ProfileNotFound or LoginAuditError.LogGroupNotFound or LoginAuditError.LogStreamNotFound
            or LoginAuditError.AlarmNotFound or LoginAuditError.AlarmNeverFired or LoginAuditError.AlarmWithoutMetricFilter
            or LoginAuditError.FileNotFound or LoginAuditError.NoInstanceFound or LoginAuditError.InstanceNotManaged or LoginAuditError.TopicNotFound
            or LoginAuditError.QueueNotFound or LoginAuditError.ResponderNotFound or LoginAuditError.ConfigurationSetNotFound => ErrorCategory.ObjectNotFound,
        LoginAuditError.NoRegion or LoginAuditError.UnknownRegion or LoginAuditError.InvalidEndpoint
            or LoginAuditError.InvalidArgument or LoginAuditError.StartAfterEnd or LoginAuditError.WindowTooShort or LoginAuditError.WindowInFuture
            or LoginAuditError.UnknownReportFormat or LoginAuditError.InvalidRetention
            or LoginAuditError.InvalidFilterPattern or LoginAuditError.InvalidAlarmRule or LoginAuditError.UnusableKey
            or LoginAuditError.InvalidAddress or LoginAuditError.NotFromQueue or LoginAuditError.UnknownTemplateFormat
            or LoginAuditError.NotForInsights or LoginAuditError.OtherAccountOrRegion => ErrorCategory.InvalidArgument,
        LoginAuditError.NotALogFile or LoginAuditError.NotAnEvent or LoginAuditError.NotAFailedLogin or LoginAuditError.NotACount
            or LoginAuditError.DifferentGroupings or LoginAuditError.NotAReport or LoginAuditError.NotANotification
            or LoginAuditError.RecipientRejected or LoginAuditError.MailRejected or LoginAuditError.UnsupportedAlarm or LoginAuditError.InvalidConfiguration or LoginAuditError.InstanceNotWindows => ErrorCategory.InvalidData,
        LoginAuditError.InstanceOffline => ErrorCategory.ResourceUnavailable,
        LoginAuditError.CommandFailed or LoginAuditError.FunctionFailed or LoginAuditError.QueryFailed => ErrorCategory.InvalidResult,
        LoginAuditError.CommandTimedOut or LoginAuditError.OutOfTime => ErrorCategory.OperationTimeout,
        LoginAuditError.NotificationNotConfirmed => ErrorCategory.SecurityError,
        LoginAuditError.NotificationNotHandled => ErrorCategory.InvalidOperation,
        LoginAuditError.SendingQuotaExceeded or LoginAuditError.ConcurrencyNotAvailable => ErrorCategory.QuotaExceeded,
        LoginAuditError.NotCreatedByModule or LoginAuditError.FileExists => ErrorCategory.ResourceExists,
        LoginAuditError.ParameterTooLarge or LoginAuditError.DescriptionTooLong or LoginAuditError.Throttled => ErrorCategory.LimitsExceeded,
        LoginAuditError.EndpointUnreachable => ErrorCategory.ConnectionError,
        LoginAuditError.FileUnreadable or LoginAuditError.NothingRead => ErrorCategory.ReadError,
        LoginAuditError.FileNotWritten or LoginAuditError.MailNotRecorded => ErrorCategory.WriteError,
        _ => ErrorCategory.NotSpecified,
    };
}
