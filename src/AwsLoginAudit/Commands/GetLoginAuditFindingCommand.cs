using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>
/// Finds out what failed logins, successful logins and lockouts mean together: attacks, break-ins, stored passwords. The events come from an alarm's window, a
/// log group, files, or the pipeline.
/// </summary>
[Cmdlet(VerbsCommon.Get, "LoginAuditFinding", DefaultParameterSetName = LogGroupSet)]
[OutputType(typeof(LoginAuditFinding))]
public sealed class GetLoginAuditFindingCommand : EventCmdlet<LoginAuditEvent>
{
    private readonly DeserializedReader copies = new(LoginAuditError.NotAnEvent, "an event of Get-LoginAuditFailure, Get-LoginAuditSuccess or Get-LoginAuditLockout");
    private readonly List<(IReadOnlyList<LoginAuditFinding> Findings, IReadOnlyCollection<LoginAuditRead> Reads)> examined = [];
    private FindingRules rules = new();
    private ExclusionSet exclusions = ExclusionSet.Empty;
    private Examined recorded = null!;
    private Examined current = null!;
    private Pass pass;

    // Log groups are read twice, because failed logins are compared with CloudWatch's count and successful logins are read for a longer time.
    private enum Pass
    {
        All,
        Failures,
        Logins,
    }

    /// <summary>Specifies the numbers that decide what is a finding; none is negative. The default is a FindingRules record with the defaults of all numbers.</summary>
    [Parameter]
    [ValidateNotNull]
    [Rules]
    public FindingRules? Rules { get; set; }

    /// <summary>Specifies the failed guesses before a login that make it a break-in, 1 or more. The default is 5.</summary>
    [Parameter]
    [Number(1, int.MaxValue)]
    public int? BreakInGuess { get; set; }

    /// <summary>
    /// Specifies the longest time between the last guess and the login of a break-in, and how long after an alarm's window successful logins are read. The
    /// default is 1 hour.
    /// </summary>
    [Parameter]
    [Duration]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan? BreakInWindow { get; set; }

    /// <summary>Specifies the number of accounts tried from one source that is password spraying, 1 or more. The default is 10.</summary>
    [Parameter]
    [Number(1, int.MaxValue)]
    public int? SprayingAccount { get; set; }

    /// <summary>Specifies the number of sources of guesses of one account that is distributed guessing, 1 or more. The default is 10.</summary>
    [Parameter]
    [Number(1, int.MaxValue)]
    public int? DistributedSource { get; set; }

    /// <summary>Specifies the number of instances on which one source or one local account is tried that is lateral guessing, 1 or more. The default is 5.</summary>
    [Parameter]
    [Number(1, int.MaxValue)]
    public int? LateralInstance { get; set; }

    /// <summary>Specifies the number of instances that a vulnerability scanner tries at least, 1 or more. The default is 20.</summary>
    [Parameter]
    [Number(1, int.MaxValue)]
    public int? ScannerInstance { get; set; }

    /// <summary>
    /// Specifies exclusions: objects of Get-LoginAuditExclusion, or JSON files. Failed logins that match are part of no finding, except of a BreakIn.
    /// The default is none.
    /// </summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    public object[]? Exclusion { get; set; }

    /// <summary>Includes the failed logins that exclusions match.</summary>
    [Parameter]
    public SwitchParameter IncludeExcluded { get; set; }

    /// <inheritdoc/>
    private protected override string Noun => "login event";

    // The failed logins of a window have been read before its successful logins, so findings can carry the mark of an incomplete read.
    /// <inheritdoc/>
    protected override long ReadSoFar => HasAny ? Math.Max(1, base.ReadSoFar) : 0;

    /// <inheritdoc/>
    protected override void Begin()
    {
        rules = RulesOfParameters();
        exclusions = this.ReadExclusions(Exclusion, IncludeExcluded);
        current = recorded = new Examined(rules, exclusions);
        base.Begin();
    }

    private FindingRules RulesOfParameters()
    {
        var given = Rules ?? new FindingRules();
        return given with
        {
            BreakInGuesses = BreakInGuess ?? given.BreakInGuesses,
            BreakInWindow = BreakInWindow ?? given.BreakInWindow,
            SprayingAccounts = SprayingAccount ?? given.SprayingAccounts,
            DistributedSources = DistributedSource ?? given.DistributedSources,
            LateralInstances = LateralInstance ?? given.LateralInstances,
            ScannerInstances = ScannerInstance ?? given.ScannerInstances,
        };
    }

    /// <inheritdoc/>
    private protected override EventReader<LoginAuditEvent> CreateReader(LoginAuditRead read, Action<LoginAuditException>? unreadable)
    {
        current.Add(read);
        return new LoginReader(read) { Filter = Filter, Unreadable = unreadable, IncludeFailures = pass != Pass.Logins, IncludeLogins = pass != Pass.Failures };
    }

    /// <inheritdoc/>
    private protected override LoginAuditEvent? ReadBefore(object? input) => input switch
    {
        LoginAuditEvent known => known,
        PSObject { BaseObject: LoginAuditEvent known } => known,
        PSObject { BaseObject: PSCustomObject } copy => ReadCopy(copy),
        _ => null,
    };

