using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>Asks before many things are changed: -WhatIf names each of them, -Confirm asks once for all.</summary>
internal static class Confirmation
{
    public static bool ShouldProcessAll(this PSCmdlet cmdlet, IReadOnlyList<string> resources, string kind, string action)
    {
        if (resources.Count == 0)
            return false;
        if (cmdlet.IsWhatIf())
        {
            foreach (var resource in resources)
                cmdlet.ShouldProcess(resource, action);
            return false;
        }
        return cmdlet.ShouldProcess(resources.Count == 1 ? resources[0] : $"{resources.Count} {kind}", action);
    }

    /// <summary>Whether nothing is to be changed.</summary>
    public static bool IsWhatIf(this PSCmdlet cmdlet) =>
        LanguagePrimitives.IsTrue(cmdlet.MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given) ? given : cmdlet.GetVariableValue("WhatIfPreference"));
}
