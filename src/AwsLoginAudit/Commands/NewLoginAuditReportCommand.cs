using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>Creates one report from all counts.</summary>
[Cmdlet(VerbsCommon.New, "LoginAuditReport")]
[OutputType(typeof(LoginAuditReport))]
public sealed class NewLoginAuditReportCommand : LoginAuditCmdlet
{
    private readonly CopyReader inputs = new(LoginAuditError.NotACount, "a count of Measure-LoginAuditFailure");
    private readonly CopyReader failures = new(LoginAuditError.NotAFailedLogin, "a failed login of Get-LoginAuditFailure");
    private readonly List<LoginAuditCount> counts = [];
    private readonly FailureCounter counter = new();

    /// <summary>
    /// Specifies the counts, or failures, which are counted per instance. Copies from a job, a remote session or a file are accepted too. Any other object
    /// ends the pipeline, and no report is created.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (!this.IsGiven(nameof(InputObject)))
            return;
        if (CopyReader.Is<LoginAuditFailure>(InputObject))
            counter.Add(failures.Read<LoginAuditFailure>(InputObject));
        else
            counts.Add(inputs.Read<LoginAuditCount>(InputObject));
    }

    /// <inheritdoc/>
    protected override void End() => WriteObject(LoginAuditReport.Create(counts.Concat(counter.Results()), DateTimeOffset.UtcNow));
}
