using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Amazon.Runtime;
using LocalAws;
using InvalidOperationException = System.InvalidOperationException;

namespace AwsLoginAudit.Demo;

/// <summary>Sets up what an alarm on failed logins needs, and sends a recording as the agents would, through the AWS SDK.</summary>
/// <param name="server">Where the CloudWatch runs.</param>
/// <param name="recording">A file of lines {logStreamName, timestamp, message}, in the order of time.</param>
internal sealed partial class Attack(LocalAwsServer server, string recording)
{
    private const string Group = "/aws/SecurityAuditLogs";
    private const string Alarm = "WindowsSecurityLogsAlarm";
    private const string MetricNamespace = "LoginAudit";
    private const string Metric = "FailedLogins";
    private const int Limit = 5;

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    // CloudWatch looks at a datapoint one to two minutes after its end, when late events are in.
    private static readonly TimeSpan EvaluationDelay = TimeSpan.FromSeconds(104);

    /// <summary>Plays the attack as if it had ended a moment ago, until the alarm fires.</summary>
    /// <returns>What happened, for the user.</returns>
    /// <exception cref="InvalidOperationException">The alarm did not fire.</exception>
    public async Task<string> PlayAsync()
    {
        var credentials = new BasicAWSCredentials("AKIDEXAMPLE", "made-up");
        var endpoint = server.Endpoint.AbsoluteUri;
        using var logs = new AmazonCloudWatchLogsClient(credentials, new AmazonCloudWatchLogsConfig { ServiceURL = endpoint, AuthenticationRegion = "us-east-1" });
        using var alarms = new AmazonCloudWatchClient(credentials, new AmazonCloudWatchConfig { ServiceURL = endpoint, AuthenticationRegion = "us-east-1" });

        var now = TimeProvider.System.GetUtcNow();
        var start = DateTimeOffset.FromUnixTimeSeconds((now - EvaluationDelay - Period).ToUnixTimeSeconds());
        var events = Read(start);
        await CreateAlarmAsync(logs, alarms);
        server.Alarms.SetPhase(Alarm, TimeSpan.FromSeconds(start.ToUnixTimeSeconds() % (long)Period.TotalSeconds));

        // Held back until every event has arrived: a datapoint seen half full would fire the alarm with half the count.
        server.Alarms.EvaluationDelay = Period * 2;
        foreach (var stream in events)
            await SendAsync(logs, stream.Key, [.. stream]);
        server.Alarms.EvaluationDelay = EvaluationDelay;
        server.Alarms.Evaluate(now);

        var fired = (await alarms.DescribeAlarmsAsync(new DescribeAlarmsRequest { AlarmNames = [Alarm] })).MetricAlarms!.Single();
        if (fired.StateValue != StateValue.ALARM)
            throw new InvalidOperationException($"The alarm did not fire; it is {fired.StateValue}: {fired.StateReason}");
        return $"""
            Sent: {events.Sum(stream => stream.Count())} events of {events.Count} instances, {start:HH:mm:ss} to {start + Period:HH:mm:ss} UTC
            {Alarm}: {fired.StateValue}
            {fired.StateReason}

            """;
    }

    private static async Task CreateAlarmAsync(AmazonCloudWatchLogsClient logs, AmazonCloudWatchClient alarms)
    {
        await logs.CreateLogGroupAsync(new CreateLogGroupRequest { LogGroupName = Group });
        await logs.PutMetricFilterAsync(new PutMetricFilterRequest
        {
            LogGroupName = Group,
            FilterName = "AuditFailures",
            FilterPattern = "?\"Audit Failure\" ?0x8010000000000000",
            MetricTransformations = [new MetricTransformation { MetricNamespace = MetricNamespace, MetricName = Metric, MetricValue = "1" }],
        });
        await alarms.PutMetricAlarmAsync(new PutMetricAlarmRequest
        {
            AlarmName = Alarm,
            Namespace = MetricNamespace,
            MetricName = Metric,
            Statistic = Statistic.SampleCount,
            Period = (int)Period.TotalSeconds,
            EvaluationPeriods = 1,
            ComparisonOperator = ComparisonOperator.GreaterThanThreshold,
            Threshold = Limit,
        });
    }

    private static async Task SendAsync(AmazonCloudWatchLogsClient logs, string stream, List<InputLogEvent> events)
    {
        await logs.CreateLogStreamAsync(new CreateLogStreamRequest { LogGroupName = Group, LogStreamName = stream });
        var response = await logs.PutLogEventsAsync(new PutLogEventsRequest { LogGroupName = Group, LogStreamName = stream, LogEvents = events });
        if (response.RejectedLogEventsInfo is not null)
            throw new InvalidOperationException($"CloudWatch refused events of {stream} for their time.");
    }

    /// <summary>The recording by stream, moved in time: its first second becomes the one given.</summary>
    private List<IGrouping<string, InputLogEvent>> Read(DateTimeOffset start)
    {
        var lines = File.ReadLines(recording).Select(line => JsonSerializer.Deserialize<RecordedEvent>(line, JsonSerializerOptions.Web)!).ToList();
        var shift = TimeSpan.FromSeconds(start.ToUnixTimeSeconds() - (lines[0].Timestamp / 1000));
        return lines.GroupBy(
            line => line.LogStreamName,
            line => new InputLogEvent
            {
                Timestamp = (DateTimeOffset.FromUnixTimeMilliseconds(line.Timestamp) + shift).UtcDateTime,
                Message = SystemTime().Replace(line.Message, time => Moved(time.Value, shift)),
            }).ToList();
    }

    private static string Moved(string systemTime, TimeSpan shift) =>
        (DateTime.Parse(systemTime, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal) + shift).ToString("O", CultureInfo.InvariantCulture);

    [GeneratedRegex("(?<=<TimeCreated SystemTime=')[^']+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SystemTime();

    private sealed record RecordedEvent(string LogStreamName, long Timestamp, string Message);
}
