using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Amazon.Runtime;
using LocalAws;
using LocalAws.Systems;
using InvalidOperationException = System.InvalidOperationException;

namespace AwsLoginAudit.Demo;

/// <summary>Replays an attack: as soon as all machines run the CloudWatch agent, sends their events through the AWS SDK, as agents do.</summary>
/// <param name="server">The server that manages the machines and runs CloudWatch.</param>
/// <param name="recording">The path of a file of lines {logStreamName, timestamp, message}, in order of time.</param>
internal sealed partial class Attack(LocalAwsServer server, string recording)
{
    private const string Group = "/aws/SecurityAuditLogs";
    private const string Alarm = "WindowsSecurityLogsAlarm";

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    // CloudWatch evaluates a datapoint one to two minutes after its end, when late events have arrived.
    private static readonly TimeSpan EvaluationDelay = TimeSpan.FromSeconds(104);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly List<Machine> machines = [.. Lines(recording).Select(line => line.LogStreamName).Distinct().Select(MachineOf)];

    /// <summary>Registers the machines with Systems Manager.</summary>
    public void AddMachines()
    {
        foreach (var machine in machines)
            server.Systems.Add(machine);
    }

    /// <summary>Waits for the agents, and then sends the events as if the attack had just ended, so that the alarm fires.</summary>
    /// <param name="cancellationToken">Stops the wait for the agents.</param>
    /// <returns>A summary for the user; null if the wait was stopped before all agents ran.</returns>
    /// <exception cref="InvalidOperationException">The alarm did not fire.</exception>
    public async Task<string?> PlayAsync(CancellationToken cancellationToken)
    {
        while (!machines.TrueForAll(machine => machine.Configurations.Count > 0))
        {
            if (cancellationToken.IsCancellationRequested)
                return null;
            await Task.Delay(Look, CancellationToken.None);
        }

        var credentials = new BasicAWSCredentials("AKIDEXAMPLE", "made-up");
        var endpoint = server.Endpoint.AbsoluteUri;
        using var logs = new AmazonCloudWatchLogsClient(credentials, new AmazonCloudWatchLogsConfig { ServiceURL = endpoint, AuthenticationRegion = "us-east-1" });
        using var alarms = new AmazonCloudWatchClient(credentials, new AmazonCloudWatchConfig { ServiceURL = endpoint, AuthenticationRegion = "us-east-1" });

        var now = TimeProvider.System.GetUtcNow();
        var start = DateTimeOffset.FromUnixTimeSeconds((now - EvaluationDelay - Period).ToUnixTimeSeconds());
        var events = Read(start);
        server.Alarms.SetPhase(Alarm, TimeSpan.FromSeconds(start.ToUnixTimeSeconds() % (long)Period.TotalSeconds));

        // The alarm is evaluated only after every event has arrived; an earlier evaluation could fire it with part of the count.
        server.Alarms.EvaluationDelay = Period * 2;
        foreach (var stream in events)
            await SendAsync(logs, stream.Key, [.. stream]);
        server.Alarms.EvaluationDelay = EvaluationDelay;
        server.Alarms.Evaluate(now);

        var fired = (await alarms.DescribeAlarmsAsync(new DescribeAlarmsRequest { AlarmNames = [Alarm] }, CancellationToken.None)).MetricAlarms!.Single();
        if (fired.StateValue != StateValue.ALARM)
            throw new InvalidOperationException($"The alarm did not fire. Its state is {fired.StateValue}: {fired.StateReason}");
        return $"""
            Sent {events.Sum(stream => stream.Count())} events of {events.Count} machines, {start:HH:mm:ss} to {start + Period:HH:mm:ss} UTC
            {Alarm}: {fired.StateValue}

            """;
    }

    private static async Task SendAsync(AmazonCloudWatchLogsClient logs, string stream, List<InputLogEvent> events)
    {
        await logs.CreateLogStreamAsync(new CreateLogStreamRequest { LogGroupName = Group, LogStreamName = stream });
        var response = await logs.PutLogEventsAsync(new PutLogEventsRequest { LogGroupName = Group, LogStreamName = stream, LogEvents = events });
        if (response.RejectedLogEventsInfo is not null)
            throw new InvalidOperationException($"CloudWatch Logs rejected events of {stream} because of their time.");
    }

    /// <summary>Reads the recording, grouped by log stream, and shifts all times so that its first second becomes <paramref name="start"/>.</summary>
    private List<IGrouping<string, InputLogEvent>> Read(DateTimeOffset start)
    {
        var lines = Lines(recording).ToList();
        var shift = TimeSpan.FromSeconds(start.ToUnixTimeSeconds() - (lines[0].Timestamp / 1000));
        return lines.GroupBy(
            line => line.LogStreamName,
            line => new InputLogEvent
            {
                Timestamp = (DateTimeOffset.FromUnixTimeMilliseconds(line.Timestamp) + shift).UtcDateTime,
                Message = SystemTime().Replace(line.Message, time => Moved(time.Value, shift)),
            }).ToList();
    }

    // Outside EC2, the log stream has the name of the machine.
    private static Machine MachineOf(string stream) => stream.StartsWith("i-", StringComparison.Ordinal)
        ? new Machine(stream)
        : new Machine("mi-07c4e1a9b2d35f680") { ComputerName = stream, IamRole = "service-role/AmazonEC2RunCommandRoleForManagedInstances" };

    private static IEnumerable<RecordedEvent> Lines(string recording) =>
        File.ReadLines(recording).Select(line => JsonSerializer.Deserialize<RecordedEvent>(line, JsonSerializerOptions.Web)!);

    private static string Moved(string systemTime, TimeSpan shift) =>
        (DateTime.Parse(systemTime, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal) + shift).ToString("O", CultureInfo.InvariantCulture);

    [GeneratedRegex("(?<=<TimeCreated SystemTime=')[^']+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SystemTime();

    private sealed record RecordedEvent(string LogStreamName, long Timestamp, string Message);
}
