using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Reads the responders that Install-LoginAuditResponder made: of the alarms that are named, or of all that this module made.</summary>
[Cmdlet(VerbsCommon.Get, "LoginAuditResponder")]
[OutputType(typeof(LoginAuditResponder))]
public sealed class GetLoginAuditResponderCommand : CatalogCmdlet<LoginAuditResponder>
{
    /// <summary>Names of alarms, or wildcards; all of this module's unless given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateLength(1, 255)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AlarmCompleter))]
    public string[] AlarmName { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        // Alarms do without a responder, so none is no reason for a warning.
        if (AlarmName.Length == 0 && !EmitMatching(_ => true))
            WriteVerbose($"Region {Session.Region} has no responder of Install-LoginAuditResponder in this account.");
        Emit(AlarmName, LoginAuditError.ResponderNotFound);
    }

    /// <inheritdoc/>
    protected override IAsyncEnumerable<LoginAuditResponder> All(Func<string, bool> isWanted, Action<LoginAuditException> unreadable) => Catalog.AllAsync(isWanted, unreadable, StopToken);

    /// <inheritdoc/>
    protected override Task<LoginAuditResponder> GetAsync(string name) => Catalog.GetAsync(name, StopToken);

    private ResponderCatalog Catalog => field ??= new ResponderCatalog(Session, ResponderZip.Read());
}
