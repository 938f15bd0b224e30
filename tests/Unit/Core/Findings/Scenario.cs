namespace AwsLoginAudit.Tests.Core.Findings;

/// <summary>Logins of some hours, as the events would tell them.</summary>
internal sealed class Scenario
{
    public const string Wrong = "0xc000006a";
    public const string Unknown = "0xc0000064";
    public const string Expired = "0xc0000071";
    public const string Disabled = "0xc0000072";

    public static readonly DateTimeOffset Start = new(2026, 11, 30, 8, 0, 0, TimeSpan.Zero);

    private readonly List<LoginAuditEvent> events = [];
    private long record = 1000;

    /// <summary>The failed logins, in the order in which they were added.</summary>
    public IEnumerable<LoginAuditFailure> Failures => events.OfType<LoginAuditFailure>();

    /// <summary>Where the next attempts come from, and how.</summary>
    public Attempter From(string? source, string? workstation = null, int type = 3, string? process = null) => new(this, source, workstation, type, process);

    public Scenario Lockout(double seconds, string account, string caller)
    {
        events.Add(Of(new LoginAuditLockout { InstanceId = "i-0dc", EventId = 4740, Workstation = caller }, seconds, account));
        return this;
    }

    public IReadOnlyList<LoginAuditFinding> Find(FindingRules? rules = null, Func<IEnumerable<int>, IEnumerable<int>>? order = null)
    {
        var finder = new Finder(rules ?? new FindingRules());
        foreach (var at in (order ?? (all => all))(Enumerable.Range(0, events.Count)))
        {
            if (events[at] is LoginAuditSuccess login)
                finder.Add(login);
            else if (events[at] is LoginAuditLockout lockout)
                finder.Add(lockout);
            else
                finder.Add((LoginAuditFailure)events[at]);
        }
        return finder.Find();
    }

    private T Of<T>(T one, double seconds, string account)
        where T : LoginAuditEvent
    {
        var slash = account.IndexOf('\\', StringComparison.Ordinal);
        return one with
        {
            Time = Start.AddSeconds(seconds),
            Computer = one.InstanceId.Replace("i-0", "", StringComparison.Ordinal).ToUpperInvariant(),
            RecordId = record++,
            AccountDomain = slash < 0 ? null : account[..slash],
            AccountName = account[(slash + 1)..],
        };
    }

    internal sealed record Attempter(Scenario Scenario, string? Source, string? Workstation, int Type, string? Process)
    {
        public Attempter Fail(double seconds, string account, string machine = "i-0web", string code = Wrong, int id = 4625, bool suspicious = false)
        {
            var failure = new LoginAuditFailure { InstanceId = machine, EventId = id, Status = id == 4625 ? "0xc000006d" : code, SubStatus = id == 4625 ? code : null };
            Scenario.events.Add(Of(failure, seconds, account) with { Suspicious = suspicious });
            return this;
        }

        public Attempter Fails(int count, double first, double interval, Func<int, string> account, Func<int, string>? machine = null, string code = Wrong, bool suspicious = false)
        {
            for (var i = 0; i < count; i++)
                Fail(first + (i * interval), account(i), machine?.Invoke(i) ?? "i-0web", code, suspicious: suspicious);
            return this;
        }

        public Attempter Login(double seconds, string account, string machine = "i-0web", bool isPrivileged = false, bool suspicious = false)
        {
            var login = new LoginAuditSuccess { InstanceId = machine, EventId = 4624, IsPrivileged = isPrivileged };
            Scenario.events.Add(Of(login, seconds, account) with { Suspicious = suspicious });
            return this;
        }

        public Attempter From(string? source, string? workstation = null, int type = 3, string? process = null) => Scenario.From(source, workstation, type, process);

        public static implicit operator Scenario(Attempter attempter) => attempter.Scenario;

        private T Of<T>(T one, double seconds, string account)
            where T : LoginAuditEvent => Scenario.Of(one, seconds, account) with
            {
                SourceAddress = Source,
                Workstation = Workstation,
                LogonType = one.EventId == 4776 ? null : Type,
                ProcessName = Process,
            };
    }
}
