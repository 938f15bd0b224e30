using AwsLoginAudit.Tests.Cmdlets;

namespace AwsLoginAudit.Tests.Samples;

public sealed class OneAccountTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().AddHours(-2).ToUnixTimeSeconds());

    [Fact]
    public async Task It_says_who_failed_where_when_from_where_and_why()
    {
        await using var account = await OpenAsync();
        using var engine = new Engine(account.Server);
        var counts = SampleScript.Run(engine, "one-account", account.Server, "-Account jdoe").Objects<LoginAuditCount>();

        Assert.Equal([("i-1", 3L), ("i-2", 2L)], counts.Select(count => (count.InstanceId!, count.FailureCount)));
        Assert.Equal((Start, Start.AddMinutes(2)), (counts[0].FirstSeen!.Value, counts[0].LastSeen!.Value));
        Assert.Equal([new LoginAuditTally("198.51.100.7", 3)], counts[0].Sources);
        Assert.Equal([new LoginAuditTally("Wrong password", 3)], counts[0].Reasons);
        Assert.Equal([new LoginAuditTally(@"CORP\JDOE", 3)], counts[0].Accounts);
    }

    [Theory]
    [InlineData(@"CORP\jdoe", 5)]
    [InlineData(@"corp\JDOE", 5)]
    [InlineData(@"OTHER\jdoe", 0)]
    [InlineData("jdo", 0)]
    [InlineData("jdoe2", 1)]
    public async Task Names_are_whole_and_a_domain_leaves_out_the_others(string name, long failures)
    {
        await using var account = await OpenAsync();
        using var engine = new Engine(account.Server);
        var counts = SampleScript.Run(engine, "one-account", account.Server, $"-Account '{name}' -Last 1.00:00").Objects<LoginAuditCount>();
        Assert.Equal(failures, counts.Sum(count => count.FailureCount));
    }

    // An account's name can write a second one into the event.
    [Theory]
    [InlineData("guest")]
    [InlineData("victim")]
    public void A_file_is_searched_too_and_an_event_of_several_names_is_of_each(string name)
    {
        using var folder = new TemporaryFolder();
        using var engine = new Engine();
        var events = new SecurityEvent(Start, "WIN-1", 1) { Account = "guest", MoreData = "<Data Name='TargetUserName'>victim</Data>" };
        var file = folder.Write("security.xml", events.Bare);
        var count = Assert.Single(SampleScript.Run(engine, "one-account", server: null, $"-Account {name} -Path '{file}'").Objects<LoginAuditCount>());
        Assert.Equal(("WIN-1", 1L, 1L), (count.InstanceId, count.FailureCount, count.SuspiciousCount));
    }

    private static async Task<Account> OpenAsync()
    {
        var account = await Account.OpenAsync();
        Load(account, "i-1", "jdoe", "JDOE", "jdoe@corp.example", "svc-backup");
        Load(account, "i-2", "jdoe", "jdoe", "jdoe2");
        return account;
    }

    private static void Load(Account account, string instance, params string[] names) =>
        account.Server.Logs.Load(Account.LogGroup, instance, names.Select((name, number) =>
        {
            var time = Start.AddMinutes(number);
            return (time, new SecurityEvent(time, "WIN-" + instance, number) { Account = name }.Rendered);
        }));
}
