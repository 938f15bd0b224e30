using System.IO.Compression;
using Amazon.Lambda;
using Amazon.Lambda.Model;
using Amazon.Runtime;
using Amazon.SimpleNotificationService.Model;
using AwsLoginAudit.Tests.Cmdlets;
using LocalAws.Systems;

namespace AwsLoginAudit.Tests.Help;

/// <summary>An account in which every example of the pages has something to do, and a folder with the files that they name.</summary>
internal sealed class ExampleScene : IAsyncDisposable
{
    private const string Responder = $"{AttackScene.Alarm}-responder";
    private const string Named = "i-0123456789abcdef0";

    // Commands that the engine alone lacks. Those of others do nothing here but look at what they are given.
    private const string StandIns = """
        function Format-List { param($Property) $input }
        function Group-Object { param($Property, [switch] $NoElement) $input }
        function Export-Csv { param($Path, [switch] $NoTypeInformation, $Encoding) $null = @($input) }
        function Set-Content { param($Path) [System.IO.File]::WriteAllText((Join-Path $PWD.Path $Path), [string]@($input)) }
        function Get-Content { param($Path, [switch] $Raw) [System.IO.File]::ReadAllText((Join-Path $PWD.Path $Path)) }
        function Join-Path { param($Path, $ChildPath) [System.IO.Path]::Combine($Path, $ChildPath) }
        function Get-WinEvent { param($FilterHashtable) $events }
        function Invoke-Command { param($ComputerName, $ScriptBlock) $events }
        function wevtutil { $events | ForEach-Object { $_.ToXml() -replace '><', ">`n<" -split "`n" } }
        function Get-EC2Instance { [pscustomobject]@{ Instances = @([pscustomobject]@{ InstanceId = 'i-0123456789abcdef0' }) } }
        function Register-EC2IamInstanceProfile { param($IamInstanceProfile_Name, $InstanceId) }
        function Remove-SSMParameter { param($Name) }
        function aws {
            $file = if ($args[0] -eq 's3') { $args[2] } else { @($args -match '\.(yaml|json)$') -replace '^file://' }
            if ($file -and -not [System.IO.File]::Exists((Join-Path $PWD.Path $file))) { throw "aws: $file is not there." }
        }
        $ConfirmPreference = 'None'
        $PSDefaultParameterValues = @{}
        foreach ($name in $aws.Keys) { $PSDefaultParameterValues["*-LoginAudit*:$name"] = $aws.$name }
        $ExecutionContext.SessionState.Path.SetLocation($folder)
        """;

    private readonly AttackScene attack;
    private readonly TemporaryFolder folder = new();

    private ExampleScene(AttackScene attack) => this.attack = attack;

    public Engine Engine => attack.Engine;

    /// <summary>Whether the queue has nothing more to hand out.</summary>
    public bool IsQueueEmpty => attack.Account.Server.Queues.BodiesIn(AttackScene.Alarm).Count == 0;

    public static async Task<ExampleScene> OpenAsync(bool withResponder, bool withExclusion)
    {
        var scene = new ExampleScene(await AttackScene.OpenAsync());
        scene.AddMachines();
        scene.attack.Account.Server.Mail.Verify("example.com");
        await scene.attack.Account.Topics.CreateTopicAsync(new CreateTopicRequest { Name = "security" });
        scene.attack.Fire();
        for (var period = 1; period < 4; period++)
            scene.attack.Fail(period);
        scene.WriteFiles();
        scene.Engine.Set("folder", scene.folder.Path);
        Assert.Empty(scene.Engine.Run(StandIns).Errors);
        await scene.SetAsideAsync(AttackScene.Alarm);
        if (withResponder)
            await scene.AddResponderAsync();
        if (withExclusion)
            Assert.Empty(scene.Engine.Run("Add-LoginAuditExclusion Nessus -Reason 'Vulnerability scanner' -SourceAddress 10.0.5.9 @aws").Errors);
        return scene;
    }

    public async ValueTask DisposeAsync()
    {
        await attack.DisposeAsync();
        folder.Dispose();
    }

    // One whose events arrive, one whose agent ships nothing, one without an agent.
    private void AddMachines()
    {
        var server = attack.Account.Server;
        var tags = new Dictionary<string, string> { ["Tier"] = "web", ["Site"] = "Dublin" };
        server.Systems.Add(new Machine(Named) { Tags = tags });
        server.Systems.Add(new Machine("i-00000000000000001") { Tags = tags, AgentVersion = Machine.PackageVersion });
        server.Systems.Add(new Machine("i-00000000000000002"));
        server.Logs.Load(Account.LogGroup, Named, [(attack.Start, new SecurityEvent(attack.Start, "WEB-1", 1).Rendered)]);
    }

    // One of an earlier version, which failed at something, and an alarm without one.
    private async Task AddResponderAsync()
    {
        Assert.Empty(Engine.Run("$null = Install-LoginAuditResponder -From audit@example.com -To soc@example.com; $null = New-LoginAuditAlarm Unanswered").Errors);
        await SetAsideAsync(Responder);
        var code = new MemoryStream();
        await using (var zip = new ZipArchive(code, ZipArchiveMode.Create, leaveOpen: true))
        await using (var file = await zip.CreateEntry("earlier.dll").OpenAsync())
            file.WriteByte(1);
        code.Position = 0;
        using var functions = new AmazonLambdaClient(
            new BasicAWSCredentials("ADMINISTRATOR", "secret"), new AmazonLambdaConfig { ServiceURL = attack.Account.Server.Endpoint.AbsoluteUri, AuthenticationRegion = "us-east-1" });
        await functions.UpdateFunctionCodeAsync(new UpdateFunctionCodeRequest { FunctionName = Responder, ZipFile = code });
    }

    private async Task SetAsideAsync(string queue)
    {
        var url = (await attack.Account.Queues.GetQueueUrlAsync(queue + "-dead-letters")).QueueUrl;
        await attack.Account.Queues.SendMessageAsync(url, attack.Account.Notifications[0].Json);
    }

    // A login with administrative privileges, and a lockout.
    private List<(DateTimeOffset Time, string Text)> Logins()
    {
        var time = attack.Start.AddSeconds(10);
        return [(time, LoginEvents.Logon(time, 91)), (time, LoginEvents.Privileges(time, 92)), (time, LoginEvents.Lockout(time, 93, "svc-backup", "WEB-1"))];
    }

    private void WriteFiles()
    {
        attack.Account.Server.Logs.Load(Account.LogGroup, Named, Logins());
        folder.Write("logins.xml", string.Join('\n', Logins().Select(login => login.Text)));
        var events = Enumerable.Range(1, 7).Select(number => new SecurityEvent(attack.Start.AddSeconds(number), "WEB-1", number)).ToList();
        folder.Write("security.xml", string.Join('\n', events.Select(failure => failure.Bare.Replace("'LogonType'>3<", "'LogonType'>10<", StringComparison.Ordinal))));
        File.WriteAllBytes(folder.File("Security.evtx"), EvtxFile.Of(EvtxEvents.Failures(7)));
        folder.Write("login-audit.yaml", "");
        folder.Write("agent.json", new AgentConfiguration().ToJson());
        Engine.Set("events", events.ConvertAll(failure => new EventLogRecord(failure)));
    }

    /// <summary>As Get-WinEvent emits it.</summary>
    private sealed class EventLogRecord(SecurityEvent failure)
    {
        public string ToXml() => failure.Bare;
    }
}
