using Amazon.Runtime;
using Amazon.SimpleEmail;

namespace AwsLoginAudit.Tests.AwsSdk;

/// <summary>Requests and answers of SES as its API reference shows them. Hosts are named email, requests are signed for ses.</summary>
public sealed class SesWireTests
{
    [Fact]
    public async Task GetIdentityVerificationAttributes_reads_a_map_of_structures()
    {
        var response = await ExchangeAsync(
            (ses, token) => ses.GetIdentityVerificationAttributesAsync(new() { Identities = ["user+tag@example.com", "example.com"] }, token),
            "GetIdentityVerificationAttributes",
            """
            <VerificationAttributes>
              <entry><key>example.com</key><value><VerificationToken>QTKknzFg2J4ygwa+XvHAxUl1hyHoY0gVfZdfjIedHZ0=</VerificationToken><VerificationStatus>Pending</VerificationStatus></value></entry>
              <entry><key>user+tag@example.com</key><value><VerificationStatus>FutureStatus</VerificationStatus></value></entry>
            </VerificationAttributes>
            """,
            "Identities.member.1=user+tag@example.com",
            "Identities.member.2=example.com");

        var domain = response.VerificationAttributes!["example.com"];
        Assert.Same(VerificationStatus.Pending, domain.VerificationStatus);
        Assert.Equal("QTKknzFg2J4ygwa+XvHAxUl1hyHoY0gVfZdfjIedHZ0=", domain.VerificationToken);
        Assert.Equal("FutureStatus", response.VerificationAttributes["user+tag@example.com"].VerificationStatus);
        Assert.Null(response.VerificationAttributes["user+tag@example.com"].VerificationToken);
        Assert.Equal(2, response.VerificationAttributes.Count);
    }

    [Fact]
    public Task VerifyEmailIdentity_sends_the_address() => ExchangeAsync(
        (ses, token) => ses.VerifyEmailIdentityAsync(new() { EmailAddress = "user@example.com" }, token), "VerifyEmailIdentity", "", "EmailAddress=user@example.com");

    [Fact]
    public async Task GetSendQuota_reads_numbers()
    {
        var response = await ExchangeAsync(
            (ses, token) => ses.GetSendQuotaAsync(new(), token),
            "GetSendQuota",
            "<SentLast24Hours>127.0</SentLast24Hours><Max24HourSend>200.0</Max24HourSend><MaxSendRate>1.5</MaxSendRate>");

        Assert.Equal((127, 200, 1.5), (response.SentLast24Hours!.Value, response.Max24HourSend!.Value, response.MaxSendRate!.Value));
    }

    [Fact]
    public async Task SendRawEmail_sends_the_mail_as_base64()
    {
        var mail = "From: a@example.com\r\nSubject: \u00fb\u00ff\r\n\r\n~~~???"u8.ToArray();
        Assert.Contains(Convert.ToBase64String(mail), letter => letter is '+' or '/');

        var response = await ExchangeAsync(
            (ses, token) => ses.SendRawEmailAsync(
                new()
                {
                    Source = "a@example.com",
                    Destinations = ["user+tag@example.com", "b@example.com"],
                    RawMessage = new() { Data = new(mail) { Position = 5 } },
                    ConfigurationSetName = "c",
                    Tags = [new() { Name = "kind", Value = "report" }],
                },
                token),
            "SendRawEmail",
            "<MessageId>00000131d51d2292-159ad6eb-077c-46e6-ad09-ae7c05925ed4-000000</MessageId>",
            "Source=a@example.com",
            "Destinations.member.1=user+tag@example.com",
            "Destinations.member.2=b@example.com",
            "RawMessage.Data=" + Convert.ToBase64String(mail),
            "ConfigurationSetName=c",
            "Tags.member.1.Name=kind",
            "Tags.member.1.Value=report");

        Assert.Equal("00000131d51d2292-159ad6eb-077c-46e6-ad09-ae7c05925ed4-000000", response.MessageId);
    }

    [Fact]
    public Task SendRawEmail_sends_a_mail_of_some_megabytes()
    {
        var mail = new byte[5_000_000];
        new Random(1).NextBytes(mail);
        return ExchangeAsync((ses, token) => ses.SendRawEmailAsync(new() { RawMessage = new() { Data = new(mail) } }, token), "SendRawEmail", "", "RawMessage.Data=" + Convert.ToBase64String(mail));
    }

    [Theory]
    [InlineData("<Enabled>true</Enabled>", true)]
    [InlineData("<Enabled>false</Enabled>", false)]
    [InlineData("", null)]
    public async Task GetAccountSendingEnabled_reads_a_flag(string result, bool? enabled)
    {
        var response = await ExchangeAsync((ses, token) => ses.GetAccountSendingEnabledAsync(new(), token), "GetAccountSendingEnabled", result);
        Assert.Equal(enabled, response.Enabled);
    }

    private static async Task<TResponse> ExchangeAsync<TResponse>(
        Func<AmazonSimpleEmailServiceClient, CancellationToken, Task<TResponse>> call, string operation, string? result, params string[] fields)
        where TResponse : AmazonWebServiceResponse
    {
        await using var server = await RecordingServer.StartAsync(QueryAnswer.Of("http://ses.amazonaws.com/doc/2010-12-01/", operation, result));
        using var ses = server.Ses();
        var response = await call(ses, TestContext.Current.CancellationToken);
        WireAssert.IsQueryCall(Assert.Single(server.Requests), "2010-12-01", operation, "ses", fields);
        Assert.Equal(RecordingServer.RequestId, response.ResponseMetadata.RequestId);
        return response;
    }
}
