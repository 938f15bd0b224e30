using System.Xml.Linq;
using Amazon.CloudWatchLogs;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SimpleSystemsManagement;
using Amazon.SQS;

namespace AwsLoginAudit.Tests.AwsSdk;

/// <summary>The packages taken from the feed work over the AWSSDK.Core that is pinned, and ship with the module.</summary>
public sealed class OfficialPackagesTests
{
    [Fact]
    public async Task SSM_lists_instances()
    {
        await using var server = await RecordingServer.StartAsync(new CannedAnswer("""{"InstanceInformationList":[{"InstanceId":"i-0123456789abcdef0","PingStatus":"Online","LastPingDateTime":1528398600.5}]}"""));
        using var ssm = new AmazonSimpleSystemsManagementClient(RecordingServer.Credentials, server.Configure(new AmazonSimpleSystemsManagementConfig()));

        var response = await ssm.DescribeInstanceInformationAsync(new() { MaxResults = 50 }, TestContext.Current.CancellationToken);

        WireAssert.IsJsonCall(Assert.Single(server.Requests), "1.1", "AmazonSSM.DescribeInstanceInformation", "ssm", """{"MaxResults":50}""");
        var instance = Assert.Single(response.InstanceInformationList);
        Assert.Equal(("i-0123456789abcdef0", "Online"), (instance.InstanceId, instance.PingStatus.Value));
    }

    [Fact]
    public async Task SQS_finds_a_queue()
    {
        await using var server = await RecordingServer.StartAsync(new CannedAnswer("""{"QueueUrl":"https://sqs.eu-central-1.amazonaws.com/123456789012/q"}"""));
        using var sqs = new AmazonSQSClient(RecordingServer.Credentials, server.Configure(new AmazonSQSConfig()));

        var response = await sqs.GetQueueUrlAsync(new Amazon.SQS.Model.GetQueueUrlRequest { QueueName = "q" }, TestContext.Current.CancellationToken);

        WireAssert.IsJsonCall(Assert.Single(server.Requests), "1.0", "AmazonSQS.GetQueueUrl", "sqs", """{"QueueName":"q"}""");
        Assert.Equal("https://sqs.eu-central-1.amazonaws.com/123456789012/q", response.QueueUrl);
    }

    [Fact]
    public async Task DynamoDB_tells_which_item_a_condition_failed_on()
    {
        await using var server = await RecordingServer.StartAsync(new CannedAnswer(
            """{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"The conditional request failed","Item":{"k":{"S":"old"}}}""", 400));
        using var tables = new AmazonDynamoDBClient(RecordingServer.Credentials, server.Configure(new AmazonDynamoDBConfig()));

        var refused = await Assert.ThrowsAsync<Amazon.DynamoDBv2.Model.ConditionalCheckFailedException>(() => tables.PutItemAsync(
            new() { TableName = "mail", Item = new() { ["k"] = new("new") }, ConditionExpression = "c", ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD },
            TestContext.Current.CancellationToken));

        WireAssert.IsJsonCall(Assert.Single(server.Requests), "1.0", "DynamoDB_20120810.PutItem", "dynamodb",
            """{"ConditionExpression":"c","Item":{"k":{"S":"new"}},"ReturnValuesOnConditionCheckFailure":"ALL_OLD","TableName":"mail"}""");
        Assert.Equal("old", refused.Item["k"].S);
    }

    [Fact]
    public async Task STS_says_who_calls()
    {
        const string Result = "<Arn>arn:aws:iam::123456789012:user/Alice</Arn><UserId>AKIAI44QH8DHBEXAMPLE</UserId><Account>123456789012</Account>";
        await using var server = await RecordingServer.StartAsync(QueryAnswer.Of("https://sts.amazonaws.com/doc/2011-06-15/", "GetCallerIdentity", Result));
        using var sts = new AmazonSecurityTokenServiceClient(RecordingServer.Credentials, server.Configure(new AmazonSecurityTokenServiceConfig()));

        var response = await sts.GetCallerIdentityAsync(new(), TestContext.Current.CancellationToken);

        WireAssert.IsQueryCall(Assert.Single(server.Requests), "2011-06-15", "GetCallerIdentity", "sts");
        Assert.Equal(("123456789012", "arn:aws:iam::123456789012:user/Alice"), (response.Account, response.Arn));
    }

    // The stand-ins write the Query protocol as this package does: an empty list has an empty field, an absent one none.
    [Fact]
    public async Task An_empty_list_is_sent_as_the_stand_ins_send_it()
    {
        const string Result = "<AssumedRoleUser><Arn>a</Arn></AssumedRoleUser>";
        await using var server = await RecordingServer.StartAsync(QueryAnswer.Of("https://sts.amazonaws.com/doc/2011-06-15/", "AssumeRole", Result));
        using var sts = new AmazonSecurityTokenServiceClient(RecordingServer.Credentials, server.Configure(new AmazonSecurityTokenServiceConfig()));

        await sts.AssumeRoleAsync(new() { RoleArn = "arn:aws:iam::123456789012:role/r", RoleSessionName = "session", Tags = [] }, TestContext.Current.CancellationToken);

        WireAssert.IsQueryCall(Assert.Single(server.Requests), "2011-06-15", "AssumeRole", "sts", "RoleArn=arn:aws:iam::123456789012:role/r", "RoleSessionName=session", "Tags=");
    }

    [Theory]
    [InlineData("net8.0")]
    [InlineData("netstandard2.0")]
    public void They_lie_beside_the_module(string framework) =>
        Assert.All(["SecurityToken", "SimpleSystemsManagement", "SQS", "SSO", "SSOOIDC"], name => Assert.True(File.Exists(Path.Combine(Built.Binaries(framework), $"AWSSDK.{name}.dll")), name));

    [Fact]
    public void Every_stand_in_has_the_package_that_can_take_its_place()
    {
        var root = Path.GetDirectoryName(SampleFiles.Documents)!;
        var standIns = typeof(AmazonCloudWatchLogsClient).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(ClientConfig)) && !type.IsAbstract)
            .Select(type => type.Namespace!.Replace("Amazon.", "AWSSDK.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

        var project = XElement.Load(Path.Combine(root, "src/AwsLoginAudit.Aws/AwsLoginAudit.Aws.csproj"));
        var taken = Assert.Single(project.Elements("ItemGroup"), group => group.Attribute("Condition")?.Value == "'$(OfficialAwsSdk)' == 'true'");
        Assert.Equal(standIns, taken.Elements("PackageReference").Select(package => package.Attribute("Include")!.Value).Order(StringComparer.Ordinal));

        var versions = XElement.Load(Path.Combine(root, "Directory.Packages.props"));
        var official = Assert.Single(versions.Elements("ItemGroup"), group => group.Attribute("Label")?.Value == "The AWS SDK, as published");
        Assert.Equal(standIns, official.Elements("PackageVersion").Select(package => package.Attribute("Include")!.Value).Order(StringComparer.Ordinal));
    }
}
