using System.Management.Automation;
using System.Management.Automation.Runspaces;

// A bare engine in a process of its own: runs the script on standard input, prints its objects, and its errors by their ids.
var script = await Console.In.ReadToEndAsync();
using var shell = PowerShell.Create(InitialSessionState.CreateDefault2());
shell.Streams.Error.DataAdded += (_, added) =>
{
    var error = shell.Streams.Error[added.Index];
    Console.Error.WriteLine($"{error.FullyQualifiedErrorId}: {error}");
};
foreach (var output in shell.AddScript(script).Invoke())
    Console.WriteLine(output);
return shell.HadErrors ? 1 : 0;
