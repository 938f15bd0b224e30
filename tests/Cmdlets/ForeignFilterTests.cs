using System.Net;
using LocalAws.Identity;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>Metric filters that feed the alarm's metric and that New-LoginAuditAlarm did not create, or that somebody changed.</summary>
public sealed class ForeignFilterTests
{
    private const string Foreign = "/somebody/else";
    private const string OnCall = "oncall@corp.example";
    private const string Measure = $"Get-LoginAuditFailure -AlarmName {AttackScene.Alarm} @aws | Measure-LoginAuditFailure";
    private const string Install = $"Install-LoginAuditResponder {AttackScene.Alarm} -From {AttackScene.Sender} -To {OnCall} @aws";

    [Fact]
    public async Task The_function_mails_what_it_can_read_once_and_fails_so_that_somebody_sees_it()
    {
        await using var scene = await InstalledAsync();
        await AddFilterAsync(scene);
        scene.Fire();
        await scene.Account.Server.Functions.SettledAsync();

        var mail = Assert.Single(scene.Account.Server.Mail.Outbox).Message;
        Assert.StartsWith("Incomplete: ", mail.Subject, StringComparison.Ordinal);
        Assert.Contains(AttackScene.Guessed, mail.TextBody, StringComparison.Ordinal);
        Assert.Contains($"Log group {Foreign} could not be read", Joined(mail.TextBody), StringComparison.Ordinal);
        Assert.Contains("1 metric filter feeds the alarm's metric although the alarm's setup did not create it", Joined(mail.TextBody), StringComparison.Ordinal);
        Assert.Contains($"{AttackScene.Alarm} of {Foreign}", Joined(mail.TextBody), StringComparison.Ordinal);
        Assert.Equal(["AccessDenied", "AccessDenied", "AccessDenied"], scene.Account.Server.Functions.Invocations.Select(invocation => invocation.ErrorType));
        Assert.Single(scene.Account.Server.Queues.BodiesIn($"{AttackScene.Alarm}-responder-dead-letters"));
    }

    [Fact]
    public async Task Without_a_failed_login_that_can_be_read_the_function_mails_once_that_it_cannot_tell()
    {
        await using var scene = await InstalledAsync();
        await AddFilterAsync(scene);
        LoadForeign(scene, 46);
        scene.Evaluate();
        await scene.Account.Server.Functions.SettledAsync();

        var mail = Assert.Single(scene.Account.Server.Mail.Outbox).Message;
        Assert.Equal($"Failed logins could not be audited - alarm {AttackScene.Alarm}, us-east-1", mail.Subject);
        Assert.Contains(Foreign, mail.TextBody, StringComparison.Ordinal);
        Assert.Equal([false, false, false], scene.Account.Server.Functions.Invocations.Select(invocation => invocation.Succeeded));
    }

