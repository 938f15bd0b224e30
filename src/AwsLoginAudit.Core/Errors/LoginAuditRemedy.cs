namespace AwsLoginAudit;

/// <summary>What an administrator can do about a problem.</summary>
public enum RemedyAction
{
    /// <summary>Create the alarm with its log group, metric filters and topic, or restore them.</summary>
    CreateAlarm,
    /// <summary>Install the function that responds to the alarm, or restore it.</summary>
    InstallResponder,
    /// <summary>Create the role of the machines, and request the verification of mail addresses by SES.</summary>
    InitializePrerequisites,
    /// <summary>Check the prerequisites with other settings.</summary>
    TestPrerequisites,
    /// <summary>Count the failed logins of the alarm's latest firing.</summary>
    CountFailures,
    /// <summary>Enable the actions of a CloudWatch alarm.</summary>
    EnableAlarmActions,
    /// <summary>Delete a metric filter.</summary>
    DeleteMetricFilter,
    /// <summary>Remove a statement from the policy of a topic.</summary>
    RemoveTopicStatement,
    /// <summary>Subscribe an address to a topic.</summary>
    SubscribeToTopic,
    /// <summary>Remove the reserved concurrency of a function.</summary>
    RemoveFunctionConcurrency,
    /// <summary>Attach an instance profile to an EC2 instance.</summary>
    AttachInstanceProfile,
    /// <summary>Start an EC2 instance.</summary>
    StartInstance,
    /// <summary>Restart the Systems Manager agent on the machine.</summary>
    RestartSystemsManagerAgent,
    /// <summary>Enable the auditing of failed logons in Windows on the machine.</summary>
    AuditFailedLogons,
    /// <summary>Sign in to AWS again.</summary>
    SignIn,
    /// <summary>Request SES production access, which moves the account out of the sandbox.</summary>
    RequestProductionAccess,
    /// <summary>Enable sending by SES for the account.</summary>
    EnableSending,
    /// <summary>List the sending quotas of SES, and request higher ones.</summary>
    ListMailQuotas,
    /// <summary>Read the failed logins of the alarm's latest firing.</summary>
    ReadFailures,
    /// <summary>Install the CloudWatch agent, or configure it again.</summary>
    InstallAgent,
    /// <summary>Check which machines send events.</summary>
    CheckAgents,
    /// <summary>Receive the notifications of the alarm from its queue.</summary>
    ReceiveNotifications,
    /// <summary>Run the same command with other values of settings.</summary>
    ChangeSettings,
    /// <summary>Check the values of settings of the same command.</summary>
    CheckSettings,
    /// <summary>Run the same command with additional settings.</summary>
    UseSettings,
    /// <summary>Run the same command without settings.</summary>
    OmitSettings,
}

/// <summary>A setting of a command that a remedy can change.</summary>
public enum RemedySetting
{
    /// <summary>The access key id.</summary>
    AccessKey,
    /// <summary>The name of the alarm.</summary>
    AlarmName,
    /// <summary>The SES configuration set.</summary>
    ConfigurationSetName,
    /// <summary>Whether the agents of silent machines are queried for the reason.</summary>
    Detailed,
    /// <summary>The endpoint of every AWS service.</summary>
    EndpointUrl,
    /// <summary>The end of the window.</summary>
    EndTime,
    /// <summary>How failed logins are counted.</summary>
    Engine,
    /// <summary>Whether resources that the module did not create are taken over.</summary>
    Force,
    /// <summary>The log group.</summary>
    LogGroupName,
    /// <summary>The Systems Manager parameter.</summary>
    ParameterName,
    /// <summary>The AWS profile.</summary>
    ProfileName,
    /// <summary>The AWS Region.</summary>
    Region,
    /// <summary>The concurrent executions that are reserved for the function.</summary>
    ReservedConcurrency,
    /// <summary>The retention of the log group.</summary>
    RetentionInDays,
    /// <summary>The role of the machines.</summary>
    RoleName,
    /// <summary>The secret access key.</summary>
    SecretKey,
    /// <summary>The start of the window.</summary>
    StartTime,
    /// <summary>The threshold of a count.</summary>
    Threshold,
    /// <summary>The tier of the Systems Manager parameter.</summary>
    Tier,
    /// <summary>The topic of the alarm.</summary>
    TopicArn,
}

/// <summary>A remedy as data: a command, or a change of settings of the command that failed. <see cref="RemedyText"/> writes it as a sentence.</summary>
/// <param name="Action">What to do.</param>
public sealed record LoginAuditRemedy(RemedyAction Action)
{
    /// <summary>The settings of the action by name, in the order in which they are shown.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Settings { get; private init; } = [];

    /// <summary>Whether the remedy changes settings of the command that failed. If false, the remedy is another command.</summary>
    public bool IsChange => Action is RemedyAction.ChangeSettings or RemedyAction.CheckSettings or RemedyAction.UseSettings or RemedyAction.OmitSettings;

    /// <summary>Creates the remedy "choose other values of settings".</summary>
    /// <param name="settings">One or more.</param>
    public static LoginAuditRemedy Change(params RemedySetting[] settings) => Of(RemedyAction.ChangeSettings, settings);

    /// <summary>Creates the remedy "check the values of settings".</summary>
    /// <param name="settings">One or more.</param>
    public static LoginAuditRemedy Check(params RemedySetting[] settings) => Of(RemedyAction.CheckSettings, settings);

    /// <summary>Creates the remedy "use settings that were omitted".</summary>
    /// <param name="settings">One or more.</param>
    public static LoginAuditRemedy Use(params RemedySetting[] settings) => Of(RemedyAction.UseSettings, settings);

    /// <summary>Creates the remedy "use a setting with a value".</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="value">A text or a number.</param>
    public static LoginAuditRemedy Use(RemedySetting setting, object value) => new LoginAuditRemedy(RemedyAction.UseSettings).With(setting.ToString(), value);

    /// <summary>Creates the remedy "omit settings".</summary>
    /// <param name="settings">One or more.</param>
    public static LoginAuditRemedy Omit(params RemedySetting[] settings) => Of(RemedyAction.OmitSettings, settings);

    private static LoginAuditRemedy Of(RemedyAction action, IEnumerable<RemedySetting> settings) =>
        settings.Aggregate(new LoginAuditRemedy(action), (remedy, setting) => remedy.With(setting.ToString(), true));

    /// <summary>Creates the remedy with one more setting.</summary>
    /// <param name="name">The name of the setting.</param>
    /// <param name="value">A text, a number, true for a switch, or a list of texts or numbers; null or false omits the setting.</param>
    public LoginAuditRemedy With(string name, object? value) =>
        value is null or false ? this : this with { Settings = [.. Settings, new KeyValuePair<string, object>(name, value)] };
}
