using System.Collections;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>
/// Creates or updates the Lambda function that responds to an alarm with a mail, with its role, log group, dead-letter queue and subscription. The cmdlet can
/// be run again safely, and then completes an interrupted installation.
/// </summary>
[Cmdlet(VerbsLifecycle.Install, "LoginAuditResponder", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(LoginAuditResponder))]
public sealed class InstallLoginAuditResponderCommand : AwsCmdlet
{
    /// <summary>Specifies the alarm to which the function responds. All resources are named after it. The default is WindowsSecurityLogsAlarm.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Expected(Expected.ResponderAlarmName, ResponderSettings.AlarmNamePattern)]
    [ArgumentCompleter(typeof(AlarmCompleter))]
    public string AlarmName { get; set; } = Defaults.AlarmName;

    /// <summary>Specifies the sender. The address or its domain must be verified in SES.</summary>
    [Parameter(Mandatory = true)]
    [Expected(Expected.Address, ResponderSettings.AddressPattern, LoginAuditError.InvalidAddress)]
    public string From { get; set; } = null!;

    /// <summary>Specifies the recipients, 1 to 50 addresses.</summary>
    [Parameter(Mandatory = true)]
    [ValidateCount(1, 50)]
    [Expected(Expected.Address, ResponderSettings.AddressPattern, LoginAuditError.InvalidAddress)]
    public string[] To { get; set; } = [];

    /// <summary>
    /// Specifies the threshold: an instance is reported at more failures than this in a period; 0 or more. The default is the threshold of the alarm.
    /// </summary>
    [Parameter]
    [Number(0d)]
    public double? Threshold { get; set; }

    /// <summary>Specifies an SES configuration set, for events of the mail such as bounces.</summary>
    [Parameter]
    [Expected(Expected.ConfigurationSet, Expected.ConfigurationSetPattern)]
    public string? ConfigurationSetName { get; set; }

    /// <summary>
    /// Specifies the reserved concurrency: the number of the account's concurrent executions that are reserved for the function, which are also its maximum; 1
    /// or more.
    /// </summary>
    [Parameter]
    [Number(1)]
    public int? ReservedConcurrency { get; set; }

    /// <summary>
    /// Makes the function follow up once in each period while the alarm stays in ALARM, and mail new failed logins. -FollowUp:$false ends this.
    /// </summary>
    [Parameter]
    public SwitchParameter FollowUp { get; set; }

    /// <inheritdoc/>
    [Parameter]
    [ValidateNotNull]
    [Tags]
    public override Hashtable ResourceTag { get; set; } = [];

    /// <summary>Takes over existing resources with these names that this module did not create.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void Process() => Make(Wait(ResponderSetup.PlanAsync(Session, Settings(), ResponderZip.Read(), StopToken)));

    private void Make(ResponderSetup setup) => Apply(setup.Changes, (done, isFinished) =>
    {
        if (isFinished || done.Exists(change => change.Action != LoginAuditChangeAction.Unchanged))
            WriteObject(setup.Result(done));
    });

    private ResponderSettings Settings() => new()
    {
        AlarmName = AlarmName,
        LogGroupName = [],
        Sender = From,
        Recipient = To,
        Threshold = Threshold,
        ConfigurationSetName = ConfigurationSetName,
        ReservedConcurrency = ReservedConcurrency,
        FollowUp = MyInvocation.BoundParameters.ContainsKey(nameof(FollowUp)) ? FollowUp.ToBool() : null,
        Force = Force,
    };
}
