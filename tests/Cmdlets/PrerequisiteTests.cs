using LocalAws.Http;
using LocalAws.Systems;

namespace AwsLoginAudit.Tests.Cmdlets;

public sealed class PrerequisiteTests
{
    private const string Test = "Test-LoginAuditPrerequisite -From audit@corp.example -To soc@corp.example, ops@corp.example @aws";
    private const string Initialize = "Initialize-LoginAuditPrerequisite -From audit@corp.example -To soc@corp.example @aws";
    private const string NewAlarm = "New-LoginAuditAlarm -EmailAddress soc@corp.example @aws";
    private const string Role = "AwsLoginAudit-Agent";

    [Fact]
    public async Task A_new_account_fails_each_check_that_matters_and_every_failure_has_a_remedy()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var checks = engine.Run(Test).Objects<LoginAuditCheck>();
        Assert.Equal(
            [
                ("Identity", LoginAuditCheckStatus.Passed),
                ("Region", LoginAuditCheckStatus.Passed),
                ("SES sender", LoginAuditCheckStatus.Failed),
                ("SES recipient", LoginAuditCheckStatus.Failed),
                ("SES recipient", LoginAuditCheckStatus.Failed),
                ("SES sandbox", LoginAuditCheckStatus.Failed),
                ("SES sending", LoginAuditCheckStatus.Passed),
                ("Managed instances", LoginAuditCheckStatus.Failed),
                ("Instance role", LoginAuditCheckStatus.Failed),
                ("Audit policy", LoginAuditCheckStatus.NotChecked),
                ("Log group", LoginAuditCheckStatus.Failed),
                ("Metric filter", LoginAuditCheckStatus.Failed),
                ("Alarm", LoginAuditCheckStatus.Failed),
            ],
            checks.Select(check => (check.Name, check.Status)));
        Assert.All(checks.Where(check => check.Status == LoginAuditCheckStatus.Failed), check => Assert.NotNull(check.Remedy));
        Assert.Empty(account.Changes);
    }

    [Fact]
    public async Task What_the_remedies_do_makes_the_checks_pass()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        account.Server.Systems.Add(new Machine("i-00000000000000001"));
        engine.Run($"{Initialize}; {NewAlarm}");
        account.Server.Mail.Verify("audit@corp.example");
        account.Server.Mail.Verify("soc@corp.example");
        account.Server.Notifications.Confirm("soc@corp.example");
        account.Server.Requests.Clear();

        var checks = engine.Run("Test-LoginAuditPrerequisite -From audit@corp.example -To soc@corp.example @aws").Objects<LoginAuditCheck>();
        Assert.All(checks.Where(check => check.Name != "Audit policy"), check => Assert.True(check.Status == LoginAuditCheckStatus.Passed, $"{check.Name}: {check.Detail}"));
        Assert.Empty(account.Changes);
    }

    [Fact]
    public async Task A_verified_domain_is_enough_and_out_of_the_sandbox_so_is_any_recipient()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        account.Server.Mail.Verify("corp.example");
        Assert.All(Mail(engine.Run(Test).Objects<LoginAuditCheck>()), check => Assert.True(check.Status == LoginAuditCheckStatus.Passed, check.Detail));

        account.Server.Mail.IsSandbox = false;
        account.Server.Mail.SendingEnabled = false;
        var checks = engine.Run("Test-LoginAuditPrerequisite -To anybody@else.example @aws").Objects<LoginAuditCheck>();
        Assert.Equal(
            [("SES sender", LoginAuditCheckStatus.NotChecked), ("SES recipient", LoginAuditCheckStatus.Passed), ("SES sandbox", LoginAuditCheckStatus.Passed), ("SES sending", LoginAuditCheckStatus.Failed)],
            Mail(checks).Select(check => (check.Name, check.Status)));
    }

    [Fact]
    public async Task What_SES_still_takes_today_is_counted_by_recipients()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        account.Server.Mail.SentInLastDay = 198;
        var fits = Mail(engine.Run("Test-LoginAuditPrerequisite -To a@corp.example, b@corp.example @aws").Objects<LoginAuditCheck>()).Single(check => check.Name == "SES sending");
        Assert.True(fits.Status == LoginAuditCheckStatus.Passed, fits.Detail);
        Assert.Contains("1 recipient a second, 200 in 24 hours, of which 2 are left", fits.Detail, StringComparison.Ordinal);
        var tooMany = Mail(engine.Run("Test-LoginAuditPrerequisite -To a@corp.example, b@corp.example, c@corp.example @aws").Objects<LoginAuditCheck>()).Single(check => check.Name == "SES sending");
        Assert.Equal(LoginAuditCheckStatus.Failed, tooMany.Status);
        Assert.Contains("A report to 3", tooMany.Detail, StringComparison.Ordinal);
        Assert.Contains("production-access", tooMany.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_machine_that_is_not_fine_is_named()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        account.Server.Systems.Add(new Machine("i-00000000000000001"));
        account.Server.Systems.Add(new Machine("i-00000000000000002") { PingStatus = "ConnectionLost" });
        var checks = engine.Run("'i-00000000000000001', 'i-00000000000000002', 'i-00000000000000003' | Test-LoginAuditPrerequisite @aws").Objects<LoginAuditCheck>();
        Assert.Equal(LoginAuditCheckStatus.Failed, checks.Single(check => check.Name == "Managed instances").Status);
        Assert.Equal(
            [("i-00000000000000002", "Start-EC2Instance -InstanceId 'i-00000000000000002'"), ("i-00000000000000003", "Initialize-LoginAuditPrerequisite")],
            checks.Where(check => check.Name == "Managed instance").Select(check => (check.Resource!, check.Remedy!)).Order());
    }

    [Fact]
    public async Task The_roles_of_hybrid_machines_are_looked_at_too()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        account.Server.Identity.AddRole("Hybrid", "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore");
        account.Server.Systems.Add(new Machine("mi-00000000000000001") { IamRole = "service-role/Hybrid" });
        var check = engine.Run("Test-LoginAuditPrerequisite @aws").Objects<LoginAuditCheck>().Single(check => check.Resource == "Hybrid");
        Assert.Equal(LoginAuditCheckStatus.Failed, check.Status);
        Assert.Contains("logs:PutLogEvents", check.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LoginAuditCheckStatus.Passed, "CloudWatchAgentServerPolicy", "AmazonSSMManagedInstanceCore")]
    [InlineData(LoginAuditCheckStatus.NotChecked, "AmazonSSMManagedInstanceCore")]
    public async Task Where_simulation_is_not_allowed_the_attached_policies_tell(LoginAuditCheckStatus status, params string[] policies)
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        account.Server.Identity.AddRole(Role, [.. policies.Select(policy => "arn:aws:iam::aws:policy/" + policy)]);
        account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string> { "iam:SimulatePrincipalPolicy" } };
        Assert.Equal(status, engine.Run("Test-LoginAuditPrerequisite @aws").Objects<LoginAuditCheck>().Single(check => check.Name == "Instance role").Status);
    }

    [Fact]
    public async Task What_may_not_be_looked_at_says_so_with_the_permission_and_stops_nothing()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        string[] denied =
        [
            "ses:GetIdentityVerificationAttributes", "ses:GetSendQuota", "ses:GetAccountSendingEnabled", "ssm:DescribeInstanceInformation", "iam:GetRole",
            "logs:DescribeLogGroups", "logs:DescribeMetricFilters", "cloudwatch:DescribeAlarms",
        ];
        account.Server.Faults = new FaultPlan { DeniedActions = denied.ToHashSet() };
        var checks = engine.Run(Test).Objects<LoginAuditCheck>();
        Assert.Equal(17, checks.Count);
        Assert.All(checks.Where(check => check.Name is not ("Identity" or "Region")), check => Assert.Equal(LoginAuditCheckStatus.NotChecked, check.Status));
        foreach (var action in denied.Except(["logs:DescribeMetricFilters"]))
            Assert.Contains(checks, check => check.Detail.Contains(action, StringComparison.Ordinal));
    }

    // The role of every machine may do this.
    [Fact]
    public async Task A_retention_that_was_changed_is_named_and_the_remedy_restores_it()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Run("New-LoginAuditAlarm -RetentionInDays 30 @aws").Objects<LoginAuditAlarm>();
        Assert.Equal(LoginAuditCheckStatus.Passed, LogGroup().Status);
        await account.Logs.PutRetentionPolicyAsync(new() { LogGroupName = Account.LogGroup, RetentionInDays = 1 });
        var changed = LogGroup();
        Assert.Equal(LoginAuditCheckStatus.Failed, changed.Status);
        Assert.StartsWith("The log group keeps events for 1 day. The setup of the alarm set 30 days", changed.Detail, StringComparison.Ordinal);
        Assert.Empty(engine.Run($"{changed.Remedy} @aws").Errors);
        Assert.Equal(LoginAuditCheckStatus.Passed, LogGroup().Status);
        engine.Run("New-LoginAuditAlarm -RetentionInDays 60 @aws").Objects<LoginAuditAlarm>();
        Assert.Equal(LoginAuditCheckStatus.Passed, LogGroup().Status);

        LoginAuditCheck LogGroup() => engine.Run("Test-LoginAuditPrerequisite @aws").Objects<LoginAuditCheck>().Single(check => check.Name == "Log group");
    }

    [Theory]
    [InlineData("-EventId 4625,4771", new[] { "4625" })]
    [InlineData("", new[] { "4625", "4768", "4769", "4771", "4776-text", "4825", "6273" })]
    [InlineData("-EventId 4776", new[] { "4776-text" })]
    public async Task Each_metric_filter_that_was_deleted_is_named_and_the_remedy_creates_it_again(string ids, string[] deleted)
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Run($"New-LoginAuditAlarm Third {ids} @aws").Objects<LoginAuditAlarm>();
        Assert.Empty(Missing());
        foreach (var name in deleted)
            await account.Logs.DeleteMetricFilterAsync(new() { LogGroupName = Account.LogGroup, FilterName = "Third-" + name });
        var missing = Missing();
        Assert.Equal(deleted.Select(name => "Third-" + name), missing.Select(check => check.Resource));
        Assert.Empty(engine.Run($"{missing[0].Remedy} @aws").Errors);
        Assert.Empty(Missing());

        IReadOnlyList<LoginAuditCheck> Missing() =>
            [.. engine.Run("Test-LoginAuditPrerequisite -AlarmName Third @aws").Objects<LoginAuditCheck>().Where(check => check.Name == "Metric filter" && check.Status == LoginAuditCheckStatus.Failed)];
    }

    [Fact]
    public async Task A_log_group_that_the_alarm_was_not_created_for_has_no_remedy_that_adds_it()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Run("New-LoginAuditAlarm Third -LogGroupName /third -EventId 4625 -Queue @aws").Objects<LoginAuditAlarm>();
        await account.CloudWatch.DeleteAlarmsAsync(new() { AlarmNames = ["Third-waiting"] });
        var checks = engine.Run("Test-LoginAuditPrerequisite -AlarmName Third @aws").Objects<LoginAuditCheck>();
        foreach (var name in (string[])["Log group", "Metric filter"])
            Assert.Equal("Test-LoginAuditPrerequisite -AlarmName 'Third' -LogGroupName '/third'", checks.Single(check => check.Name == name).Remedy);
        Assert.Equal("New-LoginAuditAlarm -AlarmName 'Third' -LogGroupName '/third' -EventId 4625 -Queue", checks.Single(check => check.Resource == "Third-waiting").Remedy);
    }

    // Each log group has ids of its own, and the latest run decides.
    [Fact]
    public async Task The_alarms_description_lists_what_it_counts_of_each_log_group()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        foreach (var parameters in (string[])["-LogGroupName /a -EventId 4771,4625", "-LogGroupName /b -AllAuditFailures", "-LogGroupName /c", "-LogGroupName /a -EventId 4625"])
            Assert.Empty(engine.Run($"New-LoginAuditAlarm Third {parameters} @aws").Errors);
        var alarm = Assert.Single((await account.CloudWatch.DescribeAlarmsAsync(new() { AlarmNames = ["Third"] })).MetricAlarms!);
        Assert.EndsWith(" Log groups: /a (4625), /b (all audit failures), /c", alarm.AlarmDescription, StringComparison.Ordinal);
        foreach (var logGroup in (string[])["/a", "/b", "/c"])
        {
            var checks = engine.Run($"Test-LoginAuditPrerequisite -AlarmName Third -LogGroupName {logGroup} @aws").Objects<LoginAuditCheck>();
            Assert.DoesNotContain(checks, check => check.Name == "Metric filter" && check.Status == LoginAuditCheckStatus.Failed);
        }
    }

    // Another source feeds the metric, such as a machine that puts metric data.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_alarm_whose_samples_have_no_events_is_named(bool fed)
    {
        await using var scene = await AttackScene.OpenAsync();
        if (fed)
        {
            scene.Account.Server.Logs.Load("/feed", "i-0", []);
            await scene.Account.Logs.PutMetricFilterAsync(new()
            {
                LogGroupName = "/feed",
                FilterName = "feed",
                FilterPattern = "",
                MetricTransformations = [new() { MetricNamespace = "AwsLoginAudit", MetricName = AttackScene.Alarm, MetricValue = "1" }],
            });
            scene.Account.Server.Logs.Load("/feed", "i-0", Enumerable.Range(1, 50).Select(second => (scene.Start + TimeSpan.FromSeconds(second), "x")));
        }
        scene.Fire();
        if (fed)
            await scene.Account.Logs.DeleteMetricFilterAsync(new() { LogGroupName = "/feed", FilterName = "feed" });
        var check = scene.Engine.Run("Test-LoginAuditPrerequisite @aws").Objects<LoginAuditCheck>().Single(check => check.Name == "Alarm samples");
        Assert.Equal(fed ? LoginAuditCheckStatus.Failed : LoginAuditCheckStatus.Passed, check.Status);
    }

    [Fact]
    public async Task A_check_that_cannot_be_made_is_not_a_failed_one()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        account.Server.Systems.Add(new Machine("i-00000000000000001"));
        engine.Run($"{Initialize}; {NewAlarm}");
        account.Server.Notifications.Confirm("soc@corp.example");
        foreach (var address in (string[])["audit@corp.example", "soc@corp.example"])
            account.Server.Mail.Verify(address);
        account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string> { "ses:GetAccountSendingEnabled" } };
        const string Command = "Test-LoginAuditPrerequisite -From audit@corp.example -To soc@corp.example @aws";

        Assert.Empty(engine.Run($"{Command} | Where-Object Status -eq Failed").Objects<LoginAuditCheck>());
        Assert.Equal(["Audit policy", "SES sending"], engine.Run($"({Command} | Where-Object Status -eq NotChecked).Name").Objects<string>().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Quiet_is_false_if_a_check_failed_and_true_with_warnings_if_some_could_not_be_made()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        const string Command = "Test-LoginAuditPrerequisite -From audit@corp.example -To soc@corp.example -Quiet @aws";
        Assert.False(Assert.Single(engine.Run(Command).Objects<bool>()));

        account.Server.Systems.Add(new Machine("i-00000000000000001"));
        engine.Run($"{Initialize}; {NewAlarm}");
        account.Server.Notifications.Confirm("soc@corp.example");
        foreach (var address in (string[])["audit@corp.example", "soc@corp.example"])
            account.Server.Mail.Verify(address);
        account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string> { "ses:GetAccountSendingEnabled" } };
        var outcome = engine.Run(Command);
        Assert.True(Assert.Single(outcome.Objects<bool>()));
        Assert.Collection(
            outcome.Warnings,
            warning => Assert.Contains("ses:GetAccountSendingEnabled", warning, StringComparison.Ordinal),
            warning => Assert.StartsWith("Audit policy was not checked. ", warning, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_alarm_that_tells_nobody_does_not_pass()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        await account.AddFilterAsync("f", "ERROR");
        await account.AddAlarmAsync(5);
        var checks = engine.Run($"Test-LoginAuditPrerequisite -AlarmName {Account.AlarmName} @aws").Objects<LoginAuditCheck>();
        Assert.Equal(LoginAuditCheckStatus.Passed, checks.Single(check => check.Name == "Metric filter").Status);
        Assert.Equal((LoginAuditCheckStatus.Failed, "The alarm publishes to no topic, so nobody is notified."), (checks.Single(check => check.Name == "Alarm").Status, checks.Single(check => check.Name == "Alarm").Detail));
    }

    [Fact]
    public async Task Remedies_can_be_pasted_whatever_the_names_hold()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        const string Hostile = "a\u2019); throw 'pwned'; ('";
        engine.Set("hostile", Hostile);
        var remedy = engine.Run("Test-LoginAuditPrerequisite -AlarmName $hostile @aws").Objects<LoginAuditCheck>().Single(check => check.Name == "Alarm").Remedy!;
        var ran = engine.Run($"function New-LoginAuditAlarm {{ param($AlarmName, $LogGroupName) $AlarmName }} {remedy}");
        Assert.Equal(Hostile, Assert.Single(ran.Objects<string>()));
    }

    private static IEnumerable<LoginAuditCheck> Mail(IEnumerable<LoginAuditCheck> checks) => checks.Where(check => check.Name.StartsWith("SES", StringComparison.Ordinal));
}
