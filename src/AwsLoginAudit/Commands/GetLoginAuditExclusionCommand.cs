using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Gets the exclusions of the account and Region, expired ones too.</summary>
[Cmdlet(VerbsCommon.Get, "LoginAuditExclusion")]
[OutputType(typeof(LoginAuditExclusion))]
public sealed class GetLoginAuditExclusionCommand : AwsCmdlet
{
    /// <summary>Specifies names of exclusions; wildcards are allowed. The default is all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [Wildcards]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        var rules = Wait(new ExclusionStore(Session).ReadAsync(StopToken));
        foreach (var name in Name.DefaultIfEmpty("*"))
        {
            var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
            var found = rules.Where(rule => pattern.IsMatch(rule.Name)).ToList();
            WriteObject(found, enumerateCollection: true);
            // A pattern that matches nothing is no error, as everywhere in PowerShell.
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
                WriteError(RemoveLoginAuditExclusionCommand.NotFound(name));
        }
    }
}
