using Amazon.Runtime;
using Amazon.SimpleNotificationService;

namespace AwsLoginAudit.Tests.AwsSdk;

/// <summary>Requests and answers of SNS as its API reference shows them.</summary>
public sealed class SnsWireTests
{
    private const string Topic = "arn:aws:sns:us-east-1:123456789012:t";
    private const string Subscription = Topic + ":80289ba6-0fd4-4079-afb4-ce8c8260f0ca";

    [Fact]
    public async Task CreateTopic_sends_attributes_and_tags_by_number()
    {
        var response = await ExchangeAsync(
            (sns, token) => sns.CreateTopicAsync(
                new()
                {
                    Name = "t",
                    Attributes = new() { ["KmsMasterKeyId"] = "alias/aws/sns", ["DisplayName"] = "a&b=c é" },
                    Tags = [new() { Key = "created-by", Value = "AwsLoginAudit" }, new() { Key = "Owner", Value = "" }],
                },
                token),
            "CreateTopic",
            $"<TopicArn>{Topic}</TopicArn>",
            "Name=t",
            "Attributes.entry.1.key=KmsMasterKeyId",
            "Attributes.entry.1.value=alias/aws/sns",
            "Attributes.entry.2.key=DisplayName",
            "Attributes.entry.2.value=a&b=c é",
            "Tags.member.1.Key=created-by",
            "Tags.member.1.Value=AwsLoginAudit",
            "Tags.member.2.Key=Owner",
            "Tags.member.2.Value=");

        Assert.Equal(Topic, response.TopicArn);
    }

    [Fact]
    public async Task GetTopicAttributes_reads_a_map()
    {
        var response = await ExchangeAsync(
            (sns, token) => sns.GetTopicAttributesAsync(new() { TopicArn = Topic }, token),
            "GetTopicAttributes",
            """
            <Attributes>
              <entry><key>Owner</key><value>123456789012</value></entry>
              <entry><key>Policy</key><value>{&quot;Version&quot;:&quot;2008-10-17&quot;,&quot;Id&quot;:&quot;us-east-1/698519295917/test__default_policy_ID&quot;}</value></entry>
              <entry><key>KmsMasterKeyId</key><value/></entry>
            </Attributes>
            """,
            "TopicArn=" + Topic);

        Assert.Equal("123456789012", response.Attributes!["Owner"]);
        Assert.Equal("""{"Version":"2008-10-17","Id":"us-east-1/698519295917/test__default_policy_ID"}""", response.Attributes["Policy"]);
        Assert.Equal("", response.Attributes["KmsMasterKeyId"]);
    }

    [Fact]
    public Task SetTopicAttributes_can_send_an_empty_value() => ExchangeAsync(
        (sns, token) => sns.SetTopicAttributesAsync(new() { TopicArn = Topic, AttributeName = "KmsMasterKeyId", AttributeValue = "" }, token),
        "SetTopicAttributes",
        null,
        "TopicArn=" + Topic,
        "AttributeName=KmsMasterKeyId",
        "AttributeValue=");

    [Fact]
    public Task DeleteTopic_sends_the_topic() => ExchangeAsync(
        (sns, token) => sns.DeleteTopicAsync(new() { TopicArn = Topic }, token), "DeleteTopic", null, "TopicArn=" + Topic);

    [Fact]
    public async Task Subscribe_sends_the_endpoint_and_reads_the_subscription()
    {
        var response = await ExchangeAsync(
            (sns, token) => sns.SubscribeAsync(
                new() { TopicArn = Topic, Protocol = "sqs", Endpoint = "arn:aws:sqs:us-east-1:123456789012:q", Attributes = new() { ["RawMessageDelivery"] = "true" }, ReturnSubscriptionArn = true },
                token),
            "Subscribe",
            $"<SubscriptionArn>{Subscription}</SubscriptionArn>",
            "TopicArn=" + Topic,
            "Protocol=sqs",
            "Endpoint=arn:aws:sqs:us-east-1:123456789012:q",
            "Attributes.entry.1.key=RawMessageDelivery",
            "Attributes.entry.1.value=true",
            "ReturnSubscriptionArn=true");

        Assert.Equal(Subscription, response.SubscriptionArn);
    }

    [Fact]
    public Task Unsubscribe_sends_the_subscription() => ExchangeAsync(
        (sns, token) => sns.UnsubscribeAsync(new() { SubscriptionArn = Subscription }, token), "Unsubscribe", null, "SubscriptionArn=" + Subscription);

