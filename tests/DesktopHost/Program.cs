using System.Reflection;
using System.Runtime.CompilerServices;
using AwsLoginAudit;
using AwsLoginAudit.Aws;

// The build for Windows PowerShell on a .NET Framework, beside another AWS SDK: opened as the module opens it, then a log group
// read, counted and mailed.
var (folder, endpoint, address) = (args[0], args[1], args[2]);
var other = Assembly.LoadFrom(Path.Combine(AppDomain.CurrentDomain.BaseDirectory, "OtherAwsSdk", "AWSSDK.Core.dll"));
Console.WriteLine($"beside {other.GetName().Name} {other.GetName().Version}");
var opened = Assembly.LoadFrom(Path.Combine(folder, "AwsLoginAudit.Loader.dll")).GetType("AwsLoginAudit.Loader.ModuleFolder")!;
opened.GetMethod("Enter")!.Invoke(null, null);
await RunAsync(endpoint, address);
opened.GetMethod("Leave")!.Invoke(null, null);
foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies().Where(assembly => Path.GetDirectoryName(assembly.Location) == folder))
    Console.WriteLine(assembly.GetName().Name);

// Not inlined: its types are found once the folder is open.
[MethodImpl(MethodImplOptions.NoInlining)]
static async Task RunAsync(string endpoint, string address)
{
    var connection = new AwsConnection { Region = "us-east-1", EndpointUrl = endpoint, AccessKey = "AKIDEXAMPLE", SecretKey = "secret" };
    using var session = new AwsSession(connection, call => Console.WriteLine(call));
    var start = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    var read = new LoginAuditRead(new() { Start = start, End = start.AddHours(1) });

    var counter = new FailureCounter(LoginAuditGrouping.Instance, threshold: 5);
    await foreach (var page in new FailureReader(read).ReadAsync(new LogEventReader(session).ReadAsync([LogQuery.AuditFailures("/aws/SecurityAuditLogs")], read)))
    {
        foreach (var failure in page)
            counter.Add(failure);
    }
    var report = LoginAuditReport.Create(counter.Results(), start.AddHours(1));
    foreach (var count in report.Counts)
        Console.WriteLine($"{count.InstanceId} {count.FailureCount} {count.OverThreshold}");

    var outcome = await new ReportMailer(session, new MailSettings { From = address, To = [address] }).SendAsync(report, again: false, CancellationToken.None);
    foreach (var failure in outcome.Failures.Concat(outcome.Warnings))
        Console.WriteLine(failure);
    Console.WriteLine($"mailed: {outcome.Receipts.Count}");
}
