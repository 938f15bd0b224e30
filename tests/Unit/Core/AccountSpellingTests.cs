namespace AwsLoginAudit.Tests.Core;

public sealed class AccountSpellingTests
{
    [Theory]
    [InlineData("CORP", "jdoe", "corp", "JDoe")]
    [InlineData("CORP", "jdoe", "corp.example", "jdoe")]
    [InlineData("CORP", "jdoe", null, "jdoe@corp.example")]
    [InlineData("corp.example", "jdoe", null, "JDOE@CORP.EXAMPLE")]
    [InlineData("CORP", "jdoe", "CORP.EXAMPLE", "jdoe@CORP.EXAMPLE")]
    [InlineData(null, "jdoe", null, "JDOE")]
    public void Spellings_of_one_account_are_one_account(string? domain, string name, string? otherDomain, string otherName)
    {
        var count = Assert.Single(Count((domain, name), (otherDomain, otherName), (domain, name)));
        Assert.Equal(3, count.FailureCount);
        Assert.Equal(Failure(domain, name).Account, count.Name);
        var tally = Assert.Single(count.Accounts);
        Assert.Equal((Failure(domain, name).Account!, 3L), (tally.Name, tally.Count));
    }

    [Theory]
    [InlineData("CORP", "jdoe", "OTHER", "jdoe")]
    [InlineData("CORP", "jdoe", null, "jdoe")]
    [InlineData("CORP", "jdoe", null, "jdoe@other.example")]
    [InlineData("CORP", "jdoe", "CORP", "jdoe@other.example")]
    [InlineData("10.0.5.9", "admin", "10.0.5.10", "admin")]
    [InlineData("CORP", "jdoe", "CORP", "jdoe2")]
    public void Accounts_that_differ_stay_apart(string? domain, string name, string? otherDomain, string otherName) =>
        Assert.Equal(2, Count((domain, name), (otherDomain, otherName)).Count);

    [Fact]
    public void The_spelling_seen_most_is_shown()
    {
        var count = Assert.Single(Count(("CORP", "JDOE"), ("corp.example", "jdoe"), ("corp.example", "jdoe")));
        Assert.Equal(@"corp.example\jdoe", count.Name);
    }

    [Fact]
    public void Top_lists_of_an_instance_have_an_account_once()
    {
        var counter = new FailureCounter();
        foreach (var (domain, name) in new[] { ("CORP", "jdoe"), ("corp.example", "jdoe"), ("CORP", "jdoe"), ("CORP", "ann") })
            counter.Add(Failure(domain, name));
        Assert.Equal([(@"CORP\jdoe", 3L), (@"CORP\ann", 1L)], Assert.Single(counter.Results()).Accounts.Select(tally => (tally.Name, tally.Count)));
    }

    private static List<LoginAuditCount> Count(params (string? Domain, string Name)[] accounts)
    {
        var counter = new FailureCounter(LoginAuditGrouping.Account);
        foreach (var (domain, name) in accounts)
            counter.Add(Failure(domain, name));
        return [.. counter.Results(all: true)];
    }

    private static LoginAuditFailure Failure(string? domain, string name) => new()
    {
        InstanceId = "i-1",
        Kind = LoginAuditEventKind.FailedLogin,
        AccountDomain = domain,
        AccountName = name,
        Read = LoginAuditRead.Open,
    };
}
