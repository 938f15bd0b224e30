using System.Collections.Concurrent;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Reads the responders that Install-LoginAuditResponder made: of the alarms that are named, or of all that this module made.</summary>
[Cmdlet(VerbsCommon.Get, "LoginAuditResponder")]
[OutputType(typeof(LoginAuditResponder))]
public sealed class GetLoginAuditResponderCommand : AwsCmdlet
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
        var catalog = new ResponderCatalog(Session, ResponderZip.Read());
        // Alarms do without a responder, so none is no reason for a warning.
        if (AlarmName.Length == 0 && !ReadMatching(catalog, _ => true))
            WriteVerbose($"Region {Session.Region} has no responder of Install-LoginAuditResponder in this account.");
        foreach (var name in AlarmName)
        {
            // A pattern that matches nothing is no error, as everywhere in PowerShell.
            if (WildcardPattern.ContainsWildcardCharacters(name))
                ReadMatching(catalog, new WildcardPattern(name).IsMatch);
            else
                Attempt(() => WriteObject(Wait(catalog.GetAsync(name, StopToken))), LoginAuditError.ResponderNotFound, LoginAuditError.NotOurs);
        }
    }

    // Returns whether anything was emitted, or was an error.
    private bool ReadMatching(ResponderCatalog catalog, Func<string, bool> isWanted)
    {
        var hasAny = false;
        var unreadable = new ConcurrentQueue<LoginAuditException>();
        Pull(catalog.AllAsync(isWanted, unreadable.Enqueue, StopToken), responder =>
        {
            hasAny = true;
            WriteObject(responder);
        });
        foreach (var failure in unreadable)
            WriteError(failure);
        return hasAny || !unreadable.IsEmpty;
    }
}
