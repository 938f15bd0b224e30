using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>
/// Counts failures per instance and keeps the instances over the threshold: failures from the pipeline, or those that it reads itself, of
/// an alarm's window or of a log group, which is several times as fast.
/// </summary>
[Cmdlet(VerbsDiagnostic.Measure, "LoginAuditFailure", DefaultParameterSetName = InputSet)]
[OutputType(typeof(LoginAuditCount))]
public sealed class MeasureLoginAuditFailureCommand : WindowCmdlet
{
    private readonly DeserializedReader inputs = new(LoginAuditError.NotAFailedLogin, "a failed login of Get-LoginAuditFailure");
    private FailureCounter given = new();

    /// <summary>
    /// The failures to count, from Get-LoginAuditFailure; copies from a job, a remote session or a file too. A notification or an alarm has its window
    /// read and counted. Any other object ends the pipeline.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputSet)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? InputObject { get; set; }

    /// <summary>More failures than this, and the instance is over; overrides the alarm's own threshold. 0 or more.</summary>
    [Parameter]
    [Number(0d)]
    public double? Threshold { get; set; }

    /// <summary>What to count by; Instance unless given. An alarm's own rule is held against instances only.</summary>
    [Parameter]
    [OneOf(typeof(LoginAuditGrouping))]
    public LoginAuditGrouping By { get; set; }

    /// <summary>Also the groups that are not over the threshold.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>
    /// Where it counts: Direct reads every failure; Insights has CloudWatch Logs Insights count, which is charged by the bytes that it scans. Auto, the
    /// default, begins with Direct, and goes over to Insights as soon as reading on would take more than 50 seconds at the Region's rate of requests.
    /// </summary>
    [Parameter(ParameterSetName = LogGroupSet)]
    [Parameter(ParameterSetName = LastSet)]
    [Parameter(ParameterSetName = AlarmSet)]
    [OneOf(typeof(LoginAuditEngine))]
    public LoginAuditEngine Engine { get; set; }

    /// <inheritdoc/>
    protected override void Begin() => given = new FailureCounter(By, Threshold);

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
    protected override void ReadWindow(IReadOnlyList<LogQuery> queries, LoginAuditRead read) => Count(queries, read, By, Threshold, Engine, All);

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
        if (!All && Counters.Any(counter => counter.HidesDeserialized))
            WriteWarning("Copies of failed logins were counted, and groups under the threshold are not shown. If the read of the failed logins met an error after they were copied, such a group may be over the threshold. -All shows every group.");
    }
}
