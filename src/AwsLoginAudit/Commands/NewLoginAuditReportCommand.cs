using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>Makes one report of all the counts it is given.</summary>
[Cmdlet(VerbsCommon.New, "LoginAuditReport")]
[OutputType(typeof(LoginAuditReport))]
public sealed class NewLoginAuditReportCommand : LoginAuditCmdlet
{
    private readonly CopyReader inputs = new(LoginAuditError.NotACount, "a count of Measure-LoginAuditFailure");
    private readonly List<LoginAuditCount> counts = [];

    /// <summary>The counts. Copies from a job, a remote session or a file are taken too. Any other object ends the pipeline, and no report is created.</summary>
    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (!this.IsGiven(nameof(InputObject)))
            return;
        try
        {
            counts.Add(inputs.Read<LoginAuditCount>(InputObject));
        }
        catch (LoginAuditException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord());
        }
    }

    /// <inheritdoc/>
    protected override void End()
    {
        try
        {
            WriteObject(LoginAuditReport.Create(counts, DateTimeOffset.UtcNow));
        }
        catch (LoginAuditException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord());
        }
    }
}
