using System.Net;
using LocalAws;
using LocalAws.Http;
using LocalAws.Identity;

namespace AwsLoginAudit.Tests.LocalAws;

/// <summary>What callers with a role's credentials may do.</summary>
public sealed class RoleEvaluationTests : IAsyncLifetime
{
    private const string Lambda = "lambda.amazonaws.com";
    private const string RoleArn = "arn:aws:iam::123456789012:role/app/r";
    private const string SessionArn = "arn:aws:sts::123456789012:assumed-role/r/f";
    private const string Group = "arn:aws:logs:us-east-1:123456789012:log-group:g";
    private const string Alarm = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:a";

    private LocalAwsServer server = null!;
    private LocalAwsCaller admin = null!;
    private LocalAwsCaller caller = null!;

    public async ValueTask InitializeAsync()
    {
        (server, admin) = await LocalAwsCaller.StartAsync();
        await Admin("CreateRole", ("RoleName", "r"), ("Path", "/app/"), ("AssumeRolePolicyDocument", $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"{{{Lambda}}}"},"Action":"sts:AssumeRole"}}"""));
        caller = new LocalAwsCaller(server) { Credentials = server.Identity.Assume(RoleArn, Lambda, "f") };
        server.Logs.Load("g", "s", [(TimeProvider.System.GetUtcNow(), "m")]);
    }

    public async ValueTask DisposeAsync()
    {
        caller.Dispose();
        admin.Dispose();
        await server.DisposeAsync();
    }

    private async Task Admin(string operation, params (string, string)[] parameters) =>
        Assert.Equal(HttpStatusCode.OK, (await admin.Identity(operation, [.. parameters])).Status);

    private Task Put(string statements) =>
        Admin("PutRolePolicy", ("RoleName", "r"), ("PolicyName", "p"), ("PolicyDocument", $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}"""));

    private Task Allow(string action, string resource) => Put($$"""{"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}"}""");

    [Fact]
    public async Task A_role_without_policies_may_do_nothing_but_say_who_it_is()
    {
        (await caller.Logs("FilterLogEvents", new { logGroupName = "g" })).Refused("AccessDeniedException",
            $"User: {SessionArn} is not authorized to perform: logs:FilterLogEvents on resource: {Group}:log-stream: because no identity-based policy allows the logs:FilterLogEvents action");
        var (status, body) = await caller.Identity("GetRole", ("RoleName", "r"));
        Assert.Equal((HttpStatusCode.Forbidden, "AccessDenied"), (status, body.Element("Error")!.Element("Code")!.Value));
        Assert.Contains($"on resource: {RoleArn} because", body.Element("Error")!.Element("Message")!.Value, StringComparison.Ordinal);

        var identity = (await caller.Caller()).Body.Element("GetCallerIdentityResult")!;
        Assert.Equal(SessionArn, identity.Element("Arn")!.Value);
        Assert.Matches("^AROA[A-Z2-7]{17}:f$", identity.Element("UserId")!.Value);
        Assert.Equal("arn:aws:iam::123456789012:user/test", (await admin.Caller()).Body.Element("GetCallerIdentityResult")!.Element("Arn")!.Value);
    }

    [Fact]
    public async Task A_policy_counts_from_the_next_request_on()
    {
        await Allow("logs:FilterLogEvents", Group + ":*");
        (await caller.Logs("FilterLogEvents", new { logGroupName = "g" })).Succeeded();
        (await caller.Logs("FilterLogEvents", new { logGroupIdentifier = Group })).Succeeded();
        (await caller.Logs("FilterLogEvents", new { logGroupName = "other" })).Refused("AccessDeniedException");
        await Admin("DeleteRolePolicy", ("RoleName", "r"), ("PolicyName", "p"));
        (await caller.Logs("FilterLogEvents", new { logGroupName = "g" })).Refused("AccessDeniedException");
        await Admin("AttachRolePolicy", ("RoleName", "r"), ("PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess"));
        (await caller.Logs("FilterLogEvents", new { logGroupName = "g" })).Succeeded();
    }

    [Fact]
    public async Task An_explicit_denial_says_so()
    {
        await Put("""{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"logs:Filter*","Resource":"*"}""");
        (await caller.Logs("FilterLogEvents", new { logGroupName = "g" })).Refused("AccessDeniedException", "log-stream: with an explicit deny in an identity-based policy");
        (await caller.Logs("DescribeLogGroups", new { })).Succeeded();
    }

    [Theory]
    [InlineData(Group, false)]
    [InlineData(Group + ":*", true)]
    [InlineData(Group + ":log-stream:s", true)]
    [InlineData(Group + ":log-stream:t", false)]
    public async Task Events_are_read_from_and_written_to_streams(string resource, bool isAllowed)
    {
        await Allow("logs:*", resource);
        var code = isAllowed ? null : "AccessDeniedException";
        Assert.Equal(code, (await caller.Logs("GetLogEvents", new { logGroupName = "g", logStreamName = "s" })).Code);
        Assert.Equal(code, (await caller.Logs("PutLogEvents", new { logGroupName = "g", logStreamName = "s", logEvents = new[] { new { timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), message = "m" } } })).Code);
    }

    [Fact]
    public async Task Metric_filters_without_a_group_are_of_any()
    {
        await Allow("logs:DescribeMetricFilters", Group + ":*");
        (await caller.Logs("DescribeMetricFilters", new { logGroupName = "g" })).Succeeded();
        (await caller.Logs("DescribeMetricFilters", new { })).Refused("AccessDeniedException", "on resource: arn:aws:logs:us-east-1:123456789012:log-group::log-stream: because");
    }

    [Fact]
    public async Task Every_alarm_that_is_asked_for_must_be_allowed()
    {
        string[] one = ["a"], two = ["a", "b"];
        await Allow("cloudwatch:Describe*", Alarm);
        (await caller.Alarms("DescribeAlarms", new { AlarmNames = one })).Succeeded();
        (await caller.Alarms("DescribeAlarmHistory", new { AlarmName = "a" })).Succeeded();
        (await caller.Alarms("DescribeAlarms", new { AlarmNames = two })).Refused("AccessDeniedException", "alarm:b because");
        (await caller.Alarms("DescribeAlarms", new { })).Refused("AccessDeniedException", "alarm:* because");
    }

    [Fact]
    public async Task A_command_is_on_its_document_and_its_machines()
    {
        const string Id = "i-00000000000000001";
        await Put("""{"Effect":"Allow","Action":"ssm:SendCommand","Resource":"arn:aws:ssm:*::document/AWS-*"}""");
        (await caller.Systems("SendCommand", new { DocumentName = "AWS-RunPowerShellScript", InstanceIds = new[] { Id } }))
            .Refused("AccessDeniedException", $"on resource: arn:aws:ec2:us-east-1:123456789012:instance/{Id} because");
        await Allow("ssm:GetParameter", "arn:aws:ssm:us-east-1:123456789012:parameter/a/b");
        (await caller.Systems("GetParameter", new { Name = "/a/b" })).Refused("ParameterNotFound");
        (await caller.Systems("GetParameter", new { Name = "c" })).Refused("AccessDeniedException");
    }

    [Theory]
    [InlineData("""{"NumericEquals":{"aws:SecureTransport":"1"}}""")]
    [InlineData("""{"ForAnyValue:StringNotLike":{"ses:Recipients":"*"}}""")]
    [InlineData("""{"StringEquals":{"aws:SourceArn":"${aws:PrincipalArn}"}}""")]
    public async Task What_is_not_known_of_conditions_is_not_guessed(string condition)
    {
        await Put($$$"""{"Effect":"Allow","Action":"logs:*","Resource":"*","Condition":{{{condition}}}}""");
        var answer = await caller.Logs("DescribeLogGroups", new { });
        // A variable counts only where the request has the key.
        Assert.Equal(condition.Contains("${", StringComparison.Ordinal) ? "AccessDeniedException" : "NotSupportedByLocalAws", answer.Code);
    }

    [Theory]
    [InlineData("""{"Bool":{"aws:SecureTransport":"false"}}""", true)]
    [InlineData("""{"Bool":{"aws:SecureTransport":"true"}}""", false)]
    [InlineData("""{"Null":{"ses:Recipients":"true"}}""", true)]
    [InlineData("""{"Null":{"ses:Recipients":"false"}}""", false)]
    [InlineData("""{"ForAllValues:StringEquals":{"ses:Recipients":"a@b.example"}}""", true)]
    [InlineData("""{"ForAllValues:StringEquals":{"ses:Recipients":"a@b.example"},"Null":{"ses:Recipients":"false"}}""", false)]
    public async Task A_condition_can_ask_for_TLS_and_whether_a_key_is_there(string condition, bool isAllowed)
    {
        await Put($$$"""{"Effect":"Allow","Action":"logs:*","Resource":"*","Condition":{{{condition}}}}""");
        Assert.Equal(isAllowed ? null : "AccessDeniedException", (await caller.Logs("DescribeLogGroups", new { })).Code);
    }

    [Theory]
    [InlineData("NotAction", "Resource")]
    [InlineData("Action", "NotResource")]
    public async Task Not_elements_are_not_guessed(string action, string resource)
    {
        await Put($$"""{"Effect":"Deny","{{action}}":"logs:*","{{resource}}":"*"}""");
        (await caller.Logs("DescribeLogGroups", new { })).Refused("NotSupportedByLocalAws", status: HttpStatusCode.NotImplemented);
    }

    [Fact]
    public async Task Without_the_token_of_the_session_or_with_another_the_key_is_worth_nothing()
    {
        await Allow("*", "*");
        foreach (var token in new[] { "", "x" })
        {
            using var other = new LocalAwsCaller(server) { Credentials = caller.Credentials! with { SessionToken = token } };
            (await other.Logs("DescribeLogGroups", new { })).Refused("UnrecognizedClientException");
            var (status, body) = await other.Caller();
            Assert.Equal((HttpStatusCode.Forbidden, "InvalidClientTokenId"), (status, body.Element("Error")!.Element("Code")!.Value));
        }
    }

    [Fact]
    public async Task Credentials_die_with_their_role()
    {
        await Admin("DeleteRole", ("RoleName", "r"));
        (await caller.Logs("DescribeLogGroups", new { })).Refused("UnrecognizedClientException");
    }

    [Fact]
    public void A_role_is_taken_on_by_the_services_that_it_trusts()
    {
        Assert.StartsWith("ASIA", caller.Credentials!.AccessKeyId, StringComparison.Ordinal);
        Assert.True(server.Identity.Trusts(RoleArn, Lambda));
        foreach (var (role, service) in new[] { (RoleArn, "ec2.amazonaws.com"), ("arn:aws:iam::123456789012:role/none", Lambda) })
        {
            Assert.False(server.Identity.Trusts(role, service));
            Assert.Equal("AccessDenied", Assert.Throws<AwsException>(() => server.Identity.Assume(role, service)).Code);
        }
    }
}
