using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AwsLoginAudit.Tests.Core.Reporting;

/// <summary>No name that a stranger chose passes for a word of the report, or becomes a link.</summary>
public sealed partial class ImitationTests
{
    [Fact]
    public void Accounts_called_like_a_word_of_the_report_are_told_from_it()
    {
        var count = Sample.Of([Guess("(none)"), Guess("(none)"), Guess("(others)"), Guess(null)]).Counts[0];
        Assert.Equal([("\"(none)\"", 2), ("\"(others)\"", 1), ("(none)", 1)], count.Accounts.Select(tally => (tally.Name, (int)tally.Count)).OrderBy(pair => pair.Name, StringComparer.Ordinal));
    }

    [Fact]
    public void Counting_by_account_keeps_an_account_called_none_apart_from_events_without_one()
    {
        var counter = new FailureCounter(LoginAuditGrouping.Account);
        foreach (var failure in new[] { Guess("(none)"), Guess(null), Guess(null) })
            counter.Add(failure);
        Assert.Equal([("(none)", 2), ("\"(none)\"", 1)], counter.Results(all: true).Select(count => (count.Name, (int)count.FailureCount)));
    }

    [Fact]
    public void Accounts_that_differ_by_quotation_marks_or_backslashes_only_are_counted_apart()
    {
        string[] typed = ["(others)", "\"(others)\"", "(a\\", "\"(a\\\\\"", "\"(a\\\"", "(a\\\"", "\"x\"", "x"];
        var counter = new FailureCounter(LoginAuditGrouping.Account);
        foreach (var account in typed)
            counter.Add(Guess(account));
        Assert.Equal(typed.Length, counter.Results(all: true).Select(count => count.Name).Distinct(StringComparer.Ordinal).Count());
        var count = Sample.Of([.. typed.Select(Guess)]).Counts[0];
        Assert.Equal(typed.Length, count.Accounts.Select(tally => tally.Name).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("jdoe    203.0.113.9      Wrong password")]
    [InlineData("jdoe\u3000\u3000Network")]
    public void A_name_with_a_run_of_spaces_does_not_look_like_two_columns(string account)
    {
        Assert.Equal($"\"{account}\"", SafeText.Name(account));
        Assert.Contains($"\"{account}\" · from 203.0.113.9", Sample.Of([Guess(account)]).ToText().Unwrapped(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_group_in_a_note_is_no_link()
    {
        var report = LoginAuditReport.Create(
            [new LoginAuditCount { Name = "i-1", FailureCount = 1, Window = new LoginAuditWindow { AlarmName = "a", ForeignMetricFilters = ["any of www.evil.example/aws/login"] } }], Sample.Start);
        Assert.Contains("www[.]evil[.]example/aws/login", report.ToText(), StringComparison.Ordinal);
        Assert.DoesNotMatch(Link(), report.ToText());
    }

    [Fact]
    public void A_name_with_our_separator_stays_one_value_of_its_line()
    {
        var text = Sample.Of([Guess("jdoe · from 192.0.2.1 · Network")]).ToText().Unwrapped();
        Assert.Contains("\"jdoe · from 192.0.2.1 · Network\" · from 203.0.113.9", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://evil.example/login", "http[:]//evil[.]example/login")]
    [InlineData("https://evil.example", "https[:]//evil[.]example")]
    [InlineData("see http://2130706433/", "see http[:]//2130706433/")]
    [InlineData("www.evil.example", "www[.]evil[.]example")]
    [InlineData("evil.example/login?a=b", "evil[.]example/login?a=b")]
    [InlineData("evil.example:8080", "evil[.]example:8080")]
    [InlineData("file:\\\\evil\\share", "file[:][\\\\]evil\\share")]
    [InlineData("\\\\evil\\share", "[\\\\]evil\\share")]
    [InlineData("mailto:help@evil.example", "mailto[:]help@evil[.]example")]
    [InlineData("tel:+15550100", "tel[:]+15550100")]
    [InlineData("ftp.evil.example", "ftp[.]evil[.]example")]
    [InlineData("bank.\u092d\u093e\u0930\u0924/login", "bank[.]\u092d\u093e\u0930\u0924/login")]
    [InlineData("\u092d\u093e.example/login", "\u092d\u093e[.]example/login")]
    public void A_URL_is_no_link_in_a_mail(string account, string shown)
    {
        var report = Sample.Of([Guess(account)]);
        Assert.Contains(shown, report.ToText(), StringComparison.Ordinal);
        Assert.DoesNotMatch(Link(), report.ToText().Replace("https://us-east-1.console.aws.amazon.com/cloudwatch/home?", "", StringComparison.Ordinal));
        var page = XDocument.Parse(report.ToHtml());
        Assert.Contains(shown, page.Root!.Value, StringComparison.Ordinal);
        Assert.All(page.DescendantNodes().OfType<XText>(), text => Assert.DoesNotMatch(Link(), text.Value));
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("help@evil.example")]
    public void A_domain_is_no_link_in_a_mail_in_HTML_and_is_read_and_copied_as_it_is(string account)
    {
        var page = XDocument.Parse(Sample.Of([Guess(account)]).ToHtml());
        Assert.Contains(account, page.Root!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Root!.Element("body")!.DescendantNodes().OfType<XText>(), text => Domain().IsMatch(text.Value));
    }

    private static LoginAuditFailure Guess(string? account) =>
        Sample.Guess(Sample.Start, "i-1", account!, "203.0.113.9", "Wrong password") with { AccountDomain = null };

    // What mail programs make links of, at the least.
    [GeneratedRegex(@"[a-z]+:[/\\]{2}|\b(?:mailto|tel):\w|\b(?:www|ftp)\.\w|[\w\p{M}]\.[\p{L}\p{M}]+[/:?#]|(?<![\[\w])\\\\\w", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"\w\.[a-z]", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Domain();
}