    [Fact]
    public async Task ListSubscriptionsByTopic_reads_a_page()
    {
        var response = await ExchangeAsync(
            (sns, token) => sns.ListSubscriptionsByTopicAsync(new() { TopicArn = Topic, NextToken = "t1+/=" }, token),
            "ListSubscriptionsByTopic",
            $"""
            <Subscriptions>
              <member>
                <TopicArn>{Topic}</TopicArn>
                <Protocol>email</Protocol>
                <SubscriptionArn>{Subscription}</SubscriptionArn>
                <Owner>123456789012</Owner>
                <Endpoint>example@amazon.com</Endpoint>
              </member>
              <member><SubscriptionArn>PendingConfirmation</SubscriptionArn></member>
            </Subscriptions>
            <NextToken>t2</NextToken>
            """,
            "TopicArn=" + Topic,
            "NextToken=t1+/=");

        Assert.Equal(2, response.Subscriptions!.Count);
        var first = response.Subscriptions[0];
        Assert.Equal((Topic, "email", Subscription, "123456789012", "example@amazon.com"), (first.TopicArn, first.Protocol, first.SubscriptionArn, first.Owner, first.Endpoint));
        Assert.Equal("PendingConfirmation", response.Subscriptions[1].SubscriptionArn);
        Assert.Null(response.Subscriptions[1].Endpoint);
        Assert.Equal("t2", response.NextToken);
    }

    [Fact]
    public async Task An_absent_list_is_null_and_an_empty_one_is_empty()
    {
        var absent = await ExchangeAsync((sns, token) => sns.ListSubscriptionsByTopicAsync(new() { TopicArn = Topic }, token), "ListSubscriptionsByTopic", "", "TopicArn=" + Topic);
        Assert.Null(absent.Subscriptions);

        var empty = await ExchangeAsync((sns, token) => sns.ListSubscriptionsByTopicAsync(new() { TopicArn = Topic }, token), "ListSubscriptionsByTopic", "<Subscriptions/>", "TopicArn=" + Topic);
        Assert.Empty(empty.Subscriptions!);
    }

    [Fact]
    public async Task GetSubscriptionAttributes_reads_a_map()
    {
        var response = await ExchangeAsync(
            (sns, token) => sns.GetSubscriptionAttributesAsync(new() { SubscriptionArn = Subscription }, token),
            "GetSubscriptionAttributes",
            "<Attributes><entry><key>PendingConfirmation</key><value>false</value></entry><entry><key>TopicArn</key><value>" + Topic + "</value></entry></Attributes>",
            "SubscriptionArn=" + Subscription);

        Assert.Equal(new Dictionary<string, string> { ["PendingConfirmation"] = "false", ["TopicArn"] = Topic }, response.Attributes);
    }

    [Fact]
    public Task TagResource_sends_the_tags() => ExchangeAsync(
        (sns, token) => sns.TagResourceAsync(new() { ResourceArn = Topic, Tags = [new() { Key = "created-by", Value = "AwsLoginAudit" }] }, token),
        "TagResource",
        "",
        "ResourceArn=" + Topic,
        "Tags.member.1.Key=created-by",
        "Tags.member.1.Value=AwsLoginAudit");

    // An empty list has an empty field, as in the published SDK: left out it would mean something else.
    [Fact]
    public Task An_empty_list_is_sent_as_one() => ExchangeAsync(
        (sns, token) => sns.TagResourceAsync(new() { ResourceArn = Topic, Tags = [] }, token), "TagResource", "", "ResourceArn=" + Topic, "Tags=");

    [Fact]
    public async Task ListTagsForResource_reads_the_tags()
    {
        var response = await ExchangeAsync(
            (sns, token) => sns.ListTagsForResourceAsync(new() { ResourceArn = Topic }, token),
            "ListTagsForResource",
            "<Tags><member><Key>created-by</Key><Value>AwsLoginAudit</Value></member><member><Key>Owner</Key><Value/></member></Tags>",
            "ResourceArn=" + Topic);

        Assert.Equal([("created-by", "AwsLoginAudit"), ("Owner", "")], response.Tags!.Select(tag => (tag.Key, tag.Value)));
    }

    [Fact]
    public async Task A_form_is_encoded_as_RFC_3986_says()
    {
        await using var server = await RecordingServer.StartAsync(new CannedAnswer("<CreateTopicResponse/>"));
        using var sns = server.Sns();
        await sns.CreateTopicAsync(new() { Name = "a b+c~é*\n" }, TestContext.Current.CancellationToken);
        Assert.Contains("Name=a%20b%2Bc~%C3%A9%2A%0A", Assert.Single(server.Requests).Body, StringComparison.Ordinal);
    }

    private static async Task<TResponse> ExchangeAsync<TResponse>(
        Func<AmazonSimpleNotificationServiceClient, CancellationToken, Task<TResponse>> call, string operation, string? result, params string[] fields)
        where TResponse : AmazonWebServiceResponse
    {
        await using var server = await RecordingServer.StartAsync(QueryAnswer.Of("http://sns.amazonaws.com/doc/2010-03-31/", operation, result));
        using var sns = server.Sns();
        var response = await call(sns, TestContext.Current.CancellationToken);
        WireAssert.IsQueryCall(Assert.Single(server.Requests), "2010-03-31", operation, "sns", fields);
        Assert.Equal(RecordingServer.RequestId, response.ResponseMetadata.RequestId);
        return response;
    }
}
