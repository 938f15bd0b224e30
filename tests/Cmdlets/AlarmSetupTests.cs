using System.Text.Json.Nodes;
using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs.Model;
using Amazon.SimpleNotificationService.Model;
using Amazon.SQS.Model;
using LocalAws.Http;

namespace AwsLoginAudit.Tests.Cmdlets;

public sealed class AlarmSetupTests
{
    private const string New = "New-LoginAuditAlarm @aws";
    private const string Name = "WindowsSecurityLogsAlarm";
    private const string TopicArn = "arn:aws:sns:us-east-1:123456789012:WindowsSecurityLogsAlarmNotifications";
    private const string Whole = $"{New} -Threshold 5 -Queue -EmailAddress soc@corp.example, ops@corp.example";

    [Fact]
    public async Task Everything_between_the_log_group_and_the_people_is_made()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var made = Assert.Single(engine.Run(Whole).Objects<LoginAuditAlarm>());
        Assert.All(made.Changes, change => Assert.Equal(LoginAuditChangeAction.Created, change.Action));
        Assert.Equal(
            ["log group", "retention of log group", .. Enumerable.Repeat("metric filter", 8), "topic", "topic", "queue", "queue", "e-mail subscription", "e-mail subscription", "queue subscription",
                "operations subscription", "operations subscription", "operations alarm", "operations alarm", "alarm"],
            made.Changes.Select(change => change.ResourceType));

