using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using AwsLoginAudit.Tests.Docs;

namespace AwsLoginAudit.Tests.Core.Reporting;

/// <summary>What a report says about attacks, in its subject, text, page, JSON and CSV.</summary>
public sealed class FindingReportTests
{
    private const string NotRead = "Successful logins have not been read, so this report does not say whether somebody got in.";

    private static readonly LoginAuditWindow Window = Sample.Window with { Start = Scenario.Start, End = Scenario.Start.AddMinutes(5), StateChangeTime = Scenario.Start.AddMinutes(6) };

    public static TheoryData<string> Attacks { get; } = [.. LabelledScenario.All.Where(scenario => scenario.IsAttack).Select(scenario => scenario.Name)];

    public static TheoryData<string> All { get; } = [.. LabelledScenario.All.Select(scenario => scenario.Name)];

    [Fact]
    public void The_subject_names_the_machine_the_accounts_the_source_and_that_logins_were_not_read() => Assert.Equal(
        @"WEB: 46 failed logins as WEB\Administrator from 203.0.113.77, not known whether anybody got in - alarm LoginFailures, us-east-1",
        Report(new Scenario().From("203.0.113.77", type: 10).Fails(46, 0, 3, _ => @"WEB\Administrator")).Title);

    [Fact]
    public void The_subject_of_attacks_on_many_machines_has_their_number() => Assert.StartsWith(
        @"5 instances: 10 failed logins as CORP\jdoe from 10.0.7.4, not known whether anybody got in",
        Report(LabelledScenario.Of("one source on many machines").Events).Title, StringComparison.Ordinal);

    [Fact]
    public void The_subject_of_a_small_part_has_the_number_of_all_failed_logins()
    {
        var scenario = new Scenario();
        for (var i = 0; i < 5; i++)
            scenario.From($"10.0.8.{i + 1}", type: 3).Fails(6, i * 30, 3, _ => $@"CORP\user{i}");
        Assert.Contains(", 30 failed logins in all", Report(scenario).Title, StringComparison.Ordinal);
    }

