using System.Text.Json.Nodes;
using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs.Model;
using Amazon.SQS.Model;

namespace AwsLoginAudit.Tests.Cmdlets;

public sealed class TemplateTests : IDisposable
{
    private const string Export = "Export-LoginAuditTemplate -S3Bucket code-us-east-1 -S3Key AwsLoginAudit.Responder.zip";
    private const string Addresses = "-From audit@corp.example -To soc@corp.example, ops@corp.example";
    private const string Key = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private const string Place = "us-east-1:123456789012";

    // EventBridge would refuse the follow-up's rule that is named after it.
    private const string FortyFive = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private readonly Engine engine = new();
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> WaysToWriteIt => new(
        "template.yaml",
        "template.yml " + Addresses,
        $"template.json {Addresses} -S3ObjectVersion 3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrHY -AlarmName Logins -Threshold 0 -LogGroupName /corp/logins#1 -RetentionInDays 3653 -KmsKeyArn {Key} -FollowUp",
        "template.yaml -UseExistingLogGroup");

    [Theory]
    [MemberData(nameof(WaysToWriteIt))]
    public async Task Cfn_lint_has_nothing_to_say(string arguments)
    {
        var file = Written(arguments).FullName;
        var lint = await ChildProcess.RunAsync("cfn-lint", ["--include-checks", "I", "-t", file]);
        Assert.SkipWhen(lint is null, "cfn-lint is not on this machine.");
        Assert.Equal((0, "", ""), (lint!.ExitCode, lint.Output, lint.Errors));
    }

