using System.Collections.Concurrent;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Gets the alarms that New-LoginAuditAlarm created, with their resources.</summary>
[Cmdlet(VerbsCommon.Get, "LoginAuditAlarm")]
[OutputType(typeof(LoginAuditAlarm))]
public sealed class GetLoginAuditAlarmCommand : AwsCmdlet
{
    /// <summary>Specifies alarm names; wildcards are allowed. The default is all of this module's alarms in the account and Region.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateLength(1, 255)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(OwnAlarmCompleter))]
    public string[] AlarmName { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        var catalog = new AlarmCatalog(Session);
        if (AlarmName.Length == 0 && !ReadMatching(catalog, _ => true))
            WriteWarning($"Region {Session.Region} has no alarm of New-LoginAuditAlarm in this account. Check -Region and the account.");
        foreach (var name in AlarmName)
        {
            // A pattern without a match is no error, as in all PowerShell cmdlets.
            if (WildcardPattern.ContainsWildcardCharacters(name))
                ReadMatching(catalog, new WildcardPattern(name).IsMatch);
            else
                Attempt(() => WriteObject(Wait(catalog.GetAsync(name, StopToken))), LoginAuditError.AlarmNotFound, LoginAuditError.NotOurs);
        }
    }

    // Returns whether an alarm or an error was written.
    private bool ReadMatching(AlarmCatalog catalog, Func<string, bool> isWanted)
    {
        var hasAny = false;
        var unreadable = new ConcurrentQueue<LoginAuditException>();
        Pull(catalog.AllAsync(isWanted, unreadable.Enqueue, StopToken), alarm =>
        {
            hasAny = true;
            WriteObject(alarm);
        });
        foreach (var failure in unreadable)
            WriteError(failure);
        return hasAny || !unreadable.IsEmpty;
    }
}
