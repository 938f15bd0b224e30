using AwsLoginAudit.Tests.Core;

namespace AwsLoginAudit.Tests.Cases;

/// <summary>Files as people have them, with what they hold: <c>tests/Unit/Cases/Inputs</c>.</summary>
public sealed class FileCaseTests
{
    private const string Stream = "i-0123456789abcdef0";
    private const string Directory = "IP-C6130214.corp.example.com";

    [Theory]
    [InlineData("1-json-success.json", 1, 0, "WEB01")]
    [InlineData("2-tail-success.txt", 1, 0, Stream)]
    [InlineData("3-console-success.csv", 1, 0, "WEB01")]
    [InlineData("6-eventsystem.xml", 1, 0, "WEB01")]
    [InlineData("8-1149.xml", 1, 0, "WEB01")]
    [InlineData("b-nul.xml", 15, 14, Directory)]
    [InlineData("e-subscription.json", 15, 14, Directory)]
    [InlineData("g-noise.xml", 10, 10, null)]
    [InlineData("collector-one-stream.jsonl", 12, 12, "i-0c011ec70a0000001")]
    [InlineData("copy-with-event-xml.txt", 1, 1, "exch1.fjord.example")]
    [InlineData("eventviewer-copied.xml", 1, 1, "albatros")]
    [InlineData("six-pasted.xml", 6, 6, "albatros")]
    [InlineData("pretty-newline-domain.xml", 1, 1, "exch1.fjord.example")]
    [InlineData("pretty-all-empty-values.xml", 1, 1, "exch1.fjord.example")]
    [InlineData("ntlm-blocked.xml", 1, 1, null)]
    [InlineData("agent-text-4625.txt", 1, 1, "RDS01")]
    [InlineData("filter-log-events.txt", 4, 3, Stream)]
    [InlineData("get-log-events.txt", 4, 3, "WEB01")]
    [InlineData("filter-log-events.yaml", 4, 3, Stream)]
    [InlineData("filter-log-events-stream.yaml", 4, 3, Stream)]
    [InlineData("get-log-events.yaml", 4, 3, "WEB01")]
    public async Task A_file_has_exactly_its_events(string name, int events, int auditFailures, string? instance)
    {
        var read = await ReadAsync(name);
        var parsed = read.Select(logEvent => new EventParser().Parse(logEvent)).ToList();
        Assert.Equal((events, auditFailures), (parsed.Count, parsed.Count(parsed => parsed.Outcome == AuditOutcome.Failure)));
        Assert.All(parsed, failure => Assert.False(failure.Malformed));
        Assert.All(parsed, failure => Assert.NotEqual("(unknown)", failure.InstanceId));
        if (instance is not null)
            Assert.All(parsed, failure => Assert.Equal(instance, failure.InstanceId));
        Assert.All(read, logEvent => Assert.True(logEvent.Line > 0));
    }

    [Theory]
    [InlineData("filter-log-events.txt")]
    [InlineData("filter-log-events.yaml")]
    [InlineData("filter-log-events-stream.yaml")]
    [InlineData("get-log-events.yaml")]
    [InlineData("get-log-events.txt")]
    public async Task What_the_AWS_CLI_writes_has_the_same_text_in_every_output_format(string name)
    {
        var read = await ReadAsync(name);
        Assert.Equal((await ReadAsync("filter-log-events.txt")).Select(logEvent => (logEvent.Timestamp, logEvent.Message)), read.Select(logEvent => (logEvent.Timestamp, logEvent.Message)));
        Assert.Equal(["jdoe", "O'Neil: #1", "plain name", "Zoë"], read.Select(logEvent => new EventParser().Parse(logEvent).AccountName));
        Assert.All(read, logEvent => Assert.False(new EventParser().Parse(logEvent).Suspicious));
    }

    [Fact]
    public async Task An_export_that_ends_within_an_event_is_unreadable_and_the_events_before_are_incomplete()
    {
        var cut = await File.ReadAllTextAsync(PathOf("7-cut.xml"), TestContext.Current.CancellationToken);
        var (read, error) = await Recording.BreakAsync(cut);
        Assert.Single(read);
        Assert.Equal(LoginAuditError.FileUnreadable, error.Error);
        Assert.Contains("it ends early: an event has no end (line 1)", error.Message, StringComparison.Ordinal);

        var reader = new FailureReader(new LoginAuditRead(LoginAuditWindow.Open));
        var failure = reader.Read(read[0]);
        Assert.False(failure!.Incomplete);
        reader.MarkIncomplete(error);
        Assert.True(failure.Incomplete);
    }

