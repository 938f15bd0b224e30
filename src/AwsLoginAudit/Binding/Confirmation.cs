using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>Asks before things are changed: -WhatIf names each of them, -Confirm asks once for all of a kind.</summary>
internal static class Confirmation
{
    /// <param name="cmdlet">Who asks.</param>
    /// <param name="kind">What they are: machine, topic.</param>
    /// <param name="resources">Their names, each with what is to be done to it.</param>
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

    /// <summary>Whether nothing is to be changed.</summary>
    public static bool IsWhatIf(this PSCmdlet cmdlet) =>
        LanguagePrimitives.IsTrue(cmdlet.MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given) ? given : cmdlet.GetVariableValue("WhatIfPreference"));
}
