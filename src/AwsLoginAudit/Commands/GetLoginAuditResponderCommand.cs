using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Gets the responders that Install-LoginAuditResponder created.</summary>
[Cmdlet(VerbsCommon.Get, "LoginAuditResponder")]
[OutputType(typeof(LoginAuditResponder))]
public sealed class GetLoginAuditResponderCommand : CatalogCmdlet<LoginAuditResponder>
{
    /// <summary>Specifies alarm names; wildcards are allowed. The default is all of this module's alarms.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateLength(1, 255)]
    [SupportsWildcards]
    [Wildcards]
    [ArgumentCompleter(typeof(AlarmCompleter))]
    public string[] AlarmName { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        // An alarm does not need a responder, so its absence is no warning.
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
