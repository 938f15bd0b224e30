using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>
/// Counts failures per instance, and emits the instances over the threshold. The failures come from the pipeline, or the cmdlet reads an alarm's window or a
/// log group itself, which is several times as fast.
/// </summary>
[Cmdlet(VerbsDiagnostic.Measure, "LoginAuditFailure", DefaultParameterSetName = InputSet)]
[OutputType(typeof(LoginAuditCount))]
public sealed class MeasureLoginAuditFailureCommand : WindowCmdlet
{
    private readonly DeserializedReader inputs = new(LoginAuditError.NotAFailedLogin, "a failed login of Get-LoginAuditFailure");
    private ExclusionSet exclusions = ExclusionSet.Empty;
    private FailureCounter given = new();

    /// <summary>
    /// Specifies the failures to count, from Get-LoginAuditFailure or copies from a job, a remote session or a file. The window of a notification or an alarm
    /// is read and counted. Any other object ends the pipeline.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputSet)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? InputObject { get; set; }

    /// <summary>Specifies the threshold: an instance is over it at more failures than this; 0 or more. The default is the alarm's own rule.</summary>
    [Parameter]
    [Number(0d)]
    public double? Threshold { get; set; }

    /// <summary>Specifies the grouping. The default is Instance. The alarm's own rule applies to instances only.</summary>
    [Parameter]
    [OneOf(typeof(LoginAuditGrouping))]
    public LoginAuditGrouping By { get; set; }

    /// <summary>Includes the groups that are not over the threshold.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>
    /// Specifies exclusions: objects of Get-LoginAuditExclusion, or JSON files. Failed logins that match are not counted, but shown by exclusion. The
    /// default is none.
    /// </summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    public object[]? Exclusion { get; set; }

    /// <summary>Includes the failed logins that exclusions match.</summary>
    [Parameter]
    public SwitchParameter IncludeExcluded { get; set; }

    /// <summary>
    /// Specifies the engine. Direct reads every failure. Insights counts with CloudWatch Logs Insights, which charges by scanned bytes. Auto, the default,
    /// starts with Direct, and changes to Insights when the rest of the read would take more than 50 seconds at the Region's request rate.
    /// </summary>
    [Parameter(ParameterSetName = LogGroupSet)]
    [Parameter(ParameterSetName = LastSet)]
    [Parameter(ParameterSetName = AlarmSet)]
    [OneOf(typeof(LoginAuditEngine))]
    public LoginAuditEngine Engine { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        exclusions = this.ReadExclusions(Exclusion, IncludeExcluded);
        given = new FailureCounter(By, Threshold, exclusions);
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (ParameterSetName != InputSet)
            ReadWindow();
        else if (InputItem.AlarmOf(InputObject) is { } alarm)
            ReadFiring(alarm);
        else
            given.Add(inputs.Read<LoginAuditFailure>(InputObject));
    }

    /// <inheritdoc/>
    protected override void ReadWindow(IReadOnlyList<LogQuery> queries, LoginAuditRead read) => Count(queries, read, By, Threshold, Engine, All, exclusions);

    private IEnumerable<FailureCounter> Counters => Windows.Select(window => window.Counter).Append(given);

    /// <inheritdoc/>
    protected override bool HasAny => Counters.Any(counter => !counter.IsEmpty);

    /// <inheritdoc/>
    protected override void End()
    {
        EndUnlessAny();
        foreach (var count in Counters.SelectMany(counter => counter.Results(All)))
        {
            WriteObject(count);
            if (count.Others is not null)
                WriteWarning(OthersNote.Of(count));
        }
        foreach (var excluded in Counters.SelectMany(counter => counter.Examination.Excluded))
            WriteVerbose(excluded.ToString());
        if (!All && Counters.Any(counter => counter.HidesDeserialized))
            WriteWarning("The input has copies of failed logins, and groups under the threshold are not shown. If the read failed after the copies were made, such a group may be over the threshold. Use -All to show every group.");
    }
}
