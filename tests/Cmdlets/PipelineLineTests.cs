using System.Text.Json;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>The lines of a recording in a pipeline give the same as its file, whatever somebody typed into an account name.</summary>
public sealed class PipelineLineTests
{
    private const string Alarm =
        """{"AlarmName":"Typed","AWSAccountId":"111122223333","NewStateValue":"ALARM","StateChangeTime":"2026-05-01T10:00:00.000+0000","AlarmArn":"arn:aws:cloudwatch:eu-west-3:999999999999:alarm:Typed","Trigger":{"MetricName":"m","Namespace":"n","Statistic":"SUM","Period":300,"EvaluationPeriods":1,"ComparisonOperator":"GreaterThanThreshold","Threshold":5.0}}""";

    private static readonly Dictionary<string, string> TypedLines = new()
    {
        ["a notification"] = Alarm,
        ["a notification without a rule"] = """{"AlarmName":"Typed","NewStateValue":"ALARM","StateChangeTime":"2026-05-01T10:00:00Z"}""",
        ["a failed login as XML"] = EventText.Logon("typed").Replace("WIN-1", "OTHER", StringComparison.Ordinal),
        ["a success as XML"] = EventText.Event(4624, EventText.Success),
        ["a success as text"] = "]\n[Security] [INFORMATION] [4624] [Microsoft-Windows-Security-Auditing] [OTHER] [typed",
        ["a log event as JSON"] = JsonSerializer.Serialize(new { message = EventText.Logon("typed"), timestamp = 1772366400000, logStreamName = "i-9" }),
        ["the end of an XML event"] = "</Data></EventData></Event>\n" + Alarm,
        ["an empty line"] = "",
    };

