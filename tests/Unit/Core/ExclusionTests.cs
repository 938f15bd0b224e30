namespace AwsLoginAudit.Tests.Core;

/// <summary>Exclusions keep known failed logins out of counts, and never out of totals.</summary>
public sealed class ExclusionTests
{
    private static readonly LoginAuditExclusion Rule = new() { Name = "Nessus", Reason = "Scanner of the security team." };

    [Theory]
    [InlineData("10.0.5.9", "10.0.5.9", true)]
    [InlineData("10.0.5.9", "10.0.5.90", false)]
    [InlineData("10.0.5.*", "10.0.5.9", true)]
    [InlineData("10.0.5.*", "10.0.50.9", false)]
    [InlineData("10.0.5.0/24", "10.0.5.255", true)]
    [InlineData("10.0.5.0/24", "10.0.6.0", false)]
    [InlineData("10.0.5.8/31", "10.0.5.9", true)]
    [InlineData("10.0.5.8/31", "10.0.5.10", false)]
    [InlineData("10.0.0.0/9", "10.127.0.1", true)]
    [InlineData("10.0.0.0/9", "10.128.0.1", false)]
    [InlineData("2001:db8::/33", "2001:DB8:7fff::1", true)]
    [InlineData("2001:db8::/33", "2001:db8:8000::1", false)]
    [InlineData("2001:db8::1", "2001:0db8:0:0::1", true)]
    [InlineData("2001:db8::1/128", "2001:db8::2", false)]
    [InlineData("::ffff:10.0.5.9", "10.0.5.9", true)]
    [InlineData("0a00::/16", "10.0.5.9", false)]
    [InlineData("10.0.5.9", null, false)]
    public void A_source_is_an_address_a_pattern_or_a_range(string wanted, string? source, bool isExcluded) =>
        Assert.Equal(isExcluded, Matches(Rule with { SourceAddress = wanted }, Failure() with { SourceAddress = source }));

    [Theory]
    [InlineData("svc-backup", @"CORP\svc-backup", true)]
    [InlineData("SVC-Backup", "svc-backup", true)]
    [InlineData(@"CORP\svc-backup", @"corp.example\svc-backup", true)]
    [InlineData("svc-backup@corp.example", @"CORP\svc-backup", true)]
    [InlineData(@"CORP\svc-backup", @"OTHER\svc-backup", false)]
    [InlineData("svc-*", @"CORP\svc-backup", true)]
    [InlineData("svc-?ackup", @"CORP\svc-backup", true)]
    [InlineData(@"CORP\svc-*", @"OTHER\svc-backup", false)]
    [InlineData("svc-*", @"svc-1\jdoe", false)]
    [InlineData("svc", @"CORP\svc-backup", false)]
    public void An_account_is_compared_as_Windows_does(string wanted, string account, bool isExcluded) =>
        Assert.Equal(isExcluded, Matches(Rule with { Account = wanted }, OfAccount(account)));

    [Fact]
    public void A_failed_login_must_match_every_criterion()
    {
        var rule = Rule with { SourceAddress = "10.0.5.9", Workstation = "NESSUS*", ProcessName = @"*\w3wp.exe", InstanceId = "i-0web", ReasonCode = "0xC000006A", EventId = 4625, Account = "probe" };
        var failure = OfAccount("probe") with { Workstation = "nessus01", ProcessName = @"C:\Windows\w3wp.exe" };
        Assert.True(Matches(rule, failure));
        LoginAuditFailure[] others =
        [
            failure with { SourceAddress = "10.0.5.8" }, failure with { Workstation = "web" }, failure with { ProcessName = null }, failure with { InstanceId = "i-0db" },
            failure with { SubStatus = "0xc0000064" }, failure with { EventId = 4776 }, failure with { AccountName = "admin" },
        ];
        Assert.All(others, other => Assert.False(Matches(rule, other)));
    }

