using System.Collections.Concurrent;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Reads the alarms that New-LoginAuditAlarm made, with what belongs to them.</summary>
[Cmdlet(VerbsCommon.Get, "LoginAuditAlarm")]
[OutputType(typeof(LoginAuditAlarm))]
public sealed class GetLoginAuditAlarmCommand : AwsCmdlet
{
    /// <summary>Names of alarms, or wildcards; all of this module's in the account and Region unless given.</summary>
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
            // A pattern that matches nothing is no error, as everywhere in PowerShell.
            if (WildcardPattern.ContainsWildcardCharacters(name))
                ReadMatching(catalog, new WildcardPattern(name).IsMatch);
            else
                Attempt(() => WriteObject(Wait(catalog.GetAsync(name, StopToken))), LoginAuditError.AlarmNotFound, LoginAuditError.NotOurs);
        }
    }

    // Returns whether anything was emitted, or was an error.
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
