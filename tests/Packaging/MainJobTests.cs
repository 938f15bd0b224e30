using System.Globalization;

namespace AwsLoginAudit.Tests.Packaging;

/// <summary>The main job, by both builds as they ship, each imported as its PowerShell would and in a process of its own.</summary>
public sealed class MainJobTests
{
    [Theory]
    [InlineData(Editions.Core)]
    [InlineData(Editions.Desktop)]
    public async Task A_file_is_counted_and_an_alarm_is_received_read_back_reported_mailed_and_acknowledged(string edition)
    {
        await using var scene = await AttackScene.OpenAsync();
        using var folder = new TemporaryFolder();
        scene.Fire();
        var recorded = folder.Write("events.xml", string.Join('\n', Enumerable.Range(1, 7).Select(number => new SecurityEvent(scene.Start.AddSeconds(number), "WIN-1", number).Rendered)));
        var (output, errors) = await HostProcess.RunAsync(string.Join('\n', Editions.Import(edition), $$"""
            $aws = @{ EndpointUrl = '{{scene.Account.Server.Endpoint}}'; Region = 'us-east-1'; AccessKey = '{{Engine.AccessKey}}'; SecretKey = '{{Engine.SecretKey}}' }
            Receive-LoginAuditNotification {{AttackScene.Alarm}} @aws | ForEach-Object {
                $counts = $_ | Get-LoginAuditFailure @aws | Measure-LoginAuditFailure
                $counts.ForEach({ '{0} {1} {2}' -f $_.InstanceId, $_.FailureCount, $_.OverThreshold })
                ($counts | New-LoginAuditReport | Export-LoginAuditReport '{{folder.File("report.html")}}').Name
                ($counts | Send-LoginAuditReport -From {{AttackScene.Sender}} -To {{AttackScene.Recipient}} @aws).Recipients
                $_ | Complete-LoginAuditNotification -Report ($counts | New-LoginAuditReport) @aws
            }
            @(Receive-LoginAuditNotification {{AttackScene.Alarm}} @aws).Count
            Get-LoginAuditFailure -Path '{{recorded}}' | Measure-LoginAuditFailure -Threshold 5 | ForEach-Object { '{0} {1}' -f $_.Name, $_.FailureCount }
            [System.IO.Path]::GetDirectoryName((Get-Command Get-LoginAuditFailure).ImplementingType.Assembly.Location)
            """));
        Assert.Empty(errors);
        Assert.Equal([$"{AttackScene.Guessed} 46 True", "report.html", AttackScene.Recipient, "0", "WIN-1 7", Editions.Folder(edition)], output);

        var mail = Assert.Single(scene.Account.Server.Mail.Outbox);
        Assert.Contains(AttackScene.Guessed, mail.Message.HtmlBody, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{scene.Start:yyyy-MM-dd HH:mm:ss}"), await File.ReadAllTextAsync(folder.File("report.html")), StringComparison.Ordinal);
    }
}