    [Fact]
    public async Task YAML_and_JSON_say_the_same()
    {
        var json = Written($"a.json {Addresses}");
        var yaml = Written($"a.yaml {Addresses}");
        var output = await Python.TryRunAsync("import sys,json,yaml;print(json.dumps(yaml.safe_load(open(sys.argv[1]))))", yaml.FullName);
        Assert.SkipWhen(output is null, "python3 with yaml is not on this machine.");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(json.FullName)), JsonNode.Parse(output!)));
    }

    [Fact]
    public async Task What_it_deploys_is_what_New_LoginAuditAlarm_makes()
    {
        await using var account = await Account.OpenAsync();
        using var online = new Engine(account.Server);
        online.Run("New-LoginAuditAlarm -Queue @aws").Objects<LoginAuditAlarm>();
        var deployed = new FilledTemplate(Template(Addresses)).Made;

        var alarm = Assert.Single((await account.CloudWatch.DescribeAlarmsAsync(new DescribeAlarmsRequest { AlarmNames = ["WindowsSecurityLogsAlarm"] })).MetricAlarms!);
        Assert.Equal(
            (alarm.AlarmName, alarm.AlarmDescription, alarm.Namespace, alarm.MetricName, alarm.Statistic!.Value, alarm.Period, alarm.EvaluationPeriods),
            (Text("Alarm", "AlarmName"), Text("Alarm", "AlarmDescription"), Text("Alarm", "Namespace"), Text("Alarm", "MetricName"), Text("Alarm", "Statistic"), Number("Alarm", "Period"), Number("Alarm", "EvaluationPeriods")));
        Assert.Equal(
            (alarm.DatapointsToAlarm, alarm.Threshold, alarm.ComparisonOperator!.Value, alarm.TreatMissingData, Assert.Single(alarm.AlarmActions!)),
            (Number("Alarm", "DatapointsToAlarm"), Number("Alarm", "Threshold"), Text("Alarm", "ComparisonOperator"), Text("Alarm", "TreatMissingData"), (string)deployed["Alarm"]["AlarmActions"]![0]!));

        var group = Assert.Single((await account.Logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest())).LogGroups!);
        Assert.Equal((group.LogGroupName, group.RetentionInDays), (Text("LogGroup", "LogGroupName"), Number("LogGroup", "RetentionInDays")));
        var filters = (await account.Logs.DescribeMetricFiltersAsync(new DescribeMetricFiltersRequest { LogGroupName = Account.LogGroup })).MetricFilters!;
        var resources = deployed.Keys.Where(name => name.StartsWith("MetricFilter", StringComparison.Ordinal)).ToList();
        Assert.Equal(["MetricFilter4625", "MetricFilter4768", "MetricFilter4769", "MetricFilter4771", "MetricFilter4776", "MetricFilter4776Text", "MetricFilter4825", "MetricFilter6273"], resources);
        Assert.Equal(
            filters.Select(filter => (filter.LogGroupName!, filter.FilterName!, filter.FilterPattern!)),
            resources.Select(name => (Text(name, "LogGroupName"), Text(name, "FilterName"), Text(name, "FilterPattern"))));
        Assert.All(resources, name => Assert.Equal(
            $$"""{"MetricNamespace":"AwsLoginAudit","MetricName":"{{alarm.MetricName}}","MetricValue":"1"}""",
            Assert.Single(deployed[name]["MetricTransformations"]!.AsArray())!.ToJsonString()));

        string Text(string resource, string property) => (string)deployed[resource][property]!;
        int? Number(string resource, string property) => (int)deployed[resource][property]!;
    }

    [Fact]
    public async Task Its_queues_are_those_of_New_LoginAuditAlarm_too()
    {
        await using var account = await Account.OpenAsync();
        using var online = new Engine(account.Server);
        var url = Assert.Single(online.Run("New-LoginAuditAlarm -Queue @aws").Objects<LoginAuditAlarm>()).QueueUrl!;
        var deployed = new FilledTemplate(Template(Addresses)).Made;

        var queue = await AttributesAsync(url);
        Assert.Equal(queue["VisibilityTimeout"], deployed["Queue"]["VisibilityTimeout"]!.ToJsonString());
        Assert.Equal(queue["MessageRetentionPeriod"], deployed["Queue"]["MessageRetentionPeriod"]!.ToJsonString());
        Assert.Equal(queue["SqsManagedSseEnabled"], deployed["Queue"]["SqsManagedSseEnabled"]!.ToJsonString());
        AssertSame(JsonNode.Parse(queue["RedrivePolicy"]), deployed["Queue"]["RedrivePolicy"]);
        AssertSame(JsonNode.Parse(queue["Policy"]), deployed["QueuePolicy"]["PolicyDocument"]);
        var deadLetters = await AttributesAsync(url + "-dead-letters");
        AssertSame(JsonNode.Parse(deadLetters["Policy"]), deployed["DeadLetterQueuePolicy"]["PolicyDocument"]);
        Assert.Equal(deadLetters["MessageRetentionPeriod"], deployed["DeadLetterQueue"]["MessageRetentionPeriod"]!.ToJsonString());
        Assert.EndsWith(":" + (string)deployed["DeadLetterQueue"]["QueueName"]!, deadLetters["QueueArn"], StringComparison.Ordinal);
        Assert.Equal(queue["QueueArn"], (string)deployed["QueueSubscription"]["Endpoint"]!);

        async Task<Dictionary<string, string>> AttributesAsync(string queueUrl) =>
            (await account.Queues.GetQueueAttributesAsync(new GetQueueAttributesRequest { QueueUrl = queueUrl, AttributeNames = ["All"] })).Attributes;
    }

    [Fact]
    public void The_functions_role_may_do_what_it_needs_and_nothing_else()
    {
        var role = new FilledTemplate(Template($"-AlarmName Logins {Addresses}")).Made["ResponderRole"];
        AssertSame(
            JsonNode.Parse($$"""
                { "Version": "2012-10-17", "Statement": [
                  { "Sid": "ReadEvents", "Effect": "Allow", "Action": ["logs:FilterLogEvents", "logs:StartQuery"], "Resource": ["arn:aws:logs:{{Place}}:log-group:/aws/SecurityAuditLogs:*"] },
                  { "Sid": "FindLogGroups", "Effect": "Allow", "Action": ["logs:DescribeMetricFilters", "logs:DescribeLogGroups"], "Resource": ["arn:aws:logs:{{Place}}:log-group:*"] },
                  { "Sid": "ReadQueries", "Effect": "Allow", "Action": ["logs:GetQueryResults", "logs:StopQuery"], "Resource": ["*"] },
                  { "Sid": "ReadAlarm", "Effect": "Allow", "Action": ["cloudwatch:DescribeAlarms", "cloudwatch:DescribeAlarmHistory"], "Resource": ["arn:aws:cloudwatch:{{Place}}:alarm:Logins"] },
                  { "Sid": "ReadExclusions", "Effect": "Allow", "Action": ["ssm:GetParameter"], "Resource": ["arn:aws:ssm:{{Place}}:parameter/LoginAudit-Exclusions"] },
                  { "Sid": "SendMail", "Effect": "Allow", "Action": ["ses:SendRawEmail"], "Resource": ["arn:aws:ses:{{Place}}:identity/*"],
                    "Condition": { "StringEquals": { "ses:FromAddress": "audit@corp.example" },
                                   "ForAllValues:StringEquals": { "ses:Recipients": ["soc@corp.example", "ops@corp.example"] },
                                   "Null": { "ses:Recipients": "false" } } },
                  { "Sid": "WriteOwnLog", "Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                    "Resource": ["arn:aws:logs:{{Place}}:log-group:/aws/lambda/Logins-responder:*"] },
                  { "Sid": "NoteMail", "Effect": "Allow", "Action": ["dynamodb:PutItem"], "Resource": ["arn:aws:dynamodb:{{Place}}:table/Logins-responder-mail"] },
                  { "Sid": "SetAside", "Effect": "Allow", "Action": ["sqs:SendMessage"], "Resource": ["arn:aws:sqs:{{Place}}:Logins-responder-dead-letters"] } ] }
                """),
            Assert.Single(role["Policies"]!.AsArray())!["PolicyDocument"]);
        AssertSame(
            JsonNode.Parse("""{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }] }"""),
            role["AssumeRolePolicyDocument"]);
    }

    [Fact]
    public async Task The_functions_table_is_the_one_that_Install_LoginAuditResponder_creates()
    {
        await using var scene = await AttackScene.OpenAsync();
        Assert.Empty(scene.Engine.Run($"Install-LoginAuditResponder {AttackScene.Alarm} -From {AttackScene.Sender} -To {AttackScene.Recipient} @aws").Errors);
        var created = JsonNode.Parse(Assert.Single(scene.Account.Server.Requests.Of("dynamodb:CreateTable")).Parameters!)!.AsObject();
        var deployed = new FilledTemplate(Template(Addresses)).Made["ResponderMailTable"].AsObject();
        Assert.Equal(scene.Account.Server.Tables.ExpiryAttributeOf((string)created["TableName"]!), (string)deployed["TimeToLiveSpecification"]!["AttributeName"]!);
        deployed.Remove("TimeToLiveSpecification");
        Assert.Equal(created.Select(member => member.Key).Order(StringComparer.Ordinal), deployed.Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.All(created, member => AssertSame(member.Value, deployed[member.Key]));
    }

    [Fact]
    public void The_topic_runs_the_function_with_who_mail_is_from_and_who_gets_it()
    {
        var deployed = new FilledTemplate(Template(Addresses)).Made;
        const string Topic = $"arn:aws:sns:{Place}:WindowsSecurityLogsAlarmNotifications";
        const string Function = $"arn:aws:lambda:{Place}:function:WindowsSecurityLogsAlarm-responder";
        var subscription = deployed["ResponderSubscription"];
        Assert.Equal((Topic, "lambda", Function), ((string)subscription["TopicArn"]!, (string)subscription["Protocol"]!, (string)subscription["Endpoint"]!));
        var permission = deployed["ResponderPermission"];
        Assert.Equal(("sns.amazonaws.com", Topic), ((string)permission["Principal"]!, (string)permission["SourceArn"]!));
        var function = deployed["Responder"];
        AssertSame(
            JsonNode.Parse("""{ "SENDER_EMAIL": "audit@corp.example", "RECIPIENT_EMAIL": "soc@corp.example,ops@corp.example" }"""), function["Environment"]!["Variables"]);
        Assert.Equal(("code-us-east-1", "AwsLoginAudit.Responder.zip"), ((string)function["Code"]!["S3Bucket"]!, (string)function["Code"]!["S3Key"]!));
        Assert.Equal($"arn:aws:sqs:{Place}:WindowsSecurityLogsAlarm-responder-dead-letters", (string)function["DeadLetterConfig"]!["TargetArn"]!);
    }

    [Fact]
    public async Task Its_topics_and_operations_alarms_are_those_of_the_cmdlets()
    {
        await using var scene = await AttackScene.OpenAsync();
        Assert.Empty(scene.Engine.Run($"Install-LoginAuditResponder {AttackScene.Alarm} -From audit@corp.example -To soc@corp.example @aws").Errors);
        var deployed = new FilledTemplate(Template(Addresses)).Made;
        foreach (var topic in new[] { "Topic", "OperationsTopic" })
        {
            var arn = $"arn:aws:sns:{Place}:{(string)deployed[topic]["TopicName"]!}";
            var attributes = (await scene.Account.Topics.GetTopicAttributesAsync(new() { TopicArn = arn })).Attributes!;
            AssertSame(JsonNode.Parse(attributes["Policy"]), deployed[topic + "Policy"]["PolicyDocument"]);
        }
        var alarms = deployed.Where(resource => resource.Key.EndsWith("Alarm", StringComparison.Ordinal) && resource.Key != "Alarm").Select(resource => resource.Value).ToList();
        Assert.Equal(5, alarms.Count);
        Assert.All(alarms, alarm =>
        {
            var put = Assert.Single(scene.Account.Server.Requests.Of("cloudwatch:PutMetricAlarm"), call => JsonNode.Parse(call.Parameters!)!["AlarmName"]!.ToString() == (string)alarm["AlarmName"]!);
            var made = JsonNode.Parse(put.Parameters!)!.AsObject();
            made.Remove("ActionsEnabled");
            Assert.Equal(made.Select(member => member.Key).Order(StringComparer.Ordinal), alarm.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
            Assert.All(made, member => AssertSame(member.Value, alarm[member.Key]));
        });
        var told = deployed["OperationsSubscription"];
        Assert.Equal(("email", "soc@corp.example", $"arn:aws:sns:{Place}:WindowsSecurityLogsAlarmOperations"), ((string)told["Protocol"]!, (string)told["Endpoint"]!, (string)told["TopicArn"]!));
    }

    [Fact]
    public void A_version_of_the_code_and_reserved_concurrency_are_parameters_that_are_empty_at_first()
    {
        var function = new FilledTemplate(Template(Addresses)).Made["Responder"];
        Assert.Equal((null, null), (function["Code"]!["S3ObjectVersion"], function["ReservedConcurrentExecutions"]));
        var template = Template($"-S3ObjectVersion 3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrHY {Addresses}");
        template["Parameters"]!["ReservedConcurrency"]!["Default"] = "2";
        function = new FilledTemplate(template).Made["Responder"];
        Assert.Equal(("3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrHY", "2"), ((string)function["Code"]!["S3ObjectVersion"]!, (string)function["ReservedConcurrentExecutions"]!));
    }

    [Fact]
    public void A_schedule_runs_the_function_only_where_it_is_asked_to_look_again()
    {
        Assert.DoesNotContain(new FilledTemplate(Template(Addresses)).Made.Keys, name => name.StartsWith("FollowUp", StringComparison.Ordinal));
        var deployed = new FilledTemplate(Template($"-AlarmName Logins -FollowUp {Addresses}")).Made;
        Assert.Equal("rate(5 minutes)", (string)deployed["FollowUpRule"]["ScheduleExpression"]!);
        var target = Assert.Single(deployed["FollowUpRule"]["Targets"]!.AsArray())!;
        Assert.Equal("""{"followUp":"Logins"}""", (string)target["Input"]!);
        Assert.Equal($"arn:aws:lambda:{Place}:function:Logins-responder", (string)target["Arn"]!);
        Assert.Equal($"arn:aws:events:{Place}:rule/Logins-responder-follow-up", (string)deployed["FollowUpPermission"]["SourceArn"]!);
    }

    [Fact]
    public void A_key_encrypts_log_groups_and_topic_and_without_one_nothing_is_said_of_keys()
    {
        (string Resource, string Property)[] encrypted =
            [("LogGroup", "KmsKeyId"), ("ResponderLogGroup", "KmsKeyId"), ("Topic", "KmsMasterKeyId"), ("OperationsTopic", "KmsMasterKeyId")];
        var (without, with) = (new FilledTemplate(Template(Addresses)).Made, new FilledTemplate(Template($"-KmsKeyArn {Key} {Addresses}")).Made);
        Assert.All(encrypted, one => Assert.Null(without[one.Resource][one.Property]));
        Assert.All(encrypted, one => Assert.Equal(Key, (string)with[one.Resource][one.Property]!));
    }

    [Fact]
    public void Everything_that_takes_tags_has_the_modules_and_the_events_outlive_the_stack()
    {
        string[] takeNone = ["AWS::Logs::MetricFilter", "AWS::SNS::TopicPolicy", "AWS::SNS::Subscription", "AWS::SQS::QueuePolicy", "AWS::Lambda::Permission"];
        var resources = Template("")["Resources"]!.AsObject();
        Assert.All(resources.Where(resource => !takeNone.Contains((string)resource.Value!["Type"]!)), resource =>
            AssertSame(JsonNode.Parse("""{"Key":"created-by","Value":"AwsLoginAudit"}"""), resource.Value!["Properties"]!["Tags"]?[0]));
        string[] logGroups = ["LogGroup", "ResponderLogGroup"];
        Assert.All(logGroups, name => AssertSame(JsonNode.Parse("""{"Key":"retention-days","Value":{"Ref":"RetentionInDays"}}"""), resources[name]!["Properties"]!["Tags"]![1]));
        string[] kept = ["LogGroup", "DeadLetterQueue", "ResponderDeadLetterQueue"];
        Assert.All(kept, name => Assert.Equal(("RetainExceptOnCreate", "Retain"), ((string)resources[name]!["DeletionPolicy"]!, (string)resources[name]!["UpdateReplacePolicy"]!)));
    }

    [Fact]
    public void A_log_group_that_exists_is_used_where_that_is_asked_for()
    {
        var deployed = new FilledTemplate(Template($"-UseExistingLogGroup -LogGroupName /corp/logins {Addresses}")).Made;
        Assert.DoesNotContain("LogGroup", deployed.Keys);
        var filters = deployed.Where(resource => resource.Key.StartsWith("MetricFilter", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(filters);
        Assert.All(filters, filter => Assert.Equal("/corp/logins", (string)filter.Value["LogGroupName"]!));
        Assert.Contains("LogGroup", new FilledTemplate(Template($"-LogGroupName /corp/logins {Addresses}")).Made.Keys);
    }

    [Fact]
    public void It_fits_every_account_Region_and_partition()
    {
        var resources = Template(Addresses)["Resources"]!.ToJsonString();
        Assert.DoesNotContain("arn:aws", resources, StringComparison.Ordinal);
        Assert.DoesNotContain("us-east-1", resources, StringComparison.Ordinal);
        Assert.DoesNotMatch("[^0-9x][0-9]{12}[^0-9]", resources);
        Assert.DoesNotContain("RoleName", resources, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_deploys_it_is_asked_for_what_was_not_given()
    {
        var parameters = Template("-Threshold 12 -RetentionInDays 30")["Parameters"]!;
        Assert.Equal((null, null), (parameters["Sender"]!["Default"], parameters["Recipients"]!["Default"]));
        Assert.Equal((12, 30), ((int)parameters["Threshold"]!["Default"]!, (int)parameters["RetentionInDays"]!["Default"]!));
        Assert.Contains("90", parameters["RetentionInDays"]!["AllowedValues"]!.AsArray().Select(days => days!.ToJsonString()));
    }

    [Theory]
    [InlineData("template.txt", "UnknownTemplateFormat,")]
    [InlineData("template", "UnknownTemplateFormat,")]
    [InlineData("missing/template.yaml", "FileNotWritten,")]
    [InlineData("template.yaml -RetentionInDays 31", "InvalidRetention,")]
    [InlineData("template.yaml -AlarmName " + FortyFive, "InvalidArgument,")]
    [InlineData("template.yaml -To 'a@b.example,c@d.example'", "InvalidAddress,")]
    [InlineData("template.yaml -KmsKeyArn alias/aws/sns", "InvalidArgument,")]
    public void What_cannot_be_written_or_deployed_is_refused(string arguments, string errorId)
    {
        var (error, _) = engine.Fail(Command(arguments));
        Assert.StartsWith(errorId, error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        Assert.Empty(engine.Run(Command("template.yaml -WhatIf")).Objects<FileInfo>());
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }

    private string Command(string arguments)
    {
        engine.Set("folder", folder.Path);
        return $"{Export} $folder/{arguments}";
    }

    private FileInfo Written(string arguments) => Assert.Single(engine.Run(Command(arguments)).Objects<FileInfo>());

    private JsonObject Template(string arguments) => JsonNode.Parse(File.ReadAllText(Written("template.json " + arguments).FullName))!.AsObject();

    private static void AssertSame(JsonNode? expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"expected {expected?.ToJsonString()}\n  actual {actual?.ToJsonString()}");
}
