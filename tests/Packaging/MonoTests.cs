using LocalAws.Logs;

namespace AwsLoginAudit.Tests.Packaging;

/// <summary>The build for Windows PowerShell on a runtime that is no .NET Core.</summary>
public sealed class MonoTests
{
    [Fact]
    public async Task A_log_group_is_read_counted_and_mailed_on_Mono_with_the_modules_own_assemblies_beside_another_AWS_SDK()
    {
        await using var account = await Account.OpenAsync();
        account.Server.Logs.Load(Account.LogGroup, new GeneratedFailures { Count = 600, Streams = 2, Start = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero) });
        account.Server.Mail.Verify(AttackScene.Sender);
        var folder = Editions.Folder(Editions.Desktop);
        var mono = await ChildProcess.RunAsync("mono", [Built.DesktopHost, folder, account.Server.Endpoint.AbsoluteUri, AttackScene.Sender]);
        Assert.SkipWhen(mono is null, "mono is not installed here.");
        Assert.Equal("", mono.Errors);

        var said = mono.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("beside AWSSDK.Core 3.3.0.0", said[0]);
        Assert.Contains("i-00000000000000001 300 True", said);
        Assert.Contains("i-00000000000000002 300 True", said);
        Assert.Contains("mailed: 1", said);
        Assert.Contains("i-00000000000000001", Assert.Single(account.Server.Mail.Outbox).Message.HtmlBody, StringComparison.Ordinal);
        string[] used = ["AWSSDK.Core", "AwsLoginAudit.Aws", "AwsLoginAudit.AwsSdk", "AwsLoginAudit.Core", "MimeKit", "System.Text.Json"];
        Assert.All(used, assembly => Assert.Contains(assembly, said));
    }
}
