using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.Lambda;
using Amazon.Lambda.Model;
using Amazon.Runtime;
using Amazon.SimpleNotificationService.Model;
using Amazon.SimpleSystemsManagement.Model;
using LocalAws;
using LocalAws.Http;
using LocalAws.Systems;

namespace AwsLoginAudit.Tests.Packaging;

/// <summary>docs/permissions.md says exactly what each cmdlet is seen to ask for.</summary>
public sealed partial class PermissionTests
{
    // What AWS asks for beside the call itself: tags given when something is made or told with it, and a role that is put somewhere;
    // the call that keeps a message from others, which comes only minutes after its receipt; and the one that stops a query nobody waits for.
    private static readonly Dictionary<string, string> Implied = new()
    {
        ["ssm:PutParameter"] = "ssm:AddTagsToResource",
        ["logs:CreateLogGroup"] = "logs:TagResource",
        ["dynamodb:CreateTable"] = "dynamodb:TagResource",
        ["sns:CreateTopic"] = "sns:TagResource",
        ["sqs:CreateQueue"] = "sqs:TagQueue",
        ["cloudwatch:PutMetricAlarm"] = "cloudwatch:TagResource",
        ["iam:CreateRole"] = "iam:TagRole",
        ["iam:CreateInstanceProfile"] = "iam:TagInstanceProfile",
        ["iam:AddRoleToInstanceProfile"] = "iam:PassRole",
        ["lambda:GetFunction"] = "lambda:ListTags",
        ["lambda:CreateFunction"] = "iam:PassRole",
        ["events:PutRule"] = "events:TagResource",
        ["sqs:ReceiveMessage"] = "sqs:ChangeMessageVisibility",
        ["logs:StartQuery"] = "logs:StopQuery",
    };

