using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Creates one report of counts, failed logins and the windows of alarms, with the findings of these failed logins.</summary>
[Cmdlet(VerbsCommon.New, "LoginAuditReport")]
[OutputType(typeof(LoginAuditReport))]
public sealed class NewLoginAuditReportCommand : ReadingCmdlet
{
    private readonly DeserializedReader inputs = new(LoginAuditError.NotACount, "a count, a failed login, a notification or an alarm");
    private readonly DeserializedReader failures = new(LoginAuditError.NotAFailedLogin, "a failed login of Get-LoginAuditFailure");
    private readonly List<LoginAuditCount> counts = [];
    private ExclusionSet exclusions = ExclusionSet.Empty;
    private FailureCounter counter = new();

    /// <summary>
    /// Specifies the counts, or failures, which are counted per instance. The window of a notification or an alarm is read and counted. Copies from a job, a
    /// remote session or a file are accepted too. Any other object ends the pipeline, and no report is created.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    /// <summary>
    /// Specifies exclusions: objects of Get-LoginAuditExclusion, or JSON files. Failed logins that match are not counted, but shown by exclusion. Counts of
    /// the input do not change. The default is none.
    /// </summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    public object[]? Exclusion { get; set; }

    /// <summary>Includes the failed logins that exclusions match.</summary>
    [Parameter]
    public SwitchParameter IncludeExcluded { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        exclusions = this.ReadExclusions(Exclusion, IncludeExcluded);
        counter = new FailureCounter(exclusions: exclusions);
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (!this.IsGiven(nameof(InputObject)))
            return;
        if (DeserializedReader.Is<LoginAuditFailure>(InputObject))
            counter.Add(failures.Read<LoginAuditFailure>(InputObject));
        else if (!DeserializedReader.Is<LoginAuditCount>(InputObject) && InputItem.AlarmOf(InputObject) is { } alarm)
            ReadFiring(alarm);
        else
            counts.Add(inputs.Read<LoginAuditCount>(InputObject));
    }

    /// <inheritdoc/>
    protected override void ReadWindow(IReadOnlyList<LogQuery> queries, LoginAuditRead read) => Count(queries, read, exclusions: exclusions);

    /// <inheritdoc/>
    protected override bool HasAny => counts.Count > 0 || Counters.Any(one => !one.IsEmpty);

    private IEnumerable<FailureCounter> Counters => Windows.Select(window => window.Counter).Prepend(counter);

    /// <inheritdoc/>
    protected override void End()
    {
        EndUnlessAny();
        WriteObject(ReportReader.Local(LoginAuditReport.Create(counts, DateTimeOffset.UtcNow, [.. Counters.Where(one => !one.IsEmpty)])));
    }
}
