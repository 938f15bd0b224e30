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
        Assert.Equal([("(none)", 2), ("\"(none)\"", 1)], counter.Results(all: true).Select(count => (count.Name, (int)count.Count)));
    }

    [Fact]
    public void A_name_with_our_separator_stays_one_value_of_its_line()
    {
        var text = Sample.Of([Guess("jdoe · from 192.0.2.1 · Network")]).ToText();
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
    public void A_URL_is_no_link_in_a_mail(string account, string shown)
    {
        var report = Sample.Of([Guess(account)]);
        Assert.Contains(shown, report.ToText(), StringComparison.Ordinal);
        Assert.DoesNotMatch(Link(), report.ToText());
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
    [GeneratedRegex(@"[a-z]+:[/\\]{2}|\bwww\.\w|\w\.[a-z]+[/:?#]|(?<![\[\w])\\\\\w", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"\w\.[a-z]", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Domain();
}
