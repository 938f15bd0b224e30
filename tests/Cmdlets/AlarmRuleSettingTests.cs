using System.Management.Automation;
using Amazon.CloudWatch.Model;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>When the alarm of New-LoginAuditAlarm fires: period, evaluation periods, datapoints to alarm, missing data.</summary>
public sealed class AlarmRuleSettingTests
{
    private const string New = "New-LoginAuditAlarm @aws";

    public static TheoryData<string, TimeSpan, int, int, MissingDataTreatment> Accepted => new()
    {
        { "", TimeSpan.FromMinutes(5), 1, 1, MissingDataTreatment.NotBreaching },
        { "-Period 1m -EvaluationPeriods 5 -DatapointsToAlarm 3", TimeSpan.FromMinutes(1), 5, 3, MissingDataTreatment.NotBreaching },
        { "-EvaluationPeriods 3", TimeSpan.FromMinutes(5), 3, 3, MissingDataTreatment.NotBreaching },
        { "-Period 60s -EvaluationPeriods 1440", TimeSpan.FromMinutes(1), 1440, 1440, MissingDataTreatment.NotBreaching },
        { "-Period 1h -EvaluationPeriods 168 -TreatMissingData ignore", TimeSpan.FromHours(1), 168, 168, MissingDataTreatment.Ignore },
        { "-Period 7d -TreatMissingData Missing", TimeSpan.FromDays(7), 1, 1, MissingDataTreatment.Missing },
        { "-Period ([timespan] '00:02:00') -TreatMissingData breaching", TimeSpan.FromMinutes(2), 1, 1, MissingDataTreatment.Breaching },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task The_alarm_has_the_settings_that_were_given(string parameters, TimeSpan period, int periods, int datapoints, MissingDataTreatment treatment)
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var rule = new AlarmRule(AlarmComparison.GreaterThanThreshold, 5, period, periods, datapoints, treatment);
        Assert.Equal(rule, Assert.Single(engine.Run($"{New} {parameters}").Objects<LoginAuditAlarm>()).Rule);
        Assert.Equal(rule, Assert.Single(engine.Run("Get-LoginAuditAlarm @aws").Objects<LoginAuditAlarm>()).Rule);
        var again = Assert.Single(engine.Run($"{New} {parameters}").Objects<LoginAuditAlarm>());
        Assert.All(again.Changes, change => Assert.Equal(LoginAuditChangeAction.Unchanged, change.Action));
    }

    [Fact]
    public async Task Parameters_that_are_not_given_keep_the_values_of_the_alarm()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var first = Assert.Single(engine.Run($"{New} -Threshold 10 -Period 1m -EvaluationPeriods 5 -DatapointsToAlarm 3 -TreatMissingData Ignore -EventId 4625, 4771").Objects<LoginAuditAlarm>());
        var second = Assert.Single(engine.Run(New).Objects<LoginAuditAlarm>());
        Assert.All(second.Changes, change => Assert.Equal(LoginAuditChangeAction.Unchanged, change.Action));
        Assert.Equal(first.Rule, second.Rule);
        Assert.Equal(first.MetricFilters, second.MetricFilters);

