using AwsLoginAudit.Demo;
using LocalAws;

// Starts a simulated AWS in this process, with machines under attack. Runs demo.ps1, or with --serve keeps the server until the input ends.
var serve = args is ["--serve"];
if (args.Length > 0 && !serve)
{
    Console.Error.WriteLine("Usage: Demo [--serve]");
    return 2;
}

Console.OutputEncoding = System.Text.Encoding.UTF8;
await using var server = await LocalAwsServer.StartAsync(new LocalAwsOptions { Lifetime = TimeSpan.FromMinutes(10) });
var mailbox = new Mailbox(server);
mailbox.Open();
var attack = new Attack(server, Path.Combine(Samples.Folder, "attack.jsonl"));
attack.AddMachines();
using var end = new CancellationTokenSource();
// If the attack fails, the alarm never fires, and a script would wait for it until the server stops.
var played = Task.Run(async () =>
{
    try
    {
        if (await attack.PlayAsync(end.Token) is { } summary)
            Console.WriteLine(summary);
    }
    catch
    {
        await server.DisposeAsync();
        throw;
    }
});

var endpoint = server.Endpoint.GetLeftPart(UriPartial.Authority);
var succeeded = true;
if (serve)
{
    Console.WriteLine($"Endpoint: {endpoint}");
    Console.WriteLine($"Module: {Samples.Module}");
    await Task.WhenAny(server.Stopped, Task.Run(Console.In.ReadToEnd));
}
else
{
    succeeded = DemoHost.Run(Path.Combine(Samples.Folder, "demo.ps1"), new Dictionary<string, object>
    {
        ["EndpointUrl"] = endpoint,
        ["Module"] = Samples.Module,
        ["OutputPath"] = Path.Combine(mailbox.Folder, "report.html"),
    });
}
await end.CancelAsync();
await played;
// With --serve, the client may not have sent any mail.
if (succeeded && (!serve || server.Mail.Outbox.Count > 0))
    succeeded = await mailbox.DeliverAsync(Console.Out);
return succeeded ? 0 : 1;
