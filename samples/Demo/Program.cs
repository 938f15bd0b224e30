using AwsLoginAudit.Demo;
using LocalAws;

// Plays the recorded attack into a CloudWatch of this process, then runs demo.ps1 against it, or (--serve) keeps it for another PowerShell
// until the input ends.
var serve = args is ["--serve"];
if (args.Length > 0 && !serve)
{
    Console.Error.WriteLine("Demo [--serve]");
    return 2;
}

Console.OutputEncoding = System.Text.Encoding.UTF8;
var samples = Samples.Folder;
await using var server = await LocalAwsServer.StartAsync(new LocalAwsOptions { Lifetime = TimeSpan.FromMinutes(10) });
Console.WriteLine(await new Attack(server, Path.Combine(samples, "attack.jsonl")).PlayAsync());
var endpoint = server.Endpoint.GetLeftPart(UriPartial.Authority);
if (!serve)
    return DemoHost.Run(Path.Combine(samples, "demo.ps1"), new Dictionary<string, object> { ["EndpointUrl"] = endpoint }) ? 0 : 1;

Console.WriteLine($"Endpoint: {endpoint}");
await Task.WhenAny(server.Stopped, Task.Run(Console.In.ReadToEnd));
return 0;
