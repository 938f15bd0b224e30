using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace AwsLoginAudit.Demo;

/// <summary>Runs a script in the PowerShell engine. PowerShell does not have to be installed.</summary>
internal static class DemoHost
{
    /// <summary>Runs a script and writes its output to the console, formatted by the engine.</summary>
    /// <param name="script">The full path of the script.</param>
    /// <param name="parameters">The parameters of the script, by name.</param>
    /// <returns>True if the script ended without errors.</returns>
    public static bool Run(string script, IDictionary parameters)
    {
        // Only the core commands, so that the result does not depend on the modules of the machine.
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        var host = new ConsoleHost(Console.Out, Console.Error);
        using var runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        shell.AddCommand(script).AddParameters(parameters);
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        try
        {
            shell.Invoke();
        }
        catch (RuntimeException failure)
        {
            host.UI.WriteErrorLine(failure.ErrorRecord.ToString());
            return false;
        }
        return runspace.SessionStateProxy.GetVariable("Error") is ArrayList { Count: 0 };
    }
}
