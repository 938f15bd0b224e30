using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace AwsLoginAudit.Demo;

/// <summary>Runs a script in PowerShell's own engine, without a PowerShell on the machine.</summary>
internal static class DemoHost
{
    /// <summary>Runs a script; its output goes to the console, formatted by the engine.</summary>
    /// <param name="script">Full path of the script.</param>
    /// <param name="parameters">Its parameters by name.</param>
    /// <returns>Whether it ended without any error.</returns>
    public static bool Run(string script, IDictionary parameters)
    {
        // The core commands only: what the machine has beside them plays no part.
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
