using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Amazon.Runtime;

namespace AwsLoginAudit.Tests.AwsSdk;

/// <summary>
/// The same calls against moto_server, a second opinion on wire shapes. It does not know TestMetricFilter,
/// and it evaluates no alarm, so a history stays empty.
/// </summary>
public sealed class MotoTests : IAsyncLifetime
{
    private Process? moto;
    private string url = "";

    public async ValueTask InitializeAsync()
    {
        var port = FreePort();
        url = $"http://127.0.0.1:{port}";
        moto = ChildProcess.TryStart("moto_server", "-H", "127.0.0.1", "-p", $"{port}");
        if (moto is null)
            return;
        moto.OutputDataReceived += static (_, _) => { };
        moto.ErrorDataReceived += static (_, _) => { };
        moto.BeginOutputReadLine();
        moto.BeginErrorReadLine();
        if (await AnswersAsync())
            return;

        // A launcher without its program behind it ends at once.
        var absent = moto.HasExited;
        await DisposeAsync();
        Assert.True(absent, "moto_server did not answer within 30 seconds");
    }

    public ValueTask DisposeAsync()
    {
        if (moto is { HasExited: false })
            moto.Kill(entireProcessTree: true);
        moto?.Dispose();
        moto = null;
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task CloudWatchLogs_calls_are_understood()
    {
        var token = StartedOrSkip();
        using var logs = new AmazonCloudWatchLogsClient(RecordingServer.Credentials, new() { ServiceURL = url, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
        var now = DateTime.UtcNow;

        await logs.CreateLogGroupAsync(new() { LogGroupName = "g", Tags = new() { ["Owner"] = "IT" } }, token);
        await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => logs.CreateLogGroupAsync(new() { LogGroupName = "g" }, token));
        await logs.PutRetentionPolicyAsync(new() { LogGroupName = "g", RetentionInDays = 30 }, token);
        await logs.CreateLogStreamAsync(new() { LogGroupName = "g", LogStreamName = "s" }, token);
        await logs.PutLogEventsAsync(new() { LogGroupName = "g", LogStreamName = "s", LogEvents = [new() { Timestamp = now, Message = "<é \"x\">" }] }, token);
        await logs.PutMetricFilterAsync(new() { LogGroupName = "g", FilterName = "f", FilterPattern = "x", MetricTransformations = [new() { MetricName = "m", MetricNamespace = "n", MetricValue = "1" }] }, token);

        var group = Assert.Single((await logs.DescribeLogGroupsAsync(new() { LogGroupNamePrefix = "g" }, token)).LogGroups!);
        Assert.Equal(30, group.RetentionInDays);
        Assert.InRange(group.CreationTime!.Value, now.AddMinutes(-1), now.AddMinutes(1));
        Assert.Equal("s", Assert.Single((await logs.DescribeLogStreamsAsync(new() { LogGroupName = "g" }, token)).LogStreams!).LogStreamName);
        var filter = Assert.Single((await logs.DescribeMetricFiltersAsync(new() { LogGroupName = "g" }, token)).MetricFilters!);
        Assert.Equal("1", Assert.Single(filter.MetricTransformations!).MetricValue);

        var milliseconds = new DateTimeOffset(now).ToUnixTimeMilliseconds();
        var found = Assert.Single((await logs.FilterLogEventsAsync(new() { LogGroupName = "g", StartTime = milliseconds, EndTime = milliseconds }, token)).Events!);
        Assert.Equal(("<é \"x\">", milliseconds, "s"), (found.Message, found.Timestamp, found.LogStreamName));
        var read = Assert.Single((await logs.GetLogEventsAsync(new() { LogGroupName = "g", LogStreamName = "s", StartFromHead = true }, token)).Events!);
        Assert.Equal(found.Timestamp, new DateTimeOffset(read.Timestamp!.Value).ToUnixTimeMilliseconds());
        await Assert.ThrowsAsync<Amazon.CloudWatchLogs.Model.ResourceNotFoundException>(() => logs.FilterLogEventsAsync(new() { LogGroupName = "none" }, token));
    }

    [Fact]
    public async Task CloudWatch_calls_are_understood()
    {
        var token = StartedOrSkip();
        using var cloudWatch = new AmazonCloudWatchClient(RecordingServer.Credentials, new() { ServiceURL = url, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });

        await cloudWatch.PutMetricAlarmAsync(
            new()
            {
                AlarmName = "a",
                MetricName = "m",
                Namespace = "n",
                Statistic = Statistic.Sum,
                Period = 300,
                EvaluationPeriods = 1,
                Threshold = 5,
                ComparisonOperator = ComparisonOperator.GreaterThanThreshold,
                TreatMissingData = "notBreaching",
            },
            token);

        var alarm = Assert.Single((await cloudWatch.DescribeAlarmsAsync(new() { AlarmNames = ["a"] }, token)).MetricAlarms!);
        Assert.Equal((300, 5.0, "notBreaching"), (alarm.Period, alarm.Threshold, alarm.TreatMissingData));
        Assert.Same(ComparisonOperator.GreaterThanThreshold, alarm.ComparisonOperator);
        Assert.InRange(alarm.StateUpdatedTimestamp!.Value, DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow.AddMinutes(1));
    }

    private CancellationToken StartedOrSkip()
    {
        Assert.SkipWhen(moto is null, "moto_server is not on this machine");
        return TestContext.Current.CancellationToken;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> AnswersAsync()
    {
        using var http = new HttpClient();
        for (var attempt = 0; attempt < 120 && !moto!.HasExited; attempt++)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(url + "/moto-api/"));
                return true;
            }
            catch (HttpRequestException)
            {
                // It opens its port when it is ready, and says so nowhere else.
                await Task.Delay(250);
            }
        }

        return false;
    }
}
