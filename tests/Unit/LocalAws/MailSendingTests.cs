using System.Net;
using System.Text;
using Amazon.SimpleEmail;
using Amazon.SimpleEmail.Model;
using AwsLoginAudit.Tests.AwsSdk;
using LocalAws;
using MimeKit;

namespace AwsLoginAudit.Tests.LocalAws;

/// <summary>What SES takes and what it refuses to send.</summary>
public sealed class MailSendingTests : IAsyncLifetime
{
    private const int LargestMail = 10_485_760;
    private const string Mail = "From: A <a@x.example>\r\nTo: b@x.example\r\nSubject: S\r\n\r\ntext\r\n";
    private const string Lambda = "lambda.amazonaws.com";
    private const string Identity = "arn:aws:ses:us-east-1:123456789012:identity/";

    private LocalAwsServer server = null!;
    private LocalAwsCaller caller = null!;
    private AmazonSimpleEmailServiceClient ses = null!;

    public async ValueTask InitializeAsync()
    {
        (server, caller) = await LocalAwsCaller.StartAsync(new TestClock(new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero)));
        ses = new(RecordingServer.Credentials, new() { ServiceURL = server.Endpoint.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
        server.Mail.Verify("x.example");
    }

    public async ValueTask DisposeAsync()
    {
        ses.Dispose();
        caller.Dispose();
        await server.DisposeAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static SendRawEmailRequest Request(string mail) => new() { RawMessage = new RawMessage { Data = new MemoryStream(Encoding.UTF8.GetBytes(mail)) } };

    private Task<SendRawEmailResponse> Send(string mail) => ses.SendRawEmailAsync(Request(mail), Token);

    private async Task Refused(string code, string message, SendRawEmailRequest request)
    {
        var refused = await Assert.ThrowsAnyAsync<AmazonSimpleEmailServiceException>(() => ses.SendRawEmailAsync(request, Token));
        Assert.Equal((code, message), (refused.ErrorCode, refused.Message));
        Assert.Empty(server.Mail.Outbox);
    }

    private static Task<(HttpStatusCode Status, System.Xml.Linq.XElement Body)> Raw(LocalAwsCaller caller, string mail, params (string, string)[] parameters) =>
        caller.Mail("SendRawEmail", [("RawMessage.Data", Convert.ToBase64String(Encoding.UTF8.GetBytes(mail))), .. parameters]);

    [Fact]
    public async Task What_is_taken_is_in_the_outbox()
    {
        var message = new MimeMessage { Subject = "Größe" };
        message.From.Add(new MailboxAddress("Ä", "a@x.example"));
        message.To.Add(new MailboxAddress("B", "b@x.example"));
        message.Cc.Add(new GroupAddress("g", [new MailboxAddress("", "c@sub.x.example")]));
        message.Bcc.Add(new MailboxAddress("", "d@X.example"));
        message.Body = new BodyBuilder { TextBody = "text", HtmlBody = "<p>html</p>", Attachments = { { "report.csv", Encoding.UTF8.GetBytes("1,2") } } }.ToMessageBody();
        using var stream = new MemoryStream();
        await message.WriteToAsync(new FormatOptions { NewLineFormat = NewLineFormat.Dos }, stream, Token);

        var id = (await ses.SendRawEmailAsync(new() { RawMessage = new RawMessage { Data = new MemoryStream(stream.ToArray()) } }, Token)).MessageId;
        var sent = Assert.Single(server.Mail.Outbox);
        Assert.Equal((id, "a@x.example", null), (sent.MessageId, sent.Source, sent.ConfigurationSetName));
        Assert.Equal(["b@x.example", "c@sub.x.example", "d@X.example"], sent.Recipients);
        Assert.Equal(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero), sent.SentAt);
        Assert.Equal(stream.ToArray(), sent.Raw);
        Assert.Equal(("Größe", "text", "<p>html</p>"), (sent.Message.Subject, sent.Message.TextBody, sent.Message.HtmlBody));
        Assert.Equal("report.csv", Assert.IsType<MimePart>(Assert.Single(sent.Message.Attachments), exactMatch: false).FileName);
        Assert.Equal(3, (await ses.GetSendQuotaAsync(new(), Token)).SentLast24Hours);
    }

    [Fact]
    public async Task Source_and_destinations_come_before_the_headers()
    {
        var request = Request(Mail);
        request.Source = "Bounces <bounce@x.example>";
        request.Destinations = ["C <c@x.example>"];
        request.Tags = [new() { Name = "n", Value = "v" }];
        await ses.SendRawEmailAsync(request, Token);
        var sent = Assert.Single(server.Mail.Outbox);
        Assert.Equal(("bounce@x.example", "c@x.example"), (sent.Source, Assert.Single(sent.Recipients)));
    }

    [Theory]
    [InlineData("To: b@x.example\r\n\r\n", "Missing required header 'From'.")]
    [InlineData("From: a@x.example\r\nTo: b@x.example\r\nSubject: 1\r\nsubject: 2\r\n\r\n", "Duplicate header 'Subject'.")]
    [InlineData("From: a@x.example\r\nFrom: a@x.example\r\nTo: b@x.example\r\n\r\n", "Duplicate header 'From'.")]
    [InlineData("From: a@x.example\r\nTo: b@x.example\r\nTo: c@x.example\r\n\r\n", "Duplicate header 'To'.")]
    [InlineData("From: a\r\nTo: b@x.example\r\n\r\n", "Missing final '@domain'")]
    [InlineData("From: a@x.example\r\nTo: b@x.example, c\r\n\r\n", "Missing final '@domain'")]
    [InlineData("From: a@x.example\r\nTo: b@@x.example\r\n\r\n", "Illegal address")]
    [InlineData("From: a@x.example\r\nTo: <b@x.example\r\n\r\n", "Illegal address")]
    [InlineData("From: a@x.example\r\nTo: bö@x.example\r\n\r\n", "Local address contains control or whitespace")]
    [InlineData("From: a@x.example\r\n\r\ntext", "There are no recipients.")]
    [InlineData("From: a@x.example\nTo: b@x.example\n\n", "A line does not end with CR LF.")]
    [InlineData("From: a@x.example\r\nTo: b@x.example\r\n\r\na\rb", "A line does not end with CR LF.")]
    public async Task A_mail_that_breaks_the_rules_is_refused(string mail, string message) => await Refused("InvalidParameterValue", message, Request(mail));

    [Theory]
    [InlineData("a@x.example, b@x.example", "Illegal address")]
    [InlineData("", "Illegal address")]
    [InlineData("a", "Missing final '@domain'")]
    [InlineData("ä@x.example", "Local address contains control or whitespace")]
    public async Task Source_and_destinations_are_one_address_each(string address, string message)
    {
        var request = Request(Mail);
        request.Destinations = [address];
        await Refused("InvalidParameterValue", message, request);
        request = Request(Mail);
        request.Source = address;
        await Refused("InvalidParameterValue", message, request);
    }

    [Fact]
    public async Task Lines_have_998_characters_and_mails_50_recipients()
    {
        await Refused("InvalidParameterValue", "A line is longer than 998 characters.", Request(Mail + new string('x', 999) + "\r\n"));
        var request = Request(Mail);
        request.Destinations = [.. Enumerable.Range(0, 51).Select(i => $"b{i}@x.example")];
        await Refused("InvalidParameterValue", "Recipient count exceeds 50.", request);
        request = Request(Mail + new string('x', 998));
        request.Destinations = [.. Enumerable.Range(0, 50).Select(i => $"b{i}@x.example")];
        await ses.SendRawEmailAsync(request, Token);
        Assert.Equal(50, server.Mail.SentInLastDay);
    }

    [Fact]
    public async Task A_mail_has_10_MiB_at_most()
    {
        var line = new string('/', 62) + "\r\n";
        var most = Mail.PadRight(128, 'x') + new StringBuilder().Insert(0, line, (LargestMail - 128) / line.Length);
        Assert.Equal(LargestMail, most.Length);
        await Refused("InvalidParameterValue", "Message length is more than 10485760 bytes long: '10485761'.", Request(most + "x"));
        await Send(most);
        Assert.Equal(LargestMail, Assert.Single(server.Mail.Outbox).Raw.Length);
        Assert.All(server.Requests.Of("ses:SendRawEmail"), r => Assert.Null(r.Parameters));
    }

    [Fact]
    public async Task Programs_are_not_attached()
    {
        var message = new MimeMessage(Addresses("a@x.example"), Addresses("b@x.example"), "S", new MimePart("text", "plain") { FileName = "Fix.PS1", Content = new MimeContent(new MemoryStream([1])) });
        using var stream = new MemoryStream();
        await message.WriteToAsync(new FormatOptions { NewLineFormat = NewLineFormat.Dos }, stream, Token);
        await Refused("InvalidParameterValue", "Illegal filename 'Fix.PS1'.", Request(Encoding.ASCII.GetString(stream.ToArray())));

        static InternetAddressList Addresses(string address) => [MailboxAddress.Parse(address)];
    }

    [Theory]
    [InlineData("RawMessage.Data", "!", "MalformedInput", 400)]
    [InlineData("Source", "a@x.example", "ValidationError", 400)]
    [InlineData("FromArn", "arn:aws:ses:us-east-1:123456789012:identity/x.example", "NotSupportedByLocalAws", 501)]
    public async Task SES_refuses(string name, string value, string code, int status)
    {
        var (answered, body) = await caller.Mail("SendRawEmail", (name, value));
        Assert.Equal((code, status), (body.Element("Error")!.Element("Code")!.Value, (int)answered));
    }

    [Fact]
    public async Task In_the_sandbox_everybody_must_be_verified()
    {
        server.Mail.Verify("me@y.example");
        server.Mail.SetStatus("pending@y.example", "Pending");
        const string Message = "Email address is not verified. The following identities failed the check in region US-EAST-1: pending@y.example, Me@y.example, z@sub.y.example";
        await Refused("MessageRejected", Message, Request("From: pending@y.example\r\nTo: me@y.example, Me@y.example, pending@y.example\r\nCc: z@sub.y.example\r\n\r\n"));
        await Send("From: me@y.example\r\nTo: b@x.example\r\n\r\n");
    }

    [Fact]
    public async Task Outside_of_the_sandbox_only_senders_must_be_verified()
    {
        server.Mail.IsSandbox = false;
        var request = Request("From: a@x.example\r\nSender: s@z.example\r\nTo: b@y.example\r\n\r\n");
        request.Source = "bounce@y.example";
        await Refused("MessageRejected", "Email address is not verified. The following identities failed the check in region US-EAST-1: bounce@y.example, s@z.example", request);
        await Send("From: a@x.example\r\nTo: b@y.example\r\n\r\n");
    }

    [Fact]
    public async Task A_day_has_its_quota_and_an_account_can_be_paused()
    {
        server.Mail.SentInLastDay = 200;
        await Refused("Throttling", "Daily message quota exceeded.", Request(Mail));
        server.Mail.SendingEnabled = false;
        Assert.Contains("Sending paused", (await Assert.ThrowsAsync<AccountSendingPausedException>(() => Send(Mail))).Message, StringComparison.Ordinal);
        server.Mail.SendingEnabled = true;
        server.Mail.IsSandbox = false;
        await Send(Mail);
    }

    [Fact]
    public async Task After_a_mail_to_three_nothing_is_taken_for_three_seconds_where_the_rate_is_one_recipient_a_second()
    {
        server.Mail.HasRate = true;
        await Send(Mail.Replace("To: b@x.example", "To: b@x.example, c@x.example, d@x.example", StringComparison.Ordinal));
        var refused = await Assert.ThrowsAnyAsync<AmazonSimpleEmailServiceException>(() => Send(Mail));
        Assert.Equal(("Throttling", "Maximum sending rate exceeded."), (refused.ErrorCode, refused.Message));
        await Task.Delay(TimeSpan.FromSeconds(3.1), Token);
        await Send(Mail);
    }

    [Fact]
    public async Task A_configuration_set_must_exist_and_be_on()
    {
        var request = Request(Mail);
        request.ConfigurationSetName = "set";
        await Assert.ThrowsAsync<ConfigurationSetDoesNotExistException>(() => ses.SendRawEmailAsync(request, Token));
        Assert.Throws<KeyNotFoundException>(() => server.Mail.PauseConfigurationSet("set"));
        server.Mail.AddConfigurationSet("set");
        await ses.SendRawEmailAsync(request, Token);
        await Send("X-SES-CONFIGURATION-SET: set\r\n" + Mail);
        Assert.Equal(["set", "set"], server.Mail.Outbox.Select(m => m.ConfigurationSetName));
        server.Mail.PauseConfigurationSet("set");
        await Assert.ThrowsAsync<ConfigurationSetSendingPausedException>(() => ses.SendRawEmailAsync(request, Token));
    }

    [Theory]
    [InlineData("x.example", "", "", null)]
    [InlineData("a@x.example", "", "", "identity/x.example")]
    [InlineData("x.example", """{"StringEquals":{"ses:FromAddress":"a@x.example"}}""", "", null)]
    [InlineData("x.example", """{"StringEquals":{"ses:FromAddress":"other@x.example"}}""", "", "identity/x.example")]
    [InlineData("x.example", """{"ForAllValues:StringLike":{"ses:Recipients":"*@x.example"}}""", "", null)]
    [InlineData("x.example", """{"ForAllValues:StringEquals":{"ses:Recipients":["b@x.example"]}}""", "", "identity/x.example")]
    [InlineData("x.example", """{"ForAnyValue:StringEquals":{"ses:Recipients":["b@x.example"]}}""", "", null)]
    [InlineData("x.example", """{"StringLike":{"aws:SourceArn":"*"}}""", "", "identity/x.example")]
    [InlineData("x.example", "", "set", "configuration-set/set")]
    public async Task A_role_sends_from_the_identities_that_it_may(string identity, string condition, string set, string? denied)
    {
        server.Mail.AddConfigurationSet("set");
        using var role = await Role($$"""{"Effect":"Allow","Action":"ses:SendRawEmail","Resource":"{{Identity}}{{identity}}"{{(condition.Length == 0 ? "" : ",\"Condition\":" + condition)}}}""");
        var (status, body) = await Raw(role, Mail.Replace("To: b@x.example", "To: b@x.example, c@x.example", StringComparison.Ordinal), set.Length == 0 ? [] : [("ConfigurationSetName", set)]);
        if (denied is null)
            Assert.Equal((HttpStatusCode.OK, 1), (status, server.Mail.Outbox.Count));
        else
            Assert.Contains($"is not authorized to perform: ses:SendRawEmail on resource: arn:aws:ses:us-east-1:123456789012:{denied} because", body.Element("Error")!.Element("Message")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_the_sandbox_a_role_must_be_allowed_the_recipients_too()
    {
        server.Mail.Verify("b@x.example");
        using var role = await Role($$"""{"Effect":"Allow","Action":"ses:SendRawEmail","Resource":"{{Identity}}x.example"}""");
        var (status, body) = await Raw(role, Mail);
        Assert.Equal((HttpStatusCode.Forbidden, "AccessDenied"), (status, body.Element("Error")!.Element("Code")!.Value));
        Assert.Contains($"on resource: {Identity}b@x.example because", body.Element("Error")!.Element("Message")!.Value, StringComparison.Ordinal);
        server.Mail.IsSandbox = false;
        Assert.Equal(HttpStatusCode.OK, (await Raw(role, Mail)).Status);
    }

    private async Task<LocalAwsCaller> Role(string statement)
    {
        var trust = $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"{{{Lambda}}}"},"Action":"sts:AssumeRole"}}""";
        await caller.Identity("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", trust));
        var put = await caller.Identity("PutRolePolicy", ("RoleName", "r"), ("PolicyName", "p"), ("PolicyDocument", $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}"""));
        Assert.Equal(HttpStatusCode.OK, put.Status);
        return new LocalAwsCaller(server) { Credentials = server.Identity.Assume("arn:aws:iam::123456789012:role/r", Lambda) };
    }
}