    [Fact]
    public void The_mail_about_a_service_and_six_users_is_about_one_stored_password()
    {
        var report = Report("a service with an old password beside six users from six addresses");

        Assert.Equal(@"WEB: stored password of CORP\svc-backup is out of date - alarm LoginFailures, us-east-1", report.Title);
        Assert.True(report.IsWorthSending);
        var text = report.ToText().Unwrapped();
        Assert.Contains(@"Informational: A stored password of CORP\svc-backup is out of date: 12 failed logins on WEB (i-0web) by a service from 10.0.7.4.", text, StringComparison.Ordinal);
        Assert.All(["spraying", "Block", "Close", "isolate"], word => Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(LoginAuditFindingKind.StaleCredential, Assert.Single(report.Findings).Kind);
    }

    [Fact]
    public void A_stored_password_is_not_the_subject_if_most_failed_logins_are_something_else()
    {
        Scenario events = new Scenario().From("10.0.7.4", type: 5).Fails(6, 0, 20, _ => @"CORP\svc-backup").From("10.0.8.1").Fails(40, 0, 2, _ => @"CORP\jdoe", code: "0xc000015b");
        Assert.StartsWith("WEB: more than 5 failed logins in 5 minutes", Report(events).Title, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_report_claims_that_nobody_got_in_without_having_looked(string name)
    {
        var report = Report(name);
        Assert.All([report.ToText().Unwrapped(), XDocument.Parse(report.ToHtml()).Root!.Value, report.ToJson(), report.Title], said => Assert.DoesNotContain("nobody got in", said, StringComparison.OrdinalIgnoreCase));
        Assert.All([report.ToText().Unwrapped(), XDocument.Parse(report.ToHtml()).Root!.Value, report.ToJson()], said => Assert.Contains(NotRead, said, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Text_page_JSON_and_CSV_have_every_finding_with_its_next_steps(string name)
    {
        var report = Report(name);
        var (text, page) = (report.ToText().Unwrapped(), XDocument.Parse(report.ToHtml()).Root!.Value);
        using var json = JsonDocument.Parse(report.ToJson());
        Assert.Equal(report.Findings.Select(finding => finding.Id), json.RootElement.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("id").GetString()));
        Assert.Equal(report.Findings.Count + 2, report.ToFindingsCsv().Split("\r\n").Length);
        Assert.All(report.Findings, finding => Assert.All([text, page], said =>
        {
            Assert.Contains(finding.Title, said, StringComparison.Ordinal);
            Assert.All(finding.NextSteps, step => Assert.Contains(step, said, StringComparison.Ordinal));
        }));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_line_of_text_but_a_link_or_a_command_has_more_than_80_columns(string name) => Assert.All(
        Report(name).ToText().Split('\n').Where(line => !line.StartsWith("https://", StringComparison.Ordinal) && !line.StartsWith("aws logs ", StringComparison.Ordinal)),
        line => Assert.InRange(line.Length, 0, 80));

    [Fact]
    public void A_page_prints_without_cutting_a_finding_or_a_machine_in_two()
    {
        var page = XDocument.Parse(Report("many accounts from the internet").ToHtml());
        Assert.Contains("@media print{", page.Descendants("style").Single().Value, StringComparison.Ordinal);
        var kept = page.Descendants("div").Where(division => division.Attribute("class")?.Value == "keep").Select(division => division.Value).ToList();
        Assert.Contains(kept, text => text.Contains("Next steps", StringComparison.Ordinal));
        Assert.Contains(kept, text => text.Contains("Source addresses", StringComparison.Ordinal));
    }

    [Fact]
    public void A_finding_that_is_High_is_worth_a_mail_although_no_instance_is_over_the_threshold()
    {
        var report = Report("one source on many machines");
        Assert.Equal((0, true), (report.OverThresholdCount, report.IsWorthSending));
        Assert.Equal(5, report.Counts.Count);
        Assert.Contains("No instance is over the threshold of more than 5 failed logins in 5 minutes.", report.ToText().Unwrapped(), StringComparison.Ordinal);
        Assert.False(Report("unknown names").IsWorthSending);
    }

    [Fact]
    public void Counts_of_Logs_Insights_have_no_findings_and_say_why()
    {
        var counter = new FailureCounter();
        counter.Add(new CountedFailures(Sample.Guess(Sample.Start, "i-1", "jdoe", "203.0.113.9", "Wrong password"), 46, FailureFacts.All) { First = Sample.Start, Last = Sample.Start, Cell = Sample.Start });
        var report = LoginAuditReport.Create([], Sample.Start, counter);
        Assert.Equal((false, 0, 46), (report.Coverage!.FailuresExamined, report.Findings.Count, report.Failures));
        Assert.Contains("Findings were not looked for: CloudWatch Logs Insights counted the failed logins", report.ToText().Unwrapped(), StringComparison.Ordinal);
        Assert.DoesNotContain("match no known pattern", report.ToText().Unwrapped(), StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_of_one_measurement_share_its_findings_however_many_of_them_are_given()
    {
        var counter = Counter(LabelledScenario.Of("one source on many machines").Events);
        var counts = counter.Results(all: true).ToList();
        Assert.Equal(5, counts.Count);
        Assert.Single(LoginAuditReport.Create(counts, Sample.Start).Findings, finding => finding.Kind == LoginAuditFindingKind.LateralGuessing);
        Assert.Single(LoginAuditReport.Create(counts.Take(1), Sample.Start).Findings, finding => finding.Kind == LoginAuditFindingKind.LateralGuessing);
        Assert.Single(LoginAuditReport.Create(counts, Sample.Start, counter).Findings, finding => finding.Kind == LoginAuditFindingKind.LateralGuessing);
    }

    [Fact]
    public void Without_successful_logins_people_who_share_an_address_look_like_an_attack()
    {
        static List<string> Above(bool attacks) => [.. LabelledScenario.All.Where(scenario => scenario.IsAttack == attacks).Select(scenario => scenario.Name)
            .Where(name => Report(name).Findings.Any(finding => finding.Severity > LoginAuditSeverity.Informational)).Order()];
        var (found, wrong, benign) = (Above(attacks: true), Above(attacks: false), All.Count - Attacks.Count);
        Assert.Equal(["slow guesses over hours, then a login", "accounts are locked by guesses", "a tool that guesses once a minute, then a login"], Attacks.Select(row => row.Data).Except(found));
        Assert.Equal(
            ["a Monday morning behind one public address", "a phone that tries an old password at irregular times", "a vulnerability scanner", "a vulnerability scanner without an account", "eleven users behind one public address who give up", "events of twelve users that arrive hours late", "thirty users of a jump host", "twenty users of a Citrix server"], wrong);
        var row = string.Create(CultureInfo.InvariantCulture, $"| {found.Count} of {Attacks.Count}, some as another kind | {wrong.Count} of {benign} | {100 * found.Count / Attacks.Count} % | {100 * found.Count / (found.Count + wrong.Count)} % |");
        Assert.True(Page.Of("docs/findings.md").Text.Contains(row, StringComparison.Ordinal), row);
    }

    [Fact]
    public void The_worst_finding_comes_first()
    {
        Scenario events = new Scenario().From("10.0.7.4", type: 5).Fails(12, 0, 20, _ => @"CORP\svc").From("203.0.113.77").Fails(30, 0, 1, i => $@"CORP\user{i}");
        Assert.Equal([LoginAuditSeverity.High, LoginAuditSeverity.Informational], Report(events).Findings.Select(finding => finding.Severity));
    }

    [Fact]
    public void Times_are_in_UTC_and_in_the_reader_s_zone()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(13), "test", "test");
        var text = (Report("many accounts from the internet") with { Zone = zone }).ToText().Unwrapped();
        Assert.Contains("Time: 2026-11-30 08:00:00 UTC (21:00:00 +13:00) to 2026-11-30 08:04:21 UTC (21:04:21 +13:00)", text, StringComparison.Ordinal);
        Assert.Contains("(2026-12-01 00:00:00 +13:00)", Words("2026-11-30 11:00:00Z", zone), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_over_if_the_end_of_the_window_was_quiet()
    {
        var counter = new FailureCounter();
        var read = new LoginAuditRead(Window with { End = Window.Start!.Value.AddHours(1) });
        foreach (var failure in Failures(LabelledScenario.Of("many accounts from the internet").Events))
            counter.Add(failure with { Read = read });
        Assert.Contains("Over since 2026-11-30 08:04:21 UTC: no failed login follows until 2026-11-30 09:00:00 UTC, the end of the window.", LoginAuditReport.Create([], Sample.Start, counter).ToText().Unwrapped(), StringComparison.Ordinal);
    }

    [Fact]
    public void Bars_of_all_machines_have_one_scale_and_start_on_whole_hours()
    {
        var counter = new FailureCounter(threshold: 1);
        var read = new LoginAuditRead(new() { Start = Sample.Start.AddSeconds(47), End = Sample.Start.AddSeconds(47).AddHours(24), Region = "us-east-1" });
        foreach (var (machine, failures) in new[] { ("i-large", 40), ("i-small", 10) })
        {
            for (var i = 0; i < failures; i++)
                counter.Add(Sample.Guess(read.Window.Start!.Value.AddMinutes(i % 2 == 0 ? 20 : 1400), machine, "jdoe", "203.0.113.9", "Wrong password") with { Read = read });
        }
        var text = LoginAuditReport.Create([], Sample.Start, counter).ToText();
        Assert.Contains("Failures in each hour, UTC\n  2026-03-01 12:00  ######################################## 20\n", text, StringComparison.Ordinal);
        Assert.Contains("Failures in each hour, UTC\n  2026-03-01 12:00  ########## 5\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/aws/$252F<script>")]
    [InlineData("a b")]
    public void A_log_group_with_other_characters_is_in_no_link_and_no_command(string name)
    {
        var text = Sample.Of([Sample.Guess(Sample.Start, "i-1", "jdoe", "203.0.113.9", "Wrong password") with { Read = new(Sample.Window with { LogGroupNames = [name] }) }]).ToText();
        Assert.DoesNotContain("https://", text, StringComparison.Ordinal);
        Assert.DoesNotContain("by command", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cn-north-1", "https://cn-north-1.console.amazonaws.cn/cloudwatch/home?region=cn-north-1#")]
    [InlineData("us-gov-west-1", "https://us-gov-west-1.console.amazonaws-us-gov.com/cloudwatch/home?region=us-gov-west-1#")]
    [InlineData("eu-central-1", "https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#")]
    public void The_link_is_to_the_console_of_the_region(string region, string address) => Assert.Contains(
        address, Sample.Of([Sample.Guess(Sample.Start, "i-1", "jdoe", "203.0.113.9", "Wrong password") with { Read = new(Sample.Window with { Region = region }) }]).ToHtml(), StringComparison.Ordinal);

    [Fact]
    public void An_account_cannot_pass_for_words_of_the_subject()
    {
        Scenario events = new Scenario().From("203.0.113.77").Fails(20, 0, 1, _ => "jdoe from 192.0.2.1, nobody got in");
        Assert.StartsWith("WEB: 20 failed logins as \"jdoe from 192.0.2.1, nobody got in\" from 203.0.113.77, not known", Report(events).Title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LoginAuditGotIn.Nobody, null, "Nobody got in from 2026-03-01 11:59:00 UTC to 2026-03-01 12:00:00 UTC: no successful login of these accounts, and none from these sources, follows the failed guesses.")]
    [InlineData(LoginAuditGotIn.Somebody, null, "Somebody got in: see the findings.")]
    [InlineData(LoginAuditGotIn.Unknown, "The agents send failed logins only.", "It is unknown whether somebody got in. The agents send failed logins only.")]
    [InlineData(LoginAuditGotIn.NotRead, null, NotRead)]
    public void What_is_known_of_logins_is_one_sentence(LoginAuditGotIn gotIn, string? reason, string verdict) =>
        Assert.Equal(verdict, new LoginAuditCoverage { GotIn = gotIn, Reason = reason, LoginsFrom = Sample.Start.AddMinutes(-1), LoginsUntil = Sample.Start }.Verdict);

    private static string Words(string time, TimeZoneInfo zone) =>
        (Sample.Of([Sample.Guess(DateTimeOffset.Parse(time, null), "i-1", "jdoe", "203.0.113.9", "Wrong password")]) with { Zone = zone }).ToText().Unwrapped();

    private static LoginAuditReport Report(string name) => Report(LabelledScenario.Of(name).Events);

    private static LoginAuditReport Report(Scenario events) => LoginAuditReport.Create([], Scenario.Start.AddHours(1), Counter(events));

    private static IEnumerable<LoginAuditFailure> Failures(Scenario events) => events.Failures;

    private static FailureCounter Counter(Scenario events)
    {
        var (counter, read) = (new FailureCounter(), new LoginAuditRead(Window));
        foreach (var failure in Failures(events))
            counter.Add(failure with { Read = read });
        return counter;
    }
}
