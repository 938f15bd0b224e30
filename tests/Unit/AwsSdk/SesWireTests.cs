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
