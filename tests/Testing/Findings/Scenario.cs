namespace AwsLoginAudit.Tests;

/// <summary>Logins of some hours, as the machines log them.</summary>
internal sealed class Scenario
{
    public const string Wrong = "0xc000006a";
    public const string Unknown = "0xc0000064";
    public const string Expired = "0xc0000071";
    public const string Disabled = "0xc0000072";
    public const string DomainController = "i-0dc";

    public static readonly DateTimeOffset Start = new(2026, 11, 30, 8, 0, 0, TimeSpan.Zero);

    private readonly List<ScenarioEvent> events = [];
    private long record = 1000;

    /// <summary>The events, in the order in which they were added.</summary>
    public IReadOnlyList<ScenarioEvent> Events => events;

    /// <summary>The failed logins as the module reads them from a log group.</summary>
    public IEnumerable<LoginAuditFailure> Failures => Read().OfType<LoginAuditFailure>();

    /// <summary>Where the next attempts come from, and how.</summary>
    public Attempter From(string? source, string? workstation = null, int type = 3, string? process = null) => new(this, source, workstation, type, process);

    public Scenario Lockout(double seconds, string account, string caller) =>
        Add(new(4740, DomainController, Start.AddSeconds(seconds), account) { Workstation = caller });

    /// <summary>Changes the text of the latest event: what somebody typed, and the agent inserted without escaping it.</summary>
    public Scenario Change(Func<string, string> change)
    {
        events[^1] = events[^1] with { Change = change };
        return this;
    }

    /// <summary>Has the agent send the latest event again.</summary>
    public Scenario Resend(int times)
    {
        events.AddRange(Enumerable.Repeat(events[^1], times));
        return this;
    }

    /// <summary>The events as the module reads them from a log group.</summary>
    public IReadOnlyList<LoginAuditEvent> Read()
    {
        var reader = new LoginReader(new LoginAuditRead(LoginAuditWindow.Open));
        var read = new List<LoginAuditEvent>();
        foreach (var one in events)
        {
            for (var found = reader.Read(new LogEvent(one.Machine, one.Time, one.Text(EventStyle.Agent))); found is not null; found = reader.Next())
                read.Add(found);
        }
        while (reader.Next(isEnd: true) is { } last)
            read.Add(last);
        return read;
    }

    public IReadOnlyList<LoginAuditFinding> Find(FindingRules? rules = null, Func<IReadOnlyList<LoginAuditEvent>, IEnumerable<LoginAuditEvent>>? order = null)
    {
        var finder = new Finder(rules ?? new FindingRules());
        var read = Read();
        foreach (var one in order is null ? read : order(read))
            finder.AddAny(one);
        return finder.Find();
    }

    private Scenario Add(ScenarioEvent one)
    {
        events.Add(one with { RecordId = record++ });
        return this;
    }

    internal sealed record Attempter(Scenario Scenario, string? Source, string? Workstation, int Type, string? Process)
    {
        public Attempter Fail(double seconds, string account, string machine = "i-0web", string code = Wrong, int id = 4625, bool suspicious = false) =>
            Add(new(id, machine, Start.AddSeconds(seconds), account) { Code = code }, suspicious);

        public Attempter Fails(int count, double first, double interval, Func<int, string> account, Func<int, string>? machine = null, string code = Wrong, int id = 4625, bool suspicious = false)
        {
            for (var i = 0; i < count; i++)
                Fail(first + (i * interval), account(i), machine?.Invoke(i) ?? "i-0web", code, id, suspicious);
            return this;
        }

        public Attempter Login(double seconds, string account, string machine = "i-0web", bool isPrivileged = false, int id = 4624, bool suspicious = false)
        {
            var login = new ScenarioEvent(id, machine, Start.AddSeconds(seconds), account) { Code = "0x0", LogonId = Scenario.record };
            Add(login, suspicious);
            if (isPrivileged)
                Scenario.Add(login with { Id = 4672 });
            return this;
        }

        /// <summary>Changes the text of the latest event.</summary>
        public Attempter Change(Func<string, string> change)
        {
            Scenario.Change(change);
            return this;
        }

        public Attempter From(string? source, string? workstation = null, int type = 3, string? process = null) => Scenario.From(source, workstation, type, process);

        public static implicit operator Scenario(Attempter attempter) => attempter.Scenario;

        private Attempter Add(ScenarioEvent one, bool suspicious)
        {
            Scenario.Add(one with { Source = Source, Workstation = Workstation, LogonType = Type, Process = Process });
            // A second value, as somebody would type it.
            return suspicious ? Change(text => text.Replace("</EventData>", "<Data Name='IpPort'>7</Data></EventData>", StringComparison.Ordinal)) : this;
        }
    }
}

internal static class FinderExtensions
{
    public static void AddAny(this Finder finder, LoginAuditEvent one)
    {
        if (one is LoginAuditSuccess login)
            finder.Add(login);
        else if (one is LoginAuditLockout lockout)
            finder.Add(lockout);
        else
            finder.Add((LoginAuditFailure)one);
    }
}