    [Theory]
    [InlineData("PK\u0003\u0004aaaa", "a ZIP archive")]
    [InlineData("%PDF-1.7\n%aaaa", "a PDF document")]
    [InlineData("<html><body><p>Events</p></body></html>", "an HTML page")]
    [InlineData("<!DOCTYPE html>\n<html><body><p>2026-11-23T06:50:00.123Z <Event/></p>\n2026-11-23T06:50:00.123Z <Event/></body></html>", "an HTML page")]
    [InlineData("<!-- saved -->\n<!doctype HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">\n<HTML></HTML>", "an HTML page")]
    [InlineData("<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\"></Objs>", "CLIXML")]
    [InlineData("<QueryList><Query Id=\"0\"><Select Path=\"Security\">*</Select></Query></QueryList>", "a query of Event Viewer")]
    [InlineData("Event[0]:\r\n  Log Name: Security\r\n  Source: Microsoft-Windows-Security-Auditing\r\n", "text of wevtutil")]
    [InlineData("Log Name:      Security\r\nSource:        Microsoft-Windows-Security-Auditing\r\nEvent ID:      4625\r\nDescription:\r\nAn account failed to log on.\r\n", "without event XML")]
    [InlineData("   ProviderName: Microsoft-Windows-Security-Auditing\r\n\r\nTimeCreated  Id LevelDisplayName Message\r\n", "a table of Get-WinEvent")]
    [InlineData("Level,Date and Time,Source,Event ID,Task Category\r\nInformation,23.11.2026 06:50:00,Microsoft-Windows-Security-Auditing,4625,Logon,\"An account failed to log on.\r\n\r\n\"\r\n", "of Event Viewer without event XML")]
    [InlineData("Keywords,Date and Time,Source,Event ID,Task Category\r\nAudit Failure,11/23/2026 6:50:00 AM,Microsoft-Windows-Security-Auditing,4625,Logon,\"An account failed to log on.\r\n\r\nSubject:\r\n\"\r\n", "of Event Viewer without event XML. In Event Viewer save")]
    [InlineData("Keywords,Date and Time,Source,Event ID,Task Category\r\nAudit Failure,11/23/2026 6:50:00 AM,Microsoft-Windows-Security-Auditing,4625,Logon\r\n", "of Event Viewer without event XML. In Event Viewer save")]
    [InlineData("Schlüsselwörter,Datum und Uhrzeit,Quelle,Ereignis-ID,Aufgabenkategorie\r\nÜberwachungsfehler,23.11.2026 06:50:00,Microsoft-Windows-Security-Auditing,4625,Logon\r\n", "of Event Viewer without event XML. In Event Viewer save")]
    [InlineData("Ebene\tDatum und Uhrzeit\tQuelle\tEreignis-ID\tAufgabenkategorie\r\nInformationen\t23.11.2026 06:50:00\tMicrosoft\t4625\tLogon\t\"Fehler beim Anmelden.\"\r\n", "of Event Viewer without event XML")]
    [InlineData("#TYPE System.Diagnostics.Eventing.Reader.EventLogRecord\r\n\"Message\",\"Id\",\"ProviderName\"\r\n\"An account failed to log on.\",\"4625\",\"Microsoft-Windows-Security-Auditing\"\r\n", "a CSV of Windows events without event XML. Export-Csv does not write the values of events. Pipe the events of Get-WinEvent, not their text. Or: ")]
    [InlineData("\"TimeCreated\",\"Id\",\"Message\"\r\n\"11/23/2026 6:50:00 AM\",\"4625\",\"An account failed to log on.\"\r\n", "a CSV of Windows events without event XML")]
    [InlineData("@timestamp,@logStream\n2026-11-23 06:50:00.123,i-1\n", "without @message")]
    [InlineData("-----------------\n|  FilterLogEvents  |\n", "--output json")]
    [InlineData("\u001B[32m2026-11-23T06:50:00.000000+00:00\u001B[0m i-1 <Event/>", "--color off")]
    [InlineData("<13>Nov 23 06:50:00 WEB01 MSWinEventLog 1 Security", "syslog")]
    public async Task A_foreign_format_is_rejected_by_its_name(string recording, string name)
    {
        var (read, error) = await Recording.BreakAsync(recording);
        Assert.Empty(read);
        Assert.Equal(LoginAuditError.NotALogFile, error.Error);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"level":"info","message":"started","port":80}""")]
    [InlineData("""{"message":"An account failed to log on."}""")]
    [InlineData("""{"Records":[{"eventVersion":"1.08","eventSource":"signin.amazonaws.com","eventName":"ConsoleLogin"}]}""")]
    [InlineData("""{"results":[[{"field":"@timestamp","value":"2026-11-23 06:50:00.123"},{"field":"count(*)","value":"14"}]],"status":"Complete"}""")]
    [InlineData("timestamp,message\n1795416600000,An account failed to log on.\n")]
    [InlineData("[Security] [INFORMATION] 4625\n")]
    [InlineData("name,age\n\"a\",1\n")]
    [InlineData("events: 3\nother: 4\n")]
    public async Task A_recording_of_something_else_has_no_events_and_an_error(string recording)
    {
        var (read, _) = await Recording.BreakAsync(recording);
        Assert.Empty(read);
    }

    [Fact]
    public async Task Results_of_a_query_that_still_runs_are_incomplete()
    {
        var (read, error) = await Recording.BreakAsync("""{"results":[[{"field":"@message","value":"<Event/>"}]],"status":"Running"}""");
        Assert.Single(read);
        Assert.Contains("status Running", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_was_copied_without_its_XML_is_an_error_beside_the_events_that_have_it()
    {
        var copy = (await File.ReadAllTextAsync(PathOf("copy-with-event-xml.txt"), TestContext.Current.CancellationToken)).TrimEnd() + "\r\n";
        var withoutXml = copy[..copy.IndexOf("Event Xml:", StringComparison.Ordinal)];
        Assert.Equal(2, (await Recording.ReadAsync(copy + copy)).Count);
        foreach (var (recording, count) in new[] { (copy + withoutXml + copy, 2), (copy + withoutXml, 1) })
        {
            var (read, error) = await Recording.BreakAsync(recording);
            Assert.Equal(count, read.Count);
            Assert.Equal(LoginAuditError.FileUnreadable, error.Error);
        }
    }

    private static string PathOf(string name) => Path.Combine(Built.Repository, "tests", "Unit", "Cases", "Inputs", name);

    private static async Task<List<LogEvent>> ReadAsync(string name)
    {
        var read = new List<LogEvent>();
        await foreach (var logEvent in LogFileReader.ReadFileAsync(PathOf(name), TestContext.Current.CancellationToken))
            read.Add(logEvent);
        return read;
    }
}
