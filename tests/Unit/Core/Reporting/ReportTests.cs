using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AwsLoginAudit.Tests.Core.Reporting;

/// <summary>What a report says, and that its formats say the same.</summary>
public sealed partial class ReportTests
{
    private const int LargestPage = 100_000;

    private static readonly LoginAuditReport Storm = Sample.Storm;
    private static readonly string Text = Storm.ToText().Unwrapped();

    [Theory]
    [InlineData("WIN-1: more than 5 failed logins in 5 minutes.\n\nThe report covers 14 failed logins.\n")]
    [InlineData("Successful logins have not been read, so this report does not say whether somebody got in.")]
    [InlineData("Still going on at the end of the window, 2026-03-01 12:05:00 UTC: the last failed login is of 2026-03-01 12:02:08 UTC.")]
    [InlineData("Events read:         failed logins up to 2026-03-01 12:05:00 UTC only")]
    [InlineData("Events of /aws/SecurityAuditLogs in the CloudWatch console:\nhttps://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#logsV2:log-groups/log-group/$252Faws$252FSecurityAuditLogs/log-events$3Fstart$3D1772366400000$26end$3D1772366699999")]
    [InlineData("The same events by command:\naws logs filter-log-events --region us-east-1 --log-group-name /aws/SecurityAuditLogs --start-time 1772366400000 --end-time 1772366699999")]
    [InlineData("Alarm:               LoginFailures")]
    [InlineData("AWS account:         123456789012")]
    [InlineData("Region:              us-east-1")]
    [InlineData("Window:              2026-03-01 12:00:00 UTC to 2026-03-01 12:05:00 UTC, as the alarm evaluated it")]
    [InlineData("Alarm state changed: 2026-03-01 12:06:00 UTC")]
    [InlineData("Log groups:          /aws/SecurityAuditLogs")]
    [InlineData("Threshold:           more than 5 failed logins in 5 minutes")]
    [InlineData("Report created:      2026-03-01 12:07:00 UTC")]
    [InlineData("i-0a41c7d2e95f3b601 (WIN-1)")]
    [InlineData("12 failed logins, from 2026-03-01 12:00:00 UTC to 2026-03-01 12:02:08 UTC. Over the threshold: 12 in the busiest period; the threshold is more than 5 failed logins in 5 minutes.")]
    [InlineData("2 failed logins, from 2026-03-01 12:01:00 UTC to 2026-03-01 12:01:01 UTC. Not over the threshold: more than 5 failed logins in 5 minutes.")]
    [InlineData("Failures in each minute, UTC\n  12:00  ############# 3\n  12:01  0\n  12:02  ######################################## 9")]
    [InlineData("Accounts\n          9  CORP\\Administrator\n          3  CORP\\guest")]
    [InlineData("Source addresses\n          9  198.51.100.7\n          3  203.0.113.9")]
    [InlineData("Reasons\n          9  Wrong password\n          3  Account locked out")]
    [InlineData("Logon types\n         12  RemoteInteractive")]
    [InlineData("Last failures\n-------------\n2026-03-01 12:02:08 UTC  i-0a41c7d2e95f3b601  CORP\\Administrator · from 198.51.100.7 · RemoteInteractive · Wrong password")]
    public void It_tells_the_story(string words) => Assert.Contains(words, Text, StringComparison.Ordinal);

    [Fact]
    public void Its_title_is_fit_for_a_subject_line() =>
        Assert.Equal("WIN-1: more than 5 failed logins in 5 minutes - alarm LoginFailures, us-east-1", Storm.Title);

    [Fact]
    public void The_instance_over_the_limit_comes_first() =>
        Assert.Equal(["i-0a41c7d2e95f3b601", "i-0c93e1f07b2a8d4d5"], Storm.Counts.Select(count => count.InstanceId));

    [Fact]
    public void The_page_and_its_text_twin_say_the_same()
    {
        var onPage = PageOf(Storm).Root!.Element("body")!.DescendantNodes().OfType<XText>()
            .SelectMany(node => node.Value.Split(" · ")).Select(said => said.Trim()).Where(said => said.Length > 0).ToList();
        Assert.All(onPage.Except(["Failed Windows logins"]), said => Assert.Contains(said, Text, StringComparison.Ordinal));

        var inText = LettersAndDigits().Matches(Text).Select(match => match.Value);
        onPage.AddRange(PageOf(Storm).Descendants("a").Select(link => link.Attribute("href")!.Value));
        Assert.Empty(inText.Except(onPage.SelectMany(said => LettersAndDigits().Matches(said).Select(match => match.Value))));
    }

    [Fact]
    public void The_page_draws_a_bar_for_each_minute()
    {
        var page = PageOf(Storm);
        var minute = page.Descendants("tr").Single(row => row.Elements("td").FirstOrDefault()?.Value == "12:00");
        Assert.Equal("33%", minute.Descendants("table").Single().Attribute("width")!.Value);
        Assert.Equal("3", minute.Elements("td").Last().Value);
    }

