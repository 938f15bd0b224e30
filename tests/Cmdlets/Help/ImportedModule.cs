using System.Management.Automation;
using AwsLoginAudit.Demo;
using AwsLoginAudit.Tests.Cmdlets;

namespace AwsLoginAudit.Tests.Help;

/// <summary>The module as a session has it, imported once for all tests of a class.</summary>
public sealed class ImportedModule : IDisposable
{
    private readonly StringWriter console = new();

    public ImportedModule()
    {
        Engine = new Engine(host: new ConsoleHost(console, console));
        Cmdlets = Engine.Run("Get-Command -Module AwsLoginAudit").Output.Select(command => (CmdletInfo)command.BaseObject).ToDictionary(cmdlet => cmdlet.Name);
    }

    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, CmdletInfo> Cmdlets { get; }

    internal Engine Engine { get; }

    /// <summary>What a console of 120 columns shows of what a script emits.</summary>
    public string Show(string script)
    {
        console.GetStringBuilder().Clear();
        Assert.Empty(Engine.Run($"& {{ {script} }} | Out-Default").Errors);
        return console.ToString();
    }

    public void Dispose()
    {
        Engine.Dispose();
        console.Dispose();
    }
}
