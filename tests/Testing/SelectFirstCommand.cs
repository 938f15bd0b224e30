using System.Management.Automation;
using System.Reflection;

namespace AwsLoginAudit.Tests;

/// <summary>What Select-Object -First 1 does to the commands before it; the engine alone, without its modules, has no Select-Object.</summary>
[Cmdlet(VerbsCommon.Select, "First")]
[OutputType(typeof(object))]
public sealed class SelectFirstCommand : PSCmdlet
{
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    protected override void ProcessRecord()
    {
        WriteObject(InputObject);
        var stop = typeof(PSObject).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!;
        throw (Exception)Activator.CreateInstance(stop, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, [this], null)!;
    }
}
