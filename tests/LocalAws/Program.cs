using System.Globalization;
using System.Runtime.InteropServices;
using LocalAws;
using LocalAws.Http;
using LocalAws.Logs;
using LocalAws.Systems;

// A server for other programs: prints where it listens, and stops after its lifetime, at the end of its input or on a signal. For each line of its
// input it prints how many requests it has had since the line before, how many of them it has refused, and how many queries have run at once at most.
// The line "verify corp.example" is the owner of an address or a domain, who confirms to SES that it is theirs.
var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
for (var i = 0; i + 1 < args.Length; i += 2)
    arguments[args[i].TrimStart('-')] = args[i + 1];

string Argument(string name, string otherwise) => arguments.Remove(name, out var value) ? value : otherwise;
double Amount(string name, double otherwise) => double.Parse(Argument(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
TimeSpan Seconds(string name, double otherwise) => TimeSpan.FromSeconds(Amount(name, otherwise));

var options = new LocalAwsOptions { Port = (int)Amount("port", 0), Lifetime = Seconds("lifetime", 600), Region = Argument("region", "us-east-1") };
var faults = new FaultPlan
{
    Seed = (int)Amount("seed", 0),
    ThrottlePercent = Amount("throttle", 0),
    ServerErrorPercent = Amount("server-error", 0),
    ResetPercent = Amount("reset", 0),
    EmptyPageEvery = (int)Amount("empty-page-every", 0),
    Latency = Seconds("latency", 0) / 1000,
    MostPerSecond = Argument("quotas", "none") == "region" ? LogsQuotas.Of(options.Region) : new Dictionary<string, double>(StringComparer.Ordinal),
};
var (group, load, streams, window) = (Argument("group", "/aws/SecurityAuditLogs"), (int)Amount("load", 0), (int)Amount("streams", 50), Seconds("window", 300));
var hasOwnNames = Argument("names", "few") == "own";
var machines = (int)Amount("machines", 0);
var queryTime = Seconds("query-time", 0);
var start = DateTimeOffset.Parse(Argument("start", TimeProvider.System.GetUtcNow().AddHours(-1).ToString("yyyy-MM-ddTHH:mm:00Z", CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
if (args.Length % 2 != 0 || arguments.Count > 0)
{
    Console.Error.WriteLine("""
        LocalAws [--port 0] [--lifetime seconds] [--region us-east-1] [--latency ms]
                 [--seed n] [--throttle percent] [--server-error percent] [--reset percent] [--empty-page-every n]
                 [--quotas none|region] [--query-time seconds]
                 [--load events [--group /aws/SecurityAuditLogs] [--streams 50] [--names few|own] [--start 2026-01-01T00:00:00Z] [--window seconds]]
                 [--machines n]
        """);
    return 2;
}

await using var server = await LocalAwsServer.StartAsync(options);
server.Faults = faults;
server.Logs.QueryTime = queryTime;
if (load > 0)
    server.Logs.Load(group, new GeneratedFailures { Count = load, Streams = streams, Start = start, Window = window, HasOwnNames = hasOwnNames });
for (var i = 1; i <= machines; i++)
    server.Systems.Add(new Machine(string.Create(CultureInfo.InvariantCulture, $"i-{i:D17}")));
var asked = new TaskCompletionSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    asked.TrySetResult();
}
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
// Only now, so that whoever reads the line may send a signal.
Console.WriteLine($"LocalAws listening on {server.Endpoint.GetLeftPart(UriPartial.Authority)}");
var inputEnds = Task.Run(() =>
{
    while (Console.In.ReadLine() is { } line)
    {
        if (line.Split(' ') is ["verify", var identity])
            server.Mail.Verify(identity);
        var requests = server.Requests.All;
        server.Requests.Clear();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{requests.Count} {requests.Count(request => request.Error is not null)} {server.Logs.MostQueriesAtOnce}"));
    }
});
await Task.WhenAny(server.Stopped, asked.Task, inputEnds);
return 0;
