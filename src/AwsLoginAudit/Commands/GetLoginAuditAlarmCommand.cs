using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Gets the alarms that New-LoginAuditAlarm created, with their resources.</summary>
[Cmdlet(VerbsCommon.Get, "LoginAuditAlarm")]
[OutputType(typeof(LoginAuditAlarm))]
public sealed class GetLoginAuditAlarmCommand : CatalogCmdlet<LoginAuditAlarm>
{
    /// <summary>Specifies alarm names; wildcards are allowed. The default is all of this module's alarms in the account and Region.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateLength(1, 255)]
    [SupportsWildcards]
    [Wildcards]
    [ArgumentCompleter(typeof(OwnAlarmCompleter))]
    public string[] AlarmName { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        if (AlarmName.Length == 0 && !EmitMatching(_ => true))
            WriteWarning($"Region {Session.Region} has no alarm of New-LoginAuditAlarm in this account. Check -Region and the account.");
        Emit(AlarmName, LoginAuditError.AlarmNotFound);
    }

    /// <inheritdoc/>
    protected override IAsyncEnumerable<LoginAuditAlarm> All(Func<string, bool> isWanted, Action<LoginAuditException> unreadable) => Catalog.AllAsync(isWanted, unreadable, StopToken);

    /// <inheritdoc/>
    protected override Task<LoginAuditAlarm> GetAsync(string name) => Catalog.GetAsync(name, StopToken);

    private AlarmCatalog Catalog => field ??= new AlarmCatalog(Session);
}
