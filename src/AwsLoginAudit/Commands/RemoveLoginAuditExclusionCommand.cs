using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Removes exclusions from the parameter that scripts and the function read.</summary>
[Cmdlet(VerbsCommon.Remove, "LoginAuditExclusion", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
public sealed class RemoveLoginAuditExclusionCommand : AwsCmdlet
{
    private readonly List<string> names = [];

    /// <summary>Specifies the exclusions by name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process() => names.AddRange(Name);

    /// <inheritdoc/>
    protected override void End()
    {
        var store = new ExclusionStore(Session);
        var known = Wait(store.ReadAsync(StopToken)).Select(rule => rule.Name).ToList();
        foreach (var unknown in names.Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)))
            WriteError(NotFound(unknown));
        var removed = names.Where(name => known.Contains(name, StringComparer.OrdinalIgnoreCase) && ShouldProcess($"exclusion {name}", "Remove")).ToList();
        if (removed.Count > 0)
            Wait(store.RemoveAsync(removed, StopToken));
    }

    /// <summary>The error for a name that no exclusion has.</summary>
    internal static LoginAuditException NotFound(string name) =>
        new(LoginAuditError.ExclusionNotFound, $"There is no exclusion '{name}' in this account and Region. Check the name and -Region.", name);
}