    // Every way through a cmdlet. What only makes ready is done with other keys (@prep), and does not count.
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["Get-LoginAuditFailure"] = "Get-LoginAuditFailure /aws/SecurityAuditLogs @aws; Get-LoginAuditFailure /aws/* @aws; Get-LoginAuditFailure -AlarmName Theirs @aws",
        ["Get-LoginAuditSuccess"] = "Get-LoginAuditSuccess /aws/SecurityAuditLogs -SourceAddress 203.0.113.77 @aws; Get-LoginAuditSuccess /aws/* @aws; Get-LoginAuditSuccess -AlarmName Theirs @aws",
        ["Get-LoginAuditLockout"] = "Get-LoginAuditLockout /aws/SecurityAuditLogs @aws; Get-LoginAuditLockout /aws/* @aws; Get-LoginAuditLockout -AlarmName Theirs @aws",
        ["Get-LoginAuditFinding"] = "Get-LoginAuditFinding /aws/SecurityAuditLogs @aws; Get-LoginAuditFinding /aws/* @aws; Get-LoginAuditFinding -AlarmName Theirs @aws",
        ["Measure-LoginAuditFailure"] = """
            Measure-LoginAuditFailure /aws/SecurityAuditLogs @aws
            Measure-LoginAuditFailure /aws/* -Engine Insights @aws
            Measure-LoginAuditFailure -AlarmName Theirs @aws
            """,
        ["New-LoginAuditReport"] = "'Theirs', 'Firing' | ForEach-Object { [pscustomobject]@{ AlarmName = $_ } | New-LoginAuditReport @aws }",
        ["Add-LoginAuditExclusion"] = """
            Add-LoginAuditExclusion a -Reason b -Account c -WhatIf @aws
            Add-LoginAuditExclusion a -Reason b -Account c @aws
            """,
        ["Get-LoginAuditExclusion"] = "Get-LoginAuditExclusion @aws",
        ["Remove-LoginAuditExclusion"] = "Add-LoginAuditExclusion a -Reason b -Account c @prep; Remove-LoginAuditExclusion a @aws",
        ["Install-LoginAuditAgent"] = """
            Install-LoginAuditAgent i-00000000000000001 @aws
            Install-LoginAuditAgent i-00000000000000001 -EventId 4625 @aws
            Install-LoginAuditAgent i-00000000000000001 -ParameterName AmazonCloudWatch-Theirs -Force @aws
            """,
        ["Get-LoginAuditAgent"] = "Install-LoginAuditAgent i-00000000000000001 @prep; Get-LoginAuditAgent @aws",
        ["Uninstall-LoginAuditAgent"] = "Uninstall-LoginAuditAgent i-00000000000000001 -Confirm:$false @aws",
        ["New-LoginAuditAlarm"] = """
            New-LoginAuditAlarm -LogGroupName /new -Queue -EmailAddress a@b.example @aws
            New-LoginAuditAlarm -LogGroupName /new -EventId 4625 -Threshold 9 -RetentionInDays 30 -KmsKeyId alias/own @aws
            New-LoginAuditAlarm -AlarmName Theirs -Queue -Force @aws
            """,
        ["Get-LoginAuditAlarm"] = "New-LoginAuditAlarm -Queue @prep; Get-LoginAuditAlarm @aws",
        ["Remove-LoginAuditAlarm"] = """
            New-LoginAuditAlarm -LogGroupName /new -Queue @prep
            New-LoginAuditAlarm -LogGroupName /new -AlarmName Shared -TopicArn arn:aws:sns:us-east-1:123456789012:TheirsNotifications -Queue @prep
            Remove-LoginAuditAlarm WindowsSecurityLogsAlarm -Confirm:$false @aws
            Remove-LoginAuditAlarm Shared -IncludeLogGroup -Confirm:$false @aws
            """,
        ["Send-LoginAuditReport"] = "$failures | Measure-LoginAuditFailure -Threshold 0 | Send-LoginAuditReport -From audit@corp.example -To audit@corp.example @aws",
        ["Invoke-LoginAuditResponse"] = """
            $mail = @{ From = 'audit@corp.example'; To = 'audit@corp.example' }
            $received = Receive-LoginAuditNotification Theirs @aws
            $received | Invoke-LoginAuditResponse @mail @aws
            $received | Complete-LoginAuditNotification -Force @aws
            Invoke-LoginAuditResponse Firing -FollowUp @mail @aws
            Invoke-LoginAuditResponse Firing @mail @aws
            $load.Invoke()
            Invoke-LoginAuditResponse Firing -Threshold 0 @mail @aws
            """,
        ["Receive-LoginAuditNotification"] = "Receive-LoginAuditNotification Theirs @aws",
        ["Complete-LoginAuditNotification"] = "Receive-LoginAuditNotification Theirs @prep | Complete-LoginAuditNotification -Force @aws",
        ["Install-LoginAuditResponder"] = """
            'Answered', 'Quiet' | ForEach-Object { New-LoginAuditAlarm $_ @prep } | Out-Null
            Install-LoginAuditResponder Answered -From a@b.example -To c@d.example -FollowUp -ReservedConcurrency 1 -Force @aws
            Install-LoginAuditResponder Quiet -From a@b.example -To c@d.example -FollowUp @aws
            Install-LoginAuditResponder Quiet -From a@b.example -To c@d.example -FollowUp @aws
            New-LoginAuditAlarm Quiet -KmsKeyId alias/own @prep
            Install-LoginAuditResponder Quiet -From a@b.example -To c@d.example @aws
            New-LoginAuditAlarm Quiet -TopicArn arn:aws:sns:us-east-1:123456789012:TheirsNotifications @prep
            Install-LoginAuditResponder Quiet -From a@b.example -To c@d.example -FollowUp:$false @aws
            """,
        ["Get-LoginAuditResponder"] = """
            New-LoginAuditAlarm -Queue @prep; Install-LoginAuditResponder -From a@b.example -To c@d.example @prep
            Get-LoginAuditResponder @aws
            """,
        ["Uninstall-LoginAuditResponder"] = """
            New-LoginAuditAlarm @prep; Install-LoginAuditResponder -From a@b.example -To c@d.example -FollowUp @prep
            Uninstall-LoginAuditResponder WindowsSecurityLogsAlarm -IncludeLogGroup -Confirm:$false @aws
            """,
        ["Test-LoginAuditPrerequisite"] = """
            New-LoginAuditAlarm Quiet @prep; Install-LoginAuditResponder Quiet -From a@b.example -To c@d.example @prep
            New-LoginAuditAlarm Quiet -TopicArn arn:aws:sns:us-east-1:123456789012:TheirsNotifications -Queue @prep
            'Quiet', 'Firing' | ForEach-Object { Test-LoginAuditPrerequisite -From a@b.example -To c@d.example -AlarmName $_ @aws }
            """,
        ["Initialize-LoginAuditPrerequisite"] = """
            Initialize-LoginAuditPrerequisite -RoleName New -From a@new.example -To c@d.example @aws
            Initialize-LoginAuditPrerequisite -RoleName New @aws
            """,
    };

    public static TheoryData<string> Cmdlets => [.. Scripts.Keys];

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public async Task A_policy_allows_what_its_cmdlet_asks_for_and_no_more(string cmdlet)
    {
        await using var account = await ReadyAsync();
        using var engine = new Engine(account.Server);
        var other = Engine.Parameters(account.Server.Endpoint.AbsoluteUri);
        other["AccessKey"] = "AKIDPREPARATION";
        engine.Set("prep", other);
        engine.Set("failures", new LoginAuditFailure { InstanceId = "i-0", Read = new LoginAuditRead(new() { AlarmName = "Theirs", StateChangeTime = DateTimeOffset.UnixEpoch }) });
        engine.Set("load", () => LoadFailure(account.Server));
        engine.Run(Scripts[cmdlet]);

        var seen = account.Server.Requests.All.Where(request => request.AccessKeyId == Engine.AccessKey).Select(request => request.Action).ToHashSet();
        // It needs no permission.
        seen.Remove("sts:GetCallerIdentity");
        seen.UnionWith(seen.Where(Implied.ContainsKey).Select(action => Implied[action]).ToList());
        Assert.Equal(seen.Order(StringComparer.Ordinal), Documented()[cmdlet].Order(StringComparer.Ordinal));
    }

    // In order, so that each finds what the ones before it created.
    [Fact]
    public async Task The_policies_allow_each_cmdlet_on_the_alarm_that_they_name()
    {
        await using var account = await Account.OpenAsync();
        foreach (var identity in (string[])["b.example", "d.example"])
            account.Server.Mail.Verify(identity);
        account.Server.Systems.Add(new Machine("i-00000000000000001"));
        using var caller = new LocalAwsCaller(account.Server);
        using var engine = new Engine(account.Server);
        string[] scripts =
        [
            "New-LoginAuditAlarm -Queue -EmailAddress a@b.example -RetentionInDays 30",
            "New-LoginAuditAlarm -Queue -RetentionInDays 60 -EventId 4625 -KmsKeyId alias/own",
            "Get-LoginAuditAlarm",
            "Install-LoginAuditResponder -From a@b.example -To c@d.example -FollowUp -ReservedConcurrency 1",
            "Install-LoginAuditResponder -From a@b.example -To c@d.example",
            "Get-LoginAuditResponder",
            "Get-LoginAuditAgent",
            "Test-LoginAuditPrerequisite",
            "Uninstall-LoginAuditResponder WindowsSecurityLogsAlarm -IncludeLogGroup -Confirm:$false",
            "Remove-LoginAuditAlarm WindowsSecurityLogsAlarm -IncludeLogGroup -Confirm:$false",
        ];
        var page = File.ReadAllText(Path.Combine(SampleFiles.Documents, "permissions.md"));
        foreach (var policy in Policies().Matches(page).Cast<Match>())
        {
            await caller.Identity("CreateRole", ("RoleName", policy.Groups["cmdlet"].Value), ("AssumeRolePolicyDocument", FunctionAccount.Trust));
            await caller.Identity("PutRolePolicy", ("RoleName", policy.Groups["cmdlet"].Value), ("PolicyName", "p"), ("PolicyDocument", policy.Groups["policy"].Value));
        }
        foreach (var script in scripts)
        {
            var keys = account.Server.Identity.Assume($"arn:aws:iam::123456789012:role/{script.Split(' ')[0]}", "lambda.amazonaws.com");
            var parameters = Engine.Parameters(account.Server.Endpoint.AbsoluteUri);
            (parameters["AccessKey"], parameters["SecretKey"], parameters["SessionToken"]) = (keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken);
            engine.Set("role", parameters);
            var outcome = engine.Run(script + " @role");
            Assert.Equal((script, ""), (script, string.Join("; ", outcome.Errors.Select(error => error.Exception.Message))));
            Assert.DoesNotContain(outcome.Output.Select(item => item.BaseObject).OfType<LoginAuditCheck>(), check => check.Detail.StartsWith("The check could not run", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Asking_the_agents_of_silent_machines_needs_the_second_policy_too()
    {
        await using var account = await ReadyAsync();
        using var engine = new Engine(account.Server);
        engine.Run("Get-LoginAuditAgent -Detailed @aws");
        var page = File.ReadAllText(Path.Combine(SampleFiles.Documents, "permissions.md"));
        var section = page[page.IndexOf("## Get-LoginAuditAgent", StringComparison.Ordinal)..];
        var second = JsonNode.Parse(section.Split("```json")[2].Split("```")[0])!;
        var seen = account.Server.Requests.All.Where(request => request.AccessKeyId == Engine.AccessKey).Select(request => request.Action).ToHashSet();
        Assert.Equal(seen.Order(StringComparer.Ordinal), Documented()["Get-LoginAuditAgent"].Union(Actions(second)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_cmdlet_that_talks_to_AWS_has_a_policy()
    {
        using var engine = new Engine();
        var talking = engine.Run("Get-Command -Module AwsLoginAudit | Where-Object { $_.Parameters.ContainsKey('EndpointUrl') } | ForEach-Object Name").Objects<string>();
        Assert.Equal(talking.Order(StringComparer.Ordinal), Documented().Keys.Order(StringComparer.Ordinal));
    }

    // Machines and resources that somebody else made, under the names that the scripts use.
    private static async Task<Account> ReadyAsync()
    {
        var account = await Account.OpenAsync();
        var server = account.Server;
        server.Systems.Add(new Machine("i-00000000000000001"));
        server.Logs.Load(Account.LogGroup, "i-0", []);
        server.Identity.AddRole("AwsLoginAudit-Agent");
        server.Faults = new FaultPlan { DeniedActions = new HashSet<string> { "iam:SimulatePrincipalPolicy" } };
        await account.PutAlarmAsync("Theirs");
        using var caller = new LocalAwsCaller(server);
        foreach (var state in new[] { "ALARM", "OK" })
            await caller.Alarms("SetAlarmState", new { AlarmName = "Theirs", StateValue = state, StateReason = "it fired, and was over" });
        await AddFiringAsync(account, caller);
        await account.Topics.CreateTopicAsync(new CreateTopicRequest { Name = "TheirsNotifications" });
        var queue = await account.Queues.CreateQueueAsync("Theirs");
        await account.Queues.SendMessageAsync(queue.QueueUrl, account.Notifications[0].Json);
        foreach (var identity in (string[])["audit@corp.example", "b.example", "d.example"])
            server.Mail.Verify(identity);
        server.Logs.Load("/aws/lambda/Quiet-responder", "none", []);
        await AddFunctionAsync(server, caller);
        await account.Queues.CreateQueueAsync("Answered-responder-dead-letters");
        await caller.Identity("CreateRole", ("RoleName", "Answered-responder-us-east-1"), ("AssumeRolePolicyDocument", """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}
            """));
        await account.SystemsManager.PutParameterAsync(new PutParameterRequest { Name = "AmazonCloudWatch-Theirs", Value = "{}", Type = "String" });
        server.Requests.Clear();
        return account;
    }

    // An alarm in ALARM, whose log group can be read.
    private static async Task AddFiringAsync(Account account, LocalAwsCaller caller)
    {
        await account.Logs.PutMetricFilterAsync(new()
        {
            LogGroupName = Account.LogGroup,
            FilterName = "firing",
            FilterPattern = "x",
            MetricTransformations = [new() { MetricNamespace = "firing", MetricName = "firing", MetricValue = "1" }],
        });
        await account.PutAlarmAsync("Firing", "firing", "firing", request => request.AlarmActions = ["arn:aws:sns:us-east-1:123456789012:TheirsNotifications"]);
        await caller.Alarms("SetAlarmState", new { AlarmName = "Firing", StateValue = "ALARM", StateReason = "it fired" });
    }

    // In the window of the alarm Firing, and with the word of its filter.
    private static void LoadFailure(LocalAwsServer server)
    {
        var time = TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(20);
        server.Logs.Load(Account.LogGroup, "i-1", [(time, new SecurityEvent(time, "WIN-1", 1) { Account = "x" }.Rendered)]);
    }

    // Of another's code, under the name of the responder of the alarm Answered.
    private static async Task AddFunctionAsync(LocalAwsServer server, LocalAwsCaller caller)
    {
        await caller.Identity("CreateRole", ("RoleName", "Theirs"), ("AssumeRolePolicyDocument", """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}
            """));
        var zip = new MemoryStream();
        await using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        await using (var file = await archive.CreateEntry("Theirs.dll").OpenAsync())
            file.WriteByte(1);
        zip.Position = 0;
        using var functions = new AmazonLambdaClient(
            new BasicAWSCredentials("ADMINISTRATOR", "secret"), new AmazonLambdaConfig { ServiceURL = server.Endpoint.AbsoluteUri, AuthenticationRegion = "us-east-1" });
        await functions.CreateFunctionAsync(new CreateFunctionRequest
        {
            FunctionName = "Answered-responder",
            Runtime = "dotnet10",
            Handler = "Theirs::Theirs.Function::Handle",
            Role = "arn:aws:iam::123456789012:role/Theirs",
            Code = new FunctionCode { ZipFile = zip },
        });
    }

    private static Dictionary<string, IReadOnlyList<string>> Documented()
    {
        var page = File.ReadAllText(Path.Combine(SampleFiles.Documents, "permissions.md"));
        return Policies().Matches(page).ToDictionary(match => match.Groups["cmdlet"].Value, match => Actions(JsonNode.Parse(match.Groups["policy"].Value)!));
    }

    private static IReadOnlyList<string> Actions(JsonNode policy)
    {
        Assert.Equal("2012-10-17", (string)policy["Version"]!);
        return
        [
            .. policy["Statement"]!.AsArray().SelectMany(statement =>
            {
                Assert.Equal("Allow", (string)statement!["Effect"]!);
                Assert.NotNull(statement["Resource"]);
                return statement["Action"] is JsonArray several ? several.Select(action => (string)action!) : [(string)statement["Action"]!];
            }),
        ];
    }

    [GeneratedRegex(@"^## (?<cmdlet>\S+)\r?\n(?:(?!^## ).)*?```json(?<policy>.*?)```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Policies();
}
