using System.Management.Automation;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>What Get-LoginAuditFailure takes from a pipeline, in the real engine.</summary>
public sealed class PipelineInputTests
{
    private static readonly System.Text.Json.JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static string[] Events(int count) => [.. Enumerable.Range(1, count).Select(i => EventText.Logon().Replace("4711", $"{i}", StringComparison.Ordinal))];

    private static string[] Pretty(IEnumerable<string> events) => [.. events.SelectMany(text => text.Replace("><", ">\n<", StringComparison.Ordinal).Split('\n'))];

    private static long?[] Records(Outcome outcome) => [.. outcome.Objects<LoginAuditFailure>().Select(failure => failure.RecordId)];

    [Fact]
    public void The_lines_of_wevtutil_are_put_together()
    {
        using var engine = new Engine();
        engine.Set("lines", Pretty(Events(3)));
        Assert.Equal([1, 2, 3], Records(engine.Run("$lines | Get-LoginAuditFailure")));
        Assert.Equal([1, 2, 3], Records(engine.Run("'<Events>', $lines, '</Events>' | ForEach-Object { $_ } | Get-LoginAuditFailure")));
        Assert.Equal([1, 2, 3], Records(engine.Run("Get-LoginAuditFailure -InputObject $lines")));
    }

    [Theory]
    [InlineData("Get-LoginAuditFailure -Path $file -ErrorAction Continue")]
    [InlineData("[IO.FileInfo] $file | Get-LoginAuditFailure -ErrorAction Continue")]
    public void An_event_of_a_file_without_an_id_is_an_error_and_the_others_are_read(string read)
    {
        using var folder = new TemporaryFolder();
        using var engine = new Engine();
        var texts = Events(3);
        texts[1] = texts[1].Replace("<EventID>4625</EventID>", "", StringComparison.Ordinal);
        engine.Set("file", folder.Write("events.xml", string.Join('\n', texts)));
        var outcome = engine.Run(read);
        var error = Assert.Single(outcome.Errors);
        Assert.StartsWith("NotAnEvent", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("line 2", error.Exception.Message, StringComparison.Ordinal);
        var failures = outcome.Output.Select(item => (LoginAuditFailure)item.BaseObject).ToList();
        Assert.Equal([1L, 3L], failures.Select(failure => failure.RecordId));
        Assert.All(failures, failure => Assert.True(failure.Incomplete));
    }

    [Fact]
    public void Objects_that_lead_to_one_another_are_rejected_at_once()
    {
        using var engine = new Engine();
        var error = engine.Fail("[pscustomobject] @{ Folder = [IO.DirectoryInfo] [IO.Path]::GetTempPath(); Thread = [Threading.Thread]::CurrentThread } | Get-LoginAuditFailure").Error;
        Assert.StartsWith("NotAnEvent", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Whole_events_on_the_lines_of_a_root_belong_to_it()
    {
        using var engine = new Engine();
        engine.Set("events", Events(3));
        Assert.Equal([1, 2, 3], Records(engine.Run("& { '<Events>'; $events; '</Events>' } | Get-LoginAuditFailure")));
    }

    [Fact]
    public void Lines_hand_their_failures_over_as_they_come()
    {
        using var engine = new Engine();
        engine.Set("lines", Pretty(Events(100)));
        var outcome = engine.Run("$given = 0; $first = $lines | ForEach-Object { $script:given++; $_ } | Get-LoginAuditFailure | Select-First; $first; $given");
        Assert.Equal(1L, ((LoginAuditFailure)outcome.Output[0].BaseObject).RecordId);
        Assert.True((int)outcome.Output[1].BaseObject < 3 * Pretty(Events(1)).Length, $"{outcome.Output[1]} lines");
    }

    [Fact]
    public void The_lines_of_a_file_are_read_in_whatever_format_it_has()
    {
        using var engine = new Engine();
        engine.Set("json", System.Text.Json.JsonSerializer.Serialize(
            new { events = Events(3).Select((text, i) => new { logStreamName = "i-1", timestamp = 1772366400000 + i, message = text, eventId = $"{i}" }) },
            Indented).Split('\n'));
        Assert.Equal([1, 2, 3], Records(engine.Run("$json | Get-LoginAuditFailure")));
    }

    [Fact]
    public void One_bad_object_does_not_stop_the_others()
    {
        using var engine = new Engine();
        engine.Set("events", Events(2));
        var outcome = engine.Run("& { 'This is no log.'; 42; $events[0]; $null; $events[1]; '<Event broken' } | Get-LoginAuditFailure");
        Assert.Equal([1, 2], outcome.Output.Where(item => !((LoginAuditFailure)item.BaseObject).Malformed).Select(item => (long)item.Properties["RecordId"].Value));
        Assert.Contains(outcome.Errors, error => error.FullyQualifiedErrorId.StartsWith("NotALogFile", StringComparison.Ordinal));
        Assert.Contains(outcome.Errors, error => error.Exception.Message.Contains("System.Int32", StringComparison.Ordinal));
        Assert.Contains(outcome.Errors, error => error.Exception.Message.Contains("null", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("$null", "NotAnEvent")]
    [InlineData("'This is no log.'", "NotALogFile")]
    [InlineData("[datetime]::UtcNow", "NotAnEvent")]
    [InlineData("([pscustomobject]@{ A = 1 })", "NotAnEvent")]
    public void Where_nothing_could_be_read_the_pipeline_ends(string input, string id)
    {
        using var engine = new Engine();
        var (error, outcome) = engine.Fail($"{input} | Get-LoginAuditFailure | Measure-LoginAuditFailure -Threshold 5");
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public void XML_documents_and_elements_are_read()
    {
        using var engine = new Engine();
        engine.Set("events", Events(2));
        Assert.Equal([1, 2], Records(engine.Run("$events | ForEach-Object { [xml]$_ } | Get-LoginAuditFailure")));
        Assert.Equal([1, 2], Records(engine.Run("([xml]('<Events>' + ($events -join '') + '</Events>')).Events.Event | Get-LoginAuditFailure")));
        Assert.Equal([1, 2], Records(engine.Run("[xml]('<Events>' + ($events -join '') + '</Events>') | Get-LoginAuditFailure")));
    }

    // The properties that a copy of an EventLogRecord has, as remoting, jobs and Import-Clixml leave them.
    private const string Copy = """
        function New-Copy([int]$id, [long]$keywords, $properties, $message) {
            $copy = [pscustomobject]@{
                Id = $id; Version = 0; Qualifiers = $null; Level = 0; Task = 12544; Opcode = 0; Keywords = $keywords; RecordId = 4711L
                ProviderName = 'Microsoft-Windows-Security-Auditing'; LogName = 'Security'; MachineName = 'WIN-1'; UserId = $null
                TimeCreated = [datetime]::new(2026, 3, 1, 12, 0, 0, [System.DateTimeKind]::Utc); KeywordsDisplayNames = @('?'); Properties = $properties; Message = $message
            }
            $copy.PSTypeNames.Insert(0, 'Deserialized.System.Diagnostics.Eventing.Reader.EventLogRecord')
            $copy
        }
        $values = @([pscustomobject]@{ Value = 'S-1-0-0' }, '-', '-', 0, [pscustomobject]@{ Value = 'S-1-0-0' }, 'ADMIN', 'CORP', -1073741715, '%%2313', -1073741718, 10,
            'User32 ', 'Negotiate', 'ATTACKER', '-', '-', 0, 816, 'C:\Windows\System32\svchost.exe', '198.51.100.7', '50123') | ForEach-Object { [pscustomobject]@{ Value = $_ } }
        $flat = @('System.Diagnostics.Eventing.Reader.EventProperty') * 21
        $text = ("An account failed to log on.", "", "Subject:", "`tSecurity ID:`t`tS-1-0-0", "`tAccount Name:`t`t-", "`tAccount Domain:`t`t-", "`tLogon ID:`t`t0x0", "",
            "Logon Type:`t`t`t10", "", "Account For Which Logon Failed:", "`tSecurity ID:`t`tS-1-0-0", "`tAccount Name:`t`tADMIN", "`tAccount Domain:`t`tCORP", "",
            "Failure Information:", "`tFailure Reason:`t`tx", "`tStatus:`t`t`t0xC000006D", "`tSub Status:`t`t0xC000006A", "", "Process Information:",
            "`tCaller Process ID:`t0x330", "`tCaller Process Name:`tC:\Windows\System32\svchost.exe", "", "Network Information:", "`tWorkstation Name:`tATTACKER",
            "`tSource Network Address:`t198.51.100.7", "`tSource Port:`t`t50123", "", "Detailed Authentication Information:", "`tLogon Process:`t`tUser32 ",
            "`tAuthentication Package:`tNegotiate", "`tTransited Services:`t-", "`tPackage Name (NTLM only):`t-", "`tKey Length:`t`t0") -join "`r`n"

        """;

    [Theory]
    [InlineData("$values")]
    [InlineData("$flat")]
    [InlineData("$null")]
    public void Copies_of_event_records_are_read(string properties)
    {
        using var engine = new Engine();
        var failure = Assert.Single(engine.Run($"{Copy} New-Copy 4625 -9218868437227405312 {properties} $text | Get-LoginAuditFailure").Objects<LoginAuditFailure>());
        Assert.Equal((4625, 4711L, "WIN-1", @"CORP\ADMIN", "198.51.100.7", "0xc000006a", EventText.Noon),
            (failure.EventId, failure.RecordId, failure.InstanceId, failure.Account, failure.SourceAddress, failure.SubStatus, failure.Time));
    }

    [Fact]
    public void Copies_of_successes_are_no_failed_logins()
    {
        using var engine = new Engine();
        Assert.Empty(engine.Run(Copy + "1..254 | ForEach-Object { New-Copy 4624 -9214364837600034816 $null 'An account was successfully logged on.' } | Get-LoginAuditFailure").Objects<LoginAuditFailure>());
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Id = 4625; LogName = 'Security'; RecordId = 1; Message = 'x' }", "MachineName is missing")]
    [InlineData("[pscustomobject]@{ winlog = @{ event_id = 4625 } }", "Winlogbeat")]
    [InlineData("[System.Diagnostics.Stopwatch]::new()", "System.Diagnostics.Stopwatch")]
    [InlineData("[pscustomobject]@{ A = 1 }", "System.Management.Automation.PSCustomObject")]
    public void What_cannot_be_read_is_named(string input, string named)
    {
        using var engine = new Engine();
        var error = engine.Run($"{input} | Get-LoginAuditFailure").Errors[0];
        Assert.StartsWith("NotAnEvent", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(named, error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ PSTypeName = 'Amazon.CloudWatchLogs.Model.FilteredLogEvent'; EventId = '1'; IngestionTime = $time; LogStreamName = 'i-1'; Message = $text; Timestamp = $time }", "i-1")]
    [InlineData("[pscustomobject]@{ PSTypeName = 'Deserialized.Amazon.CloudWatchLogs.Model.OutputLogEvent'; IngestionTime = $time; Message = $text; Timestamp = $time }", "WIN-1")]
    [InlineData("[pscustomobject]@{ PSTypeName = 'Amazon.CloudWatchLogs.Model.FilterLogEventsResponse'; Events = @([pscustomobject]@{ EventId = '1'; LogStreamName = 'i-1'; Message = $text; Timestamp = $time }); NextToken = $null }", "i-1")]
    [InlineData("[pscustomobject]@{ events = @([pscustomobject]@{ eventId = '1'; ingestionTime = 1772366401000; logStreamName = 'i-1'; message = $text; timestamp = 1772366400000 }); searchedLogStreams = @() }", "i-1")]
    public void Log_events_of_AWS_Tools_and_of_the_CLI_are_read(string input, string instance)
    {
        using var engine = new Engine();
        engine.Set("text", EventText.Logon());
        engine.Set("time", EventText.Noon.UtcDateTime);
        var failure = Assert.Single(engine.Run($"{input} | Get-LoginAuditFailure").Objects<LoginAuditFailure>());
        Assert.Equal((instance, EventText.Noon, 4711L), (failure.InstanceId, failure.Time, failure.RecordId));
    }

    [Theory]
    [InlineData("[pscustomobject]@{ events = @([pscustomobject]@{ logStreamName = 'i-1'; timestamp = 1772366400000; message = $text }); nextToken = 'abc' }", "one page of several")]
    [InlineData("[pscustomobject]@{ PSTypeName = 'Amazon.CloudWatchLogs.Model.FilterLogEventsResponse'; Events = @([pscustomobject]@{ LogStreamName = 'i-1'; Timestamp = $time; Message = $text }); NextToken = 'abc' }, $success", "one page of several")]
    [InlineData("[pscustomobject]@{ Results = @(, @([pscustomobject]@{ Field = '@message'; Value = $text })); Status = 'Running' }", "status Running")]
    public void An_answer_that_is_not_all_is_an_error_after_its_events(string answer, string says)
    {
        using var engine = new Engine();
        engine.Set("text", EventText.Logon());
        engine.Set("success", EventText.Event(4624, EventText.Success));
        engine.Set("time", EventText.Noon.UtcDateTime);
        var outcome = engine.Run($"{answer} | Get-LoginAuditFailure");
        var error = Assert.Single(outcome.Errors);
        Assert.StartsWith("FileUnreadable", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(says, error.Exception.Message, StringComparison.Ordinal);
        Assert.True(((LoginAuditFailure)Assert.Single(outcome.Output).BaseObject).Incomplete);
    }

    [Fact]
    public void The_pages_of_AWS_Tools_have_tokens_for_one_another()
    {
        using var engine = new Engine();
        engine.Set("events", Events(2));
        const string Page = "[pscustomobject]@{ Events = @([pscustomobject]@{ LogStreamName = 'i-1'; Timestamp = 1772366400000; Message = $events[$_] }); NextToken = @('abc', $null)[$_] }";
        Assert.Equal([1, 2], Records(engine.Run($"0..1 | ForEach-Object {{ {Page} }} | Get-LoginAuditFailure")));
        Assert.Empty(engine.Run("[pscustomobject]@{ Events = @(); NextForwardToken = 'f/1'; NextBackwardToken = 'b/1' } | Get-LoginAuditFailure").Errors);
    }

    [Theory]
    [InlineData("@() | Get-LoginAuditFailure", true)]
    [InlineData("'' | Get-LoginAuditFailure", true)]
    [InlineData("'<Events/>' | Get-LoginAuditFailure", true)]
    [InlineData("[pscustomobject]@{ Events = @() } | Get-LoginAuditFailure", true)]
    [InlineData("Get-LoginAuditFailure -InputObject ''", true)]
    [InlineData("$text | Get-LoginAuditFailure", false)]
    [InlineData("$success | Get-LoginAuditFailure", false)]
    public void Input_without_an_event_is_said(string pipeline, bool isEmpty)
    {
        using var engine = new Engine();
        engine.Set("text", EventText.Logon());
        engine.Set("success", EventText.Event(4624, EventText.Success));
        var outcome = engine.Run(pipeline);
        Assert.Empty(outcome.Errors);
        Assert.Equal(isEmpty ? 1 : 0, outcome.Warnings.Count);
        Assert.All(outcome.Warnings, warning => Assert.Contains("contains no event", warning, StringComparison.Ordinal));
    }

    [Fact]
    public void An_empty_answer_of_AWS_Tools_has_no_failures()
    {
        using var engine = new Engine();
        Assert.Empty(engine.Run("[pscustomobject]@{ PSTypeName = 'Amazon.CloudWatchLogs.Model.GetQueryResultsResponse'; Results = $null; Status = 'Complete' } | Get-LoginAuditFailure").Objects<LoginAuditFailure>());
        Assert.Empty(engine.Run("[pscustomobject]@{ PSTypeName = 'Amazon.CloudWatchLogs.Model.GetLogEventsResponse'; Events = $null; NextForwardToken = 'f/1' } | Get-LoginAuditFailure").Objects<LoginAuditFailure>());
    }

    [Fact]
    public void A_failure_that_has_been_read_is_sent_on_to_where_it_belongs()
    {
        using var engine = new Engine();
        engine.Set("text", EventText.Logon());
        foreach (var input in new[] { "$text | Get-LoginAuditFailure", "[pscustomobject]@{ PSTypeName = 'Deserialized.AwsLoginAudit.LoginAuditFailure'; EventId = 4625 }" })
        {
            var error = engine.Run($"{input} | Get-LoginAuditFailure").Errors[0];
            Assert.StartsWith("NotAnEvent", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains("Measure-LoginAuditFailure", error.Exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_error_names_a_line_only_where_the_input_has_lines()
    {
        using var engine = new Engine();
        var whole = Events(1)[0];
        var broken = whole.Replace("<EventID>4625</EventID>", "", StringComparison.Ordinal);
        engine.Set("whole", whole);
        engine.Set("broken", broken);
        Assert.StartsWith("the input, line 2: ", Told("$whole, $broken"), StringComparison.Ordinal);
        Assert.StartsWith("object 2 of the input: ", Told("$whole, [xml] $broken"), StringComparison.Ordinal);
        Assert.StartsWith("object 3 of the input, line 2: ", Told("$whole, [xml] $whole, \"$whole`n$broken\""), StringComparison.Ordinal);

        string Told(string input) =>
            Assert.Single(engine.Run($"$input = {input}; $input | Get-LoginAuditFailure -ErrorAction Continue").Errors).Exception.Message;
    }

    [Fact]
    public void An_error_names_the_line_of_the_input()
    {
        using var engine = new Engine();
        engine.Set("events", Events(1));
        var outcome = engine.Run("& { $events; [xml] $events[0]; 'This is no log.' } | Get-LoginAuditFailure");
        Assert.Contains("the input from line 3", Assert.Single(outcome.Errors).Exception.Message, StringComparison.Ordinal);
    }
}