    private static readonly Dictionary<string, Func<string, string>> Recordings = new()
    {
        ["agent text"] = typed => $"{Text($"bob\n{typed}\nz")}\n{Text("second")}\n",
        ["aws logs tail"] = typed => $"2026-05-01T10:00:40.123000+00:00 i-1 {Text($"bob\n{typed}\nz")}\n2026-05-01T10:00:41.123000+00:00 i-1 {Text("second")}\n",
        ["CSV"] = typed => $"timestamp,message,logStreamName\n1777629600000,\"{Quoted(Text($"bob\n{typed}\nz"))}\",i-1\n1777629600001,\"{Quoted(Text("second"))}\",i-1\n",
        ["CSV without quotation marks around what was typed"] = typed => $"timestamp,message,logStreamName\n1777629600000,\"{Text($"bob\n{typed}\nz")}\",i-1\n1777629600001,\"{Quoted(Text("second"))}\",i-1\n",
        ["wevtutil"] = typed => $"{Xml("first", 1)}\n{Xml($"bob\n{typed}\nz", 2)}\n{Xml("third", 3)}\n",
        ["event XML with a root"] = typed => $"<Events>\n{Xml("first", 1)}\n{Xml($"bob\n{typed}\nz", 2)}\n{Xml("third", 3)}\n</Events>\n",
        ["JSON lines"] = typed => $"{Json("first", 1)}\n{typed}\n{Json("third", 3)}\n",
        ["a recording that begins within an event"] = typed => $"\tAccount Name:\t\tbob\n{typed}\nz\n{Text("second")}\n",
    };

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var recording in Recordings.Keys)
            {
                foreach (var typed in TypedLines.Keys)
                    pairs.Add(recording, typed);
            }
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Lines_give_the_same_as_their_file(string recording, string typed)
    {
        using var folder = new TemporaryFolder();
        using var engine = new Engine();
        var text = Recordings[recording](TypedLines[typed]);
        engine.Set("path", folder.Write("recording", text));
        engine.Set("lines", text.Split('\n'));
        var file = engine.Run("Get-LoginAuditFailure -Path $path -ErrorAction Continue");
        Assert.NotEmpty(file.Output);
        var lines = engine.Run("$lines | Get-LoginAuditFailure @aws -ErrorAction Continue");
        Assert.Equal(Facts(file), Facts(lines));
        Assert.Equal(Errors(file, $"'{folder.File("recording")}'"), Errors(lines, "the input"));
    }

    [Theory]
    [InlineData("$cut")]
    [InlineData("\"$xml`0\"")]
    public void Texts_after_a_damaged_XML_text_are_read(string damaged)
    {
        using var engine = new Engine();
        engine.Set("xml", EventText.Logon("first"));
        engine.Set("cut", EventText.Logon("first")[..600]);
        engine.Set("texts", new[] { Text("a"), Text("b"), Text("c") });
        var outcome = engine.Run($"& {{ {damaged}; $texts }} | Get-LoginAuditFailure -ErrorAction Continue");
        Assert.Equal(["a", "b", "c"], outcome.Output.Select(item => ((LoginAuditFailure)item.BaseObject).AccountName).TakeLast(3));
    }

    [Fact]
    public void Events_of_several_lines_between_the_tags_of_a_root_belong_to_it()
    {
        using var engine = new Engine();
        engine.Set("events", new[] { Xml("a\nb", 1), Xml("c\nd", 2) });
        Assert.Equal(2, engine.Run("& { '<Events>'; $events; '</Events>' } | Get-LoginAuditFailure").Objects<LoginAuditFailure>().Count);
    }

    // Without a rule the firing cannot be read, and AWS is not asked.
    [Fact]
    public void A_notification_as_text_is_taken_where_no_recording_has_begun()
    {
        using var engine = new Engine();
        engine.Set("notification", TypedLines["a notification without a rule"]);
        Assert.StartsWith("UnsupportedAlarm", engine.Fail("$notification | Get-LoginAuditFailure @aws").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-LoginAuditFailure -Path $path, $path")]
    [InlineData("Get-LoginAuditFailure -Path $path, \"$folder/*.txt\", \"$folder/e*\"")]
    [InlineData("Get-LoginAuditFailure -LiteralPath $path, $path")]
    [InlineData("[IO.FileInfo] $path, [IO.FileInfo] $path | Get-LoginAuditFailure")]
    public void A_file_that_is_named_twice_is_read_once(string read)
    {
        using var folder = new TemporaryFolder();
        using var engine = new Engine();
        engine.Set("folder", folder.Path);
        engine.Set("path", folder.Write("events.txt", Text("bob")));
        Assert.Single(engine.Run(read).Objects<LoginAuditFailure>());
    }

    private static List<(string, string?, int?, long?, bool, bool, bool)> Facts(Outcome outcome) =>
        [.. outcome.Output.Select(item => (LoginAuditFailure)item.BaseObject).Select(failure =>
            (failure.InstanceId, failure.AccountName, failure.EventId, failure.RecordId, failure.Suspicious, failure.Malformed, failure.Incomplete))];

    private static List<string> Errors(Outcome outcome, string name) =>
        [.. outcome.Errors.Select(error => $"{error.FullyQualifiedErrorId}: {error.Exception.Message.Replace(name, "it", StringComparison.Ordinal).Replace("'it'", "it", StringComparison.Ordinal)}")];

    private static string Quoted(string text) => text.Replace("\"", "\"\"", StringComparison.Ordinal);

    private static string Xml(string account, int record) => EventText.Logon("ACCOUNT")
        .Replace("ACCOUNT", account, StringComparison.Ordinal).Replace("4711", $"{record}", StringComparison.Ordinal);

    private static string Json(string account, int record) =>
        JsonSerializer.Serialize(new { message = Xml(account, record), timestamp = 1772366400000 + record, logStreamName = "i-1" });

    private static string Text(string account) =>
        "[Security] [INFORMATION] [4625] [Microsoft-Windows-Security-Auditing] [WIN-1] [An account failed to log on.\n\nSubject:\n"
        + "\tSecurity ID:\t\tS-1-5-18\n\tAccount Name:\t\tWIN-1$\n\tAccount Domain:\t\tCORP\n\tLogon ID:\t\t0x3E7\n\nLogon Type:\t\t\t10\n\n"
        + $"Account For Which Logon Failed:\n\tSecurity ID:\t\tS-1-0-0\n\tAccount Name:\t\t{account}\n\tAccount Domain:\t\tCORP\n\n"
        + "Failure Information:\n\tFailure Reason:\t\tUnknown user name or bad password.\n\tStatus:\t\t\t0xC000006D\n\tSub Status:\t\t0xC0000064\n\n"
        + "Process Information:\n\tCaller Process ID:\t0x540\n\tCaller Process Name:\tC:\\Windows\\System32\\winlogon.exe\n\n"
        + "Network Information:\n\tWorkstation Name:\tWIN-1\n\tSource Network Address:\t198.51.100.77\n\tSource Port:\t\t0\n\n"
        + "Detailed Authentication Information:\n\tLogon Process:\t\tUser32 \n\tAuthentication Package:\tNegotiate\n\tTransited Services:\t-\n"
        + "\tPackage Name (NTLM only):\t-\n\tKey Length:\t\t0\n\nThis event is generated when a logon request fails.]";
}