    [Fact]
    public async Task When_the_filter_is_gone_the_retry_mails_the_whole_report()
    {
        await using var scene = await InstalledAsync();
        await AddFilterAsync(scene);
        scene.Account.Server.Functions.RetryDelay = attempt =>
        {
            scene.Account.Logs.DeleteMetricFilterAsync(new() { LogGroupName = Foreign, FilterName = AttackScene.Alarm }).GetAwaiter().GetResult();
            return TimeSpan.Zero;
        };
        scene.Fire();
        await scene.Account.Server.Functions.SettledAsync();
        Assert.Equal([false, true], scene.Account.Server.Functions.Invocations.Select(invocation => invocation.Succeeded));
        Assert.Equal([true, false], scene.Account.Server.Mail.Outbox.Select(mail => mail.Message.Subject!.StartsWith("Incomplete: ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Get-LoginAuditFailure -AlarmName $alarm @limited | Measure-LoginAuditFailure")]
    [InlineData("Measure-LoginAuditFailure -AlarmName $alarm -Engine Direct @limited")]
    [InlineData("Measure-LoginAuditFailure -AlarmName $alarm @limited")]
    public async Task A_cmdlet_reads_the_other_log_groups_and_says_what_is_missing(string script)
    {
        await using var scene = await AttackScene.OpenAsync();
        await AddFilterAsync(scene);
        scene.Fire();
        await LimitAsync(scene);
        var outcome = scene.Engine.Run(script);
        var error = Assert.Single(outcome.Errors);
        Assert.StartsWith("AccessDenied,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(Foreign, error.TargetObject);
        var count = Assert.Single(outcome.Output.Select(item => item.BaseObject).OfType<LoginAuditCount>(), count => count.Name == AttackScene.Guessed);
        Assert.Equal((46L, true), (count.FailureCount, count.Incomplete));
        Assert.Contains(Foreign, count.Result!.IncompleteReason, StringComparison.Ordinal);
        Assert.Equal([$"{AttackScene.Alarm} of {Foreign}"], count.Window.ForeignMetricFilters);
    }

    [Fact]
    public async Task A_script_mails_the_incomplete_report_once_and_cannot_acknowledge_the_notification()
    {
        await using var scene = await AttackScene.OpenAsync();
        await AddFilterAsync(scene);
        scene.Fire();
        await LimitAsync(scene);
        const string pass = "Receive-LoginAuditNotification $alarm @aws | ForEach-Object { $report = $_ | Get-LoginAuditFailure -ErrorAction Continue @limited | Measure-LoginAuditFailure | Send-LoginAuditReport -PassThru @mail @aws; $_ | Complete-LoginAuditNotification -Report $report @aws }";
        for (var time = 0; time < 2; time++)
        {
            var outcome = scene.Engine.Run(pass);
            Assert.Contains(outcome.Errors, error => error.FullyQualifiedErrorId.StartsWith("NotificationNotHandled,", StringComparison.Ordinal));
            scene.Account.Server.Queues.ShowAgain(AttackScene.Alarm);
        }
        Assert.StartsWith("Incomplete: ", Assert.Single(scene.Account.Server.Mail.Outbox).Message.Subject, StringComparison.Ordinal);
        Assert.Single(scene.Account.Server.Queues.BodiesIn(AttackScene.Alarm));
    }

    [Fact]
    public async Task A_cmdlet_that_can_read_none_of_them_ends_with_the_error()
    {
        await using var scene = await AttackScene.OpenAsync();
        await AddFilterAsync(scene);
        scene.Fire();
        scene.Account.Server.Faults = new() { DeniedActions = new HashSet<string>(["logs:FilterLogEvents"], StringComparer.Ordinal) };
        var (error, outcome) = scene.Engine.Fail($"Measure-LoginAuditFailure -AlarmName {AttackScene.Alarm} @aws");
        Assert.StartsWith("AccessDenied,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public async Task Test_names_the_foreign_filter_and_how_to_delete_it()
    {
        await using var scene = await AttackScene.OpenAsync();
        const string test = "Test-LoginAuditPrerequisite @aws";
        Assert.DoesNotContain(scene.Engine.Run(test).Objects<LoginAuditCheck>(), check => check.Name == "Metric filter" && check.Status == LoginAuditCheckStatus.Failed);
        await AddFilterAsync(scene);
        var check = Assert.Single(scene.Engine.Run(test).Objects<LoginAuditCheck>(), check => check.Name == "Metric filter" && check.Status == LoginAuditCheckStatus.Failed);
        Assert.Contains(Foreign, check.Detail, StringComparison.Ordinal);
        Assert.Equal($"Remove-CWLMetricFilter -LogGroupName '{Foreign}' -FilterName '{AttackScene.Alarm}'", check.Remedy);
    }

    [Fact]
    public async Task The_function_is_not_given_the_log_groups_of_foreign_filters()
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Account.Server.Mail.Verify(OnCall);
        await AddFilterAsync(scene);
        Assert.Empty(scene.Engine.Run(Install).Errors);
        using var function = new LocalAwsCaller(scene.Account.Server)
        {
            Credentials = scene.Account.Server.Identity.Assume($"arn:aws:iam::123456789012:role/{AttackScene.Alarm}-responder-us-east-1", "lambda.amazonaws.com"),
        };
        (await function.Logs("FilterLogEvents", new { logGroupName = Foreign })).Refused("AccessDeniedException");
        (await function.Logs("FilterLogEvents", new { logGroupName = Account.LogGroup })).Succeeded();
    }

    [Fact]
    public async Task A_log_group_that_New_LoginAuditAlarm_adds_is_not_foreign()
    {
        await using var scene = await AttackScene.OpenAsync();
        Assert.Empty(scene.Engine.Run($"New-LoginAuditAlarm {AttackScene.Alarm} -LogGroupName {Foreign} @aws").Errors);
        Assert.Empty(scene.Engine.Run($"New-LoginAuditAlarm {AttackScene.Alarm} @aws").Errors);
        var alarm = Assert.Single((await scene.Account.CloudWatch.DescribeAlarmsAsync(new() { AlarmNames = [AttackScene.Alarm] })).MetricAlarms!);
        Assert.EndsWith($" Log groups: {Account.LogGroup}, {Foreign}", alarm.AlarmDescription, StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Engine.Run("Test-LoginAuditPrerequisite @aws").Objects<LoginAuditCheck>(), check => check.Name == "Metric filter" && check.Status == LoginAuditCheckStatus.Failed);
    }

    [Fact]
    public async Task The_functions_log_says_how_to_get_rid_of_the_filter_and_never_to_grant_a_permission()
    {
        await using var scene = await InstalledAsync();
        await AddFilterAsync(scene);
        scene.Fire();
        await scene.Account.Server.Functions.SettledAsync();
        var log = await scene.Account.Logs.FilterLogEventsAsync(new() { LogGroupName = $"/aws/lambda/{AttackScene.Alarm}-responder" });
        var line = Assert.Single(log.Events!.Select(written => written.Message!).Where(message => message.Contains($"Log group {Foreign} could not be read", StringComparison.Ordinal)).Distinct());
        Assert.Contains($"The metric filter {AttackScene.Alarm} of this log group feeds", line, StringComparison.Ordinal);
        Assert.Contains("Do not grant a permission for the log group. Delete the metric filter.", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Allow logs:", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_strangers_metric_filter_stays_when_the_alarm_is_set_up_again_or_removed_and_is_named()
    {
        await using var scene = await AttackScene.OpenAsync();
        await PutFilterAsync(scene, "mine", "ERROR");
        await PutFilterAsync(scene, $"{AttackScene.Alarm}-4625-mine", "ERROR");
        await PutFilterAsync(scene, $"{AttackScene.Alarm}-4771", "ERROR", value: "2");
        string[] commands =
        [
            $"New-LoginAuditAlarm {AttackScene.Alarm} -EventId 4625 -Queue @aws",
            $"Remove-LoginAuditAlarm {AttackScene.Alarm} -Confirm:$false @aws",
        ];
        foreach (var command in commands)
        {
            var outcome = scene.Engine.Run(command);
            Assert.Empty(outcome.Errors);
            Assert.Equal(3, outcome.Warnings.Count(warning => warning.Contains("The filter was kept.", StringComparison.Ordinal)));
            Assert.Contains(outcome.Warnings, warning => warning.EndsWith($"Run: Remove-CWLMetricFilter -LogGroupName '{Account.LogGroup}' -FilterName 'mine'", StringComparison.Ordinal));
        }
        var left = await scene.Account.Logs.DescribeMetricFiltersAsync(new() { LogGroupName = Account.LogGroup });
        Assert.Equal(["mine", $"{AttackScene.Alarm}-4625-mine", $"{AttackScene.Alarm}-4771"], left.MetricFilters!.Select(filter => filter.FilterName).OrderByDescending(name => name == "mine").ThenBy(name => name, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("AwsLoginAudit", AttackScene.Alarm, "never there", "")]
    [InlineData("Elsewhere", "Another", "", " -Force")]
    public async Task Test_names_a_metric_filter_of_the_alarm_that_somebody_changed(string metricNamespace, string metricName, string pattern, string force)
    {
        await using var scene = await AttackScene.OpenAsync();
        await PutFilterAsync(scene, $"{AttackScene.Alarm}-4625", pattern, metricNamespace: metricNamespace, metricName: metricName);
        var check = Assert.Single(scene.Engine.Run("Test-LoginAuditPrerequisite @aws").Objects<LoginAuditCheck>(), check => check.Name == "Metric filter" && check.Status == LoginAuditCheckStatus.Failed);
        Assert.Equal($"{AttackScene.Alarm}-4625", check.Resource);
        Assert.Equal($"New-LoginAuditAlarm -AlarmName '{AttackScene.Alarm}' -LogGroupName '{Account.LogGroup}'{force}", check.Remedy);
        Assert.Empty(scene.Engine.Run($"{check.Remedy} @aws").Errors);
        Assert.DoesNotContain(scene.Engine.Run("Test-LoginAuditPrerequisite @aws").Objects<LoginAuditCheck>(), check => check.Name == "Metric filter" && check.Status == LoginAuditCheckStatus.Failed);
    }

    [Fact]
    public async Task Metric_filters_that_somebody_adds_to_the_alarms_log_group_are_named_and_do_not_change_the_counts()
    {
        await using var scene = await AttackScene.OpenAsync();
        await PutFilterAsync(scene, "mine", "");
        scene.Fire();
        var count = Assert.Single(scene.Engine.Run(Measure).Objects<LoginAuditCount>());
        Assert.Equal((AttackScene.Guessed, 46L, false), (count.InstanceId, count.FailureCount, count.Incomplete));
        Assert.Equal([$"mine of {Account.LogGroup}"], count.Window.ForeignMetricFilters);
        var check = Assert.Single(scene.Engine.Run("Test-LoginAuditPrerequisite @aws").Objects<LoginAuditCheck>(), check => check.Name == "Metric filter" && check.Status == LoginAuditCheckStatus.Failed);
        Assert.Equal($"Remove-CWLMetricFilter -LogGroupName '{Account.LogGroup}' -FilterName 'mine'", check.Remedy);
    }

    [Fact]
    public async Task Of_many_foreign_metric_filters_a_few_are_read_and_the_report_is_incomplete()
    {
        await using var scene = await AttackScene.OpenAsync();
        for (var number = 0; number < 20; number++)
            await PutFilterAsync(scene, $"x{number}", "");
        scene.Fire();
        var outcome = scene.Engine.Run(Measure);
        var count = Guessed(outcome);
        Assert.Equal((AttackScene.Guessed, 46L, true, 20), (count.InstanceId, count.FailureCount, count.Incomplete, count.Window.ForeignMetricFilters.Count));
        Assert.Contains("were not read completely", count.Result!.IncompleteReason, StringComparison.Ordinal);
        Assert.InRange(scene.Account.Server.Requests.Count("logs:FilterLogEvents"), 1, 15);
    }

    [Theory]
    [InlineData("2", null)]
    [InlineData("1", 3.0)]
    public async Task A_foreign_metric_filter_that_publishes_anything_else_than_1_makes_the_report_incomplete(string value, double? defaultValue)
    {
        await using var scene = await AttackScene.OpenAsync();
        await PutFilterAsync(scene, "mine", "never there", value, defaultValue);
        scene.Fire();
        var count = Guessed(scene.Engine.Run(Measure));
        Assert.Equal((AttackScene.Guessed, 46L, true), (count.InstanceId, count.FailureCount, count.Incomplete));
        Assert.Contains("the metric filter mine publishes", count.Result!.IncompleteReason, StringComparison.Ordinal);
    }

    // An incomplete count is shown although it is not over its threshold, so there may be others.
    private static LoginAuditCount Guessed(Outcome outcome) =>
        Assert.Single(outcome.Output.Select(item => item.BaseObject).OfType<LoginAuditCount>(), count => count.InstanceId == AttackScene.Guessed);

    private static Task PutFilterAsync(
        AttackScene scene, string name, string pattern, string value = "1", double? defaultValue = null, string metricNamespace = "AwsLoginAudit", string metricName = AttackScene.Alarm) =>
        scene.Account.Logs.PutMetricFilterAsync(new()
        {
            LogGroupName = Account.LogGroup,
            FilterName = name,
            FilterPattern = pattern,
            MetricTransformations = [new() { MetricNamespace = metricNamespace, MetricName = metricName, MetricValue = value, DefaultValue = defaultValue }],
        });

    [Fact]
    public async Task A_log_group_that_the_description_has_no_room_for_is_an_error_and_not_foreign_later()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        foreach (var letter in "ab")
            Assert.Empty(engine.Run($"New-LoginAuditAlarm Long -LogGroupName /{new string(letter, 400)} @aws").Errors);
        var changes = account.Changes.Count;
        Assert.StartsWith("DescriptionTooLong,", engine.Fail($"New-LoginAuditAlarm Long -LogGroupName /{new string('c', 400)} @aws").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(changes, account.Changes.Count);
    }

    private static async Task<AttackScene> InstalledAsync()
    {
        var scene = await AttackScene.OpenAsync();
        scene.Account.Server.Mail.Verify(OnCall);
        scene.Account.Server.Functions.RetryDelay = _ => TimeSpan.Zero;
        Assert.Empty(scene.Engine.Run(Install).Errors);
        return scene;
    }

    private static async Task AddFilterAsync(AttackScene scene)
    {
        scene.Account.Server.Logs.Load(Foreign, "i-0", []);
        await scene.Account.Logs.PutMetricFilterAsync(new()
        {
            LogGroupName = Foreign,
            FilterName = AttackScene.Alarm,
            FilterPattern = "",
            MetricTransformations = [new() { MetricNamespace = "AwsLoginAudit", MetricName = AttackScene.Alarm, MetricValue = "1" }],
        });
    }

    private static void LoadForeign(AttackScene scene, int count) => scene.Account.Server.Logs.Load(
        Foreign, "i-0", Enumerable.Range(1, count).Select(second => (scene.Start + TimeSpan.FromSeconds(second), "anything")));

    // A role that may do everything except read the foreign log group.
    private static async Task LimitAsync(AttackScene scene)
    {
        using var caller = new LocalAwsCaller(scene.Account.Server);
        await caller.Identity("CreateRole", ("RoleName", "Limited"), ("AssumeRolePolicyDocument", FunctionAccount.Trust));
        var (status, _) = await caller.Identity("PutRolePolicy", ("RoleName", "Limited"), ("PolicyName", "p"), ("PolicyDocument", $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},
             {"Effect":"Deny","Action":"logs:*","Resource":"arn:aws:logs:us-east-1:123456789012:log-group:{{Foreign}}:*"}]}
            """));
        Assert.Equal(HttpStatusCode.OK, status);
        var limited = Engine.Parameters(scene.Account.Server.Endpoint.AbsoluteUri);
        var credentials = scene.Account.Server.Identity.Assume("arn:aws:iam::123456789012:role/Limited", "lambda.amazonaws.com");
        (limited["AccessKey"], limited["SecretKey"], limited["SessionToken"]) = (credentials.AccessKeyId, credentials.SecretAccessKey, credentials.SessionToken);
        scene.Engine.Set("limited", limited);
        scene.Engine.Set("alarm", AttackScene.Alarm);
    }

    private static string Joined(string? text) => text!.Unwrapped().ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal);
}
