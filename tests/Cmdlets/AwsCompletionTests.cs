using System.Diagnostics;
using System.Management.Automation.Language;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs.Model;
using Amazon.Runtime;
using LocalAws.Http;
using LocalAws.Systems;

namespace AwsLoginAudit.Tests.Cmdlets;

public sealed class AwsCompletionTests
{
    private const string WebServer = "i-00000000000000001";
    private const string Database = "mi-00000000000000002";
    private const string Linux = "i-00000000000000003";

    // The completer waits for 2 seconds; the rest is a busy machine's.
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("Get-LoginAuditFailure LINE -LogGroupName /aws/S", "/aws/SecurityAuditLogs")]
    [InlineData("Get-LoginAuditFailure LINE /aws/S", "/aws/SecurityAuditLogs")]
    [InlineData("New-LoginAuditAlarm LINE -LogGroupName *audit", "/aws/SecurityAuditLogs,/other/audit")]
    [InlineData("Get-LoginAuditFailure LINE -LogGroupName /other/audit,/aws/S", "/aws/SecurityAuditLogs")]
    [InlineData("Get-LoginAuditFailure LINE -LogGroupName '/aws/S", "'/aws/SecurityAuditLogs'")]
    [InlineData("Get-LoginAuditFailure LINE -AlarmName ", "Ours,Theirs")]
    [InlineData("Get-LoginAuditFailure LINE -AlarmName t*r", "Theirs")]
    [InlineData("Remove-LoginAuditAlarm LINE ", "Ours")]
    [InlineData("Install-LoginAuditAgent LINE ", $"{WebServer},{Database}")]
    [InlineData("Uninstall-LoginAuditAgent LINE -InstanceId i-", WebServer)]
    [InlineData("Get-LoginAuditAgent LINE -InstanceId DB", Database)]
    [InlineData("Get-LoginAuditFailure LINE -LogGroupName /aws/SecurityAuditLogs -InstanceId i-0000000000000000", $"{WebServer},i-00000000000000009")]
    [InlineData("Get-LoginAuditFailure LINE -InstanceId m", Database)]
    public async Task Names_are_those_of_the_account_that_the_line_names(string typed, string offered)
    {
        await using var account = await ReadyAsync();
        using var engine = new Engine(account.Server);
        Assert.Equal(offered.Split(','), engine.CompleteFromAws(Typed(typed, account)).Select(match => match.CompletionText).Order(StringComparer.Ordinal));
        Assert.Empty(account.Changes);
        Assert.All(account.Server.Requests.All.Where(request => request.AccessKeyId == Engine.AccessKey), request => Assert.Null(request.Error));
    }

    [Theory]
    [InlineData("Get-LoginAuditFailure LINE -LogGroupName /aws/Sec", "/aws/SecurityAuditLogs", "keeps events for 90 days")]
    [InlineData("Get-LoginAuditFailure LINE -LogGroupName /other", "/other/audit", "keeps events forever")]
    [InlineData("Get-LoginAuditFailure LINE -AlarmName Theirs", "Theirs", "ALARM: it fired\\u001b")]
    [InlineData("Install-LoginAuditAgent LINE mi-", $"{Database} (DB-01.corp.example)", "DB-01.corp.example, Microsoft Windows Server 2022 Datacenter, offline")]
    [InlineData("Get-LoginAuditFailure LINE /aws/SecurityAuditLogs -InstanceId i-00000000000000009", "i-00000000000000009", "latest event 2026-03-01 12:00:00Z")]
    public async Task What_it_is_stands_beside_a_name(string typed, string label, string tip)
    {
        await using var account = await ReadyAsync();
        using var engine = new Engine(account.Server);
        Assert.Equal((label, tip), Assert.Single(engine.CompleteFromAws(Typed(typed, account)).Select(match => (match.ListItemText, match.ToolTip))));
    }

    [Theory]
    [InlineData("Get-LoginAuditFailure LINE -LogGroupName /aws/S*", "logs:DescribeLogGroups", "\"logGroupNamePrefix\":\"/aws/S\"")]
    [InlineData("Get-LoginAuditFailure LINE -AlarmName The", "cloudwatch:DescribeAlarms", "\"AlarmNamePrefix\":\"The\"")]
    [InlineData("Get-LoginAuditFailure LINE /aws/SecurityAuditLogs -InstanceId i-0", "logs:DescribeLogStreams", "\"logStreamNamePrefix\":\"i-0\"")]
    public async Task AWS_is_asked_only_for_what_begins_so(string typed, string action, string parameter)
    {
        await using var account = await ReadyAsync();
        using var engine = new Engine(account.Server);
        Assert.NotEmpty(engine.CompleteFromAws(Typed(typed, account)));
        Assert.All(account.Server.Requests.All, request => Assert.Equal(action, request.Action));
        Assert.All(account.Server.Requests.All, request => Assert.Contains(parameter, request.Parameters, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_connection_of_a_splatted_variable_is_used_and_what_is_typed_goes_before_it()
    {
        await using var account = await ReadyAsync();
        using var engine = new Engine(account.Server);
        Assert.Equal("Theirs", Assert.Single(engine.CompleteFromAws("Get-LoginAuditFailure @aws -AlarmName T")).CompletionText);
        Assert.All(account.Server.Requests.All, request => Assert.Equal(Engine.AccessKey, request.AccessKeyId));
        account.Server.Requests.Clear();
        Assert.Equal("Theirs", Assert.Single(engine.CompleteFromAws("Get-LoginAuditFailure @aws -AccessKey AKIDTYPED -AlarmName T")).CompletionText);
        Assert.All(account.Server.Requests.All, request => Assert.Equal("AKIDTYPED", request.AccessKeyId));
        account.Server.Requests.Clear();
        engine.Set("key", "AKIDVARIABLE");
        Assert.Equal("Theirs", Assert.Single(engine.CompleteFromAws("Get-LoginAuditFailure @aws -AccessKey $key -AlarmName T")).CompletionText);
        Assert.All(account.Server.Requests.All, request => Assert.Equal("AKIDVARIABLE", request.AccessKeyId));
    }

    [Fact]
    public async Task Credentials_and_Region_of_AWS_Tools_are_taken_from_the_session()
    {
        await using var account = await ReadyAsync();
        using var engine = new Engine(account.Server);
        engine.Set("StoredAWSCredentials", new BasicAWSCredentials("AKIAOFTHESESSION", "secret"));
        engine.Set("StoredAWSRegion", "us-east-1");
        engine.Run("Set-StrictMode -Version Latest");
        Assert.Equal("Theirs", Assert.Single(engine.CompleteFromAws($"Get-LoginAuditFailure -EndpointUrl {account.Server.Endpoint} -AlarmName T")).CompletionText);
        Assert.All(account.Server.Requests.All, request => Assert.Equal("AKIAOFTHESESSION", request.AccessKeyId));
    }

    [Fact]
    public async Task Of_many_pages_a_few_are_read()
    {
        await using var account = await ReadyAsync();
        for (var i = 0; i < 700; i++)
            account.Server.Logs.Load($"/many/{i:000}", "i-0", []);
        using var engine = new Engine(account.Server);
        var offered = engine.CompleteFromAws(Typed("Get-LoginAuditFailure LINE /many/", account));
        Assert.InRange(offered.Count, 50, 250);
        account.Server.Requests.Clear();
        engine.Complete(Typed("Get-LoginAuditFailure LINE /many/", account));
        Assert.InRange(account.Server.Requests.All.Count, 1, 5);
    }

    [Fact]
    public async Task Whatever_a_name_holds_it_is_put_in_as_one_text()
    {
        string[] names =
        [
            "a b", "it's", "‘smart’", "\"double\"", "$(Stop-Process 1)", "$x", "a;b", "a|b", "a&b", "a`nb", "@a", "-Force", "--%", "#a", "{a}", "(a)", "a,b", "[a]", "*", "%6", "1kb", "0x10", "a'; 'b", "007", "ä",
        ];
        await using var account = await ReadyAsync();
        foreach (var name in names)
            await account.PutAlarmAsync(name, "n");
        using var engine = new Engine(account.Server);
        foreach (var word in new[] { "", "'", "\"" })
        {
            var offered = engine.CompleteFromAws(Typed("Get-LoginAuditFailure LINE -AlarmName " + word, account));
            Assert.Equal(names.Append("Ours").Append("Theirs").Order(StringComparer.Ordinal), offered.Select(match => Read(match.CompletionText)).Order(StringComparer.Ordinal));
        }
        Assert.Equal("it's", Read(Assert.Single(engine.CompleteFromAws(Typed("Get-LoginAuditFailure LINE -AlarmName 'it''", account))).CompletionText));
        Assert.Equal("[a]", Read(Assert.Single(engine.CompleteFromAws(Typed("Get-LoginAuditFailure LINE -AlarmName [a", account))).CompletionText));
    }

    [Fact]
    public async Task A_name_that_cannot_be_seen_is_not_offered()
    {
        await using var account = await ReadyAsync();
        foreach (var stream in new[] { "bell\u0007", "line\r\nStop-Process 1", "right\u202eleft", "\u001b[2J", "seen" })
            account.Server.Logs.Load("/hostile", stream, []);
        using var engine = new Engine(account.Server);
        Assert.Equal("seen", Assert.Single(engine.CompleteFromAws(Typed("Get-LoginAuditFailure LINE /hostile -InstanceId ", account))).CompletionText);
    }

    [Theory]
    [InlineData("Get-LoginAuditFailure LINE -LogGroupName ")]
    [InlineData("Get-LoginAuditFailure LINE -AlarmName ")]
    [InlineData("Install-LoginAuditAgent LINE -InstanceId ")]
    [InlineData("Get-LoginAuditFailure LINE /aws/SecurityAuditLogs -InstanceId ")]
    [InlineData("Get-LoginAuditFailure LINE /not/there -InstanceId ")]
    [InlineData("Get-LoginAuditFailure -Region nowhere -AccessKey a -SecretKey b -AlarmName ")]
    [InlineData("Get-LoginAuditFailure -AccessKey a -AlarmName ")]
    [InlineData("Get-LoginAuditFailure -EndpointUrl nonsense -Region us-east-1 -AccessKey a -SecretKey b -AlarmName ")]
    [InlineData("Get-LoginAuditFailure -ProfileName there-is-none-of-this-name -AlarmName ")]
    public async Task Where_AWS_does_not_tell_nothing_is_offered_not_even_files(string typed)
    {
        await using var account = await ReadyAsync();
        account.Server.Faults = new FaultPlan
        {
            DeniedActions = new HashSet<string> { "logs:DescribeLogGroups", "logs:DescribeLogStreams", "cloudwatch:DescribeAlarms", "ssm:DescribeInstanceInformation" },
        };
        using var engine = new Engine(account.Server);
        Assert.Empty(engine.Complete(Typed(typed, account)));
        Assert.Empty(engine.Run("$Error").Output);
    }

    // Behind a backtick, the quotation mark before a name would be part of a word, and the rest of the name would be run.
    [Theory]
    [InlineData("Get-LoginAuditFailure LINE -AlarmName `")]
    [InlineData("Get-LoginAuditFailure LINE -LogGroupName /aws/a,`")]
    [InlineData("Get-LoginAuditFailure LINE -LogGroupName /aws/a, `")]
    [InlineData("Get-LoginAuditFailure LINE -AlarmName:`")]
    [InlineData("& { Remove-LoginAuditAlarm LINE `")]
    public async Task Behind_a_backtick_nothing_is_offered(string typed)
    {
        await using var account = await ReadyAsync();
        await account.PutAlarmAsync("x;calc", "AwsLoginAudit");
        using var engine = new Engine(account.Server);
        Assert.Empty(engine.Complete(Typed(typed, account)));
        Assert.Contains(engine.CompleteFromAws(Typed("Get-LoginAuditFailure LINE -AlarmName ", account)), match => match.CompletionText == "'x;calc'");
    }

    [Fact]
    public async Task An_endpoint_that_does_not_answer_is_waited_for_only_for_a_moment()
    {
        await using var account = await ReadyAsync();
        account.Server.Faults = new FaultPlan { Hold = (_, aborted) => Task.Delay(Timeout.InfiniteTimeSpan, aborted) };
        using var engine = new Engine(account.Server);
        var clock = Stopwatch.StartNew();
        Assert.Empty(engine.Complete(Typed("Get-LoginAuditFailure LINE -AlarmName ", account)));
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(1.5), Guard);
    }

    private static string Typed(string line, Account account) =>
        line.Replace("LINE", $"-EndpointUrl {account.Server.Endpoint} -Region us-east-1 -AccessKey {Engine.AccessKey} -SecretKey {Engine.SecretKey}", StringComparison.Ordinal);

    // What a command gets of a completed argument; it must be a text that stands alone, in which nothing is run.
    private static string Read(string argument)
    {
        var script = Parser.ParseInput("Get-LoginAuditFailure -AlarmName " + argument, out _, out var errors);
        Assert.Empty(errors);
        var command = Assert.IsType<CommandAst>(Assert.Single(Assert.IsType<PipelineAst>(Assert.Single(script.EndBlock.Statements)).PipelineElements));
        Assert.Equal(3, command.CommandElements.Count);
        return command.CommandElements[2] is StringConstantExpressionAst text ? text.Value : Assert.IsType<ConstantExpressionAst>(command.CommandElements[2]).Extent.Text;
    }

    private static async Task<Account> ReadyAsync()
    {
        var account = await Account.OpenAsync();
        var server = account.Server;
        server.Logs.Load(Account.LogGroup, WebServer, []);
        server.Logs.Load(Account.LogGroup, "i-00000000000000009", [(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), "event")]);
        server.Logs.Load("/other/audit", "KIOSK", []);
        await account.Logs.PutRetentionPolicyAsync(new PutRetentionPolicyRequest { LogGroupName = Account.LogGroup, RetentionInDays = 90 });
        await account.PutAlarmAsync("Ours", "AwsLoginAudit");
        await account.PutAlarmAsync("Theirs", "n");
        using (var caller = new LocalAwsCaller(server))
            await caller.Alarms("SetAlarmState", new { AlarmName = "Theirs", StateValue = "ALARM", StateReason = "it fired\u001b" });
        server.Systems.Add(new Machine(WebServer) { ComputerName = "WEB-01.corp.example" });
        server.Systems.Add(new Machine(Database) { ComputerName = "DB-01.corp.example", PingStatus = "ConnectionLost" });
        server.Systems.Add(new Machine(Linux) { PlatformType = "Linux" });
        server.Requests.Clear();
        return account;
    }
}
