using System.Text.Json.Nodes;
using AwsLoginAudit.Tests.Cmdlets;

namespace AwsLoginAudit.Tests.Samples;

public sealed class ForwardToSiemTests : IDisposable
{
    // What the engine alone does not have, and PowerShell does.
    private const string Utilities = """
        function global:ConvertTo-Json {
            param([switch] $Compress, [int] $Depth, $InputObject)
            [System.Text.Json.JsonSerializer]::Serialize($InputObject, $InputObject.GetType())
        }
        function global:Invoke-RestMethod {
            param([uri] $Uri, [string] $Method, [string] $ContentType, [int] $MaximumRedirection, [int] $TimeoutSec, [hashtable] $Headers = @{}, [byte[]] $Body)
            $client = [System.Net.Http.HttpClient]::new()
            $request = [System.Net.Http.HttpRequestMessage]::new($Method, $Uri)
            $request.Content = [System.Net.Http.ByteArrayContent]::new($Body)
            $request.Content.Headers.ContentType = [System.Net.Http.Headers.MediaTypeHeaderValue]::Parse($ContentType)
            foreach ($name in $Headers.Keys) { $request.Headers.Add($name, $Headers[$name]) }
            $null = $client.Send($request).EnsureSuccessStatusCode()
        }
        """;

    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().AddMinutes(-30).ToUnixTimeSeconds());

    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Each_failure_is_a_line_of_JSON_and_the_next_run_begins_where_this_one_ended()
    {
        await using var account = await OpenAsync("jdoe", "\"}\u00e9&#8238;&lt;b&gt;&#10;{\"id\":1}", "root");
        await using var siem = await RecordingServer.StartAsync(new CannedAnswer("{}"));
        using var engine = NewEngine(account);
        var told = Assert.Single(Run(engine, account, siem.Url + "/collector/raw", "-BatchSize 2 -Token $token -AuthorizationScheme Splunk").Output);

        Assert.Equal(3, told.Properties["Events"].Value);
        Assert.Equal([2, 1], siem.Requests.Select(request => Lines(request).Count));
        Assert.All(siem.Requests, request => Assert.Equal(
            ("POST", "/collector/raw", "Splunk s3cret", "application/x-ndjson; charset=utf-8"),
            (request.Method, request.Path, request.Headers["Authorization"], request.Headers["Content-Type"])));
        var first = Lines(siem.Requests[0])[0];
        Assert.Equal(
            ("i-1", "WIN-1", 4625, "CORP\\jdoe", "198.51.100.7", "Wrong password", $"{Start.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fff}Z"),
            ((string)first["instance"]!, (string)first["computer"]!, (int)first["eventId"]!, (string)first["account"]!, (string)first["sourceAddress"]!, (string)first["reason"]!, (string)first["time"]!));
        Assert.Equal("CORP\\\"}\u00e9\u202e<b>\n{\"id\":1}", (string)Lines(siem.Requests[0])[1]["account"]!);

        Run(engine, account, siem.Url, "-Overlap 0:05");
        Assert.Equal(2, siem.Requests.Count);
        Run(engine, account, siem.Url, "-Overlap 1:00");
        Assert.Equal(Lines(siem.Requests[0])[0]["id"]!.ToString(), Lines(siem.Requests[2])[0]["id"]!.ToString());
    }

    [Fact]
    public async Task What_was_not_taken_is_sent_again()
    {
        await using var account = await OpenAsync("jdoe");
        await using var siem = await RecordingServer.StartAsync(new CannedAnswer("busy", 503), new CannedAnswer("{}"));
        using var engine = NewEngine(account);
        Assert.Single(Run(engine, account, siem.Url, "").Errors);
        Assert.Empty(Directory.GetFiles(folder.Path));
        Assert.Empty(Run(engine, account, siem.Url, "").Errors);
        Assert.Equal(siem.Requests[0].Body, siem.Requests[1].Body);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("http://siem.example.com/")]
    [InlineData("ftp://localhost/")]
    [InlineData("siem.example.com")]
    public async Task Nothing_is_sent_in_the_clear_to_another_machine(string uri)
    {
        await using var account = await OpenAsync("jdoe");
        using var engine = NewEngine(account);
        Assert.StartsWith("ParameterArgumentValidationError", Assert.Single(Run(engine, account, uri, "").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(account.Server.Requests.All);
    }

    public void Dispose() => folder.Dispose();

    private static List<JsonNode> Lines(RecordedRequest request) =>
        [.. request.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    private static Engine NewEngine(Account account)
    {
        var engine = new Engine(account.Server);
        engine.Set("token", new System.Net.NetworkCredential("", "s3cret").SecurePassword);
        Assert.Empty(engine.Run(Utilities).Errors);
        return engine;
    }

    private Outcome Run(Engine engine, Account account, string uri, string parameters) =>
        SampleScript.Run(engine, "forward-to-siem", account.Server, $"-Uri {uri} -StatePath '{folder.File("state.txt")}' {parameters}");

    private static async Task<Account> OpenAsync(params string[] names)
    {
        var account = await Account.OpenAsync();
        account.Server.Logs.Load(Account.LogGroup, "i-1", names.Select((name, number) =>
        {
            var time = Start.AddMinutes(number);
            return (time, new SecurityEvent(time, "WIN-1", number) { Account = name }.Rendered);
        }));
        account.Server.Requests.Clear();
        return account;
    }
}
