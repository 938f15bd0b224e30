using System.Collections;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>
/// Creates the prerequisites of machines and mail: a role with its instance profile, and the verification mails of SES. The output lists what an administrator
/// still has to do.
/// </summary>
[Cmdlet(VerbsData.Initialize, "LoginAuditPrerequisite", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(LoginAuditCheck))]
public sealed class InitializeLoginAuditPrerequisiteCommand : AwsCmdlet
{
    private static readonly LoginAuditError[] OfOne = [LoginAuditError.NotCreatedByModule, LoginAuditError.AccessDenied, LoginAuditError.ServiceError];

    /// <summary>Specifies the name of the role and the instance profile. The default is AwsLoginAudit-Agent.</summary>
    [Parameter(Position = 0)]
    [Expected(Expected.RoleName, Expected.RolePattern)]
    public string RoleName { get; set; } = Defaults.RoleName;

    /// <summary>Specifies the sender of reports.</summary>
    [Parameter]
    [Expected(Expected.Address, ResponderSettings.AddressPattern, LoginAuditError.InvalidAddress)]
    public string? From { get; set; }

    /// <summary>Specifies the recipients of reports.</summary>
    [Parameter]
    [Expected(Expected.Address, ResponderSettings.AddressPattern, LoginAuditError.InvalidAddress)]
    public string[] To { get; set; } = [];

    /// <inheritdoc/>
    [Parameter]
    [ValidateNotNull]
    [Tags]
    public override Hashtable ResourceTag { get; set; } = [];

    /// <summary>Attaches the policies also to a role that this module did not create.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var setup = new PrerequisiteSetup(Session, From, To);
        // An error of the role does not prevent the verification mails, and vice versa.
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