    [Fact]
    public void Every_time_carries_its_zone()
    {
        foreach (var text in new[] { Text, Storm.ToHtml() })
        {
            Assert.NotEmpty(TimesOfDay().Matches(text));
            Assert.All(TimesOfDay().Matches(text), match => Assert.Equal(" UTC", text.Substring(match.Index + match.Length, 4)));
        }
        Assert.All(TimesOfDay().Matches(Storm.ToCsv()), match => Assert.EndsWith("Z", match.Value, StringComparison.Ordinal));
        Assert.All(TimesOfDay().Matches(Storm.ToJson()), match => Assert.EndsWith("+00:00", match.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void JSON_has_every_figure()
    {
        using var json = JsonDocument.Parse(Storm.ToJson());
        Assert.Equal(14, json.RootElement.GetProperty("failures").GetInt64());
        Assert.Equal(1, json.RootElement.GetProperty("overThresholdCount").GetInt32());
        var count = json.RootElement.GetProperty("counts")[0];
        Assert.Equal("Instance", count.GetProperty("by").GetString());
        Assert.Equal(12, count.GetProperty("failureCount").GetInt64());
        Assert.Equal(12, count.GetProperty("peak").GetInt64());
        Assert.Equal(5, count.GetProperty("threshold").GetDouble());
        Assert.Equal(1, count.GetProperty("breachingPeriods").GetInt32());
        Assert.True(count.GetProperty("overThreshold").GetBoolean());
        Assert.Equal(Sample.Start, count.GetProperty("firstSeen").GetDateTimeOffset());
        Assert.Equal([3, 0, 9], count.GetProperty("bars").EnumerateArray().Select(bar => bar.GetProperty("count").GetInt64()));
        Assert.Equal("GreaterThanThreshold", count.GetProperty("rule").GetProperty("comparison").GetString());
        Assert.Equal(10, count.GetProperty("lastFailures").GetArrayLength());
    }

    [Fact]
    public void CSV_has_one_row_a_count()
    {
        var rows = Storm.ToCsv().Split("\r\n");
        Assert.Equal(4, rows.Length);
        Assert.StartsWith("\"Incomplete\",\"By\",\"Name\",\"Computer\",\"FailureCount\",\"PossiblyMore\",\"OverThreshold\",\"MayBeOver\",\"Threshold\"", rows[0], StringComparison.Ordinal);
        Assert.Equal(
            "\"False\",\"Instance\",\"i-0a41c7d2e95f3b601\",\"WIN-1\",\"12\",\"0\",\"True\",\"False\",\"5\",\"12\",\"1\",\"2026-03-01T12:00:00.000Z\",\"2026-03-01T12:02:08.000Z\","
            + "\"CORP\\Administrator\",\"198.51.100.7\",\"Wrong password\",\"0\",\"0\",\"0\",\"2026-03-01T12:00:00.000Z\",\"2026-03-01T12:05:00.000Z\",\"StateReasonData\","
            + "\"LoginFailures\",\"123456789012\",\"us-east-1\",\"\"",
            rows[1]);
        Assert.Equal("", rows[3]);
    }

    [Fact]
    public void Nothing_to_report_is_a_report_too()
    {
        var empty = LoginAuditReport.Create([], Sample.Start);
        const string Said = "No counts to report.";
        Assert.StartsWith(Said + "\n\nThe report was given no counts: no failed login was read, or no instance was over its threshold.\n", empty.ToText().Unwrapped(), StringComparison.Ordinal);
        Assert.Single(empty.ToCsv().Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(Said, PageOf(empty).Descendants("h1").Single().Value);
        Assert.DoesNotContain("calm", PageOf(empty).Descendants("h1").Single().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_of_a_part_says_so_at_the_top_in_every_format()
    {
        const string Reason = "AWS refuses. Read before that: 1 failed login, up to 2026-03-01 12:00:00 UTC; there may be more.";
        var report = Sample.Incomplete;
        Assert.True(report.Incomplete);
        Assert.Equal([Reason], report.IncompleteReasons);
        Assert.StartsWith("Incomplete: No instance is over the threshold of more than 5 failed logins in 5 minutes, as far as could be read", report.Title, StringComparison.Ordinal);

        var text = report.ToText().Unwrapped();
        Assert.StartsWith($"{report.Title.Split(" - ")[0]}.\n\nThe report covers 1 failed login; there may be more.\nSuccessful logins have not been read", text, StringComparison.Ordinal);
        Assert.Contains($"\n\nIncomplete\n----------\n- {Reason}\n- The real numbers may be higher", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("Over since|going on", text);
        Assert.Contains("Not over the threshold, as far as could be read: more than 5", text, StringComparison.Ordinal);
        var said = PageOf(report).Descendants().Where(element => element.Name.LocalName is "h1" or "h2" or "li").Select(element => element.Value).ToList();
        Assert.StartsWith("Incomplete: ", said[0], StringComparison.Ordinal);
        Assert.Equal(["Incomplete", Reason], said[1..3]);

        using var json = JsonDocument.Parse(report.ToJson());
        Assert.Equal(["title", "incomplete", "incompleteReasons"], json.RootElement.EnumerateObject().Take(3).Select(member => member.Name));
        Assert.True(json.RootElement.GetProperty("incomplete").GetBoolean());
        Assert.True(json.RootElement.GetProperty("counts")[0].GetProperty("incomplete").GetBoolean());
        var row = report.ToCsv().Split("\r\n")[1];
        Assert.StartsWith("\"True\",\"Instance\"", row, StringComparison.Ordinal);
        Assert.EndsWith($"\"{Reason}\"", row, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_of_everything_speaks_of_nothing_that_is_missing()
    {
        Assert.All(new[] { Text, Storm.ToHtml(), Storm.Title }, said => Assert.DoesNotContain("incomplete", said, StringComparison.OrdinalIgnoreCase));
        Assert.Equal((false, 0), (Storm.Incomplete, Storm.IncompleteReasons.Count));
    }

    [Fact]
    public void A_window_that_is_estimated_says_so()
    {
        var text = Sample.Of([Sample.Storm.Counts[0].LastFailures[0] with { Read = new(Sample.Window with { WindowSource = WindowSource.Estimated }) }]).ToText();
        Assert.Contains("ESTIMATED", text, StringComparison.Ordinal);
        Assert.Contains("can be off by some minutes", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_CloudWatch_does_not_confirm_is_said()
    {
        var window = Sample.Window.AddUnconfirmed("The alarm no longer exists.").AddUnconfirmed("The window is estimated.");
        var report = Sample.Of([Sample.Storm.Counts[0].LastFailures[0] with { Read = new(window.After(window.End!.Value.AddHours(1))!) }]);
        Assert.All([report.ToText(), report.ToHtml()], said => Assert.Contains("The alarm no longer exists. The window is estimated.", said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData('x')]
    [InlineData('&')]
    [InlineData('"')]
    [InlineData('山')]
    [InlineData('\u202e')]
    public void Ten_thousand_instances_over_the_threshold_are_all_named_and_fit_into_a_mail(char letter)
    {
        var report = Large(letter, over: true);
        var (page, text) = (report.ToHtml(), report.ToText());
        Assert.All([page, text], said => Assert.All([0, 999, 9_999], i => Assert.Contains($"{i}{Escaped(letter, said == page)}", said, StringComparison.Ordinal)));
        Assert.InRange(page.Split("<br />").Length, 10_000, 10_100);
        // What the attachment leaves of the mail, in base64.
        Assert.InRange((Encoding.UTF8.GetByteCount(page) + Encoding.UTF8.GetByteCount(text)) * 4L / 3, 1, 10_000_000 - (LoginAuditAttachment.MostBytes * 4L / 3));
    }

    [Theory]
    [InlineData('x')]
    [InlineData('山')]
    public void A_page_of_instances_below_the_threshold_is_not_clipped_by_mail_programs_and_says_what_it_leaves_out(char letter)
    {
        var page = Large(letter, over: false).ToHtml();
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 1, LargestPage);
        Assert.Matches("[0-9],[0-9]{3} more entries are not shown", page);
        Assert.Contains("(others)", page, StringComparison.Ordinal);
    }

    private static string Escaped(char letter, bool isPage) => letter switch { '&' => isPage ? "&amp;" : "&", '\u202e' => "\\u202e", _ => letter.ToString() };

    private static LoginAuditReport Large(char letter, bool over)
    {
        var name = new string(letter, 300);
        var tallies = Enumerable.Range(0, 20).Select(i => new LoginAuditTally($"{i}{name}", 20 - i)).ToList();
        var failure = Sample.Guess(Sample.Start, "i-" + name, name, name, name);
        var count = Sample.Storm.Counts[0] with
        {
            Name = name,
            OverThreshold = over,
            Accounts = tallies,
            Sources = tallies,
            Reasons = tallies,
            LogonTypes = tallies,
            Computers = tallies,
            Bars = [.. Enumerable.Range(0, 120).Select(i => new LoginAuditBar(Sample.Start.AddMinutes(i), i))],
            LastFailures = [.. Enumerable.Repeat(failure, 10)],
        };
        return LoginAuditReport.Create(Enumerable.Range(0, 10_000).Select(i => count with { Name = i + name }), Sample.Start);
    }

    private static XDocument PageOf(LoginAuditReport report) => XDocument.Parse(report.ToHtml());

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex TimesOfDay();

    [GeneratedRegex(@"[\p{L}\d]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex LettersAndDigits();
}