    private LoginAuditEvent? ReadCopy(PSObject copy) =>
        DeserializedReader.IsDeserialized<LoginAuditFailure>(copy) ? copies.Read<LoginAuditFailure>(copy)
        : DeserializedReader.IsDeserialized<LoginAuditSuccess>(copy) ? copies.Read<LoginAuditSuccess>(copy)
        : DeserializedReader.IsDeserialized<LoginAuditLockout>(copy) ? copies.Read<LoginAuditLockout>(copy)
        : null;

    /// <inheritdoc/>
    private protected override void Emit(LoginAuditEvent found) => current.Add(found);

    // Windows of two alarms can overlap, and events of both must not count twice. So each window has findings of its own.
    /// <inheritdoc/>
    protected override void ReadWindow(IReadOnlyList<LogQuery> queries, LoginAuditRead read)
    {
        current = new Examined(rules, exclusions);
        try
        {
            pass = Pass.Failures;
            base.ReadWindow(queries, read);
            pass = Pass.Logins;
            ReadLogins(queries, read.Window);
        }
        finally
        {
            Collect(current);
            (pass, current) = (Pass.All, recorded);
        }
    }

    private void ReadLogins(IReadOnlyList<LogQuery> queries, LoginAuditWindow failures)
    {
        var window = failures.OfLogins(rules.BreakInWindow, DateTimeOffset.UtcNow);
        var read = new LoginAuditRead(window);
        Track(read);
        WriteVerbose($"Successful logins and account lockouts: {window.Start:u} to {window.End:u}");
        base.ReadWindow(
            [.. queries.GroupBy(query => query.LogGroupName).SelectMany(logGroup =>
                LogQuery.Successes(logGroup.Key, Filter, logGroup.First().InstanceId).Append(LogQuery.Lockouts(logGroup.Key, logGroup.First().InstanceId)))],
            read);
    }

    /// <inheritdoc/>
    private protected override void WriteTotals(EventReader<LoginAuditEvent> reader, string? broadAlarm)
    {
        var totals = reader.Totals;
        current.Failures += totals.FailedLogins;
        if (pass != Pass.Logins)
            WriteTotals(totals, broadAlarm);
        if (pass == Pass.Failures)
            return;
        WriteVerbose($"Events read: {Number(totals.Logins, "successful login")}, {Number(totals.Lockouts, "account lockout")}.");
        if (pass == Pass.Logins && totals.Damaged > 0)
            WriteWarning($"{Number(totals.Damaged, "log event")} could not be read, so it is unknown whether there are more successful logins.");
        if (current.Failures > 0 && !((LoginReader)reader).HasLogins)
            WarnWithoutLogins(current.Window);
    }

    // The filter of a query leaves out the logins of other accounts, which show that the agents send successful logins.
    private void WarnWithoutLogins(LoginAuditWindow window)
    {
        var logGroups = window.LogGroupNames;
        if (logGroups.Count > 0 && !Filter.IsEmpty && Wait(new SuccessCheck(Session).HasAnyAsync(logGroups, window, StopToken)))
            return;
        WriteWarning($"No successful login was found{(logGroups.Count == 0 ? "" : $" in {string.Join(", ", logGroups)}")}, so it is unknown whether somebody got in. Agents send successful logins only if their configuration includes event 4624.");
    }

    /// <inheritdoc/>
    protected override void End()
    {
        base.End();
        Collect(recorded);
        var findings = Finder.Join(examined.SelectMany(one => one.Findings.Select(finding => finding with { Incomplete = one.Reads.Any(read => read.IncompleteReason is not null) })));
        if (findings.Count == 0)
            WriteVerbose("The events that were read contain no finding.");
        WriteObject(findings, enumerateCollection: true);
    }

    private void Collect(Examined one)
    {
        examined.Add((one.Finder.Find(), one.Reads));
        foreach (var excluded in one.Excluded)
            WriteWarning(excluded.ToString());
        foreach (var unknown in one.Finder.Unknown())
            WriteVerbose(unknown);
    }

    /// <summary>The events that are examined together, and their reads.</summary>
    private sealed class Examined(FindingRules rules, ExclusionSet exclusions)
    {
        private readonly HashSet<LoginAuditRead> reads = [];
        private LoginAuditRead? last;

        public Finder Finder { get; } = new(rules, exclusions);

        public IReadOnlyList<LoginAuditExcluded> Excluded => Finder.Excluded;

        public long Failures { get; set; }

        public IReadOnlyCollection<LoginAuditRead> Reads => reads;

        /// <summary>The window of the first read.</summary>
        public LoginAuditWindow Window { get; private set; } = LoginAuditWindow.Open;

        public void Add(LoginAuditRead read)
        {
            if (reads.Count == 0)
                Window = read.Window;
            reads.Add(last = read);
        }

        public void Add(LoginAuditEvent found)
        {
            // An event of the pipeline refers to the read of the command that emitted it.
            if (!ReferenceEquals(found.Read, last))
                Add(found.Read);
            if (found is LoginAuditSuccess login)
                Finder.Add(login);
            else if (found is LoginAuditLockout lockout)
                Finder.Add(lockout);
            else
                Finder.Add((LoginAuditFailure)found);
        }
    }
}
