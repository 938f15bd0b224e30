using System.Management.Automation;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>Objects that a job, a remote session or a file copied count like the originals, or end the pipeline. None is left out silently.</summary>
public sealed class CopyTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Engine engine = new();
    private readonly TemporaryFolder folder = new();

    public CopyTests()
    {
        engine.Set("events", Enumerable.Range(1, 8).Select(number => new SecurityEvent(Start.AddMilliseconds(number * 1234), number <= 6 ? "WEB-1" : "WEB-2", number).Rendered).ToArray());
        engine.Set("hostile", new SecurityEvent(Start, "WEB-1", 99) { MoreData = "<Data Name='IpAddress'>203.0.113.66</Data>" }.Rendered);
        Assert.Empty(engine.Run("$failures = $events + $hostile | Get-LoginAuditFailure; function Copy-Object { param($Value) [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($Value)) }").Errors);
    }

    public static TheoryData<string> Ways =>
    [
        "$copies = $failures | ForEach-Object { Copy-Object $_ }",
        "$copies = Copy-Object $failures",
        "$copies = $failures | ForEach-Object { Copy-Object (Copy-Object $_) }",
    ];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Copies_of_failures_count_like_the_originals(string copy)
    {
        Assert.Empty(engine.Run(copy).Errors);
        foreach (var by in new[] { "Instance", "Account", "SourceAddress", "Reason", "LogonType", "Computer" })
        {
            const string Facts = "ForEach-Object { '{0} {1} {2} {3:O} {4:O} {5} {6}' -f $_.Name, $_.FailureCount, $_.OverThreshold, $_.FirstSeen, $_.LastSeen, $_.SuspiciousCount, $_.LastFailures.Count }";
            var originals = engine.Run($"$failures | Measure-LoginAuditFailure -By {by} -Threshold 5 -All | {Facts}").Objects<string>();
            Assert.Equal(originals, engine.Run($"$copies | Measure-LoginAuditFailure -By {by} -Threshold 5 -All | {Facts}").Objects<string>());
        }
        Assert.StartsWith(@"WEB-1: 7 failed logins as CORP\Administrator from ", Title("$copies | Measure-LoginAuditFailure -Threshold 5"), StringComparison.Ordinal);
        Assert.Contains("The report counts copies of failed logins", Text("$copies | Measure-LoginAuditFailure -Threshold 5"), StringComparison.Ordinal);
        Assert.DoesNotContain("The report counts copies of failed logins", Text("$failures | Measure-LoginAuditFailure -Threshold 5"), StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_of_counts_and_reports_are_taken_like_the_originals()
    {
        const string copy = "Copy-Object $counts";
        engine.Run("$counts = $failures | Measure-LoginAuditFailure -Threshold 5 -All");
        Assert.Equal("WEB-1: more than 5 failed logins", Title(copy));
        Assert.Contains("Findings were not looked for in counts that are copies", Text(copy), StringComparison.Ordinal);
        Assert.Contains("9 failed logins", Text(copy), StringComparison.Ordinal);
        engine.Set("text", folder.File("report.txt"));
        Assert.Empty(engine.Run("Copy-Object ($counts | New-LoginAuditReport) | Export-LoginAuditReport $text").Errors);
        Assert.StartsWith(@"WEB-1: 7 failed logins as CORP\Administrator from ", File.ReadAllText(folder.File("report.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_keep_their_windows_and_what_is_known_to_be_missing()
    {
        engine.Set("read", new LoginAuditRead(new()
        {
            Start = Start,
            End = Start.AddMinutes(5),
            AlarmName = "a",
            LogGroupNames = ["/g"],
            WindowSource = WindowSource.StateReasonData,
            Datapoints = [new AlarmDatapoint(Start, 4, 4) { Events = 4 }],
            Rule = new AlarmRule(AlarmComparison.GreaterThanThreshold, 3, TimeSpan.FromMinutes(1), 5, 1),
        }));
        engine.Set("other", new LoginAuditRead(new() { Start = Start.AddMinutes(5), End = Start.AddMinutes(10) }));
        engine.Set("failure", new LoginAuditFailure { InstanceId = "i-1", Time = Start.AddSeconds(1) });
        engine.Set("make", new Func<LoginAuditFailure, LoginAuditRead, int, LoginAuditFailure>((failure, read, number) => failure with { Read = read, Time = read.Window.Start!.Value.AddSeconds(number) }));
        const string Script = "$read.MarkIncomplete('The read stopped early.'); $many = 1..4 | ForEach-Object { $make.Invoke($failure, $read, $_); $make.Invoke($failure, $other, $_) };";
        const string copy = "$many | ForEach-Object { Copy-Object $_ }";
        var counts = engine.Run($"{Script} {copy} | Measure-LoginAuditFailure").Objects<LoginAuditCount>();
        Assert.Equal([(4L, true, true), (4L, false, false)], counts.Select(count => (count.FailureCount, count.OverThreshold, count.Incomplete)));
        Assert.Equal("The read stopped early.", counts[0].Result!.IncompleteReason);
        Assert.Equal(TimeSpan.FromMinutes(1), counts[0].Rule!.Period);
        Assert.Equal(new AlarmDatapoint(Start, 4, 4) { Events = 4 }, Assert.Single(counts[0].Window.Datapoints));
        Assert.StartsWith("Incomplete: ", Title($"{copy} | Measure-LoginAuditFailure"), StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_from_before_and_after_an_error_are_of_one_incomplete_read()
    {
        engine.Set("read", new LoginAuditRead(new() { Start = Start, End = Start.AddMinutes(5) }));
        engine.Set("failure", new LoginAuditFailure { InstanceId = "i-1", Time = Start.AddSeconds(1) });
        engine.Set("make", new Func<LoginAuditFailure, LoginAuditRead, LoginAuditFailure>((failure, read) => failure with { Read = read }));
        const string Copies = "$before = Copy-Object $make.Invoke($failure, $read); $read.MarkIncomplete('The read stopped early.'); $after = Copy-Object $make.Invoke($failure, $read);";
        var outcome = engine.Run($"{Copies} $before, $after | Measure-LoginAuditFailure -Threshold 5");
        var count = Assert.Single(outcome.Objects<LoginAuditCount>());
        Assert.Equal((2L, true), (count.FailureCount, count.Incomplete));
        Assert.Empty(outcome.Warnings);
    }

    [Theory]
    [InlineData("Measure-LoginAuditFailure -Threshold 5", true)]
    [InlineData("Measure-LoginAuditFailure -Threshold 1", false)]
    [InlineData("Measure-LoginAuditFailure -Threshold 5 -All", false)]
    public void Copies_under_the_threshold_may_be_of_an_incomplete_read(string measure, bool isSaid)
    {
        var warnings = engine.Run($"Copy-Object $failures[6..7] | {measure}").Warnings;
        Assert.Equal(isSaid ? 1 : 0, warnings.Count);
        Assert.All(warnings, warning => Assert.StartsWith("The input has copies of failed logins", warning, StringComparison.Ordinal));
        Assert.Empty(engine.Run($"$failures[6..7] | {measure}").Warnings);
    }

    [Theory]
    [InlineData("$copy = [pscustomobject]@{ InstanceId = 'i-1' }; $copy.psobject.TypeNames.Insert(0, 'Deserialized.AwsLoginAudit.LoginAuditFailure'); $copy | Measure-LoginAuditFailure", "NotAFailedLogin", "it lacks")]
    [InlineData("$failures | ForEach-Object { $copy = Copy-Object $_; $copy.Read = 'cut'; $copy } | Measure-LoginAuditFailure", "NotAFailedLogin", "its Read was cut off")]
    [InlineData("$failures | ForEach-Object { $copy = Copy-Object $_; $copy.InstanceId = ' '; $copy } | Measure-LoginAuditFailure", "NotAFailedLogin", "its InstanceId is blank")]
    [InlineData("$failures | ForEach-Object { $copy = Copy-Object $_; $copy.EventId = 4624; $copy } | Measure-LoginAuditFailure", "NotAFailedLogin", "its EventId is 4624")]
    [InlineData("$failures | ForEach-Object { $copy = Copy-Object $_; $copy.Kind = 'AuditSuccess'; $copy } | Measure-LoginAuditFailure", "NotAFailedLogin", "its Kind is AuditSuccess")]
    [InlineData("$failures | ForEach-Object { $copy = Copy-Object $_; $copy.Kind = 'OtherEvent'; $copy } | Measure-LoginAuditFailure", "NotAFailedLogin", "its Kind is OtherEvent")]
    [InlineData("$null | Measure-LoginAuditFailure", "NotAFailedLogin", "$null")]
    [InlineData("$failures[0], $null, $failures[1] | Measure-LoginAuditFailure", "NotAFailedLogin", "$null")]
    [InlineData("@{ InstanceId = 'i-1' } | Measure-LoginAuditFailure", "NotAFailedLogin", "System.Collections.Hashtable")]
    [InlineData("42 | Measure-LoginAuditFailure", "NotAFailedLogin", "System.Int32")]
    [InlineData("'text' | Measure-LoginAuditFailure", "NotAFailedLogin", "System.String")]
    [InlineData("Measure-LoginAuditFailure -InputObject $failures", "NotAFailedLogin", "System.Object[]")]
    [InlineData("Measure-LoginAuditFailure -InputObject $null", "NotAFailedLogin", "$null")]
    [InlineData("$failures | Send-LoginAuditReport -From a@corp.example -To b@corp.example -Always @aws", "NotACount", "AwsLoginAudit.LoginAuditFailure")]
    [InlineData("'' | Measure-LoginAuditFailure", "NotAFailedLogin", "System.String")]
    [InlineData(", @() | Measure-LoginAuditFailure", "NotAFailedLogin", "System.Object[]")]
    [InlineData("'' | Export-LoginAuditReport r.html", "NotAReport", "System.String")]
    [InlineData("'' | Complete-LoginAuditNotification @aws", "NotANotification", "System.String")]
    [InlineData(", @() | New-LoginAuditReport", "NotACount", "System.Object[]")]
    [InlineData("$null | New-LoginAuditReport", "NotACount", "$null")]
    [InlineData("New-LoginAuditReport -InputObject $null", "NotACount", "$null")]
    [InlineData("$null | Send-LoginAuditReport -From a@corp.example -To b@corp.example -Always @aws", "NotACount", "$null")]
    [InlineData("$failures | Measure-LoginAuditFailure | Export-LoginAuditReport r.html", "NotAReport", "AwsLoginAudit.LoginAuditCount")]
    [InlineData("$null | Export-LoginAuditReport r.html", "NotAReport", "$null")]
    [InlineData("$null | Complete-LoginAuditNotification @aws", "NotANotification", "$null")]
    [InlineData("Copy-Object ([AwsLoginAudit.LoginAuditAlarmNotification]::Parse('{\"AlarmName\":\"a\",\"NewStateValue\":\"ALARM\",\"StateChangeTime\":\"2026-03-01T12:00:00Z\"}')) | Complete-LoginAuditNotification @aws", "NotANotification", "cannot be acknowledged")]
    public void What_cannot_be_taken_ends_the_pipeline_and_says_why(string pipeline, string id, string says)
    {
        var (error, outcome) = engine.Fail($"{pipeline} | ForEach-Object {{ $_ }}");
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(says, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
        Assert.Empty(outcome.Output);
        // Whatever a script asks for.
        Assert.StartsWith(id + ",", engine.Fail($"$ErrorActionPreference = 'SilentlyContinue'; {pipeline}").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        engine.Run("$ErrorActionPreference = 'Continue'");
    }

    // Without a rule the firing cannot be read. Had the alarm's name been taken for the alarm, AWS would have been asked.
    [Fact]
    public void A_copy_of_a_notification_is_the_notification_and_not_its_alarm()
    {
        const string Notification = "[AwsLoginAudit.LoginAuditAlarmNotification]::Parse('{\"AlarmName\":\"a\",\"NewStateValue\":\"ALARM\",\"StateChangeTime\":\"2026-03-01T12:00:00Z\"}')";
        Assert.StartsWith("UnsupportedAlarm,", engine.Fail($"Copy-Object ({Notification}) | Get-LoginAuditFailure @aws").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    // Its name alone would select the alarm's latest firing.
    [Theory]
    [InlineData("Get-LoginAuditFailure")]
    [InlineData("Measure-LoginAuditFailure")]
    [InlineData("New-LoginAuditReport")]
    public void An_object_about_one_firing_is_never_taken_for_its_alarm(string command)
    {
        const string Window = "[pscustomobject]@{ AlarmName = 'a'; StateChangeTime = [datetimeoffset]::UtcNow }";
        Assert.StartsWith("NotANotification,", engine.Fail($"{Window} | {command} @aws").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_of_no_input_does_not_say_that_all_is_well()
    {
        Assert.Equal("No counts to report", Title("@() | Measure-LoginAuditFailure"));
        Assert.StartsWith("No counts to report.\n\nThe report was given no counts: no failed login was read, or no instance was over its threshold.", Text("@() | Measure-LoginAuditFailure"), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }

    private string Title(string counts) => Assert.Single(engine.Run($"{counts} | New-LoginAuditReport | ForEach-Object Title").Objects<string>());

    private string Text(string counts) => Assert.Single(engine.Run($"({counts} | New-LoginAuditReport).ToText()").Objects<string>()).Unwrapped();
}
