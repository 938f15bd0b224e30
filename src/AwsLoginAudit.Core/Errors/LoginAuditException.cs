namespace AwsLoginAudit;

/// <summary>The stable name of an error. The cmdlets use it as the first part of FullyQualifiedErrorId.</summary>
public enum LoginAuditError
{
    /// <summary>The AWS SDK found no credentials in any of its sources.</summary>
    NoCredentials,
    /// <summary>The named profile does not exist, or is incomplete.</summary>
    ProfileNotFound,
    /// <summary>No Region was given and none is configured.</summary>
    NoRegion,
    /// <summary>AWS has no such Region.</summary>
    UnknownRegion,
    /// <summary>The endpoint address is not an absolute http or https URL.</summary>
    InvalidEndpoint,
    /// <summary>AWS denied the call: the identity lacks a permission.</summary>
    AccessDenied,
    /// <summary>AWS rejected the credentials: they are invalid or expired.</summary>
    CredentialsRejected,
    /// <summary>The endpoint did not respond, or not in time.</summary>
    EndpointUnreachable,
    /// <summary>AWS throttled the call and every retry.</summary>
    Throttled,
    /// <summary>AWS returned any other error.</summary>
    ServiceError,
    /// <summary>CloudWatch Logs Insights did not finish a query, or its result is incomplete.</summary>
    QueryFailed,
    /// <summary>The query language of Logs Insights cannot express what is to be counted.</summary>
    NotForInsights,
    /// <summary>The log group does not exist in this account and Region.</summary>
    LogGroupNotFound,
    /// <summary>The log group has no log stream for a requested instance.</summary>
    LogStreamNotFound,
    /// <summary>The alarm does not exist in this account and Region.</summary>
    AlarmNotFound,
    /// <summary>The alarm has not been in ALARM within the 30 days of its history, so it has no window to read.</summary>
    AlarmNeverFired,
    /// <summary>The alarm does not watch a metric that a metric filter feeds.</summary>
    AlarmWithoutMetricFilter,
    /// <summary>The alarm's comparison is not one with a static threshold.</summary>
    UnsupportedAlarm,
    /// <summary>The file does not exist.</summary>
    FileNotFound,
    /// <summary>The file cannot be read, or not to its end: no permission, a folder, a device error; damaged, truncated, a gzip bomb, or not text.</summary>
    FileUnreadable,
    /// <summary>The file contains no Windows events, or something that no log of Windows events contains.</summary>
    NotALogFile,
    /// <summary>Something could not be read and nothing else had a failure, so it is unknown whether there are failures.</summary>
    NothingRead,
    /// <summary>The object from the pipeline is not an event, an alarm or a file.</summary>
    NotAnEvent,
    /// <summary>The object from the pipeline is not a failed login, or not a complete copy of one.</summary>
    NotAFailedLogin,
    /// <summary>The object from the pipeline is not a count, or not a complete copy of one.</summary>
    NotACount,
    /// <summary>The counts of one report have different groupings, such as by instance and by account.</summary>
    DifferentGroupings,
    /// <summary>The object from the pipeline is not a report, or not a complete copy of one.</summary>
    NotAReport,
    /// <summary>The value is not valid for the parameter; the message gives the expected values.</summary>
    InvalidArgument,
    /// <summary>The start of the window is not before its end.</summary>
    StartAfterEnd,
    /// <summary>The window is shorter than 1 second.</summary>
    WindowTooShort,
    /// <summary>The whole window is in the future.</summary>
    WindowInFuture,
    /// <summary>The text, or the object from the pipeline, is not a CloudWatch alarm notification.</summary>
    NotANotification,
    /// <summary>The report's file name does not end in .html, .txt, .json or .csv.</summary>
    UnknownReportFormat,
    /// <summary>The file exists, and overwriting was not requested.</summary>
    FileExists,
    /// <summary>The report could not be written to its file.</summary>
    FileNotWritten,
    /// <summary>The agent would reject its configuration, or the configuration sends no failed logins.</summary>
    InvalidConfiguration,
    /// <summary>The configuration is larger than the tier of the Systems Manager parameter allows.</summary>
    ParameterTooLarge,
    /// <summary>An exclusion is not valid, or the text has no exclusions.</summary>
    InvalidExclusion,
    /// <summary>There is no exclusion of this name in this account and Region.</summary>
    ExclusionNotFound,
    /// <summary>The alarm's description has no space for another log group.</summary>
    DescriptionTooLong,
    /// <summary>A resource with this name exists and was not created by this module.</summary>
    NotCreatedByModule,
    /// <summary>Systems Manager manages no Windows instance, or none with the tags.</summary>
    NoInstanceFound,
    /// <summary>Systems Manager does not manage the instance.</summary>
    InstanceNotManaged,
    /// <summary>Systems Manager cannot reach the instance.</summary>
    InstanceOffline,
    /// <summary>The instance does not run Windows.</summary>
    InstanceNotWindows,
    /// <summary>The command failed on the instance.</summary>
    CommandFailed,
    /// <summary>Systems Manager returned no result of the command within the timeout.</summary>
    CommandTimedOut,
    /// <summary>The topic does not exist in this account and Region.</summary>
    TopicNotFound,
    /// <summary>CloudWatch Logs does not accept the retention.</summary>
    InvalidRetention,
    /// <summary>The KMS key cannot encrypt a topic that an alarm publishes to.</summary>
    UnusableKey,
    /// <summary>Events with this id are never failed logins.</summary>
    NotAFailure,
    /// <summary>CloudWatch does not accept an alarm with this period or these numbers of evaluation periods and datapoints to alarm.</summary>
    InvalidAlarmRule,
    /// <summary>Event ids were given together with the option for all audit failures.</summary>
    EventIdConflict,
    /// <summary>CloudWatch Logs rejects the filter pattern, or the pattern does not match the events it is meant for.</summary>
    InvalidFilterPattern,
    /// <summary>The text is not a single mail address.</summary>
    InvalidAddress,
    /// <summary>SES does not send from the sender's address, because it is not verified.</summary>
    SenderNotVerified,
    /// <summary>The account is in the SES sandbox, and the recipient is not verified.</summary>
    RecipientNotVerified,
    /// <summary>SES rejects the recipient's address.</summary>
    RecipientRejected,
    /// <summary>Sending is paused for the account or for the configuration set.</summary>
    SendingPaused,
    /// <summary>The SES configuration set does not exist.</summary>
    ConfigurationSetNotFound,
    /// <summary>The account has reached its daily quota of recipients.</summary>
    SendingQuotaExceeded,
    /// <summary>SES rejects the content of the mail.</summary>
    MailRejected,
    /// <summary>The record of sent mails could not be written.</summary>
    MailNotRecorded,
    /// <summary>The notification belongs to an alarm of another account or Region than the session's.</summary>
    OtherAccountOrRegion,
    /// <summary>CloudWatch does not confirm the state change in the notification.</summary>
    NotificationNotConfirmed,
    /// <summary>The notification did not come from a queue, so there is nothing to acknowledge.</summary>
    NotFromQueue,
    /// <summary>The notification cannot be acknowledged, because its failures were not read or the report was not mailed.</summary>
    NotificationNotHandled,
    /// <summary>The queue does not exist in this account and Region.</summary>
    QueueNotFound,
    /// <summary>The responder does not exist in this account and Region.</summary>
    ResponderNotFound,
    /// <summary>Lambda could not create or update the function, or not in time.</summary>
    FunctionFailed,
    /// <summary>The function's time ended before every event was read.</summary>
    OutOfTime,
    /// <summary>The account has too few unreserved concurrent executions for the reservation.</summary>
    ConcurrencyNotAvailable,
    /// <summary>The template's file name does not end in .yaml, .yml or .json.</summary>
    UnknownTemplateFormat,
}