        var third = Assert.Single(engine.Run($"{New} -Threshold 5 -TreatMissingData Missing").Objects<LoginAuditAlarm>());
        Assert.Equal(
            "alarm WindowsSecurityLogsAlarm: Updated (threshold 10 -> 5, missing data Ignore -> Missing)",
            Assert.Single(third.Changes, change => change.Action != LoginAuditChangeAction.Unchanged).ToString());
        Assert.Equal(first.Rule! with { Threshold = 5, TreatMissingData = MissingDataTreatment.Missing }, Assert.Single(engine.Run("Get-LoginAuditAlarm @aws").Objects<LoginAuditAlarm>()).Rule);
    }

    [Fact]
    public async Task An_alarm_keeps_its_log_group_unless_another_one_is_given()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Run($"{New} -LogGroupName /servers -EventId 4625").Objects<LoginAuditAlarm>();
        var second = Assert.Single(engine.Run($"{New} -Threshold 7").Objects<LoginAuditAlarm>());
        Assert.Equal(["/servers"], second.MetricFilters.Select(filter => filter.LogGroupName));
        Assert.DoesNotContain(second.Changes, change => change.Action == LoginAuditChangeAction.Created);

        var third = Assert.Single(engine.Run($"{New} -LogGroupName /aws/SecurityAuditLogs").Objects<LoginAuditAlarm>());
        Assert.All(third.MetricFilters, filter => Assert.Equal("/aws/SecurityAuditLogs", filter.LogGroupName));
    }

    [Theory]
    [InlineData("", 3, 3)]
    [InlineData("-DatapointsToAlarm 1", 3, 1)]
    public async Task All_evaluated_periods_stay_all_and_another_number_stays_that_number(string parameters, int periods, int datapoints)
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Run($"{New} -EvaluationPeriods 2 {parameters}").Objects<LoginAuditAlarm>();
        var rule = Assert.Single(engine.Run($"{New} -EvaluationPeriods 3").Objects<LoginAuditAlarm>()).Rule!;
        Assert.Equal((periods, datapoints), (rule.EvaluationPeriods, rule.DatapointsToAlarm));
    }

    [Fact]
    public async Task A_given_value_that_does_not_fit_the_kept_ones_is_an_error_and_changes_nothing()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Run($"{New} -Period 1m -EvaluationPeriods 300").Objects<LoginAuditAlarm>();
        account.Server.Requests.Clear();
        var (error, _) = engine.Fail($"{New} -Period 5m");
        Assert.StartsWith("InvalidAlarmRule,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("300 periods of 300 seconds exceed 86400 seconds", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(account.Changes);
    }

    [Fact]
    public async Task The_rule_of_an_alarm_on_another_metric_is_not_kept()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        await account.CloudWatch.PutMetricAlarmAsync(new PutMetricAlarmRequest
        {
            AlarmName = "Busy",
            Namespace = "AWS/EC2",
            MetricName = "CPUUtilization",
            Statistic = "Average",
            Period = 60,
            EvaluationPeriods = 1,
            Threshold = 80,
            ComparisonOperator = "GreaterThanThreshold",
        });
        var taken = Assert.Single(engine.Run("New-LoginAuditAlarm Busy -Force @aws").Objects<LoginAuditAlarm>());
        Assert.Equal(new AlarmRule(AlarmComparison.GreaterThanThreshold, 5, TimeSpan.FromMinutes(5), 1, 1, MissingDataTreatment.NotBreaching), taken.Rule);
    }

    [Theory]
    [InlineData("-Period 15m")]
    [InlineData("-EvaluationPeriods 2")]
    [InlineData("-EvaluationPeriods 2 -DatapointsToAlarm 1")]
    [InlineData("-TreatMissingData Ignore")]
    public async Task Other_values_update_the_alarm_alone(string parameters)
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Run(New).Objects<LoginAuditAlarm>();
        var updated = Assert.Single(engine.Run($"{New} {parameters}").Objects<LoginAuditAlarm>());
        Assert.Equal(["alarm"], updated.Changes.Where(change => change.Action == LoginAuditChangeAction.Updated).Select(change => change.ResourceType));
        Assert.Equal(updated.Rule, Assert.Single(engine.Run("Get-LoginAuditAlarm @aws").Objects<LoginAuditAlarm>()).Rule);
    }

    [Theory]
    [InlineData("-Period 90s", "90 seconds")]
    [InlineData("-Period 40s", "10, 20 or 30 seconds, or a multiple of 60 seconds")]
    [InlineData("-Period 0:1:0.5", "60.5 seconds")]
    [InlineData("-EvaluationPeriods 289", "86400 seconds (1 day")]
    [InlineData("-Period 59m -EvaluationPeriods 25", "86400 seconds (1 day")]
    [InlineData("-Period 1h -EvaluationPeriods 169", "604800 seconds (7 days")]
    [InlineData("-Period 8d", "604800 seconds (7 days")]
    [InlineData("-Period 36500d -EvaluationPeriods 2147483647", "604800 seconds (7 days")]
    [InlineData("-DatapointsToAlarm 2", "2 datapoints to alarm need 2 or more evaluation periods, not 1.")]
    public async Task Values_that_CloudWatch_does_not_accept_are_an_error_before_anything_is_created(string parameters, string says)
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var (error, outcome) = engine.Fail($"{New} {parameters}");
        Assert.StartsWith("InvalidAlarmRule,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Contains(says, error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
        Assert.Empty(account.Changes);
    }

    [Theory]
    [InlineData("-EvaluationPeriods 0")]
    [InlineData("-DatapointsToAlarm 0")]
    [InlineData("-TreatMissingData Missing, Ignore")]
    [InlineData("-TreatMissingData good")]
    [InlineData("-Period 300")]
    public void A_value_that_is_none_is_an_error_of_the_parameter(string parameter)
    {
        using var engine = new Engine();
        Assert.Contains(parameter.Split(' ')[0][1..], engine.Fail($"{New} {parameter}").Error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_period_shorter_than_a_minute_is_created_with_a_warning()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var outcome = engine.Run($"{New} -Period 30s");
        Assert.Equal(TimeSpan.FromSeconds(30), Assert.Single(outcome.Objects<LoginAuditAlarm>()).Rule!.Period);
        Assert.Contains("one datapoint a minute", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Metric filter")]
    [InlineData("Log group")]
    public async Task A_remedy_keeps_the_settings(string check)
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var made = Assert.Single(engine.Run($"{New} -Threshold 9 -Period 1m -EvaluationPeriods 5 -DatapointsToAlarm 3 -TreatMissingData Ignore").Objects<LoginAuditAlarm>());
        await account.Logs.DeleteLogGroupAsync(new() { LogGroupName = Account.LogGroup });
        var remedy = Assert.Single(engine.Run($"(Test-LoginAuditPrerequisite @aws | Where-Object Name -eq '{check}').Remedy").Objects<string>());
        Assert.Equal(made.Rule, Assert.Single(engine.Run($"{remedy} @aws").Objects<LoginAuditAlarm>()).Rule);
    }

    // The remedy creates the operations alarms again, and must not change the alarm.
    [Fact]
    public async Task The_remedy_of_an_absent_operations_alarm_keeps_the_settings()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var made = Assert.Single(engine.Run($"{New} -Queue -Threshold 9 -Period 1m -EvaluationPeriods 5 -DatapointsToAlarm 3 -TreatMissingData Ignore").Objects<LoginAuditAlarm>());
        await account.CloudWatch.DeleteAlarmsAsync(new DeleteAlarmsRequest { AlarmNames = [made.AlarmName + "-waiting"] });
        var remedy = Assert.Single(engine.Run("(Test-LoginAuditPrerequisite @aws | Where-Object Resource -like *-waiting).Remedy").Objects<string>());
        Assert.Equal(made.Rule, Assert.Single(engine.Run($"{remedy} @aws").Objects<LoginAuditAlarm>()).Rule);
        Assert.Empty(engine.Run("Test-LoginAuditPrerequisite @aws | Where-Object Resource -like *-waiting | Where-Object Status -ne Passed").Output);
    }
}
