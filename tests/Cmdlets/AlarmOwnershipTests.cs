using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs.Model;
using Amazon.SimpleNotificationService.Model;
using Amazon.SQS.Model;
using LocalAws.Http;

namespace AwsLoginAudit.Tests.Cmdlets;

public sealed class AlarmOwnershipTests
{
    private const string New = "New-LoginAuditAlarm -Queue @aws";
    private const string Name = "WindowsSecurityLogsAlarm";

    [Theory]
    [InlineData("alarm")]
    [InlineData("topic")]
    [InlineData("queue")]
    [InlineData("metric filter")]
    public async Task What_somebody_else_made_is_not_overwritten_without_Force(string kind)
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        await MakeAsync(account, kind);

        var (error, _) = engine.Fail(New);
        Assert.StartsWith("NotCreatedByModule,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(kind, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("-Force", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(account.Changes);

        var forced = Assert.Single(engine.Run($"{New} -Force").Objects<LoginAuditAlarm>());
        Assert.Contains(forced.Changes, change => change.ResourceType == kind && change.Action == LoginAuditChangeAction.Updated);
        Assert.All(Assert.Single(engine.Run(New).Objects<LoginAuditAlarm>()).Changes, change => Assert.Equal(LoginAuditChangeAction.Unchanged, change.Action));
    }

    [Fact]
    public async Task A_log_group_that_an_agent_made_is_used_and_keeps_its_retention()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        account.Server.Logs.Load(Account.LogGroup, "i-0", []);
        var made = Assert.Single(engine.Run(New).Objects<LoginAuditAlarm>());
        Assert.Equal(LoginAuditChangeAction.Unchanged, made.Changes.First(change => change.ResourceType == "retention of log group").Action);

