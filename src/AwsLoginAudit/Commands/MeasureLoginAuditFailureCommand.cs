using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>
/// Counts failures per instance and keeps the instances over the threshold: failures from the pipeline, or those that it reads itself, of
/// an alarm's window or of a log group, which is several times as fast.
/// </summary>
[Cmdlet(VerbsDiagnostic.Measure, "LoginAuditFailure", DefaultParameterSetName = InputSet)]
[OutputType(typeof(LoginAuditCount))]
public sealed class MeasureLoginAuditFailureCommand : WindowCmdlet
{
    private const string InputSet = "InputObject";

    private FailureCounter counter = new();

    /// <summary>The failures to count.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputSet)]
    public LoginAuditFailure InputObject { get; set; } = null!;

    /// <summary>More failures than this, and the instance is over; overrides the alarm's own threshold. 0 or more.</summary>
    [Parameter]
    [ValidateRange(0d, double.MaxValue)]
    public double? Threshold { get; set; }

    /// <summary>What to count by; Instance unless given. An alarm's own rule is held against instances only.</summary>
    [Parameter]
    public LoginAuditGrouping By { get; set; }

    /// <summary>Also the groups that are not over the threshold.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => counter = new FailureCounter(By, Threshold);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == InputSet)
        {
            Take(InputObject);
            return;
        }
        try
        {
            ReadWindow();
        }
        catch (LoginAuditException failure)
        {
            // No count at all rather than a short one that does not say so.
            EndRead(failure);
        }
    }

    /// <inheritdoc/>
    protected override void Take(LoginAuditFailure failure) => counter.Add(failure);

    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(counter.Results(All), enumerateCollection: true);
}
