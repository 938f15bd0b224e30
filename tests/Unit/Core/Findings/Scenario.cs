namespace AwsLoginAudit.Tests.Core.Findings;

/// <summary>Logins of some hours, as the events would tell them.</summary>
internal sealed class Scenario
{
    public const string Wrong = "0xc000006a";
    public const string Unknown = "0xc0000064";
    public const string Expired = "0xc0000071";
    public const string Disabled = "0xc0000072";

    public static readonly DateTimeOffset Start = new(2026, 11, 30, 8, 0, 0, TimeSpan.Zero);

    private enum Kind
    {
        Failure,
        Login,
        Lockout,
    }

    private readonly List<(LoginAuditFailure Event, Kind Kind, bool IsPrivileged)> events = [];
    private long record = 1000;

    /// <summary>The failed logins, in the order in which they were added.</summary>
    public IEnumerable<LoginAuditFailure> Failures => events.Where(one => one.Kind == Kind.Failure).Select(one => one.Event);

    /// <summary>Where the next attempts come from, and how.</summary>
    public Attempter From(string? source, string? workstation = null, int type = 3, string? process = null) => new(this, source, workstation, type, process);

    public Scenario Lockout(double seconds, string account, string caller)
    {
        events.Add((Event(seconds, "i-0dc", account, 4740) with { Workstation = caller }, Kind.Lockout, false));
        return this;
    }

    public IReadOnlyList<LoginAuditFinding> Find(FindingRules? rules = null, Func<IEnumerable<int>, IEnumerable<int>>? order = null)
    {
        var finder = new Finder(rules ?? new FindingRules());
        foreach (var at in (order ?? (all => all))(Enumerable.Range(0, events.Count)))
        {
            var (one, kind, isPrivileged) = events[at];
            if (kind == Kind.Login)
                finder.AddLogin(one, isPrivileged);
            else if (kind == Kind.Lockout)
                finder.AddLockout(one);
            else
                finder.Add(one);
        }
        return finder.Find();
    }

    private LoginAuditFailure Event(double seconds, string machine, string account, int id)
    {
        var slash = account.IndexOf('\\', StringComparison.Ordinal);
        return new LoginAuditFailure
        {
            Time = Start.AddSeconds(seconds),
            InstanceId = machine,
            Computer = machine.Replace("i-0", "", StringComparison.Ordinal).ToUpperInvariant(),
            EventId = id,
            RecordId = record++,
            AccountDomain = slash < 0 ? null : account[..slash],
            AccountName = account[(slash + 1)..],
        };
    }

    internal sealed record Attempter(Scenario Scenario, string? Source, string? Workstation, int Type, string? Process)
    {
        public Attempter Fail(double seconds, string account, string machine = "i-0web", string code = Wrong, int id = 4625, bool suspicious = false)
        {
            Scenario.events.Add((Event(seconds, account, machine, id) with { Status = id == 4625 ? "0xc000006d" : code, SubStatus = id == 4625 ? code : null, Suspicious = suspicious }, Kind.Failure, false));
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
            Scenario.events.Add((Event(seconds, account, machine, 4624) with { Suspicious = suspicious }, Kind.Login, isPrivileged));
            return this;
        }

        public Attempter From(string? source, string? workstation = null, int type = 3, string? process = null) => Scenario.From(source, workstation, type, process);

        public static implicit operator Scenario(Attempter attempter) => attempter.Scenario;

        private LoginAuditFailure Event(double seconds, string account, string machine, int id) => Scenario.Event(seconds, machine, account, id) with
        {
            SourceAddress = Source,
            Workstation = Workstation,
            LogonType = id == 4776 ? null : Type,
            ProcessName = Process,
        };
    }
}