        var group = Assert.Single((await account.Logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest())).LogGroups!);
        Assert.Equal(("/aws/SecurityAuditLogs", 90), (group.LogGroupName, group.RetentionInDays));
        var alarm = Assert.Single((await account.CloudWatch.DescribeAlarmsAsync(new DescribeAlarmsRequest { AlarmNames = [Name] })).MetricAlarms!);
        Assert.Equal(
            (Name, "SampleCount", 300, 1, 5.0, "GreaterThanThreshold", "notBreaching"),
            (alarm.AlarmName, alarm.Statistic!.Value, alarm.Period, alarm.EvaluationPeriods, alarm.Threshold, alarm.ComparisonOperator!.Value, alarm.TreatMissingData));
        Assert.Equal([TopicArn], alarm.AlarmActions);
        Assert.Equal((TopicArn, alarm.AlarmArn), (made.TopicArn, made.AlarmArn));
        var subscriptions = (await account.Topics.ListSubscriptionsByTopicAsync(new ListSubscriptionsByTopicRequest { TopicArn = TopicArn })).Subscriptions!;
        Assert.Equal(
            ["arn:aws:sqs:us-east-1:123456789012:" + Name, "ops@corp.example", "soc@corp.example"],
            subscriptions.Select(subscription => subscription.Endpoint).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Each_event_id_has_its_filters_and_all_feed_one_metric()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Run(New).Objects<LoginAuditAlarm>();
        var filters = (await account.Logs.DescribeMetricFiltersAsync(new DescribeMetricFiltersRequest { LogGroupName = Account.LogGroup })).MetricFilters!;
        const string Keyword = "\"0x8010000000000000\"";
        const string Provider = "[Microsoft-Windows-Security-Auditing]\"";
        const string Code = @"EventID.4769\W.+Status..0x0*";
        Assert.Equal(
            [
                (Name + "-4625", $"?\"<EventID>4625</EventID>\" ?\"[4625] {Provider}"),
                (Name + "-4768", $"\"<EventID>4768</EventID>\" {Keyword}"),
                (Name + "-4769", $@"%{Code}[1679cC]\W|{Code}1[02578]\W|{Code}3[eE]\W|{Code}4[06789bBdD]\W%"),
                (Name + "-4771", $"?\"<EventID>4771</EventID>\" ?\"[4771] {Provider}"),
                (Name + "-4776", $"\"<EventID>4776</EventID>\" {Keyword}"),
                (Name + "-4776-text", $"\"[4776] {Provider} \"0xC0\""),
                (Name + "-4825", $"?\"<EventID>4825</EventID>\" ?\"[4825] {Provider}"),
                (Name + "-6273", $"?\"<EventID>6273</EventID>\" ?\"[6273] {Provider}"),
            ],
            filters.Select(filter => (filter.FilterName!, filter.FilterPattern!)));
        Assert.All(filters, filter =>
        {
            var counted = Assert.Single(filter.MetricTransformations!);
            Assert.Equal(("AwsLoginAudit", Name, "1", (double?)null), (counted.MetricNamespace, counted.MetricName, counted.MetricValue, counted.DefaultValue));
        });
        Assert.True(FirstOf(account, "logs:TestMetricFilter") < FirstOf(account, "logs:CreateLogGroup"), "The pattern is tried before anything is made.");
    }

    [Fact]
    public async Task An_event_id_each_has_its_own_filter_and_none_counts_twice()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Run($"{New} -AllAuditFailures").Objects<LoginAuditAlarm>();
        var changed = Assert.Single(engine.Run($"{New} -EventId 4768, 4625").Objects<LoginAuditAlarm>());
        var filters = (await account.Logs.DescribeMetricFiltersAsync(new DescribeMetricFiltersRequest { LogGroupName = Account.LogGroup })).MetricFilters!;
        Assert.Equal(
            [(Name + "-4625", "?\"<EventID>4625</EventID>\" ?\"[4625] [Microsoft-Windows-Security-Auditing]\""), (Name + "-4768", "\"<EventID>4768</EventID>\" \"0x8010000000000000\"")],
            filters.Select(filter => (filter.FilterName!, filter.FilterPattern!)));
        Assert.Contains(new LoginAuditChange("metric filter", Name, LoginAuditChangeAction.Removed), changed.Changes);
    }

    [Fact]
    public async Task A_second_call_changes_nothing_and_says_so()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var first = Assert.Single(engine.Run(Whole).Objects<LoginAuditAlarm>());
        account.Server.Requests.Clear();
        var second = Assert.Single(engine.Run(Whole).Objects<LoginAuditAlarm>());
        Assert.Empty(account.Changes);
        Assert.All(second.Changes, change => Assert.Equal(LoginAuditChangeAction.Unchanged, change.Action));
        Assert.Equal(first.Changes.Select(change => change.Name), second.Changes.Select(change => change.Name));
        Assert.Equal(first.QueueUrl, second.QueueUrl);
    }

    [Fact]
    public async Task Another_threshold_changes_the_alarm_alone_and_keeps_what_was_added_to_it()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Run(Whole).Objects<LoginAuditAlarm>();
        var alarm = (await account.CloudWatch.DescribeAlarmsAsync(new DescribeAlarmsRequest { AlarmNames = [Name] })).MetricAlarms![0];
        const string Other = "arn:aws:sns:us-east-1:123456789012:pager";
        await account.CloudWatch.PutMetricAlarmAsync(Again(alarm, alarmActions: [TopicArn, Other], okActions: [Other], description: "Ours"));
        account.Server.Requests.Clear();

        var changed = Assert.Single(engine.Run(Whole.Replace("-Threshold 5", "-Threshold 12", StringComparison.Ordinal)).Objects<LoginAuditAlarm>());
        Assert.Equal("cloudwatch:PutMetricAlarm", Assert.Single(account.Changes).Action);
        Assert.Equal("alarm", Assert.Single(changed.Changes, change => change.Action != LoginAuditChangeAction.Unchanged).ResourceType);
        var now = (await account.CloudWatch.DescribeAlarmsAsync(new DescribeAlarmsRequest { AlarmNames = [Name] })).MetricAlarms![0];
        Assert.Equal((12.0, $"Ours Log groups: {Account.LogGroup}", true), (now.Threshold, now.AlarmDescription, now.ActionsEnabled));
        Assert.Equal([TopicArn, Other], now.AlarmActions);
        Assert.Equal([Other], now.OKActions);
    }

    [Fact]
    public async Task Everything_made_carries_the_tag_where_the_API_takes_tags()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Run(Whole).Objects<LoginAuditAlarm>();
        string[] takeTags = ["logs:CreateLogGroup", "sns:CreateTopic", "sqs:CreateQueue", "cloudwatch:PutMetricAlarm"];
        string[] takeNone = ["logs:PutRetentionPolicy", "logs:TagResource", "logs:PutMetricFilter", "sns:Subscribe"];
        foreach (var call in account.Changes)
        {
            Assert.Contains(call.Action, takeTags.Concat(takeNone));
            if (takeTags.Contains(call.Action))
                Assert.Matches("created-by\"?[:,].*AwsLoginAudit", call.Parameters);
        }
        Assert.Equal(4, account.Changes.Select(call => call.Action).Distinct().Intersect(takeTags).Count());
    }

    [Fact]
    public async Task The_queue_lets_only_this_topic_in_and_sets_aside_what_nobody_can_deal_with()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var url = Assert.Single(engine.Run($"{New} -Queue").Objects<LoginAuditAlarm>()).QueueUrl;
        var attributes = (await account.Queues.GetQueueAttributesAsync(new GetQueueAttributesRequest { QueueUrl = url, AttributeNames = ["All"] })).Attributes;
        var statements = JsonNode.Parse(attributes["Policy"])!["Statement"]!.AsArray();
        AssertDeniesWithoutTls(Assert.Single(statements, one => (string)one!["Effect"]! == "Deny")!, "sqs:*", attributes["QueueArn"]);
        var statement = Assert.Single(statements, one => (string)one!["Effect"]! == "Allow")!;
        Assert.Equal("sns.amazonaws.com", (string)statement["Principal"]!["Service"]!);
        Assert.Equal(TopicArn, (string)statement["Condition"]!["ArnEquals"]!["aws:SourceArn"]!);
        Assert.Equal("arn:aws:sqs:us-east-1:123456789012:WindowsSecurityLogsAlarm-dead-letters", (string)JsonNode.Parse(attributes["RedrivePolicy"])!["deadLetterTargetArn"]!);
        Assert.Equal("true", attributes["SqsManagedSseEnabled"]);

        await account.Topics.CreateTopicAsync(new CreateTopicRequest { Name = "Somebody" });
        await account.Topics.SubscribeAsync(new SubscribeRequest
        {
            TopicArn = "arn:aws:sns:us-east-1:123456789012:Somebody",
            Protocol = "sqs",
            Endpoint = attributes["QueueArn"],
        });
        account.Server.Notifications.Publish("arn:aws:sns:us-east-1:123456789012:Somebody", "let me in");
        Assert.Empty(account.Server.Queues.BodiesIn(Name));
        account.Server.Notifications.Publish(TopicArn, "an alarm");
        Assert.Contains("an alarm", Assert.Single(account.Server.Queues.BodiesIn(Name)), StringComparison.Ordinal);
    }

    internal static void AssertDeniesWithoutTls(JsonNode statement, string action, string resource) => Assert.Equal(
        $$$$"""{"Sid":"OnlyOverTls","Effect":"Deny","Principal":"*","Action":"{{{{action}}}}","Resource":"{{{{resource}}}}","Condition":{"Bool":{"aws:SecureTransport":"false"}}}""",
        statement.ToJsonString());

    private static int FirstOf(Account account, string action) => account.Server.Requests.All.ToList().FindIndex(request => request.Action == action);

    private static PutMetricAlarmRequest Again(MetricAlarm alarm, List<string> alarmActions, List<string> okActions, string description) => new()
    {
        AlarmName = alarm.AlarmName,
        AlarmDescription = description,
        AlarmActions = alarmActions,
        OKActions = okActions,
        Namespace = alarm.Namespace,
        MetricName = alarm.MetricName,
        Statistic = alarm.Statistic,
        Period = alarm.Period,
        EvaluationPeriods = alarm.EvaluationPeriods,
        DatapointsToAlarm = alarm.DatapointsToAlarm,
        Threshold = alarm.Threshold,
        ComparisonOperator = alarm.ComparisonOperator,
        TreatMissingData = alarm.TreatMissingData,
    };
}
