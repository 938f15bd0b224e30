using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>Distinguishes a parameter with the value $null from one that was not specified.</summary>
internal static class GivenParameter
{
    /// <summary>Whether a parameter is bound, by name or from the pipeline.</summary>
    public static bool IsGiven(this PSCmdlet cmdlet, string name) => cmdlet.MyInvocation.BoundParameters.ContainsKey(name);
}
