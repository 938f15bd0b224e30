using static AwsLoginAudit.Tests.EventText;

namespace AwsLoginAudit.Tests.Core;

/// <summary>Which events the parameters -Account, -SourceAddress, -InstanceId and -LogonType select.</summary>
public sealed class EventFilterTests
{
    [Theory]
    [InlineData(@"CORP\jdoe", "CORP", "jdoe", true)]
    [InlineData(@"corp\JDOE", "CORP", "jdoe", true)]
    [InlineData("jdoe@corp.example", "CORP", "jdoe", true)]
    [InlineData(@"CORP\jdoe", null, "jdoe@corp.example", true)]
    [InlineData(@"CORP\jdoe", "CORP.EXAMPLE", "jdoe@CORP.EXAMPLE", true)]
    [InlineData("jdoe", "CORP", "jdoe", true)]
    [InlineData(@"CORP\jdoe", null, "jdoe", true)]
    [InlineData(@"CORP\jdoe", "WEB-1", "jdoe", false)]
    [InlineData(@"CORP\jdoe", "CORP", "jdoe2", false)]
    [InlineData("jdoe", null, null, false)]
    public void Spellings_of_an_account_are_one_account(string wanted, string? domain, string? name, bool isIncluded) =>
        Assert.Equal(isIncluded, new EventFilter { Account = [wanted] }.Includes(new LoginAuditSuccess { InstanceId = "i-1", AccountDomain = domain, AccountName = name }));

    [Theory]
    [InlineData("203.0.113.77", "203.0.113.77", true)]
    [InlineData("::ffff:203.0.113.77", "203.0.113.77", true)]
    [InlineData("203.0.113.7", "203.0.113.77", false)]
    [InlineData("2001:DB8:0::1", "2001:db8::1", true)]
    [InlineData("203.0.113.77", null, false)]
    public void Forms_of_an_address_are_one_address(string wanted, string? address, bool isIncluded) =>
        Assert.Equal(isIncluded, new EventFilter { SourceAddress = [wanted] }.Includes(new LoginAuditFailure { InstanceId = "i-1", SourceAddress = address }));

    [Fact]
    public void An_event_matches_one_value_of_each_list()
    {
        var filter = new EventFilter { Account = ["a", "b"], InstanceId = ["I-1"], LogonType = [3, 10] };
        var login = new LoginAuditSuccess { InstanceId = "i-1", AccountName = "B", LogonType = 10 };
        Assert.True(filter.Includes(login));
        Assert.False(filter.Includes(login with { LogonType = null }));
        Assert.False(filter.Includes(login with { InstanceId = "i-2" }));
        Assert.False(filter.Includes(login with { AccountName = "c" }));
        Assert.True(new EventFilter().Includes(login));
    }

    [Theory]
    [InlineData("><Data Name='TargetUserName'>x</Data><")]
    [InlineData("><Data Name='IpAddress'>192.0.2.1</Data><")]
    [InlineData("><Data Name='LogonType'>5</Data><")]
    public void Typed_values_do_not_hide_an_event_from_a_filter(string typed)
    {
        var failure = Parse(Logon().Replace(">ATTACKER<", typed, StringComparison.Ordinal));
        Assert.True(failure.Suspicious);
        Assert.True(new EventFilter { Account = [@"CORP\admin"], SourceAddress = ["198.51.100.7"], LogonType = [10] }.Includes(failure));
        Assert.False(new EventFilter { Account = [@"CORP\nobody"] }.Includes(failure));
    }

    [Fact]
    public void Events_that_a_filter_leaves_out_are_counted_apart()
    {
        var reader = new FailureReader(LoginAuditRead.Open) { Filter = new EventFilter { Account = ["bob"] } };
        Assert.Null(reader.Read(new LogEvent("i-1", Noon, Logon("alice"))));
        Assert.NotNull(reader.Read(new LogEvent("i-1", Noon.AddSeconds(1), Logon("bob"))));
        Assert.Equal((1L, 1L, 2L), (reader.Totals.FailedLogins, reader.Totals.Filtered, reader.Totals.Events));
        Assert.Equal("1 failed login, 1 event left out by the filters", reader.Totals.ToString());
    }
}
