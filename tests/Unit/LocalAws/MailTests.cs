using Amazon.SimpleEmail;
using AwsLoginAudit.Tests.AwsSdk;
using LocalAws;
using LocalAws.Http;

namespace AwsLoginAudit.Tests.LocalAws;

/// <summary>What SES says of identities and quotas.</summary>
public sealed class MailTests : IAsyncLifetime
{
    private LocalAwsServer server = null!;
    private LocalAwsCaller caller = null!;
    private AmazonSimpleEmailServiceClient ses = null!;

    public async ValueTask InitializeAsync()
    {
        (server, caller) = await LocalAwsCaller.StartAsync();
        ses = new(RecordingServer.Credentials, new() { ServiceURL = server.Endpoint.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
    }

    public async ValueTask DisposeAsync()
    {
        ses.Dispose();
        caller.Dispose();
        await server.DisposeAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<IEnumerable<(string, string?)>> Statuses(params string[] identities) =>
        (await ses.GetIdentityVerificationAttributesAsync(new() { Identities = [.. identities] }, Token)).VerificationAttributes!.Select(a => (a.Key, a.Value.VerificationStatus?.Value));

    [Fact]
    public async Task An_address_is_unknown_then_pending_then_verified()
    {
        Assert.Empty(await Statuses("a@x.example"));
        await ses.VerifyEmailIdentityAsync(new() { EmailAddress = "a@x.example" }, Token);
        Assert.Equal([("a@x.example", "Pending")], await Statuses("b@x.example", "a@x.example", "a@x.example"));
        server.Mail.Verify("a@x.example");
        Assert.Equal([("a@x.example", "Success")], await Statuses("a@x.example"));
        await ses.VerifyEmailIdentityAsync(new() { EmailAddress = "a@x.example" }, Token);
        Assert.Equal([("a@x.example", "Success")], await Statuses("a@x.example"));
        Assert.Equal(["a@x.example", "a@x.example"], server.Mail.VerificationMails);
    }

    [Fact]
    public async Task A_failed_verification_can_be_asked_for_again()
    {
        server.Mail.SetStatus("a@x.example", "Failed");
        Assert.Equal([("a@x.example", "Failed")], await Statuses("a@x.example"));
        await ses.VerifyEmailIdentityAsync(new() { EmailAddress = "a@x.example" }, Token);
        Assert.Equal([("a@x.example", "Pending")], await Statuses("a@x.example"));
        Assert.Throws<ArgumentOutOfRangeException>(() => server.Mail.SetStatus("a@x.example", "Done"));
    }

    [Fact]
    public async Task A_domain_has_a_token()
    {
        server.Mail.Verify("x.example");
        server.Mail.Verify("a@x.example");
        var attributes = (await ses.GetIdentityVerificationAttributesAsync(new() { Identities = ["x.example", "a@x.example"] }, Token)).VerificationAttributes!;
        Assert.NotNull(attributes["x.example"].VerificationToken);
        Assert.Null(attributes["a@x.example"].VerificationToken);
    }

    [Theory]
    [InlineData(true, 200, 1)]
    [InlineData(false, 50_000, 14)]
    public async Task The_quota_tells_the_sandbox(bool isSandbox, double day, double second)
    {
        server.Mail.IsSandbox = isSandbox;
        server.Mail.SentInLastDay = 3;
        var quota = await ses.GetSendQuotaAsync(new(), Token);
        Assert.Equal((day, second, 3.0), (quota.Max24HourSend, quota.MaxSendRate, quota.SentLast24Hours));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sending_can_be_off(bool isEnabled)
    {
        server.Mail.SendingEnabled = isEnabled;
        Assert.Equal(isEnabled, (await ses.GetAccountSendingEnabledAsync(new(), Token)).Enabled);
    }

    [Theory]
    [InlineData("VerifyEmailIdentity", "EmailAddress", "x.example", "InvalidParameterValue", 400)]
    [InlineData("VerifyEmailIdentity", "EmailAddress", "a b@x.example", "InvalidParameterValue", 400)]
    [InlineData("VerifyEmailIdentity", "EmailAddress", "", "InvalidParameterValue", 400)]
    [InlineData("GetIdentityVerificationAttributes", "Identities.1", "x.example", "MalformedInput", 400)]
    [InlineData("SendEmail", "Source", "a@x.example", "NotSupportedByLocalAws", 501)]
    public async Task SES_refuses(string operation, string name, string value, string code, int status) => await Refused(code, status, operation, (name, value));

    [Fact]
    public async Task Members_that_are_missing_or_too_many_are_refused()
    {
        await Refused("ValidationError", 400, "VerifyEmailIdentity");
        await Refused("ValidationError", 400, "GetIdentityVerificationAttributes");
        await Refused("ValidationError", 400, "GetIdentityVerificationAttributes", [.. Enumerable.Range(1, 101).Select(i => ($"Identities.member.{i}", $"a{i}@x.example"))]);
    }

    [Fact]
    public async Task A_denied_action_is_denied()
    {
        server.Faults = new FaultPlan { DeniedActions = new HashSet<string>(StringComparer.Ordinal) { "ses:GetSendQuota" } };
        await Refused("AccessDenied", 403, "GetSendQuota");
    }

    private async Task Refused(string code, int status, string operation, params (string, string)[] parameters)
    {
        var (answered, body) = await caller.Mail(operation, parameters);
        Assert.Equal((code, status), (body.Element("Error")?.Element("Code")?.Value, (int)answered));
    }
}
