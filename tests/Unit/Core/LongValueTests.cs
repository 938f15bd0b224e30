using static AwsLoginAudit.Tests.EventText;

namespace AwsLoginAudit.Tests.Core;

/// <summary>Values that are longer than what is kept of them.</summary>
public sealed class LongValueTests
{
    private const string Mark = "… · cut, SHA-256 ";

    private static readonly string Long = new('x', 5_000);

    [Theory]
    [InlineData(1024, false)]
    [InlineData(1025, true)]
    public void A_value_of_more_than_1024_characters_is_cut_and_the_text_of_the_event_has_all_of_it(int length, bool isCut)
    {
        var message = Logon(new string('x', length));
        var failure = Parse(message);
        Assert.Equal((isCut, false), (failure.AccountName!.Contains(Mark, StringComparison.Ordinal), failure.Suspicious));
        Assert.Equal(isCut ? message : null, failure.RawText);
        Assert.InRange(failure.AccountName.Length, 1024, 1040);
    }

    [Fact]
    public void Two_long_names_that_begin_alike_are_two_accounts()
    {
        var names = new[] { Long + "1", Long + "2", Long + "1" };
        var counter = new FailureCounter(LoginAuditGrouping.Account);
        var instances = new FailureCounter();
        foreach (var name in names)
        {
            counter.Add(Parse(Logon(name)));
            instances.Add(Parse(Logon(name)));
        }
        Assert.Equal([2, 1], counter.Results().Select(count => count.FailureCount));
        Assert.Equal([2, 1], instances.Results().Single().Accounts.Select(account => account.Count));
        Assert.All(instances.Results().Single().Accounts, account => Assert.Matches("^\"CORP.x+\"… · cut, SHA-256 [0-9A-F]{16}$", account.Name));
    }

    [Fact]
    public void A_name_has_the_same_digest_wherever_it_is_cut()
    {
        var counter = new FailureCounter();
        counter.Add(Parse(Logon(Long)));
        var count = counter.Results().Single();
        Assert.Equal(count.LastFailures.Single().Account![^16..], count.Accounts.Single().Name[^16..]);
    }

    [Fact]
    public void A_mark_that_was_typed_stays_within_quotation_marks()
    {
        var typed = "x" + Mark + "0123456789ABCDEF";
        var counter = new FailureCounter(LoginAuditGrouping.Account);
        counter.Add(Parse(Logon(typed)));
        counter.Add(Parse(Logon(Long + typed)));
        Assert.Contains(counter.Results(), count => count.Name == $"\"CORP\\{typed}\"");
        Assert.DoesNotContain(counter.Results(), count => count.Name.EndsWith("… · cut, SHA-256 0123456789ABCDEF", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cut_leaves_no_half_of_a_character()
    {
        foreach (var shift in new[] { "", "x" })
        {
            var name = Parse(Logon(shift + string.Concat(Enumerable.Repeat("😀", 1_000)))).AccountName!;
            Assert.False(char.IsHighSurrogate(name[name.IndexOf(Mark, StringComparison.Ordinal) - 1]));
        }
    }

    [Fact]
    public void A_count_keeps_16384_characters_of_an_events_text_and_says_that_it_is_cut()
    {
        var failure = Parse("not an event" + new string('x', 50_000));
        Assert.Equal(50_012, failure.RawText!.Length);
        var counter = new FailureCounter();
        counter.Add(failure);
        var kept = counter.Results().Single().LastFailures.Single().RawText!;
        Assert.Equal(16_384, kept.Length);
        Assert.Matches(Mark + "[0-9A-F]{16}$", kept);
    }

    [Fact]
    public void Conflicting_values_are_cut_too()
    {
        var failure = Parse(Logon().Replace("</EventData>", $"<Data Name='IpAddress'>{Long}</Data></EventData>", StringComparison.Ordinal));
        Assert.All(failure.Conflicts["IpAddress"], value => Assert.InRange(value.Length, 1, 1040));
        Assert.Equal(2, failure.Conflicts["IpAddress"].Count);
    }

    [Fact]
    public void Values_of_the_agents_text_format_are_cut_too()
    {
        var failure = Parse($"[Security] [INFORMATION] [4776] [Microsoft-Windows-Security-Auditing] [WIN-1] [m\n\tPackage:\tNTLM\n\tAccount:\t{Long}\n\tWorkstation:\tPC\n\tCode:\t0xc000006a]");
        Assert.Matches("^x+" + Mark + "[0-9A-F]{16}$", failure.AccountName);
        Assert.NotNull(failure.RawText);
    }
}
