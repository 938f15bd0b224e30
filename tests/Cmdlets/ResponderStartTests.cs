using System.IO.Compression;
using System.Text.Json.Nodes;
using Amazon.Lambda;
using Amazon.Runtime;
using LocalAws.Functions;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>The responder's zip starts as Lambda's bootstrap starts it, and a zip that AWS could not start does not.</summary>
public sealed class ResponderStartTests
{
    private const string Name = AttackScene.Alarm + "-responder";
    private const string OldHandler = "AwsLoginAudit.Responder::AwsLoginAudit.Responder.Function::HandleAsync";
    private const string RuntimeConfig = "AwsLoginAudit.Responder.runtimeconfig.json";

    private static readonly string Zip =
        Path.Combine(Built.Module, "AwsLoginAudit.Responder.zip");

    [Fact]
    public async Task As_it_ships_it_sends_one_mail_for_an_alarm_and_none_for_the_same_event_again()
    {
        await using var scene = await AttackScene.OpenAsync();
        Assert.Empty(scene.Engine.Run($"Install-LoginAuditResponder {AttackScene.Alarm} @mail @aws").Errors);
        scene.Account.Server.Functions.RetryDelay = _ => TimeSpan.Zero;
        scene.Account.Server.Functions.FreezeIdle = !OperatingSystem.IsWindows();
        scene.Fire();
        await scene.Account.Server.Functions.SettledAsync();
        var alarm = scene.Account.Server.Functions.Invocations[0].Event;
        var ok = JsonNode.Parse(alarm)!;
        ok["Records"]![0]!["Sns"]!["Message"] = $$"""{"AlarmName":"{{AttackScene.Alarm}}","NewStateValue":"OK","StateChangeTime":"{{scene.Start:O}}"}""";
        var none = JsonNode.Parse(alarm)!;
        none["Records"]![0]!["Sns"]!["Message"] = "hello";
        foreach (var payload in new[] { alarm, ok.ToJsonString(), "{}", """{"Records":[{"Sns":{}}]}""", none.ToJsonString() })
        {
            scene.Account.Server.Functions.Send(Name, payload);
            await scene.Account.Server.Functions.SettledAsync();
        }

        var done = scene.Account.Server.Functions.Invocations;
        Assert.Equal([.. Enumerable.Repeat(true, 3), .. Enumerable.Repeat(false, 9)], done.Select(invocation => invocation.Succeeded));
        Assert.All(done.Skip(3), invocation => Assert.Equal(("NotANotification", "Function.NotANotification"), (invocation.ErrorType, invocation.ErrorCategory)));
        Assert.Single(scene.Account.Server.Mail.Outbox);
        Assert.Single(done, invocation => invocation.IsColdStart);
        // An OK state is read from the notification alone.
        Assert.Contains(done[2].LogLines, line => line.Contains("Nothing to do", StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
            Assert.Equal([0], await scene.Account.Server.Functions.ShutDownAsync());
    }

    [Fact]
    public async Task Without_its_runtimeconfig_json_it_does_not_start() =>
        AssertNotStarted(await FireAsync(zip => zip.GetEntry(RuntimeConfig)!.Delete()), "libhostpolicy");

    // .NET looks for an assembly when a method first needs it.
    [Theory]
    [InlineData("AWSSDK.Core")]
    [InlineData("AwsLoginAudit.Aws")]
    [InlineData("AwsLoginAudit.Core")]
    [InlineData("MimeKit")]
    public async Task Without_one_of_its_assemblies_it_handles_no_event(string name) =>
        AssertNotLoaded(await FireAsync(zip => zip.GetEntry(name + ".dll")!.Delete()), name);

    [Fact]
    public async Task With_an_assembly_that_Lambda_may_not_read_it_handles_no_event() =>
        AssertNotLoaded(await FireAsync(zip => zip.GetEntry("MimeKit.dll")!.ExternalAttributes = unchecked((int)0x8180_0000)), "MimeKit");

    [Fact]
    public async Task For_another_NET_than_Lambdas_it_does_not_start() => AssertNotStarted(
        await FireAsync(zip =>
        {
            string config;
            using (var reader = new StreamReader(zip.GetEntry(RuntimeConfig)!.Open()))
                config = reader.ReadToEnd();
            zip.GetEntry(RuntimeConfig)!.Delete();
            using var writer = new StreamWriter(zip.CreateEntry(RuntimeConfig).Open());
            writer.Write(config.Replace("\"10.0.0\"", "\"10.0.999\"", StringComparison.Ordinal));
        }),
        "10.0.999");

    // RuntimeSupport would need Amazon.Lambda.Core, which is no part of the zip.
    [Fact]
    public async Task With_a_handler_that_names_a_method_it_does_not_start() => AssertNotStarted(await FireAsync(_ => { }, OldHandler), "Amazon.Lambda.Core");

    [Fact]
    public async Task With_a_handler_that_names_no_file_it_does_not_start() => AssertNotStarted(await FireAsync(_ => { }, "Responder"), "exit status 104");

    [Fact]
    public async Task A_variable_that_is_missing_keeps_it_from_starting_and_is_named()
    {
        var failed = await FireAsync(_ => { }, variable: "RECIPIENT_EMAIL");
        Assert.All(failed, invocation => Assert.Equal(("InvalidConfiguration", "Function.InvalidConfiguration"), (invocation.ErrorType, invocation.ErrorCategory)));
        Assert.Contains("RECIPIENT_EMAIL is not set", failed[0].ErrorMessage, StringComparison.Ordinal);
        Assert.Contains(failed[0].LogLines, line => line.Contains("\"error\":\"InvalidConfiguration\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_handler_of_an_earlier_version_is_not_current_and_is_updated()
    {
        await using var scene = await AttackScene.OpenAsync();
        var install = $"Install-LoginAuditResponder {AttackScene.Alarm} @mail @aws";
        Assert.Empty(scene.Engine.Run(install).Errors);
        using var lambda = Client(scene);
        await lambda.UpdateFunctionConfigurationAsync(new() { FunctionName = Name, Handler = OldHandler });
        Assert.False(Current(scene));
        var updated = Assert.Single(scene.Engine.Run(install).Objects<LoginAuditResponder>());
        Assert.Equal(["function"], updated.Changes.Where(change => change.Action == LoginAuditChangeAction.Updated).Select(change => change.ResourceType));
        Assert.True(Current(scene));
        Assert.Equal("AwsLoginAudit.Responder", (await lambda.GetFunctionAsync(new() { FunctionName = Name })).Configuration!.Handler);
    }

    [Fact]
    public void Its_runtimeconfig_json_asks_for_Lambdas_NET_and_its_zip_has_no_native_program()
    {
        using var zip = ZipFile.OpenRead(Zip);
        using var reader = new StreamReader(zip.GetEntry(RuntimeConfig)!.Open());
        var options = JsonNode.Parse(reader.ReadToEnd())!["runtimeOptions"]!;
        Assert.Equal(("net10.0", "LatestPatch", "Microsoft.NETCore.App", "10.0.0"), (
            (string?)options["tfm"], (string?)options["rollForward"], (string?)options["framework"]!["name"], (string?)options["framework"]!["version"]));
        Assert.DoesNotContain(zip.Entries, entry => Path.GetExtension(entry.Name) is not (".dll" or ".json"));
    }

    private static bool Current(AttackScene scene) =>
        Assert.Single(scene.Engine.Run($"Get-LoginAuditResponder {AttackScene.Alarm} @aws").Objects<LoginAuditResponder>()).IsCurrent!.Value;

    private static AmazonLambdaClient Client(AttackScene scene) =>
        new(new BasicAWSCredentials("ADMINISTRATOR", "secret"), new AmazonLambdaConfig { ServiceURL = scene.Account.Server.Endpoint.AbsoluteUri, AuthenticationRegion = "us-east-1" });

    /// <summary>Fires the alarm with a responder that somebody has changed.</summary>
    private static async Task<IReadOnlyList<Invocation>> FireAsync(Action<ZipArchive> change, string? handler = null, string? variable = null)
    {
        await using var scene = await AttackScene.OpenAsync();
        Assert.Empty(scene.Engine.Run($"Install-LoginAuditResponder {AttackScene.Alarm} @mail @aws").Errors);
        scene.Account.Server.Functions.RetryDelay = _ => TimeSpan.Zero;
        scene.Account.Server.Functions.ReadsUntilReady = 0;
        using var lambda = Client(scene);
        using var code = new MemoryStream();
        code.Write(await File.ReadAllBytesAsync(Zip, TestContext.Current.CancellationToken));
        using (var zip = new ZipArchive(code, ZipArchiveMode.Update, leaveOpen: true))
            change(zip);
        await lambda.UpdateFunctionCodeAsync(new() { FunctionName = Name, ZipFile = new MemoryStream(code.ToArray()) });
        var variables = (await lambda.GetFunctionAsync(new() { FunctionName = Name })).Configuration!.Environment!.Variables!;
        if (variable is not null)
            variables.Remove(variable);
        await lambda.UpdateFunctionConfigurationAsync(new() { FunctionName = Name, Handler = handler ?? "AwsLoginAudit.Responder", Environment = new() { Variables = variables } });
        scene.Fire();
        await scene.Account.Server.Functions.SettledAsync();
        Assert.Empty(scene.Account.Server.Mail.Outbox);
        Assert.Equal(3, scene.Account.Server.Functions.Invocations.Count);
        return scene.Account.Server.Functions.Invocations;
    }

    private static void AssertNotLoaded(IReadOnlyList<Invocation> attempts, string name)
    {
        Assert.All(attempts, attempt => Assert.True(attempt.ErrorType is "FileNotFoundException" or "Runtime.ExitError", attempt.ErrorType));
        Assert.Contains(attempts[0].LogLines.Append(attempts[0].ErrorMessage), line => line!.Contains($"Could not load file or assembly '{name}", StringComparison.Ordinal));
    }

    private static void AssertNotStarted(IReadOnlyList<Invocation> attempts, string reason)
    {
        Assert.All(attempts, attempt => Assert.Equal("Runtime.ExitError", attempt.ErrorType));
        Assert.Contains(attempts[0].LogLines, line => line.Contains(reason, StringComparison.Ordinal));
    }
}
