using AwsLoginAudit.Aws;
using LocalAws.Patterns;
using static AwsLoginAudit.Tests.EventText;
using static AwsLoginAudit.Tests.LoginEvents;

namespace AwsLoginAudit.Tests.LocalAws;

/// <summary>A filter pattern for successful logins keeps every event that the filter includes, in every format.</summary>
public sealed class SuccessPatternTests
{
    private static readonly string[] Texts =
    [
        LoginEvents.Logon(Noon, 1), LogonAsText(), Ticket(Noon, 2, 4768, "JDoe", "CORP"), Ticket(Noon, 3, 4769, "jdoe@CORP.EXAMPLE", "CORP.EXAMPLE"), Ticket(Noon, 4, 4776, "jdoe"),
        """{"EventID":4624,"Channel":"Security","TargetUserName":"jdoe","IpAddress":"203.0.113.77"}""",
        """{"winlog":{"event_data":{"TargetUserName":"jdoe","IpAddress":"203.0.113.77"},"event_id":"4624"}}""",
    ];

    public static TheoryData<string[], string[], bool> Filters => new()
    {
        { [], [], true },
        { [@"CORP\jdoe"], [], true },
        { ["JDOE@corp.example", "svc.backup-1", "O_x"], [], true },
        { ["O'Neil"], [], true },
        { ["Zoë"], [], true },
        { ["jo"], [], true },
        { [], ["203.0.113.77"], false },
        { ["jdoe"], ["203.0.113.77", "192.0.2.1"], false },
        { [], ["203.0.113.77", "192.0.2.1", "192.0.2.2", "192.0.2.3"], true },
        { [], ["2001:db8::1"], true },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public void Every_successful_login_that_the_filter_includes_matches_a_pattern(string[] accounts, string[] addresses, bool hasPrivileges)
    {
        var queries = LogQuery.Successes("g", new EventFilter { Account = accounts, SourceAddress = addresses });
        var patterns = queries.Select(query => FilterPattern.Parse(query.FilterPattern)).ToList();
        Assert.All(queries, query => Assert.Equal(hasPrivileges, query.HasPrivileges));
        foreach (var text in Texts.Where(text => addresses.Length == 0 || text.Contains("203.0.113.77", StringComparison.Ordinal)))
        {
            if (accounts.Length == 0 || accounts.Any(account => EventFilter.UserOf(account).Equals("jdoe", StringComparison.OrdinalIgnoreCase)))
                Assert.Contains(patterns, pattern => pattern.Matches(text));
        }
        if (hasPrivileges)
            Assert.Contains(patterns, pattern => pattern.Matches(Privileges(Noon, 5, accounts.Length == 0 ? "jdoe" : EventFilter.UserOf(accounts[0]))));
    }

    [Fact]
    public void Events_without_the_wanted_value_are_not_read()
    {
        var other = FilterPattern.Parse(LogQuery.Successes("g", new EventFilter { Account = ["jdoe"] })[0].FilterPattern);
        Assert.False(other.Matches(LoginEvents.Logon(Noon, 1, "alice", workstation: "PC-9")));
        var address = LogQuery.Successes("g", new EventFilter { SourceAddress = ["203.0.113.77"] }).Select(query => FilterPattern.Parse(query.FilterPattern)).ToList();
        Assert.DoesNotContain(address, pattern => pattern.Matches(LoginEvents.Logon(Noon, 1, source: "192.0.2.1")));
        Assert.DoesNotContain(address, pattern => pattern.Matches(EventText.Logon().Replace("198.51.100.7", "203.0.113.77", StringComparison.Ordinal)));
    }

    [Fact]
    public void More_names_than_a_pattern_can_have_are_filtered_after_the_read()
    {
        var names = Enumerable.Range(0, 200).Select(number => $"account{number}").ToArray();
        Assert.Equal("?4624 ?4768 ?4769 ?4776 ?4672", Assert.Single(LogQuery.Successes("g", new EventFilter { Account = names })).FilterPattern);
        Assert.Equal("?4740", LogQuery.Lockouts("g").FilterPattern);
    }
}