        var (error, _) = engine.Fail($"{New} -RetentionInDays 30");
        Assert.StartsWith("NotCreatedByModule,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Null((await account.Logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest())).LogGroups![0].RetentionInDays);
        engine.Run($"{New} -RetentionInDays 30 -Force").Objects<LoginAuditAlarm>();
        Assert.Equal(30, (await account.Logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest())).LogGroups![0].RetentionInDays);
    }

    [Theory]
    [InlineData("logs:PutRetentionPolicy", 1)]
    [InlineData("sns:CreateTopic", 10)]
    [InlineData("sqs:CreateQueue", 12)]
    [InlineData("cloudwatch:PutMetricAlarm", 15)]
    public async Task Half_way_what_was_made_is_told_and_a_second_call_finishes_it(string denied, int madeBefore)
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string> { denied } };
        var (error, outcome) = engine.Fail(New);
        Assert.StartsWith("AccessDenied,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(denied, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("log group /aws/SecurityAuditLogs: Created", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(madeBefore, Assert.IsType<LoginAuditAlarm>(Assert.Single(outcome.Output).BaseObject).Changes.Count);

        account.Server.Faults = new FaultPlan();
        var finished = Assert.Single(engine.Run(New).Objects<LoginAuditAlarm>());
        Assert.Equal(madeBefore, finished.Changes.Count(change => change.Action == LoginAuditChangeAction.Unchanged));
        Assert.Equal(18 - madeBefore, finished.Changes.Count(change => change.Action == LoginAuditChangeAction.Created));
        Assert.Equal(90, (await account.Logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest())).LogGroups![0].RetentionInDays);
    }

    [Fact]
    public async Task Get_reads_what_New_made_and_no_other_alarm()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        await MakeAsync(account, "alarm", "Somebodys");
        engine.Run("New-LoginAuditAlarm -Threshold 7 -Queue -EmailAddress soc@corp.example @aws").Objects<LoginAuditAlarm>();
        var alarm = Assert.Single(engine.Run("Get-LoginAuditAlarm @aws").Objects<LoginAuditAlarm>());
        Assert.Equal((Name, 7.0, "INSUFFICIENT_DATA"), (alarm.AlarmName, alarm.Rule!.Threshold, alarm.AlarmState));
        Assert.Equal((8, Name + "-4625", false), (alarm.MetricFilters.Count, alarm.MetricFilters[0].FilterName, alarm.CountsOtherAuditFailures));
        Assert.Equal(["soc@corp.example"], alarm.EmailAddresses);
        Assert.EndsWith("/" + Name, alarm.QueueUrl, StringComparison.Ordinal);

        var outcome = engine.Run($"'Nothing', 'Somebodys', '{Name}' | Get-LoginAuditAlarm @aws");
        Assert.Equal(Name, Assert.IsType<LoginAuditAlarm>(Assert.Single(outcome.Output).BaseObject).AlarmName);
        Assert.Equal(["AlarmNotFound", "NotCreatedByModule"], outcome.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
    }

    [Fact]
    public async Task Remove_takes_away_what_New_made_and_nothing_else()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        await MakeAsync(account, "alarm", "Somebodys");
        await MakeAsync(account, "topic", "Somebodys");
        await MakeAsync(account, "queue", "Somebodys");
        await MakeAsync(account, "metric filter", "Somebodys");
        engine.Run($"{New} -AlarmName Mine -EventId 4625, 4771; {New} -AlarmName Other").Objects<LoginAuditAlarm>();
        account.Server.Logs.Load(Account.LogGroup, "i-0", [(DateTimeOffset.UtcNow, "kept")]);

        var removed = Assert.Single(engine.Run("Get-LoginAuditAlarm Mine @aws | Remove-LoginAuditAlarm -PassThru -Confirm:$false @aws").Objects<LoginAuditAlarm>());
        Assert.All(removed.Changes, change => Assert.Equal(LoginAuditChangeAction.Removed, change.Action));
        Assert.Equal(
            ["alarm", "operations alarm", "operations alarm", "topic", "topic", "queue", "queue", "metric filter", "metric filter"],
            removed.Changes.Select(change => change.ResourceType));
        Assert.Equal(["Other", "Other-dead-letters", "Other-waiting", "Somebodys"], (await account.CloudWatch.DescribeAlarmsAsync(new DescribeAlarmsRequest())).MetricAlarms!.Select(alarm => alarm.AlarmName));
        Assert.Equal(["Other", "Somebodys"], (await FiltersAsync(account)).Select(filter => filter.FilterName!.Split('-')[0]).Distinct());
        await account.Topics.GetTopicAttributesAsync(new GetTopicAttributesRequest { TopicArn = "arn:aws:sns:us-east-1:123456789012:Somebodys" });
        await account.Queues.GetQueueUrlAsync("Somebodys");
        await account.Queues.GetQueueUrlAsync("Other-dead-letters");
        await Assert.ThrowsAsync<QueueDoesNotExistException>(() => account.Queues.GetQueueUrlAsync("Mine-dead-letters"));
        Assert.Single((await account.Logs.FilterLogEventsAsync(new FilterLogEventsRequest { LogGroupName = Account.LogGroup })).Events!);

        var (tooSoon, _) = engine.Fail($"{New} -AlarmName Mine");
        Assert.Contains("60 seconds", tooSoon.Exception.Message, StringComparison.Ordinal);
        account.Server.Queues.ForgetDeleted();
        engine.Run($"{New} -AlarmName Mine; Remove-LoginAuditAlarm Mine -Confirm:$false @aws").Objects<LoginAuditAlarm>();

        var again = engine.Run("Remove-LoginAuditAlarm Mine -Confirm:$false @aws");
        Assert.StartsWith("AlarmNotFound,", Assert.Single(again.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_that_broke_off_is_finished_by_a_second_one()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Run(New).Objects<LoginAuditAlarm>();
        account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string> { "sqs:DeleteQueue" } };
        var (error, outcome) = engine.Fail($"Remove-LoginAuditAlarm {Name} -PassThru -Confirm:$false @aws");
        Assert.Contains("sqs:DeleteQueue", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["alarm", "operations alarm", "operations alarm", "topic", "topic"], Assert.IsType<LoginAuditAlarm>(Assert.Single(outcome.Output).BaseObject).Changes.Select(change => change.ResourceType));

        account.Server.Faults = new FaultPlan();
        var rest = Assert.Single(engine.Run($"Remove-LoginAuditAlarm {Name} -PassThru -Confirm:$false @aws").Objects<LoginAuditAlarm>());
        Assert.Equal(["queue", "queue", .. Enumerable.Repeat("metric filter", 8)], rest.Changes.Select(change => change.ResourceType));
    }

    [Fact]
    public async Task The_log_group_goes_only_when_asked_and_only_where_it_is_ours()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        account.Server.Logs.Load("/agents/own", "i-0", []);
        engine.Run($"{New} -AlarmName Mine; {New} -AlarmName Agents -LogGroupName /agents/own").Objects<LoginAuditAlarm>();
        var outcome = engine.Run("'Mine', 'Agents' | Remove-LoginAuditAlarm -IncludeLogGroup -PassThru -Confirm:$false @aws");
        var error = Assert.Single(outcome.Errors);
        Assert.StartsWith("NotCreatedByModule,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("/agents/own", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, outcome.Output.Count);
        Assert.Equal(["/agents/own"], (await account.Logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest())).LogGroups!.Select(group => group.LogGroupName));
        Assert.Empty((await account.CloudWatch.DescribeAlarmsAsync(new DescribeAlarmsRequest())).MetricAlarms!);
    }

    [Fact]
    public async Task A_log_group_whose_alarm_is_gone_stays_and_the_error_says_why()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        Assert.Empty(engine.Run($"{New}; Remove-LoginAuditAlarm {Name} -Confirm:$false @aws").Errors);
        var error = Assert.Single(engine.Run($"Remove-LoginAuditAlarm {Name} -IncludeLogGroup -Confirm:$false @aws").Errors);
        Assert.StartsWith("AlarmNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("No log group was deleted. Only the alarm", error.Exception.Message, StringComparison.Ordinal);
        Assert.Single((await account.Logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest())).LogGroups!);
    }

    [Fact]
    public async Task The_description_of_the_alarm_tells_its_log_group_when_the_metric_filters_are_gone()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        Assert.Empty(engine.Run(New).Errors);
        foreach (var filter in await FiltersAsync(account))
            await account.Logs.DeleteMetricFilterAsync(new DeleteMetricFilterRequest { LogGroupName = Account.LogGroup, FilterName = filter.FilterName });
        Assert.Empty(engine.Run($"Remove-LoginAuditAlarm {Name} -IncludeLogGroup -Confirm:$false @aws").Errors);
        Assert.Empty((await account.Logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest())).LogGroups!);
    }

    [Theory]
    [InlineData("f", false)]
    [InlineData("One-4625", false)]
    [InlineData("One-4625", true)]
    public async Task Removing_an_alarm_leaves_the_log_group_of_another_alarm(string filterName, bool isAlarmGone)
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        foreach (var (name, group) in new[] { ("One", "/one/events"), ("Two", "/two/evidence") })
            Assert.Empty(engine.Run($"New-LoginAuditAlarm {name} -LogGroupName {group} @aws").Errors);
        var own = (await account.Logs.DescribeMetricFiltersAsync(new DescribeMetricFiltersRequest { LogGroupName = "/one/events" })).MetricFilters!.Single(filter => filter.FilterName == "One-4625");
        await account.Logs.PutMetricFilterAsync(new PutMetricFilterRequest
        {
            LogGroupName = "/two/evidence",
            FilterName = filterName,
            FilterPattern = own.FilterPattern,
            MetricTransformations = own.MetricTransformations,
        });
        if (isAlarmGone)
            await account.CloudWatch.DeleteAlarmsAsync(new DeleteAlarmsRequest { AlarmNames = ["One"] });

        var outcome = engine.Run("Remove-LoginAuditAlarm One -IncludeLogGroup -Confirm:$false @aws");
        Assert.Equal("/two/evidence", Assert.Single(outcome.Errors).TargetObject);
        var groups = (await account.Logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest())).LogGroups!.Select(group => group.LogGroupName!).ToList();
        Assert.Contains("/two/evidence", groups);
        Assert.DoesNotContain("/one/events", groups);
    }

    [Fact]
    public async Task A_log_group_that_another_alarm_reads_too_stays_with_its_events()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Run("'One', 'Two' | ForEach-Object { New-LoginAuditAlarm $_ -LogGroupName /shared @aws } | Out-Null");
        var first = engine.Run("Remove-LoginAuditAlarm One -IncludeLogGroup -Confirm:$false @aws");
        Assert.Equal("/shared", Assert.Single(first.Errors).TargetObject);
        var filters = await account.Logs.DescribeMetricFiltersAsync(new DescribeMetricFiltersRequest { LogGroupName = "/shared" });
        Assert.All(filters.MetricFilters!, filter => Assert.StartsWith("Two", filter.FilterName, StringComparison.Ordinal));
        Assert.NotEmpty(filters.MetricFilters!);
        Assert.Empty(engine.Run("Remove-LoginAuditAlarm Two -IncludeLogGroup -Confirm:$false @aws").Errors);
        Assert.Empty((await account.Logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest { LogGroupNamePrefix = "/shared" })).LogGroups!);
    }

    // An identity that may call cloudwatch:PutMetricAlarm can create such alarms.
    [Theory]
    [InlineData("evil:1", null, 0)]
    [InlineData("evil2", "arn:aws:sns:us-east-1:999999999999:not:one", 1)]
    public async Task A_strangers_alarm_does_not_end_the_lists(string name, string? topicArn, int errors)
    {
        await using var scene = await AttackScene.OpenAsync();
        Assert.Empty(scene.Engine.Run($"Install-LoginAuditResponder {AttackScene.Alarm} -From {AttackScene.Sender} -To {AttackScene.Recipient} @aws").Errors);
        foreach (var strange in new[] { "0" + name, name, "z" + name })
        {
            await scene.Account.PutAlarmAsync(strange, "AwsLoginAudit", "x", request =>
            {
                request.AlarmActions = topicArn is null ? [] : [topicArn];
                request.Tags = [new Amazon.CloudWatch.Model.Tag { Key = "created-by", Value = "AwsLoginAudit" }];
            });
        }
        var alarms = scene.Engine.Run("Get-LoginAuditAlarm @aws");
        Assert.Equal([AttackScene.Alarm], alarms.Output.Select(item => item.BaseObject).OfType<LoginAuditAlarm>().Select(alarm => alarm.AlarmName));
        var responders = scene.Engine.Run("Get-LoginAuditResponder @aws");
        Assert.Equal([AttackScene.Alarm], responders.Output.Select(item => item.BaseObject).OfType<LoginAuditResponder>().Select(responder => responder.AlarmName));
        Assert.Equal((3 * errors, 3 * errors), (alarms.Errors.Count, responders.Errors.Count));
    }

    private static async Task<IReadOnlyList<MetricFilter>> FiltersAsync(Account account) =>
        (await account.Logs.DescribeMetricFiltersAsync(new DescribeMetricFiltersRequest { LogGroupName = Account.LogGroup })).MetricFilters!;

    private static async Task MakeAsync(Account account, string kind, string name = Name)
    {
        switch (kind)
        {
            case "alarm":
                await account.PutAlarmAsync(name, "AwsLoginAudit", name);
                break;
            case "topic":
                await account.Topics.CreateTopicAsync(new CreateTopicRequest { Name = name == Name ? name + "Notifications" : name });
                break;
            case "queue":
                await account.Queues.CreateQueueAsync(name);
                break;
            default:
                await account.AddFilterAsync(name + "-4625", "ERROR");
                break;
        }
    }
}
