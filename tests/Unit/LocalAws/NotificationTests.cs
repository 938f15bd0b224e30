using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws;
using LocalAws.Http;

namespace AwsLoginAudit.Tests.LocalAws;

/// <summary>From an alarm over a topic to a queue.</summary>
public sealed class NotificationTests : IAsyncLifetime
{
    private const string Topic = "arn:aws:sns:us-east-1:123456789012:audit";
    private const string Queue = "arn:aws:sqs:us-east-1:123456789012:q";
    private static readonly string[] All = ["All"];
    private readonly TestClock clock = new(new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private LocalAwsServer server = null!;
    private LocalAwsCaller caller = null!;
    private string url = null!;

    public async ValueTask InitializeAsync()
    {
        (server, caller) = await LocalAwsCaller.StartAsync(clock);
        var (_, created) = await caller.Notifications("CreateTopic", ("Name", "audit"), ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v"));
        Assert.Equal(Topic, created.Element("CreateTopicResult")?.Element("TopicArn")?.Value);
        url = await CreateQueue("q", new { VisibilityTimeout = "30" });
    }

    public async ValueTask DisposeAsync()
    {
        caller.Dispose();
        await server.DisposeAsync();
    }

    private async Task<string> CreateQueue(string name, object attributes) =>
        (string)(await caller.Queues("CreateQueue", new { QueueName = name, Attributes = attributes })).Succeeded()["QueueUrl"]!;

    private async Task Subscribe(string protocol, string endpoint, params (string, string)[] more) =>
        Assert.Equal(HttpStatusCode.OK, (await caller.Notifications("Subscribe", [("TopicArn", Topic), ("Protocol", protocol), ("Endpoint", endpoint), .. more])).Status);

    private async Task Permit(string sourceArn) => (await caller.Queues("SetQueueAttributes", new
    {
        QueueUrl = url,
        Attributes = new { Policy = $$$$$"""{"Statement":{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"{{{{{Queue}}}}}","Condition":{"ArnEquals":{"aws:SourceArn":"{{{{{sourceArn}}}}}"}}}}""" },
    })).Succeeded();

    private async Task Alarm()
    {
        (await caller.Alarms("PutMetricAlarm", new { AlarmName = "a", MetricName = "m", Namespace = "n", Statistic = "Sum", Period = 60, EvaluationPeriods = 1, Threshold = 1, ComparisonOperator = "GreaterThanThreshold", AlarmActions = new[] { Topic } })).Succeeded();
        (await caller.Alarms("SetAlarmState", """{"AlarmName":"a","StateValue":"ALARM","StateReason":"drill"}""")).Succeeded();
    }

    private async Task<JsonArray> Receive(string queue, object? more = null)
    {
        var request = JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        request["QueueUrl"] = queue;
        return (await caller.Queues("ReceiveMessage", request)).Succeeded()["Messages"]?.AsArray() ?? [];
    }

    [Fact]
    public async Task An_alarm_reaches_the_queue_that_lets_the_topic_in()
    {
        await Permit(Topic);
        await Subscribe("sqs", Queue);
        await Alarm();
        var envelope = JsonNode.Parse((string)Assert.Single(await Receive(url))!["Body"]!)!;
        Assert.Equal("Notification", (string?)envelope["Type"]);
        Assert.Equal(Topic, (string?)envelope["TopicArn"]);
        Assert.Equal("ALARM: \"a\" in US East (N. Virginia)", (string?)envelope["Subject"]);
        Assert.Equal("drill", (string?)JsonNode.Parse((string)envelope["Message"]!)!["NewStateReason"]);
        Assert.Empty(server.Notifications.Lost);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("arn:aws:sns:us-east-1:123456789012:other")]
    public async Task A_queue_that_does_not_let_the_topic_in_gets_nothing(string? sourceArn)
    {
        if (sourceArn is not null)
            await Permit(sourceArn);
        await Subscribe("sqs", Queue);
        await Alarm();
        Assert.Empty(server.Queues.BodiesIn("q"));
        Assert.Equal(Queue, Assert.Single(server.Notifications.Lost).Target);
    }

    [Fact]
    public async Task Raw_delivery_is_the_message_without_the_envelope()
    {
        await Permit(Topic);
        await Subscribe("sqs", Queue, ("Attributes.entry.1.key", "RawMessageDelivery"), ("Attributes.entry.1.value", "true"));
        await Alarm();
        Assert.Equal("a", (string?)JsonNode.Parse(Assert.Single(server.Queues.BodiesIn("q")))!["AlarmName"]);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Only_a_confirmed_address_gets_mail(bool isConfirmed, int mails)
    {
        await Subscribe("email", "a@example.com");
        if (isConfirmed)
            server.Notifications.Confirm("a@example.com");
        await Alarm();
        Assert.Equal(mails, server.Notifications.Outbox.Count);
    }

    [Fact]
    public async Task A_message_is_hidden_while_it_is_worked_on_and_goes_to_the_dead_letters_after_its_receives()
    {
        var dead = await CreateQueue("dead", new { });
        var work = await CreateQueue("work", new { RedrivePolicy = """{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:123456789012:dead","maxReceiveCount":2}""" });
        (await caller.Queues("SendMessage", new { QueueUrl = work, MessageBody = "m" })).Succeeded();
        for (var count = 1; count <= 2; count++)
        {
            var message = Assert.Single(await Receive(work, new { MessageSystemAttributeNames = All }))!;
            Assert.Equal($"{count}", (string?)message["Attributes"]!["ApproximateReceiveCount"]);
            Assert.Empty(await Receive(work));
            clock.Now = clock.Now.AddSeconds(30);
        }
        Assert.Empty(await Receive(work));
        var receipt = (string?)Assert.Single(await Receive(dead))!["ReceiptHandle"];
        (await caller.Queues("DeleteMessage", new { QueueUrl = dead, ReceiptHandle = receipt })).Succeeded();
        Assert.Empty(server.Queues.BodiesIn("dead"));
    }

    [Fact]
    public async Task A_long_poll_ends_when_a_message_comes()
    {
        var received = Receive(url, new { WaitTimeSeconds = 20 });
        (await caller.Queues("SendMessage", new { QueueUrl = url, MessageBody = "m" })).Succeeded();
        Assert.Single(await received);
    }

    [Theory]
    [InlineData("CreateQueue", """{"QueueName":"a b"}""", "InvalidParameterValue")]
    [InlineData("CreateQueue", """{"QueueName":"q","Attributes":{"VisibilityTimeout":"31"}}""", "QueueAlreadyExists")]
    [InlineData("CreateQueue", """{"QueueName":"n","Attributes":{"VisibilityTimeout":"43201"}}""", "InvalidAttributeValue")]
    [InlineData("CreateQueue", """{"QueueName":"n","Attributes":{"Policy":"{}"}}""", "InvalidAttributeValue")]
    [InlineData("CreateQueue", """{"QueueName":"n","Attributes":{"Colour":"red"}}""", "InvalidAttributeName")]
    [InlineData("GetQueueUrl", """{"QueueName":"n"}""", "AWS.SimpleQueueService.NonExistentQueue")]
    public async Task SQS_refuses(string operation, string parameters, string code) =>
        Assert.Equal($"{code};Sender", (await caller.Queues(operation, parameters)).QueryError);

    [Theory]
    [InlineData("CreateTopic", "Name", "a b", "InvalidParameter", 400)]
    [InlineData("CreateTopic", "DisplayName", "a", "NotSupportedByLocalAws", 501)]
    [InlineData("GetTopicAttributes", "TopicArn", "audit", "InvalidParameter", 400)]
    [InlineData("GetTopicAttributes", "TopicArn", Topic + "x", "NotFound", 404)]
    [InlineData("ListTagsForResource", "ResourceArn", Topic + "x", "ResourceNotFound", 404)]
    public async Task SNS_refuses(string operation, string name, string value, string code, int status)
    {
        var (answered, body) = await caller.Notifications(operation, (name, value));
        Assert.Equal((code, status), (body.Element("Error")?.Element("Code")?.Value, (int)answered));
    }

    [Fact]
    public async Task A_topic_can_be_made_again_but_not_with_other_tags()
    {
        Assert.Equal(HttpStatusCode.OK, (await caller.Notifications("CreateTopic", ("Name", "audit"))).Status);
        var (status, body) = await caller.Notifications("CreateTopic", ("Name", "audit"), ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "other"));
        Assert.Equal((HttpStatusCode.BadRequest, "InvalidParameter"), (status, body.Element("Error")?.Element("Code")?.Value));
        var attributes = (await caller.Notifications("GetTopicAttributes", ("TopicArn", Topic))).Body.Descendants("entry").ToDictionary(e => e.Element("key")!.Value, e => e.Element("value")!.Value, StringComparer.Ordinal);
        Assert.Equal("123456789012", attributes["Owner"]);
    }

    [Fact]
    public async Task Faults_speak_Query()
    {
        server.Faults = new FaultPlan { ThrottlePercent = 100 };
        Assert.Equal("Throttling", (await caller.Notifications("CreateTopic", ("Name", "t"))).Body.Element("Error")?.Element("Code")?.Value);
        server.Faults = new FaultPlan { DeniedActions = new HashSet<string>(StringComparer.Ordinal) { "sns:CreateTopic" } };
        var (status, body) = await caller.Notifications("CreateTopic", ("Name", "t"));
        Assert.Equal((HttpStatusCode.Forbidden, "AuthorizationError"), (status, body.Element("Error")?.Element("Code")?.Value));
    }
}
