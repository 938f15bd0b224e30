using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using LocalAws.Http;

namespace AwsLoginAudit.Tests.Cmdlets;

public sealed class ErrorTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private const string Token = "FwoGZXIvYXdzEXAMPLETOKEN";

    [Theory]
    [InlineData("-Region us-east-1 -ProfileName no-such-profile", LoginAuditError.ProfileNotFound, ErrorCategory.ObjectNotFound, "'no-such-profile'")]
    [InlineData("-Region us-nowhere-1 -AccessKey a -SecretKey b", LoginAuditError.UnknownRegion, ErrorCategory.InvalidArgument, "'us-nowhere-1'")]
    [InlineData("-Region us-east-1 -AccessKey a -SecretKey b -EndpointUrl localhost:80", LoginAuditError.InvalidEndpoint, ErrorCategory.InvalidArgument, "'localhost:80'")]
    [InlineData("-Region us-east-1 -AccessKey a", LoginAuditError.NoCredentials, ErrorCategory.AuthenticationError, "-SecretKey")]
    [InlineData("-StartTime 2026-03-02 -EndTime 2026-03-01", LoginAuditError.StartAfterEnd, ErrorCategory.InvalidArgument, "2026-03-02 00:00:00Z")]
    public void What_is_wrong_with_the_question_is_said_before_AWS_is_asked(string arguments, LoginAuditError id, ErrorCategory category, string says)
    {
        using var engine = new Engine();
        AssertError(engine.Fail($"Get-LoginAuditFailure /aws/SecurityAuditLogs {arguments}").Error, id, category, says);
    }

    [Fact]
    public async Task A_permission_that_is_missing_is_named()
    {
        await using var account = await Account.OpenAsync();
        account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string>(["logs:FilterLogEvents", "cloudwatch:DescribeAlarms"], StringComparer.Ordinal) };
        using var engine = new Engine(account.Server);
        AssertError(engine.Fail("Get-LoginAuditFailure /aws/SecurityAuditLogs @aws").Error, LoginAuditError.AccessDenied, ErrorCategory.PermissionDenied, "logs:FilterLogEvents");
        AssertError(engine.Fail("Get-LoginAuditFailure -AlarmName a @aws").Error, LoginAuditError.AccessDenied, ErrorCategory.PermissionDenied, "cloudwatch:DescribeAlarms");
    }

    [Fact]
    public async Task Credentials_that_have_expired_are_told_from_missing_permissions()
    {
        await using var account = await Account.OpenAsync();
        account.Server.Faults = new FaultPlan { CredentialsExpireAfter = 0 };
        using var engine = new Engine(account.Server);
        AssertError(
            engine.Fail($"Get-LoginAuditFailure /aws/SecurityAuditLogs -SessionToken {Token} @aws").Error,
            LoginAuditError.CredentialsRejected, ErrorCategory.AuthenticationError, "Sign in again");
    }

    [Fact]
    public async Task A_log_group_or_log_stream_that_is_not_there_is_named()
    {
        await using var account = await Account.OpenAsync();
        account.Server.Logs.Load(Account.LogGroup, "i-1", []);
        using var engine = new Engine(account.Server);
        AssertError(engine.Fail("Get-LoginAuditFailure /no/such/group @aws").Error, LoginAuditError.LogGroupNotFound, ErrorCategory.ObjectNotFound, "/no/such/group");
    }

    [Fact]
    public async Task An_instance_without_a_log_stream_is_named_and_the_others_are_read()
    {
        await using var account = await Account.OpenAsync();
        account.Server.Logs.Load(Account.LogGroup, "i-1", [(DateTimeOffset.UtcNow.AddMinutes(-5), new SecurityEvent(DateTimeOffset.UtcNow.AddMinutes(-5), "WIN-1", 1).Bare)]);
        using var engine = new Engine(account.Server);
        var outcome = engine.Run($"Get-LoginAuditFailure {Account.LogGroup} -InstanceId i-2, i-1, i-3 @aws");
        Assert.Equal("i-1", Assert.IsType<LoginAuditFailure>(Assert.Single(outcome.Output).BaseObject).InstanceId);
        Assert.Equal(2, outcome.Errors.Count);
        AssertError(outcome.Errors[0], LoginAuditError.LogStreamNotFound, ErrorCategory.ObjectNotFound, "i-2");
        AssertError(outcome.Errors[1], LoginAuditError.LogStreamNotFound, ErrorCategory.ObjectNotFound, "i-3");
    }

    [Fact]
    public async Task An_alarm_without_a_window_to_read_says_why()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        const string Read = "Get-LoginAuditFailure -AlarmName LoginFailures @aws";
        AssertError(engine.Fail(Read).Error, LoginAuditError.AlarmNotFound, ErrorCategory.ObjectNotFound, "LoginFailures");
        await account.AddAlarmAsync(threshold: 5, missingData: "breaching");
        AssertError(engine.Fail(Read).Error, LoginAuditError.AlarmNeverFired, ErrorCategory.ObjectNotFound, "LoginFailures is in state INSUFFICIENT_DATA and was not in ALARM");
        account.Server.Alarms.Evaluate(DateTimeOffset.UtcNow);
        AssertError(engine.Fail(Read).Error, LoginAuditError.AlarmWithoutMetricFilter, ErrorCategory.ObjectNotFound, "SecurityAudit/LoginFailures");
    }

    [Fact]
    public void An_alarm_of_metric_math_says_that_it_has_no_count_an_instance()
    {
        using var engine = new Engine();
        const string Notification = """'{"AlarmName":"math","NewStateValue":"ALARM","StateChangeTime":"2026-03-01T12:00:00.000+0000","Trigger":{"Metrics":[]}}'""";
        AssertError(engine.Fail($"{Notification} | Get-LoginAuditFailure @aws").Error, LoginAuditError.UnsupportedAlarm, ErrorCategory.InvalidData, "math");
    }

    [Theory]
    [InlineData("-Path")]
    [InlineData("-LiteralPath")]
    public void A_missing_file_among_three_does_not_stop_the_others(string parameter)
    {
        using var folder = new TemporaryFolder();
        var time = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        using var engine = new Engine();
        engine.Set("first", folder.Write("first.xml", new SecurityEvent(time, "WIN-1", 1).Bare));
        engine.Set("missing", folder.File("missing.xml"));
        engine.Set("last", folder.Write("last.xml", new SecurityEvent(time, "WIN-2", 2).Bare));
        var outcome = engine.Run($"Get-LoginAuditFailure {parameter} $first, $missing, $last");
        Assert.Equal([1L, 2L], outcome.Output.Select(item => ((LoginAuditFailure)item.BaseObject).RecordId!.Value));
        AssertError(Assert.Single(outcome.Errors), LoginAuditError.FileNotFound, ErrorCategory.ObjectNotFound, "missing.xml");
    }

    [Theory]
    [InlineData("-Path")]
    [InlineData("-LiteralPath")]
    public void A_path_on_a_drive_that_is_not_there_does_not_stop_the_others(string parameter)
    {
        using var folder = new TemporaryFolder();
        using var engine = new Engine();
        engine.Set("file", folder.Write("events.xml", new SecurityEvent(Start, "WIN-1", 1).Bare));
        var outcome = engine.Run($"Get-LoginAuditFailure {parameter} nodrive:/events.xml, $file");
        AssertError(Assert.Single(outcome.Errors), LoginAuditError.FileNotFound, ErrorCategory.ObjectNotFound, "nodrive:/events.xml");
        Assert.Single(outcome.Output);
    }

    [Fact]
    public void What_holds_no_events_is_named_and_the_next_is_read()
    {
        using var folder = new TemporaryFolder();
        using var engine = new Engine();
        engine.Set("notes", folder.Write("notes.txt", "Call the helpdesk."));
        engine.Set("xml", new SecurityEvent(DateTimeOffset.UnixEpoch, "WIN-1", 1).Bare);
        AssertNext(engine.Run("& { [System.IO.FileInfo]::new($notes); $xml } | Get-LoginAuditFailure"), LoginAuditError.NotALogFile, "notes.txt");
        AssertNext(engine.Run("42, $xml | Get-LoginAuditFailure"), LoginAuditError.NotAnEvent, "System.Int32");

        static void AssertNext(Outcome outcome, LoginAuditError error, string named)
        {
            AssertError(Assert.Single(outcome.Errors), error, ErrorCategory.InvalidData, named);
            Assert.Single(outcome.Output);
        }
    }

    [Fact]
    public void A_refused_connection_says_where()
    {
        using var refused = new RefusedPort();
        using var engine = new Engine();
        engine.Set("aws", Engine.Parameters(refused.Endpoint));
        AssertError(engine.Fail("Get-LoginAuditFailure /aws/SecurityAuditLogs @aws").Error, LoginAuditError.EndpointUnreachable, ErrorCategory.ConnectionError, refused.Endpoint);
    }

    // As from a proxy that asks to sign in.
    [Fact]
    public async Task An_answer_that_is_not_AWS_s_is_told_as_such()
    {
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        _ = AnswerAsync(proxy, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>");
        using var engine = new Engine();
        engine.Set("aws", Engine.Parameters($"http://{proxy.LocalEndpoint}"));
        var (error, _) = await Task.Run(() => engine.Fail("Get-LoginAuditAlarm @aws"));
        Assert.Equal("ServiceError,AwsLoginAudit.Commands.GetLoginAuditAlarmCommand", error.FullyQualifiedErrorId);
        Assert.StartsWith("sts:GetCallerIdentity", error.Exception.Message, StringComparison.Ordinal);
    }

    private static async Task AnswerAsync(TcpListener proxy, string answer)
    {
        while (true)
        {
            using var caller = await proxy.AcceptTcpClientAsync();
            await caller.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer));
            caller.Client.Shutdown(SocketShutdown.Send);
            await caller.GetStream().CopyToAsync(Stream.Null);
        }
    }

    [Fact]
    public async Task Where_no_credentials_are_to_be_found_it_says_how_to_give_some()
    {
        var error = await FailInCleanProcessAsync("Get-LoginAuditFailure /aws/SecurityAuditLogs -Region us-east-1 -EndpointUrl http://127.0.0.1:1");
        Assert.StartsWith("NoCredentials,AwsLoginAudit.Commands.GetLoginAuditFailureCommand|AuthenticationError|No AWS credentials were found", error);
        Assert.Contains("-ProfileName", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_that_cannot_be_reached_is_named_without_its_password()
    {
        using var refused = new RefusedPort();
        var proxy = new UriBuilder(refused.Endpoint) { UserName = "user", Password = "secret" };
        var error = await FailInCleanProcessAsync("Get-LoginAuditFailure g -Region us-east-1 -AccessKey a -SecretKey b", ("HTTPS_PROXY", proxy.Uri.AbsoluteUri));
        Assert.StartsWith("EndpointUnreachable,", error, StringComparison.Ordinal);
        Assert.Contains($"https://logs.us-east-1.amazonaws.com cannot be reached through the proxy {refused.Endpoint}: ", error, StringComparison.Ordinal);
        Assert.Contains("NO_PROXY", error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-ProfileName audit", "default")]
    [InlineData("", "audit")]
    public async Task An_expired_sign_in_is_an_error_with_the_command_that_signs_in(string parameter, string profile)
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("config", "[profile audit]\nsso_account_id = 123456789012\nsso_role_name = auditor\nsso_region = us-east-1\nsso_start_url = https://corp.awsapps.example/start\nregion = us-east-1\n");
        var error = await FailInCleanProcessAsync($"Get-LoginAuditFailure g {parameter}", ("AWS_CONFIG_FILE", config), ("AWS_PROFILE", profile));
        Assert.StartsWith("CredentialsRejected,AwsLoginAudit.Commands.GetLoginAuditFailureCommand|AuthenticationError|", error, StringComparison.Ordinal);
        Assert.Contains("'aws sso login --profile audit'", error, StringComparison.Ordinal);
    }

    // The last place that the SDK looks in is the instance's metadata, which only a machine at AWS has.
    [Fact]
    public async Task Where_only_an_instance_role_is_left_and_there_is_none_it_says_the_same()
    {
        using var refused = new RefusedPort();
        var error = await FailInCleanProcessAsync(
            "Get-LoginAuditFailure /aws/SecurityAuditLogs -Region us-east-1 -EndpointUrl http://127.0.0.1:1",
            ("AWS_EC2_METADATA_DISABLED", "false"), ("AWS_EC2_METADATA_SERVICE_ENDPOINT", refused.Endpoint));
        Assert.StartsWith("NoCredentials,AwsLoginAudit.Commands.GetLoginAuditFailureCommand|AuthenticationError|No AWS credentials were found", error);
    }

    [Fact]
    public void Credentials_of_the_session_that_cannot_be_renewed_say_so()
    {
        using var engine = new Engine();
        engine.Set("StoredAWSCredentials", new ExpiredToolsCredentials());
        engine.Set("StoredAWSRegion", "us-east-1");
        var (error, _) = engine.Fail("Get-LoginAuditFailure /aws/SecurityAuditLogs -EndpointUrl http://127.0.0.1:1");
        AssertError(error, LoginAuditError.CredentialsRejected, ErrorCategory.AuthenticationError, "The SSO session has expired.");
    }

    [Theory]
    [InlineData("Get-LoginAuditAlarm none", "Check -AlarmName and -Region.")]
    [InlineData("Get-LoginAuditResponder none", "Check -AlarmName and -Region, or run: Install-LoginAuditResponder -AlarmName 'none'")]
    [InlineData("Receive-LoginAuditNotification none", "Check -AlarmName and -Region, or run: New-LoginAuditAlarm -AlarmName 'none' -Queue")]
    [InlineData("Get-LoginAuditFailure -AlarmName none", "Check -AlarmName and -Region.")]
    public async Task An_error_ends_with_what_to_do_and_RecommendedAction_has_the_same(string command, string advice)
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var (error, _) = engine.Fail($"{command} @aws -ErrorAction Stop");
        Assert.EndsWith(" " + advice, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal((error.Exception.Message, advice), (error.ErrorDetails.Message, error.ErrorDetails.RecommendedAction));
        var told = Assert.IsType<LoginAuditException>(error.Exception);
        Assert.NotEmpty(told.Remedies);
        Assert.DoesNotContain(advice, told.InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_Region_is_to_be_found_it_says_how_to_give_one()
    {
        var error = await FailInCleanProcessAsync("Get-LoginAuditFailure /aws/SecurityAuditLogs -AccessKey a -SecretKey b");
        Assert.StartsWith("NoRegion,AwsLoginAudit.Commands.GetLoginAuditFailureCommand|InvalidArgument|No AWS Region was given", error);
        Assert.Contains("-Region", error, StringComparison.Ordinal);
    }

    internal static void AssertError(ErrorRecord error, LoginAuditError id, ErrorCategory category, string says)
    {
        Assert.Equal($"{id},AwsLoginAudit.Commands.GetLoginAuditFailureCommand", error.FullyQualifiedErrorId);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Contains(says, error.Exception.Message, StringComparison.Ordinal);
        foreach (var text in new[] { error.ToString(), error.Exception.Message })
        {
            Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", text.Replace("ExpiredTokenException", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain(Engine.SecretKey, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Token, text, StringComparison.Ordinal);
        }
    }

    private static async Task<string> FailInCleanProcessAsync(string command, params (string Name, string Value)[] environment)
    {
        var script = $"Import-Module '{Built.Manifest}'; try {{ {command} }} catch {{ '{{0}}|{{1}}|{{2}}' -f $_.FullyQualifiedErrorId, $_.CategoryInfo.Category, $_ }}";
        var (output, errors) = await HostProcess.RunAsync(script, environment);
        Assert.Empty(errors);
        return Assert.Single(output);
    }

    /// <summary>Bound and not listening: nobody else can have the port, and it refuses.</summary>
    private sealed class RefusedPort : IDisposable
    {
        private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        public RefusedPort() => socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        public string Endpoint => $"http://127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}";

        public void Dispose() => socket.Dispose();
    }

    private sealed class ExpiredToolsCredentials
    {
        public object GetCredentials() => throw new InvalidOperationException("The SSO session has expired.");
    }
}
