using System.Collections.Concurrent;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Gets the responders that Install-LoginAuditResponder created.</summary>
[Cmdlet(VerbsCommon.Get, "LoginAuditResponder")]
[OutputType(typeof(LoginAuditResponder))]
public sealed class GetLoginAuditResponderCommand : AwsCmdlet
{
    /// <summary>Specifies alarm names; wildcards are allowed. The default is all of this module's alarms.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateLength(1, 255)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AlarmCompleter))]
    public string[] AlarmName { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        var catalog = new ResponderCatalog(Session, ResponderZip.Read());
        // An alarm does not need a responder, so its absence is no warning.
        if (AlarmName.Length == 0 && !ReadMatching(catalog, _ => true))
            WriteVerbose($"Region {Session.Region} has no responder of Install-LoginAuditResponder in this account.");
        foreach (var name in AlarmName)
        {
            // A pattern without a match is no error, as in all PowerShell cmdlets.
            if (WildcardPattern.ContainsWildcardCharacters(name))
                ReadMatching(catalog, new WildcardPattern(name).IsMatch);
            else
                Attempt(() => WriteObject(Wait(catalog.GetAsync(name, StopToken))), LoginAuditError.ResponderNotFound, LoginAuditError.NotOurs);
        }
    }

    // Returns whether a responder or an error was written.
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
