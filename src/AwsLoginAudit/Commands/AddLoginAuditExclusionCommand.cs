using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>
/// Adds an exclusion to the parameter that scripts and the function read. With -WhatIf, emits the failed logins of the last 7 days that the exclusion would
/// have excluded, counted per instance.
/// </summary>
[Cmdlet(VerbsCommon.Add, "LoginAuditExclusion", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(LoginAuditExclusion), typeof(LoginAuditCount))]
public sealed class AddLoginAuditExclusionCommand : ReadingCmdlet
{
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(7);

    private FailureCounter excluded = new();
    private ExclusionSet exclusions = ExclusionSet.Empty;

    /// <summary>Specifies the name of the exclusion, which reports show; 1 to 64 characters.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    /// <summary>Specifies the reason for the exclusion, which reports show; 1 to 256 characters.</summary>
    [Parameter(Mandatory = true)]
    public string Reason { get; set; } = "";

    /// <summary>Specifies the account: DOMAIN\user, user@domain, or the user alone for every domain. Wildcards are allowed. The default is all.</summary>
    [Parameter]
    [SupportsWildcards]
    public string? Account { get; set; }

    /// <summary>
    /// Specifies the source address: an IP address, a wildcard pattern, or a range such as 10.0.5.0/24, of at least 8 bits for IPv4 and 16 for IPv6. The
    /// default is all.
    /// </summary>
    [Parameter]
    [SupportsWildcards]
    public string? SourceAddress { get; set; }

    /// <summary>Specifies the name of the workstation. Wildcards are allowed. The default is all.</summary>
    [Parameter]
    [SupportsWildcards]
    public string? Workstation { get; set; }

    /// <summary>Specifies the program that requests the login. Wildcards are allowed. The default is all.</summary>
    [Parameter]
    [SupportsWildcards]
    public string? ProcessName { get; set; }

    /// <summary>Specifies the instance (log stream). Wildcards are allowed. The default is all.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LogStreamCompleter))]
    public string? InstanceId { get; set; }

    /// <summary>Specifies the status or substatus of the event, such as 0xc000006a. The default is all.</summary>
    [Parameter]
    public string? ReasonCode { get; set; }

    /// <summary>Specifies the Windows event id: 4625, 4768, 4769, 4771, 4776, 4825 or 6273. The default is all.</summary>
    [Parameter]
    [Number]
    public int? EventId { get; set; }

    /// <summary>Specifies the time from which the exclusion does nothing. The default is no end.</summary>
    [Parameter]
    [Instant]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Specifies the log groups that -WhatIf reads. The default is /aws/SecurityAuditLogs.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Expected(Expected.LogGroupName, "^[a-zA-Z0-9_/.#-]{1,512}$")]
    [ArgumentCompleter(typeof(LogGroupCompleter))]
    public string[] LogGroupName { get; set; } = [];

    /// <inheritdoc/>
    protected override bool HasAny => !excluded.IsEmpty;

    /// <inheritdoc/>
    protected override void Process()
    {
        var rule = new LoginAuditExclusion
        {
            Name = Name,
            Reason = Reason,
            Account = Account,
            SourceAddress = SourceAddress,
            Workstation = Workstation,
            ProcessName = ProcessName,
            InstanceId = InstanceId,
            ReasonCode = ReasonCode,
            EventId = EventId,
            ExpiresAt = ExpiresAt?.ToUniversalTime(),
        };
        if ((rule.Expired ? $"The exclusion '{Name}' would have expired already. Give a later -ExpiresAt." : rule.FindProblem()) is { } problem)
            throw new LoginAuditException(LoginAuditError.InvalidExclusion, problem, Name);
        if (ShouldProcess($"exclusion {rule.Name} ({rule.Criteria})", "Add"))
        {
            WriteNote(Wait(new ExclusionStore(Session).AddAsync(rule, StopToken)));
            WriteObject(rule);
        }
        else if (this.IsWhatIf())
        {
            WriteNote(Wait(new ExclusionStore(Session).PlanAsync(rule, StopToken)));
            ShowExcluded(rule);
        }
    }

    private void WriteNote(string? note)
    {
        if (note is not null)
            WriteWarning(note);
    }

    private void ShowExcluded(LoginAuditExclusion rule)
    {
        (excluded, exclusions) = (new FailureCounter(), new ExclusionSet([rule]));
        var end = DateTimeOffset.UtcNow;
        string[] logGroups = LogGroupName.Length > 0 ? LogGroupName : [AgentConfiguration.DefaultLogGroupName];
        var window = new LoginAuditWindow { Start = end - LookBack, End = end, WindowSource = WindowSource.Requested, LogGroupNames = logGroups, Region = Session.Region };
        ReadAndCheck([.. logGroups.Select(name => LogQuery.AuditFailures(name))], new LoginAuditRead(window));
        WriteObject(excluded.Results(all: true), enumerateCollection: true);
    }

    /// <inheritdoc/>
    protected override void ReadWindow(IReadOnlyList<LogQuery> queries, LoginAuditRead read)
    {
        using var bar = ShowProgress(ProgressKind.Reading, "Reading failed logins", string.Join(", ", read.Window.LogGroupNames));
        var reader = new WindowReader(new LogEventReader(Session, progress => bar.Report(Status(progress), progress.ShareOf(read.Window))));
        foreach (var part in reader.ReadParts(new FailureReader(read), queries, read, StopToken))
        {
            Pull(part, page =>
            {
                foreach (var failure in page.Where(exclusions.Matches))
                    excluded.Add(failure);
                OnProgress();
            });
        }
    }
}
