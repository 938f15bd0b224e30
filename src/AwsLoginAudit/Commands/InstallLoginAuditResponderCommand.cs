using System.Collections;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>
/// Makes the Lambda function that answers an alarm with a mail, its role, log group, dead-letter queue and subscription, or brings it up to date.
/// A second call changes nothing, and finishes what an earlier one could not.
/// </summary>
[Cmdlet(VerbsLifecycle.Install, "LoginAuditResponder", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(LoginAuditResponder))]
public sealed class InstallLoginAuditResponderCommand : AwsCmdlet
{
    /// <summary>The alarm that the function answers; function, role and the rest are named after it.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Expected(Expected.ResponderAlarmName, ResponderSettings.AlarmNamePattern)]
    [ArgumentCompleter(typeof(AlarmCompleter))]
    public string AlarmName { get; set; } = Defaults.AlarmName;

    /// <summary>Who the mails are from; SES has to have verified the address, or its domain.</summary>
    [Parameter(Mandatory = true)]
    [Expected(Expected.Address, ResponderSettings.AddressPattern, LoginAuditError.InvalidAddress)]
    public string From { get; set; } = null!;

    /// <summary>Who gets them.</summary>
    [Parameter(Mandatory = true)]
    [ValidateCount(1, 50)]
    [Expected(Expected.Address, ResponderSettings.AddressPattern, LoginAuditError.InvalidAddress)]
    public string[] To { get; set; } = [];

    /// <summary>An instance is reported at more failures than this in a period; the alarm's own threshold unless given.</summary>
    [Parameter]
    [Number(0d)]
    public double? Threshold { get; set; }

    /// <summary>An SES configuration set, for events of the mails such as bounces.</summary>
    [Parameter]
    [Expected(Expected.ConfigurationSet, Expected.ConfigurationSetPattern)]
    public string? ConfigurationSetName { get; set; }

    /// <summary>Sets so many of the account's concurrent executions aside for the function, which then are also the most it takes.</summary>
    [Parameter]
    [Number(1)]
    public int? ReservedConcurrency { get; set; }

    /// <summary>Looks again once a period while the alarm stays in ALARM, and mails what is still going on. -FollowUp:$false ends it.</summary>
    [Parameter]
    public SwitchParameter FollowUp { get; set; }

    /// <inheritdoc/>
    [Parameter]
    [ValidateNotNull]
    [Tags]
    public override Hashtable ResourceTag { get; set; } = [];

    /// <summary>Takes over what exists under these names and was not made by this module.</summary>
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