/// <summary>
/// An error that a person can act on. The message says what failed and on what; the remedies say what to do. The message never contains a secret.
/// It is escaped, because it can contain names, responses of AWS and output of commands.
/// </summary>
public sealed class LoginAuditException : Exception
{
    /// <param name="error">The stable name.</param>
    /// <param name="message">What failed, and on what.</param>
    /// <param name="target">The object of the error: a name, a path, an address.</param>
    /// <param name="innerException">The cause.</param>
    /// <param name="remedies">What an administrator can do in addition to what the message says.</param>
    public LoginAuditException(
        LoginAuditError error, string message, object? target = null, Exception? innerException = null, IReadOnlyList<LoginAuditRemedy>? remedies = null)
        : base(SafeText.Show(message), innerException)
    {
        Error = error;
        Target = target;
        Remedies = remedies ?? [];
    }

    /// <summary>The stable name.</summary>
    public LoginAuditError Error { get; }

    /// <summary>The object of the error, not escaped: a name, a path, an address.</summary>
    public object? Target { get; }

    /// <summary>What an administrator can do in addition to what the message says; empty if nothing.</summary>
    public IReadOnlyList<LoginAuditRemedy> Remedies { get; }

    /// <summary>Whether events that were read before may have been typed into a value of another event.</summary>
    internal bool MayHoldTypedEvents { get; set; }

    /// <summary>The message and the remedies in plain words, for reports and logs.</summary>
    public string Explanation => RemedyText.Plain.After(Message, Remedies);

    /// <summary>Creates the same error with another message.</summary>
    /// <param name="message">The message.</param>
    public LoginAuditException WithMessage(string message) => new(Error, message, Target, this, Remedies) { MayHoldTypedEvents = MayHoldTypedEvents };
}
