using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>Tells a parameter that was given as $null from one that was not given.</summary>
internal static class GivenParameter
{
    /// <summary>Whether a parameter is bound, by name or from the pipeline.</summary>
    public static bool IsGiven(this PSCmdlet cmdlet, string name) => cmdlet.MyInvocation.BoundParameters.ContainsKey(name);
}