    [Fact]
    public void Five_hundred_rules_give_the_same_result_as_each_rule_alone()
    {
        LoginAuditExclusion[] rules =
        [
            .. Enumerable.Range(0, 125).SelectMany(number => new[]
            {
                Rule with { Name = $"a{number}", SourceAddress = $"10.1.{number}.7" }, Rule with { Name = $"b{number}", SourceAddress = $"10.2.{number}.0/28" },
                Rule with { Name = $"c{number}", Account = $"svc-{number}" }, Rule with { Name = $"d{number}", Account = $"tmp{number}-*", InstanceId = "i-0web" },
            }),
        ];
        var set = new ExclusionSet(rules);
        for (var number = 0; number < 130; number++)
        {
            LoginAuditFailure[] failures =
            [
                Failure() with { SourceAddress = $"10.1.{number}.7" }, Failure() with { SourceAddress = $"10.2.{number}.15" }, Failure() with { SourceAddress = $"10.2.{number}.16" },
                OfAccount($@"CORP\svc-{number}"), OfAccount($"tmp{number}-x"), OfAccount($"tmp{number}-x") with { InstanceId = "i-0db" },
            ];
            Assert.All(failures, failure => Assert.Equal(rules.Any(rule => Matches(rule, failure)), set.Matches(failure)));
        }
    }

    [Fact]
    public void An_event_that_may_be_forged_is_never_excluded()
    {
        var rule = Rule with { SourceAddress = "10.0.5.9" };
        Assert.True(Matches(rule, Failure()));
        Assert.False(Matches(rule, Failure() with { Suspicious = true }));
        Assert.False(Matches(rule, Failure() with { Malformed = true }));
    }

    [Fact]
    public void An_expired_rule_excludes_nothing_and_is_shown_as_expired()
    {
        var report = Report([Rule with { SourceAddress = "10.0.5.9", ExpiresAt = new(2026, 1, 31, 0, 0, 0, TimeSpan.Zero) }]);
        Assert.Equal((3, 0), (report.Failures, report.ExcludedCount));
        Assert.Contains("not excluded: 'Nessus' (10.0.5.9), expired on 2026-01-31. Reason: Scanner of the security team.", report.ToText().Unwrapped(), StringComparison.Ordinal);
    }

