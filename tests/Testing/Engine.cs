using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using LocalAws;

namespace AwsLoginAudit.Tests;

/// <summary>The real PowerShell engine with the module as it ships. Its scripts find the server's parameters in @aws.</summary>
internal sealed class Engine : IDisposable
{
    public const string AccessKey = "AKIDEXAMPLE";
    public const string SecretKey = "wJalrXUtnFEMIbPxRfiCYEXAMPLEKEY";

    private readonly Runspace runspace;

    public Engine(LocalAwsServer? server = null, PSHost? host = null)
    {
        var state = InitialSessionState.CreateDefault2();
        state.Commands.Add(new SessionStateCmdletEntry("Select-First", typeof(SelectFirstCommand), helpFileName: null));
        state.Commands.Add(new SessionStateCmdletEntry("Format-Table", typeof(FormatTableCommand), helpFileName: null));
        state.Commands.Add(new SessionStateCmdletEntry("Format-List", typeof(FormatListCommand), helpFileName: null));
        runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        Set("module", Built.Manifest);
        Set("aws", Parameters(server?.Endpoint.AbsoluteUri ?? "http://127.0.0.1:1"));
        var import = Run("Import-Module $module");
        Assert.Empty(import.Errors);
    }

    /// <summary>One over an account, whose scripts find a log group and a span of time in $group, $start and $end.</summary>
    public static Engine Over(Account account, DateTimeOffset start, TimeSpan span, string group = Account.LogGroup)
    {
        var engine = new Engine(account.Server);
        engine.Set("group", group);
        engine.Set("start", start);
        engine.Set("end", start + span);
        return engine;
    }

    public static Hashtable Parameters(string endpoint) => new()
    {
        ["EndpointUrl"] = endpoint,
        ["Region"] = "us-east-1",
        ["AccessKey"] = AccessKey,
        ["SecretKey"] = SecretKey,
    };

    public void Set(string variable, object? value) => runspace.SessionStateProxy.SetVariable(variable, value);

    /// <summary>Runs a script to its end, whatever end that is.</summary>
    public Outcome Run(string script)
    {
        using var shell = Shell(script);
        var output = new PSDataCollection<PSObject>();
        ErrorRecord? terminating = null;
        try
        {
            shell.Invoke(null, output);
        }
        catch (RuntimeException thrown)
        {
            terminating = thrown.ErrorRecord;
        }
        return Outcome.Of(shell, output, terminating);
    }

    /// <summary>Runs one pipeline and hands back the error that ends it.</summary>
    public (ErrorRecord Error, Outcome Outcome) Fail(string pipeline)
    {
        var outcome = Run($"$ended = $null; try {{ {pipeline} }} catch {{ $ended = $_ }}");
        var ended = runspace.SessionStateProxy.GetVariable("ended");
        return (Assert.IsType<ErrorRecord>(ended is PSObject wrapped ? wrapped.BaseObject : ended), outcome);
    }

    /// <summary>A shell for tests that start and stop it themselves.</summary>
    public PowerShell Shell(string script)
    {
        var shell = PowerShell.Create(runspace);
        shell.AddScript(script);
        return shell;
    }

    public void Dispose() => runspace.Dispose();
}

/// <summary>What a script left behind.</summary>
internal sealed record Outcome(
    IReadOnlyList<PSObject> Output,
    IReadOnlyList<ErrorRecord> Errors,
    IReadOnlyList<string> Verbose,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<ProgressRecord> Progress)
{
    public static Outcome Of(PowerShell shell, IEnumerable<PSObject> output, ErrorRecord? terminating) => new(
        [.. output],
        [.. shell.Streams.Error, .. terminating is null ? Array.Empty<ErrorRecord>() : [terminating]],
        [.. shell.Streams.Verbose.Select(record => record.Message)],
        [.. shell.Streams.Warning.Select(record => record.Message)],
        [.. shell.Streams.Progress]);

    /// <summary>The objects, where nothing went wrong.</summary>
    public IReadOnlyList<T> Objects<T>()
    {
        Assert.Empty(Errors);
        return [.. Output.Select(item => Assert.IsType<T>(item.BaseObject))];
    }
}
