using System.IO.Compression;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Amazon.EventBridge;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Lambda;
using Amazon.SimpleEmail;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using EventBridgeResourceNotFoundException = Amazon.EventBridge.Model.ResourceNotFoundException;
using LambdaResourceNotFoundException = Amazon.Lambda.Model.ResourceNotFoundException;
using LogsResourceNotFoundException = Amazon.CloudWatchLogs.Model.ResourceNotFoundException;

namespace AwsLoginAudit.Tests.AwsSdk;

/// <summary>
/// The same calls against moto_server, a second opinion on wire shapes. It does not know TestMetricFilter,
/// SimulatePrincipalPolicy and GetAccountSendingEnabled, and it evaluates no alarm, so a history stays empty.
/// </summary>
public sealed class MotoTests(MotoServer moto) : IClassFixture<MotoServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CloudWatchLogs_calls_are_understood()
    {
        using var logs = new AmazonCloudWatchLogsClient(RecordingServer.Credentials, moto.ConfigureOrSkip(new AmazonCloudWatchLogsConfig()));
        var now = DateTime.UtcNow;

        await logs.CreateLogGroupAsync(new() { LogGroupName = "g", Tags = new() { ["Owner"] = "IT" } }, Token);
        await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => logs.CreateLogGroupAsync(new() { LogGroupName = "g" }, Token));
        await logs.PutRetentionPolicyAsync(new() { LogGroupName = "g", RetentionInDays = 30 }, Token);
        await logs.CreateLogStreamAsync(new() { LogGroupName = "g", LogStreamName = "s" }, Token);
        await logs.PutLogEventsAsync(new() { LogGroupName = "g", LogStreamName = "s", LogEvents = [new() { Timestamp = now, Message = "<é \"x\">" }] }, Token);
        await logs.PutMetricFilterAsync(new() { LogGroupName = "g", FilterName = "f", FilterPattern = "x", MetricTransformations = [new() { MetricName = "m", MetricNamespace = "n", MetricValue = "1" }] }, Token);

        var group = Assert.Single((await logs.DescribeLogGroupsAsync(new() { LogGroupNamePrefix = "g" }, Token)).LogGroups!);
        Assert.Equal(30, group.RetentionInDays);
        Assert.InRange(group.CreationTime!.Value, now.AddMinutes(-1), now.AddMinutes(1));
        Assert.Equal("s", Assert.Single((await logs.DescribeLogStreamsAsync(new() { LogGroupName = "g" }, Token)).LogStreams!).LogStreamName);
        var filter = Assert.Single((await logs.DescribeMetricFiltersAsync(new() { LogGroupName = "g" }, Token)).MetricFilters!);
        Assert.Equal("1", Assert.Single(filter.MetricTransformations!).MetricValue);

        var milliseconds = new DateTimeOffset(now).ToUnixTimeMilliseconds();
        var found = Assert.Single((await logs.FilterLogEventsAsync(new() { LogGroupName = "g", StartTime = milliseconds, EndTime = milliseconds }, Token)).Events!);
        Assert.Equal(("<é \"x\">", milliseconds, "s"), (found.Message, found.Timestamp, found.LogStreamName));
        var read = Assert.Single((await logs.GetLogEventsAsync(new() { LogGroupName = "g", LogStreamName = "s", StartFromHead = true }, Token)).Events!);
        Assert.Equal(found.Timestamp, new DateTimeOffset(read.Timestamp!.Value).ToUnixTimeMilliseconds());

        var arn = "arn:aws:logs:us-east-1:123456789012:log-group:g";
        await logs.TagResourceAsync(new() { ResourceArn = arn, Tags = new() { ["created-by"] = "AwsLoginAudit" } }, Token);
        Assert.Equal(new Dictionary<string, string> { ["Owner"] = "IT", ["created-by"] = "AwsLoginAudit" }, (await logs.ListTagsForResourceAsync(new() { ResourceArn = arn }, Token)).Tags);
        await logs.DeleteRetentionPolicyAsync(new() { LogGroupName = "g" }, Token);
        Assert.Null(Assert.Single((await logs.DescribeLogGroupsAsync(new() { LogGroupNamePrefix = "g" }, Token)).LogGroups!).RetentionInDays);
        await logs.DeleteMetricFilterAsync(new() { LogGroupName = "g", FilterName = "f" }, Token);
        Assert.Empty((await logs.DescribeMetricFiltersAsync(new() { LogGroupName = "g" }, Token)).MetricFilters!);
        await logs.DeleteLogGroupAsync(new() { LogGroupName = "g" }, Token);
        Assert.Empty((await logs.DescribeLogGroupsAsync(new() { LogGroupNamePrefix = "g" }, Token)).LogGroups!);
        await Assert.ThrowsAsync<LogsResourceNotFoundException>(() => logs.FilterLogEventsAsync(new() { LogGroupName = "none" }, Token));
    }

    [Fact]
    public async Task CloudWatch_calls_are_understood()
    {
        using var cloudWatch = new AmazonCloudWatchClient(RecordingServer.Credentials, moto.ConfigureOrSkip(new AmazonCloudWatchConfig()));

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
            Token);

        var alarm = Assert.Single((await cloudWatch.DescribeAlarmsAsync(new() { AlarmNames = ["a"] }, Token)).MetricAlarms!);
        Assert.Equal((300, 5.0, "notBreaching"), (alarm.Period, alarm.Threshold, alarm.TreatMissingData));
        Assert.Same(ComparisonOperator.GreaterThanThreshold, alarm.ComparisonOperator);
        Assert.InRange(alarm.StateUpdatedTimestamp!.Value, DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow.AddMinutes(1));

        await cloudWatch.TagResourceAsync(new() { ResourceARN = alarm.AlarmArn, Tags = [new() { Key = "created-by", Value = "AwsLoginAudit" }] }, Token);
        Assert.Equal("AwsLoginAudit", Assert.Single((await cloudWatch.ListTagsForResourceAsync(new() { ResourceARN = alarm.AlarmArn }, Token)).Tags!).Value);
        await cloudWatch.DeleteAlarmsAsync(new() { AlarmNames = ["a"] }, Token);
        Assert.Empty((await cloudWatch.DescribeAlarmsAsync(new() { AlarmNames = ["a"] }, Token)).MetricAlarms!);
    }

    [Fact]
    public async Task SNS_calls_are_understood()
    {
        using var sns = new AmazonSimpleNotificationServiceClient(RecordingServer.Credentials, moto.ConfigureOrSkip(new AmazonSimpleNotificationServiceConfig()));

        var topic = (await sns.CreateTopicAsync(new() { Name = "t", Attributes = new() { ["DisplayName"] = "a & b" }, Tags = [new() { Key = "Owner", Value = "IT" }] }, Token)).TopicArn;
        await sns.SetTopicAttributesAsync(new() { TopicArn = topic, AttributeName = "KmsMasterKeyId", AttributeValue = "alias/aws/sns" }, Token);
        await sns.TagResourceAsync(new() { ResourceArn = topic, Tags = [new() { Key = "created-by", Value = "AwsLoginAudit" }] }, Token);
        var attributes = (await sns.GetTopicAttributesAsync(new() { TopicArn = topic }, Token)).Attributes!;
        Assert.Equal(("a & b", "alias/aws/sns", topic), (attributes["DisplayName"], attributes["KmsMasterKeyId"], attributes["TopicArn"]));
        var tags = (await sns.ListTagsForResourceAsync(new() { ResourceArn = topic }, Token)).Tags!;
        Assert.Equal([("Owner", "IT"), ("created-by", "AwsLoginAudit")], tags.Select(tag => (tag.Key, tag.Value)));

        var subscribed = await sns.SubscribeAsync(new() { TopicArn = topic, Protocol = "email", Endpoint = "user+tag@example.com", ReturnSubscriptionArn = true }, Token);
        var subscription = Assert.Single((await sns.ListSubscriptionsByTopicAsync(new() { TopicArn = topic }, Token)).Subscriptions!);
        Assert.Equal((subscribed.SubscriptionArn, "email", "user+tag@example.com", topic), (subscription.SubscriptionArn, subscription.Protocol, subscription.Endpoint, subscription.TopicArn));
        Assert.Equal("email", (await sns.GetSubscriptionAttributesAsync(new() { SubscriptionArn = subscription.SubscriptionArn }, Token)).Attributes!["Protocol"]);
        await sns.UnsubscribeAsync(new() { SubscriptionArn = subscription.SubscriptionArn }, Token);
        Assert.Empty((await sns.ListSubscriptionsByTopicAsync(new() { TopicArn = topic }, Token)).Subscriptions!);

        await sns.DeleteTopicAsync(new() { TopicArn = topic }, Token);
        await Assert.ThrowsAsync<NotFoundException>(() => sns.GetTopicAttributesAsync(new() { TopicArn = topic }, Token));
    }

    [Fact]
    public async Task IAM_calls_are_understood()
    {
        using var iam = new AmazonIdentityManagementServiceClient(RecordingServer.Credentials, moto.ConfigureOrSkip(new AmazonIdentityManagementServiceConfig()));
        var policy = TrustOf("ec2.amazonaws.com");

        await Assert.ThrowsAsync<NoSuchEntityException>(() => iam.GetRoleAsync(new() { RoleName = "r" }, Token));
        await iam.CreateRoleAsync(new() { RoleName = "r", AssumeRolePolicyDocument = policy, Description = "d & e", Tags = [new() { Key = "created-by", Value = "AwsLoginAudit" }] }, Token);
        await Assert.ThrowsAsync<EntityAlreadyExistsException>(() => iam.CreateRoleAsync(new() { RoleName = "r", AssumeRolePolicyDocument = policy }, Token));
        var role = (await iam.GetRoleAsync(new() { RoleName = "r" }, Token)).Role!;
        Assert.Equal(("r", "d & e", policy), (role.RoleName, role.Description, Uri.UnescapeDataString(role.AssumeRolePolicyDocument!)));
        Assert.Equal("AwsLoginAudit", Assert.Single(role.Tags!).Value);
        Assert.InRange(role.CreateDate!.Value, DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow.AddMinutes(1));

        await iam.AttachRolePolicyAsync(new() { RoleName = "r", PolicyArn = "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy" }, Token);
        var attached = Assert.Single((await iam.ListAttachedRolePoliciesAsync(new() { RoleName = "r" }, Token)).AttachedPolicies!);
        Assert.Equal("CloudWatchAgentServerPolicy", attached.PolicyName);

        Assert.Empty((await iam.CreateInstanceProfileAsync(new() { InstanceProfileName = "p" }, Token)).InstanceProfile!.Roles!);
        await iam.AddRoleToInstanceProfileAsync(new() { InstanceProfileName = "p", RoleName = "r" }, Token);
        await Assert.ThrowsAsync<Amazon.IdentityManagement.Model.LimitExceededException>(() => iam.AddRoleToInstanceProfileAsync(new() { InstanceProfileName = "p", RoleName = "r" }, Token));
        var profile = (await iam.GetInstanceProfileAsync(new() { InstanceProfileName = "p" }, Token)).InstanceProfile!;
        Assert.Equal(role.Arn, Assert.Single(profile.Roles!).Arn);
    }

    [Fact]
    public async Task IAM_calls_of_inline_policies_are_understood()
    {
        using var iam = new AmazonIdentityManagementServiceClient(RecordingServer.Credentials, moto.ConfigureOrSkip(new AmazonIdentityManagementServiceConfig()));
        const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ses:SendRawEmail"],"Resource":"*"}]}""";

        await iam.CreateRoleAsync(new() { RoleName = "inline", AssumeRolePolicyDocument = TrustOf("ec2.amazonaws.com") }, Token);
        await iam.UpdateAssumeRolePolicyAsync(new() { RoleName = "inline", PolicyDocument = TrustOf("lambda.amazonaws.com") }, Token);
        await iam.TagRoleAsync(new() { RoleName = "inline", Tags = [new() { Key = "created-by", Value = "AwsLoginAudit" }] }, Token);
        var role = (await iam.GetRoleAsync(new() { RoleName = "inline" }, Token)).Role!;
        Assert.Equal((TrustOf("lambda.amazonaws.com"), "AwsLoginAudit"), (Uri.UnescapeDataString(role.AssumeRolePolicyDocument!), Assert.Single(role.Tags!).Value));

        await Assert.ThrowsAsync<NoSuchEntityException>(() => iam.GetRolePolicyAsync(new() { RoleName = "inline", PolicyName = "p" }, Token));
        await iam.PutRolePolicyAsync(new() { RoleName = "inline", PolicyName = "p", PolicyDocument = Policy }, Token);
        Assert.Equal(Policy, Uri.UnescapeDataString((await iam.GetRolePolicyAsync(new() { RoleName = "inline", PolicyName = "p" }, Token)).PolicyDocument!));
        Assert.Equal(["p"], (await iam.ListRolePoliciesAsync(new() { RoleName = "inline" }, Token)).PolicyNames!);
        await Assert.ThrowsAsync<DeleteConflictException>(() => iam.DeleteRoleAsync(new() { RoleName = "inline" }, Token));
        await iam.DeleteRolePolicyAsync(new() { RoleName = "inline", PolicyName = "p" }, Token);
        await iam.DeleteRoleAsync(new() { RoleName = "inline" }, Token);
        await Assert.ThrowsAsync<NoSuchEntityException>(() => iam.GetRoleAsync(new() { RoleName = "inline" }, Token));
    }

    [Fact]
    public async Task Lambda_calls_are_understood()
    {
        using var iam = new AmazonIdentityManagementServiceClient(RecordingServer.Credentials, moto.ConfigureOrSkip(new AmazonIdentityManagementServiceConfig()));
        using var lambda = new AmazonLambdaClient(RecordingServer.Credentials, moto.ConfigureOrSkip(new AmazonLambdaConfig()));
        var role = (await iam.CreateRoleAsync(new() { RoleName = "function", AssumeRolePolicyDocument = TrustOf("lambda.amazonaws.com") }, Token)).Role!.Arn;
        var code = Archive();

        var created = await lambda.CreateFunctionAsync(
            new()
            {
                FunctionName = "f",
                Runtime = "dotnet10",
                Role = role,
                Handler = "A::B.C::D",
                Code = new() { ZipFile = code },
                Timeout = 30,
                MemorySize = 512,
                Environment = new() { Variables = new() { ["TO"] = "a@example.com" } },
                Architectures = ["arm64"],
                Tags = new() { ["Owner"] = "IT" },
            },
            Token);
        Assert.Equal(("f", role, code.Length), (created.FunctionName, created.Role, created.CodeSize!.Value));
        Assert.Equal(Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(code.ToArray())), created.CodeSha256);

        await lambda.TagResourceAsync(new() { Resource = created.FunctionArn, Tags = new() { ["created-by"] = "AwsLoginAudit" } }, Token);
        await lambda.PutFunctionConcurrencyAsync(new() { FunctionName = "f", ReservedConcurrentExecutions = 1 }, Token);
        Assert.Equal(60, (await lambda.UpdateFunctionConfigurationAsync(new() { FunctionName = "f", Timeout = 60 }, Token)).Timeout);
        Assert.Equal(created.CodeSha256, (await lambda.UpdateFunctionCodeAsync(new() { FunctionName = "f", ZipFile = code }, Token)).CodeSha256);
        var read = await lambda.GetFunctionAsync(new() { FunctionName = created.FunctionArn }, Token);
        Assert.Equal((60, 512, 1), (read.Configuration!.Timeout!.Value, read.Configuration.MemorySize!.Value, read.Concurrency!.ReservedConcurrentExecutions!.Value));
        Assert.Equal(new Dictionary<string, string> { ["Owner"] = "IT", ["created-by"] = "AwsLoginAudit" }, read.Tags);
        Assert.Equal("a@example.com", read.Configuration.Environment!.Variables!["TO"]);

        await lambda.AddPermissionAsync(new() { FunctionName = "f", StatementId = "s", Action = "lambda:InvokeFunction", Principal = "sns.amazonaws.com", SourceArn = "arn:aws:sns:us-east-1:123456789012:t" }, Token);
        Assert.Contains("sns.amazonaws.com", (await lambda.GetPolicyAsync(new() { FunctionName = "f" }, Token)).Policy, StringComparison.Ordinal);
        await lambda.RemovePermissionAsync(new() { FunctionName = "f", StatementId = "s" }, Token);
        await Assert.ThrowsAsync<LambdaResourceNotFoundException>(() => lambda.GetPolicyAsync(new() { FunctionName = "f" }, Token));

        await lambda.DeleteFunctionConcurrencyAsync(new() { FunctionName = "f" }, Token);
        await lambda.DeleteFunctionAsync(new() { FunctionName = "f" }, Token);
        await Assert.ThrowsAsync<LambdaResourceNotFoundException>(() => lambda.GetFunctionAsync(new() { FunctionName = "f" }, Token));
    }

    [Fact]
    public async Task EventBridge_calls_are_understood()
    {
        using var events = new AmazonEventBridgeClient(RecordingServer.Credentials, moto.ConfigureOrSkip(new AmazonEventBridgeConfig()));

        var arn = (await events.PutRuleAsync(new() { Name = "u", ScheduleExpression = "rate(5 minutes)", State = RuleState.ENABLED, Description = "d", Tags = [new() { Key = "Owner", Value = "IT" }] }, Token)).RuleArn;
        var rule = await events.DescribeRuleAsync(new() { Name = "u" }, Token);
        Assert.Equal((arn, "rate(5 minutes)", "d"), (rule.Arn, rule.ScheduleExpression, rule.Description));
        Assert.Same(RuleState.ENABLED, rule.State);

        var function = "arn:aws:lambda:us-east-1:123456789012:function:f";
        Assert.Equal(0, (await events.PutTargetsAsync(new() { Rule = "u", Targets = [new() { Id = "1", Arn = function, Input = "{}" }] }, Token)).FailedEntryCount);
        var target = Assert.Single((await events.ListTargetsByRuleAsync(new() { Rule = "u" }, Token)).Targets!);
        Assert.Equal(("1", function, "{}"), (target.Id, target.Arn, target.Input));

        await events.TagResourceAsync(new() { ResourceARN = arn, Tags = [new() { Key = "created-by", Value = "AwsLoginAudit" }] }, Token);
        var tags = (await events.ListTagsForResourceAsync(new() { ResourceARN = arn }, Token)).Tags!;
        Assert.Equal([("Owner", "IT"), ("created-by", "AwsLoginAudit")], tags.Select(tag => (tag.Key, tag.Value)));

        var refused = await Assert.ThrowsAsync<AmazonEventBridgeException>(() => events.DeleteRuleAsync(new() { Name = "u" }, Token));
        Assert.Equal("ValidationException", refused.ErrorCode);
        Assert.Equal(0, (await events.RemoveTargetsAsync(new() { Rule = "u", Ids = ["1"] }, Token)).FailedEntryCount);
        await events.DeleteRuleAsync(new() { Name = "u" }, Token);
        await Assert.ThrowsAsync<EventBridgeResourceNotFoundException>(() => events.DescribeRuleAsync(new() { Name = "u" }, Token));
    }

    [Fact]
    public async Task SES_calls_are_understood()
    {
        using var ses = new AmazonSimpleEmailServiceClient(RecordingServer.Credentials, moto.ConfigureOrSkip(new AmazonSimpleEmailServiceConfig()));

        await ses.VerifyEmailIdentityAsync(new() { EmailAddress = "user+tag@example.com" }, Token);
        var verified = (await ses.GetIdentityVerificationAttributesAsync(new() { Identities = ["user+tag@example.com"] }, Token)).VerificationAttributes!;
        Assert.Same(VerificationStatus.Success, verified["user+tag@example.com"].VerificationStatus);
        var mail = new MemoryStream("From: user+tag@example.com\r\nTo: b@example.com\r\nSubject: s\r\n\r\nx"u8.ToArray());
        Assert.NotEmpty((await ses.SendRawEmailAsync(new() { RawMessage = new() { Data = mail } }, Token)).MessageId!);
        await Assert.ThrowsAsync<Amazon.SimpleEmail.Model.MessageRejectedException>(() => ses.SendRawEmailAsync(new() { Source = "other@example.com", RawMessage = new() { Data = mail } }, Token));
        var quota = await ses.GetSendQuotaAsync(new(), Token);
        Assert.Equal((200, 1, 1), (quota.Max24HourSend!.Value, quota.MaxSendRate!.Value, quota.SentLast24Hours!.Value));
    }

    private static string TrustOf(string service) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"{{service}}"},"Action":"sts:AssumeRole"}]}""";

    private static MemoryStream Archive()
    {
        var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            archive.CreateEntry("function.dll");
        return file;
    }
}
