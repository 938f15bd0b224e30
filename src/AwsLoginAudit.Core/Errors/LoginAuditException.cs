namespace AwsLoginAudit;

/// <summary>What went wrong, as a stable name: the cmdlets use it as the first part of FullyQualifiedErrorId.</summary>
public enum LoginAuditError
{
    /// <summary>No AWS credentials were found anywhere the SDK looks.</summary>
    NoCredentials,
    /// <summary>The named profile does not exist, or is incomplete.</summary>
    ProfileNotFound,
    /// <summary>No Region was given and none is configured.</summary>
    NoRegion,
    /// <summary>The Region is not one that AWS has.</summary>
    UnknownRegion,
    /// <summary>The endpoint address is not an absolute http or https URL.</summary>
    InvalidEndpoint,
    /// <summary>AWS refused the call: the identity lacks a permission.</summary>
    AccessDenied,
    /// <summary>AWS refused the credentials themselves: invalid, or expired.</summary>
    CredentialsRejected,
    /// <summary>The endpoint did not answer in time, or not at all.</summary>
    EndpointUnreachable,
    /// <summary>AWS kept on answering that the rate is exceeded, after every retry.</summary>
    Throttled,
    /// <summary>Any other answer of AWS that is an error.</summary>
    ServiceError,
    /// <summary>CloudWatch Logs Insights did not finish a query, or its answer is short.</summary>
    QueryFailed,
    /// <summary>What is to be counted cannot be said in the query language of Logs Insights.</summary>
    NotForInsights,
    /// <summary>The log group does not exist in this account and Region.</summary>
    LogGroupNotFound,
    /// <summary>The log group has no log stream for an instance that was asked for.</summary>
    LogStreamNotFound,
    /// <summary>The alarm does not exist in this account and Region.</summary>
    AlarmNotFound,
    /// <summary>The alarm has not been in ALARM within the 30 days that CloudWatch remembers, so it has no window to read.</summary>
    AlarmNeverFired,
    /// <summary>The alarm does not watch a metric that a metric filter feeds.</summary>
    AlarmWithoutMetricFilter,
    /// <summary>The alarm's comparison is not one of the four static ones.</summary>
    UnsupportedAlarm,
    /// <summary>The file does not exist.</summary>
    FileNotFound,
    /// <summary>The file cannot be read, or not to its end: no permission, a folder, a device error; damaged, cut off, a gzip bomb, or no text.</summary>
    FileUnreadable,
    /// <summary>The file holds nothing that reads as Windows events, or what no log of them has.</summary>
    NotALogFile,
    /// <summary>Something could not be read, and there was no failure in anything else: nothing tells that from no failure at all.</summary>
    NothingRead,
    /// <summary>The object from the pipeline is not an event, an alarm or a file.</summary>
    NotAnEvent,
    /// <summary>The object from the pipeline is not a failed login, or not a whole copy of one.</summary>
    NotAFailedLogin,
    /// <summary>The object from the pipeline is not a count, or not a whole copy of one.</summary>
    NotACount,
    /// <summary>The counts of one report are of different groupings, such as by instance and by account.</summary>
    DifferentGroupings,
    /// <summary>The object from the pipeline is not a report, or not a whole copy of one.</summary>
    NotAReport,
    /// <summary>The value is not valid for the parameter; the message says what is expected.</summary>
    InvalidArgument,
    /// <summary>The start of the window is not before its end.</summary>
    StartAfterEnd,
    /// <summary>The window is shorter than a second.</summary>
    WindowTooShort,
    /// <summary>The whole window is in the future.</summary>
    WindowInFuture,
    /// <summary>The text, or the object from the pipeline, is not a CloudWatch alarm notification.</summary>
    NotANotification,
    /// <summary>The report's file name ends in something other than .html, .txt, .json or .csv.</summary>
    UnknownReportFormat,
    /// <summary>The file exists, and is not to be overwritten.</summary>
    FileExists,
    /// <summary>The report's file could not be written.</summary>
    FileNotWritten,
    /// <summary>The agent's configuration is not one that the agent takes, or ships no failed login.</summary>
    InvalidConfiguration,
    /// <summary>The configuration is larger than the parameter's tier holds.</summary>
    ParameterTooLarge,
    /// <summary>The alarm's description has no room for another log group.</summary>
    DescriptionTooLong,
    /// <summary>A resource of that name exists, and somebody else made it.</summary>
    NotOurs,
    /// <summary>Systems Manager manages no Windows instance, or none that has the tags.</summary>
    NoInstanceFound,
    /// <summary>Systems Manager does not know the instance.</summary>
    InstanceNotManaged,
    /// <summary>Systems Manager does not reach the instance.</summary>
    InstanceOffline,
    /// <summary>The instance does not run Windows.</summary>
    InstanceNotWindows,
    /// <summary>The command failed on the instance.</summary>
    CommandFailed,
    /// <summary>Nothing was heard of the command in the time given.</summary>
    CommandUnanswered,
    /// <summary>The topic does not exist in this account and Region.</summary>
    TopicNotFound,
    /// <summary>The retention is none that CloudWatch Logs has.</summary>
    InvalidRetention,
    /// <summary>The KMS key cannot encrypt a topic that an alarm is to publish to.</summary>
    UnusableKey,
    /// <summary>Events of that id are never failed logins.</summary>
    NotAFailure,
    /// <summary>CloudWatch does not accept an alarm with this period, these evaluation periods or datapoints to alarm.</summary>
    InvalidAlarmRule,
    /// <summary>Event ids were given together with all audit failures.</summary>
    EventIdConflict,
    /// <summary>CloudWatch Logs does not take the filter pattern, or it does not find what it is for.</summary>
    InvalidFilterPattern,
    /// <summary>The text is not one mail address.</summary>
    InvalidAddress,
    /// <summary>SES does not send from the sender's address: it is not verified.</summary>
    SenderNotVerified,
    /// <summary>The account is in SES's sandbox, and the recipient is not verified.</summary>
    RecipientNotVerified,
    /// <summary>SES does not take the recipient's address.</summary>
    RecipientRejected,
    /// <summary>Sending is paused, for the account or for the configuration set.</summary>
    SendingPaused,
    /// <summary>The SES configuration set does not exist.</summary>
    ConfigurationSetNotFound,
    /// <summary>The account may send to no more recipients today.</summary>
    SendingQuotaExceeded,
    /// <summary>SES does not take the mail for what is in it.</summary>
    MailRejected,
    /// <summary>It could not be noted that a mail was sent.</summary>
    MailNotNoted,
    /// <summary>The notification is about an alarm of another account or Region than the session's.</summary>
    OtherAccountOrRegion,
    /// <summary>CloudWatch does not know the state change that the notification is about.</summary>
    NotificationNotConfirmed,
    /// <summary>The notification did not come from a queue, so there is nothing to acknowledge.</summary>
    NotFromQueue,
    /// <summary>The notification was acknowledged before its failures were read, or mailed.</summary>
    AuditUnfinished,
    /// <summary>The queue does not exist in this account and Region.</summary>
    QueueNotFound,
    /// <summary>The responder does not exist in this account and Region.</summary>
    ResponderNotFound,
    /// <summary>Lambda could not set up the function.</summary>
    FunctionFailed,
    /// <summary>The function's time ended before every event was read.</summary>
    OutOfTime,
    /// <summary>The account has too few concurrent executions for the reservation.</summary>
    ConcurrencyNotAvailable,
    /// <summary>The template's file name ends in something other than .yaml, .yml or .json.</summary>
    UnknownTemplateFormat,
}

/// <summary>
/// A failure that a person can act on. The message says what was wrong and where, the remedies say what to do. The message never holds a secret, and is escaped, since names, answers
/// of AWS and output of commands are in it.
/// </summary>
public sealed class LoginAuditException : Exception
{
    /// <param name="error">The stable name.</param>
    /// <param name="message">What was wrong, and where.</param>
    /// <param name="target">What it was about: a name, a path, an address.</param>
    /// <param name="innerException">The cause.</param>
    /// <param name="remedies">What an admin can do, beyond what the message says.</param>
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

    /// <summary>What it was about, as it is: a name, a path, an address.</summary>
    public object? Target { get; }

    /// <summary>What an admin can do, beyond what the message says; empty if nothing.</summary>
    public IReadOnlyList<LoginAuditRemedy> Remedies { get; }

    /// <summary>The message and the remedies in plain words, for reports and logs.</summary>
    public string Explanation => RemedyText.Plain.After(Message, Remedies);

    /// <summary>The same error with another message.</summary>
    /// <param name="message">The message.</param>
    public LoginAuditException WithMessage(string message) => new(Error, message, Target, this, Remedies);
}
