using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Removes exclusions from the parameter that scripts and the function read.</summary>
[Cmdlet(VerbsCommon.Remove, "LoginAuditExclusion", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(LoginAuditExclusion))]
public sealed class RemoveLoginAuditExclusionCommand : AwsCmdlet
{
    private readonly List<string> names = [];

    /// <summary>Specifies the exclusions by name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>Emits each removed exclusion. By default, the cmdlet emits nothing.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Process() => names.AddRange(Name);

    /// <inheritdoc/>
    protected override void End()
    {
        var store = new ExclusionStore(Session);
        var known = Wait(store.ReadAsync(StopToken)).ToList();
        foreach (var unknown in names.Where(name => !known.Exists(rule => IsNamed(rule, name))))
            WriteError(NotFound(unknown));
        var removed = known.FindAll(rule => names.Exists(name => IsNamed(rule, name)) && ShouldProcess($"exclusion {rule.Name}", "Remove"));
        if (removed.Count > 0)
            Wait(store.RemoveAsync(removed.ConvertAll(rule => rule.Name), StopToken));
        if (PassThru)
            WriteObject(removed, enumerateCollection: true);
    }

    private static bool IsNamed(LoginAuditExclusion rule, string name) => string.Equals(rule.Name, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The error for a name that no exclusion has.</summary>
    internal static LoginAuditException NotFound(string name) =>
        new(LoginAuditError.ExclusionNotFound, $"There is no exclusion '{name}' in this account and Region. Check the name and -Region.", name);
}
