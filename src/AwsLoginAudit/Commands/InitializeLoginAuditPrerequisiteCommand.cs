using System.Collections;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Makes what machines and mail need: a role with its instance profile, and the verification mails of SES. Names what is left for a person.</summary>
[Cmdlet(VerbsData.Initialize, "LoginAuditPrerequisite", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(LoginAuditCheck))]
public sealed class InitializeLoginAuditPrerequisiteCommand : AwsCmdlet
{
    private static readonly LoginAuditError[] OfOne = [LoginAuditError.NotOurs, LoginAuditError.AccessDenied, LoginAuditError.ServiceError];

    /// <summary>The name of the role and of the instance profile.</summary>
    [Parameter(Position = 0)]
    [Expected(Expected.RoleName, Expected.RolePattern)]
    public string RoleName { get; set; } = Defaults.RoleName;

    /// <summary>Who sends reports.</summary>
    [Parameter]
    [Expected(Expected.Address, ResponderSettings.AddressPattern, LoginAuditError.InvalidAddress)]
    public string? From { get; set; }

    /// <summary>Who gets them.</summary>
    [Parameter]
    [Expected(Expected.Address, ResponderSettings.AddressPattern, LoginAuditError.InvalidAddress)]
    public string[] To { get; set; } = [];

    /// <inheritdoc/>
    [Parameter]
    [ValidateNotNull]
    [Tags]
    public override Hashtable ResourceTag { get; set; } = [];

    /// <summary>Attaches the policies also to a role that this module did not make.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var setup = new PrerequisiteSetup(Session, From, To);
        // A role that cannot be made does not keep the mails back, nor the other way round.
        var goOn = true;
        Attempt(() => goOn = Apply(Wait(setup.PlanRoleAsync(RoleName, Force, StopToken)), WriteDone), OfOne);
        if (!goOn || !setup.HasMail)
            return;
        Attempt(() => Apply(Wait(setup.PlanMailAsync(StopToken))), OfOne);
        if (!this.IsWhatIf())
            WriteObject(Wait(setup.MailAsync(StopToken)).Select(check => check.ToOutput()), enumerateCollection: true);
    }

    private void WriteDone(List<LoginAuditChange> done, bool isFinished)
    {
        if (!this.IsWhatIf())
            WriteObject(done.ConvertAll(change => PrerequisiteSetup.ToCheck(change).ToOutput()), enumerateCollection: true);
    }
}
