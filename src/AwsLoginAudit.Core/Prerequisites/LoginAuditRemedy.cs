namespace AwsLoginAudit;

/// <summary>What an admin can do about a problem.</summary>
public enum RemedyAction
{
    /// <summary>Create the alarm with its log group, metric filters and topic, or restore them.</summary>
    CreateAlarm,
    /// <summary>Install the function that responds to the alarm, or restore it.</summary>
    InstallResponder,
    /// <summary>Create the role of the machines, and ask SES to verify addresses.</summary>
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
    /// <summary>Have Windows audit failed logons on the machine.</summary>
    AuditFailedLogons,
    /// <summary>Sign in to AWS again.</summary>
    SignIn,
    /// <summary>Ask AWS to take the account out of the SES sandbox.</summary>
    RequestProductionAccess,
    /// <summary>Enable sending by SES for the account.</summary>
    EnableSending,
    /// <summary>Look at the quotas of SES, and ask AWS for higher ones.</summary>
    ListMailQuotas,
}

/// <summary>A remedy as data: the cmdlets write it as a command.</summary>
/// <param name="Action">What to do.</param>
public sealed record LoginAuditRemedy(RemedyAction Action)
{
    /// <summary>The settings that the action needs, by name, in the order in which they are shown.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Settings { get; private init; } = [];

    /// <summary>The remedy with one more setting.</summary>
    /// <param name="name">The name of the setting.</param>
    /// <param name="value">A text, a number, true for a switch, a list of texts or numbers; null or false leaves the setting out.</param>
    public LoginAuditRemedy With(string name, object? value) =>
        value is null or false ? this : this with { Settings = [.. Settings, new KeyValuePair<string, object>(name, value)] };
}