    [Fact]
    public void Excluded_failed_logins_are_in_no_count_and_in_every_total()
    {
        var report = Report([Rule with { SourceAddress = "10.0.5.9", ExpiresAt = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero) }]);
        var count = Assert.Single(report.Counts);
        Assert.Equal((1, 2, "Nessus (2)"), (count.FailureCount, count.ExcludedCount, count.ExclusionTallies.ToString()));
        Assert.Equal((1, 2), (report.Failures, report.ExcludedCount));
        var text = report.ToText().Unwrapped();
        Assert.Contains("The report covers 1 failed login. Exclusions left out 2 more failed logins.", text, StringComparison.Ordinal);
        Assert.Contains("excluded: 2 failed logins by 'Nessus' (10.0.5.9), until 9999-12-31. Reason: Scanner of the security team.", text, StringComparison.Ordinal);
        Assert.Contains("'Nessus' (10", report.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("\"excludedCount\": 2", report.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_whose_failed_logins_are_all_excluded_says_so()
    {
        var counter = new FailureCounter(threshold: 0, exclusions: new([Rule with { InstanceId = "i-0web" }]));
        counter.Add(Failure());
        Assert.Contains("Exclusions left out 1 more failed login.", LoginAuditReport.Create([], Sample.Start, counter).ToText().Unwrapped(), StringComparison.Ordinal);
    }

    [Fact]
    public void Excluded_failed_logins_are_counted_on_request_and_still_shown_by_rule()
    {
        var report = Report([Rule with { SourceAddress = "10.0.5.9" }], includesExcluded: true);
        Assert.Equal((3, 0), (report.Failures, report.ExcludedCount));
        Assert.Equal("not excluded on request: 2 failed logins by 'Nessus' (10.0.5.9)", Assert.Single(report.Exclusions).ToString());
    }

    public static TheoryData<LoginAuditExclusion> Wrong { get; } = new(
        Rule,
        Rule with { Name = " ", Account = "a" },
        Rule with { Reason = "", Account = "a" },
        Rule with { Account = "*" },
        Rule with { Account = @"*\*" },
        Rule with { SourceAddress = "0.0.0.0/0" },
        Rule with { SourceAddress = "10.0.5.0/33" },
        Rule with { SourceAddress = "::/0" },
        Rule with { SourceAddress = "*.*.*.*" },
        Rule with { SourceAddress = "nessus.corp.example" },
        Rule with { SourceAddress = "1" },
        Rule with { EventId = 4624 });

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_rule_that_is_wrong_or_would_exclude_everything_is_rejected(LoginAuditExclusion rule)
    {
        Assert.NotNull(rule.FindProblem());
        Assert.Equal(LoginAuditError.InvalidExclusion, Assert.Throws<LoginAuditException>(() => new ExclusionSet([rule])).Error);
    }

    [Fact]
    public void Rules_survive_JSON()
    {
        LoginAuditExclusion[] rules =
        [
            new() { Name = "a", Reason = "{{b}} \"ü\"", Account = @"CORP\x", SourceAddress = "10.0.0.0/8", Workstation = "W", ProcessName = "p", InstanceId = "i-1", ReasonCode = "0xc000006a", EventId = 4625, ExpiresAt = new(2026, 12, 31, 1, 2, 3, TimeSpan.Zero) },
            Rule with { Account = "b" },
        ];
        var text = ExclusionJson.Write(rules);
        Assert.Equal(rules, ExclusionJson.Read(text, "x"));
        Assert.All(text, character => Assert.InRange(character, ' ', '~'));
    }

    [Theory]
    [InlineData("[", "It is not JSON")]
    [InlineData("[1]", "Each exclusion is a JSON object.")]
    [InlineData("""{"Name":"a","Reason":"b","Acount":"c"}""", "An exclusion has no 'Acount'.")]
    [InlineData("""{"Name":"a","Reason":"b","EventId":"4625"}""", "The EventId of an exclusion is a whole number.")]
    [InlineData("""{"Name":"a","Reason":"b","Account":"c","ExpiresAt":"soon"}""", "The ExpiresAt of an exclusion is a time")]
    [InlineData("""{"Name":"a","Account":"c"}""", "needs a reason")]
    [InlineData("""[{"Name":"a","Reason":"b","Account":"c"},{"Name":"A","Reason":"b","Account":"d"}]""", "Two exclusions have the name 'a'.")]
    public void Text_that_is_no_exclusion_is_an_error_that_names_its_source(string text, string problem)
    {
        var error = Assert.Throws<LoginAuditException>(() => ExclusionJson.Read(text, "rules.json"));
        Assert.Equal(LoginAuditError.InvalidExclusion, error.Error);
        Assert.StartsWith("rules.json contains no valid exclusions.", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    private static bool Matches(LoginAuditExclusion rule, LoginAuditFailure failure) => new ExclusionSet([rule]).Matches(failure);

    private static LoginAuditFailure Failure() =>
        Sample.Guess(Sample.Start, "i-0web", "jdoe", "10.0.5.9", "Wrong password") with { EventId = 4625, Status = "0xc000006d", SubStatus = "0xc000006a" };

    private static LoginAuditFailure OfAccount(string account) => account.Split('\\') is [var domain, var name]
        ? Failure() with { AccountDomain = domain, AccountName = name }
        : Failure() with { AccountDomain = null, AccountName = account };

    private static LoginAuditReport Report(IReadOnlyList<LoginAuditExclusion> rules, bool includesExcluded = false)
    {
        var counter = new FailureCounter(exclusions: new ExclusionSet(rules) { IncludesExcluded = includesExcluded });
        foreach (var source in (string[])["10.0.5.9", "198.51.100.7", "10.0.5.9"])
            counter.Add(Failure() with { SourceAddress = source });
        return LoginAuditReport.Create(counter.Results(all: true), Sample.Start);
    }
}
