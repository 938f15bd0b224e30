using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>Asks for confirmation before changes: -WhatIf lists each change, and -Confirm asks once for all resources of a type.</summary>
internal static class Confirmation
{
    /// <param name="cmdlet">The cmdlet that makes the changes.</param>
    /// <param name="kind">The resource type, such as machine or topic.</param>
    /// <param name="resources">The names of the resources, each with the action.</param>
    public static bool ShouldProcessAll(this LoginAuditCmdlet cmdlet, string kind, IReadOnlyList<(string Name, string Action)> resources)
    {
        if (resources.Count == 0)
            return false;
        if (cmdlet.IsWhatIf())
        {
            foreach (var (name, action) in resources)
                cmdlet.ShouldProcess($"{kind} {name}", action);
            return false;
        }
        var (first, last) = (resources[0], resources[resources.Count - 1]);
        return cmdlet.ShouldProcess(
            resources.Count == 1 ? $"{kind} {first.Name}" : $"{kind} {first.Name} … {last.Name} ({resources.Count})",
            string.Join(", ", resources.Select(resource => resource.Action).Distinct()));
    }

    /// <summary>Whether the cmdlet runs with -WhatIf, or $WhatIfPreference is set.</summary>
    public static bool IsWhatIf(this PSCmdlet cmdlet) =>
        LanguagePrimitives.IsTrue(cmdlet.MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given) ? given : cmdlet.GetVariableValue("WhatIfPreference"));
}
