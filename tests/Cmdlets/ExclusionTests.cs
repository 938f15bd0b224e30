using Amazon.SimpleSystemsManagement.Model;
using AwsLoginAudit.Aws;
using LocalAws.Http;
using static AwsLoginAudit.Tests.LoginEvents;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>The exclusions of an account, and what commands and the function do with them.</summary>
public sealed class ExclusionTests
{
    private const string Scanner = "10.0.5.9";
    private const string Attacker = "203.0.113.77";
    private const string Nessus = $"Add-LoginAuditExclusion Nessus -Reason 'Vulnerability scanner' -SourceAddress {Scanner}";
    private const string Shown = "excluded: 46 failed logins by 'Nessus' (10.0.5.9), until 9999-12-31. Reason: Vulnerability scanner.";

    [Fact]
    public async Task An_exclusion_is_added_read_and_removed()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        Assert.Empty(engine.Run("Get-LoginAuditExclusion @aws").Objects<LoginAuditExclusion>());
        var added = Assert.Single(engine.Run($"{Nessus} -ExpiresAt 2099-12-31T00:00Z @aws").Objects<LoginAuditExclusion>());
        Assert.Equal(added, Assert.Single(engine.Run("Get-LoginAuditExclusion nes* @aws").Objects<LoginAuditExclusion>()));
        Assert.Empty(engine.Run("Get-LoginAuditExclusion | Remove-LoginAuditExclusion @aws".Replace("Exclusion |", "Exclusion @aws |", StringComparison.Ordinal)).Errors);
        Assert.Empty(engine.Run("Get-LoginAuditExclusion @aws").Objects<LoginAuditExclusion>());
    }

    [Fact]
    public async Task The_same_exclusion_again_changes_nothing_and_another_of_its_name_is_an_error()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Run($"{Nessus} @aws; {Nessus} @aws");
        Assert.Equal(1, account.Server.Requests.Count("ssm:PutParameter"));
        Assert.StartsWith("InvalidExclusion", engine.Fail("Add-LoginAuditExclusion NESSUS -Reason other -Account a @aws").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-LoginAuditExclusion x @aws")]
    [InlineData("Remove-LoginAuditExclusion x @aws")]
    public async Task A_name_that_does_not_exist_is_an_error(string command)
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        Assert.StartsWith("ExclusionNotFound", Assert.Single(engine.Run(command).Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-SourceAddress 0.0.0.0/0")]
    [InlineData("-Account '*'")]
    [InlineData("")]
    [InlineData("-Account a -ExpiresAt 2020-01-01")]
    public async Task An_exclusion_that_excludes_everything_or_nothing_is_rejected_before_any_call(string criteria)
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        Assert.StartsWith("InvalidExclusion", engine.Fail($"Add-LoginAuditExclusion x -Reason y {criteria} @aws").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(account.Server.Requests.All);
    }

    [Fact]
    public async Task Two_administrators_at_once_lose_nothing()
    {
        await using var account = await Account.OpenAsync();
        var token = TestContext.Current.CancellationToken;
        await StoreOf(account).AddAsync(Rule("first"), token);
        await StoreOf(account).AddAsync(Rule("second"), token);
        // Others write between the read and the write of this one.
        await Interleaved(account, "ssm:PutParameter", async () =>
        {
            await StoreOf(account).AddAsync(Rule("theirs"), token);
            await StoreOf(account).RemoveAsync(["first"], token);
        }).AddAsync(Rule("ours"), token);
        Assert.Equal(["ours", "second", "theirs"], (await StoreOf(account).ReadAsync(token)).Select(rule => rule.Name).Order());
    }

    [Fact]
    public async Task Two_administrators_who_both_add_the_first_exclusion_lose_nothing()
    {
        await using var account = await Account.OpenAsync();
        var token = TestContext.Current.CancellationToken;
        await Interleaved(account, "ssm:PutParameter", () => StoreOf(account).AddAsync(Rule("theirs"), token)).AddAsync(Rule("ours"), token);
        Assert.Equal(["ours", "theirs"], (await StoreOf(account).ReadAsync(token)).Select(rule => rule.Name).Order());
    }

    [Fact]
    public async Task Ten_writers_at_once_lose_nothing()
    {
        await using var account = await Account.OpenAsync();
        var token = TestContext.Current.CancellationToken;
        await Task.WhenAll(Enumerable.Range(0, 10).Select(number => Task.Run(() => StoreOf(account).AddAsync(Rule($"r{number}"), token), token)));
        Assert.Equal(10, (await StoreOf(account).ReadAsync(token)).Count);
    }

    [Fact]
    public async Task The_limits_of_Parameter_Store_are_shown_before_they_are_reached()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var warnings = new List<string>();
        var error = "";
        for (var number = 0; error.Length == 0; number++)
        {
            var outcome = engine.Run($"Add-LoginAuditExclusion r{number} -Reason {new string('x', 250)} -Account a @aws");
            warnings.AddRange(outcome.Warnings);
            error = outcome.Errors is [var failure, ..] ? failure.FullyQualifiedErrorId : "";
        }
        Assert.StartsWith("ParameterTooLarge", error, StringComparison.Ordinal);
        Assert.Contains("of the 4,096 bytes of a standard parameter. With more, Parameter Store uses an advanced parameter, which costs $0.05 a month.", warnings[0], StringComparison.Ordinal);
        Assert.Contains("of the 8,192 bytes of an advanced parameter", warnings[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(account.Server.Requests.Of("ssm:PutParameter"), request => request.Error is not null);
    }

    [Fact]
    public async Task A_reason_may_contain_what_Parameter_Store_takes_for_a_reference()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Run("Add-LoginAuditExclusion r -Reason 'a {{ssm:b}} c' -Account a @aws").Objects<LoginAuditExclusion>();
        Assert.Equal("a {{ssm:b}} c", Assert.Single(engine.Run("Get-LoginAuditExclusion @aws").Objects<LoginAuditExclusion>()).Reason);
    }

    [Fact]
    public async Task A_parameter_with_something_else_is_an_error_and_stays()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        await account.SystemsManager.PutParameterAsync(new PutParameterRequest { Name = ExclusionStore.ParameterName, Value = "other", Type = "String" }, TestContext.Current.CancellationToken);
        Assert.StartsWith("InvalidExclusion", engine.Fail($"{Nessus} @aws").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("other", (await account.SystemsManager.GetParameterAsync(new() { Name = ExclusionStore.ParameterName }, TestContext.Current.CancellationToken)).Parameter.Value);
    }

    [Fact]
    public async Task WhatIf_counts_what_the_exclusion_would_have_excluded_and_adds_nothing()
    {
        await using var scene = await AttackAsync();
        var count = Assert.Single(scene.Engine.Run($"{Nessus} -WhatIf @aws").Objects<LoginAuditCount>());
        Assert.Equal((AttackScene.Guessed, 46), (count.Name, count.FailureCount));
        Assert.Equal((Scanner, @"CORP\jdoe"), (count.Sources[0].Name, count.Accounts[0].Name));
        Assert.Equal(0, scene.Account.Server.Requests.Count("ssm:PutParameter"));
    }

    [Fact]
    public async Task A_response_applies_the_exclusions_and_shows_them()
    {
        await using var scene = await AttackAsync();
        scene.Engine.Run($"{Nessus} -ExpiresAt 9999-12-31T00:00Z @aws").Objects<LoginAuditExclusion>();
        scene.Evaluate();
        var report = Assert.Single(scene.Engine.Run($"Invoke-LoginAuditResponse {AttackScene.Alarm} @mail @aws").Objects<LoginAuditResponse>()).Report!;
        Assert.Equal((7, 46), (report.Failures, report.ExcludedCount));
        Assert.Equal(AttackScene.Spared, Assert.Single(report.Counts).Name);
        Assert.Contains(Shown, Assert.Single(scene.Account.Server.Mail.Outbox).Message.TextBody!.Unwrapped(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-IncludeExcluded", 53, 0)]
    [InlineData("-Exclusion @{ Name = 'a'; Reason = 'b'; Account = 'nobody' }", 53, 0)]
    public async Task A_response_counts_everything_on_request(string parameter, long failures, long excluded)
    {
        await using var scene = await AttackAsync();
        scene.Engine.Run($"{Nessus} @aws").Objects<LoginAuditExclusion>();
        scene.Evaluate();
        var report = Assert.Single(scene.Engine.Run($"Invoke-LoginAuditResponse {AttackScene.Alarm} {parameter} @mail @aws").Objects<LoginAuditResponse>()).Report!;
        Assert.Equal((failures, excluded), (report.Failures, report.ExcludedCount));
    }

    [Fact]
    public async Task A_response_that_cannot_read_the_exclusions_counts_everything_and_says_so()
    {
        await using var scene = await AttackAsync();
        scene.Engine.Run($"{Nessus} @aws").Objects<LoginAuditExclusion>();
        scene.Evaluate();
        scene.Account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string> { "ssm:GetParameter" } };
        var report = Assert.Single(scene.Engine.Run($"Invoke-LoginAuditResponse {AttackScene.Alarm} @mail @aws").Objects<LoginAuditResponse>()).Report!;
        Assert.Equal(53, report.Failures);
        Assert.Contains("No exclusion was applied, because the exclusions could not be read", report.ToText().Unwrapped(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_function_applies_the_exclusions_and_its_role_reads_nothing_else()
    {
        await using var scene = await AttackAsync();
        Assert.Empty(scene.Engine.Run($"{Nessus} -ExpiresAt 9999-12-31T00:00Z @aws; Install-LoginAuditResponder {AttackScene.Alarm} -From {AttackScene.Sender} -To {AttackScene.Recipient} @aws").Errors);
        scene.Evaluate();
        await scene.Account.Server.Functions.SettledAsync();
        var invocation = Assert.Single(scene.Account.Server.Functions.Invocations);
        Assert.True(invocation.Succeeded, string.Join('\n', invocation.LogLines));
        Assert.Contains(Shown, Assert.Single(scene.Account.Server.Mail.Outbox).Message.TextBody!.Unwrapped(), StringComparison.Ordinal);
        var policy = scene.Account.Server.Requests.Of("iam:PutRolePolicy")[^1].Parameters!;
        Assert.Contains($"arn:aws:ssm:us-east-1:123456789012:parameter/{ExclusionStore.ParameterName}\\", Uri.UnescapeDataString(policy), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@{ Name = 'Nessus'; Reason = 'scan'; SourceAddress = '10.0.5.0/24' }")]
    [InlineData("([pscustomobject]@{ name = 'Nessus'; reason = 'scan'; sourceAddress = '10.0.5.*'; account = $null })")]
    [InlineData("$file")]
    [InlineData("(Get-LoginAuditExclusion @aws)")]
    [InlineData("([System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-LoginAuditExclusion @aws))))")]
    public async Task Commands_take_exclusions_as_objects_and_files(string exclusion)
    {
        await using var scene = await AttackAsync();
        using var folder = new TemporaryFolder();
        var file = folder.File("rules.json");
        await File.WriteAllTextAsync(file, """[{ "Name": "Nessus", "Reason": "scan", "SourceAddress": "10.0.5.9" }]""", TestContext.Current.CancellationToken);
        scene.Engine.Set("file", file);
        scene.Engine.Run($"{Nessus} -ExpiresAt 2099-12-31T00:00Z @aws").Objects<LoginAuditExclusion>();
        var counts = scene.Engine.Run($"Measure-LoginAuditFailure {Account.LogGroup} -Last 2h -Exclusion {exclusion} @aws").Objects<LoginAuditCount>();
        Assert.Equal([(AttackScene.Guessed, 0L, 46L), (AttackScene.Spared, 7L, 0L)], counts.Select(count => (count.Name, count.FailureCount, count.ExcludedCount)).OrderBy(count => count.Item2));
        var report = Assert.Single(scene.Engine.Run($"Get-LoginAuditFailure {Account.LogGroup} -Last 2h @aws | New-LoginAuditReport -Exclusion {exclusion}").Objects<LoginAuditReport>());
        Assert.Equal((7, 46), (report.Failures, report.ExcludedCount));
        var findings = scene.Engine.Run($"Get-LoginAuditFinding {Account.LogGroup} -Last 2h -Exclusion {exclusion} @aws");
        Assert.DoesNotContain(findings.Objects<LoginAuditFinding>(), finding => finding.InstanceIds.Contains(AttackScene.Guessed));
        Assert.Contains(findings.Warnings, warning => warning.StartsWith("excluded: 46 failed logins by 'Nessus'", StringComparison.Ordinal));
        Assert.Contains(
            scene.Engine.Run($"Get-LoginAuditFinding {Account.LogGroup} -Last 2h -IncludeExcluded -Exclusion {exclusion} @aws").Objects<LoginAuditFinding>(),
            finding => finding.InstanceIds.Contains(AttackScene.Guessed));
    }

    [Theory]
    [InlineData("nowhere.json", "FileNotFound")]
    [InlineData("@{ Name = 'a'; Reason = 'b'; Acount = 'c' }", "InvalidExclusion")]
    [InlineData("42", "InvalidExclusion")]
    public void Exclusions_that_cannot_be_read_end_the_command(string exclusion, string error)
    {
        using var engine = new Engine();
        Assert.StartsWith(error, engine.Fail($"New-LoginAuditReport -Exclusion {exclusion}").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_without_exclusions_excludes_nothing()
    {
        await using var scene = await AttackAsync();
        Assert.Equal(2, scene.Engine.Run($"Measure-LoginAuditFailure {Account.LogGroup} -Last 2h -Exclusion (Get-LoginAuditExclusion @aws) @aws").Objects<LoginAuditCount>().Count);
    }

    private static LoginAuditExclusion Rule(string name) => new() { Name = name, Reason = "r", Account = "a" };

    private static ExclusionStore StoreOf(Account account, Action<string>? trace = null) => new(new AwsSession(
        new AwsConnection { Region = "us-east-1", AccessKey = Engine.AccessKey, SecretKey = Engine.SecretKey, EndpointUrl = account.Server.Endpoint.AbsoluteUri }, trace ?? (_ => { })));

    // Others work just before the first call of an action.
    private static ExclusionStore Interleaved(Account account, string action, Func<Task> others)
    {
        var isDone = false;
        return StoreOf(account, call =>
        {
            if (isDone || !call.StartsWith(action, StringComparison.Ordinal))
                return;
            isDone = true;
            Task.Run(others).GetAwaiter().GetResult();
        });
    }

    // 46 failed logins from the scanner, and 7 from an attacker on another machine.
    private static async Task<AttackScene> AttackAsync()
    {
        var scene = await AttackScene.OpenAsync();
        Fail(scene, AttackScene.Guessed, 46, Scanner);
        Fail(scene, AttackScene.Spared, 7, Attacker);
        return scene;
    }

    private static void Fail(AttackScene scene, string instance, int number, string source) => scene.Account.Server.Logs.Load(Account.LogGroup, instance, Enumerable.Range(0, number).Select(at =>
    {
        var time = scene.Start.AddSeconds(1 + at);
        return (time, Event(time, at, 4625, "0x8010000000000000", ("TargetUserName", "jdoe"), ("TargetDomainName", "CORP"), ("Status", "0xc000006d"), ("SubStatus", "0xc000006a"), ("LogonType", "3"), ("IpAddress", source)));
    }));
}
