using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>Makes one report of all the counts it is given.</summary>
[Cmdlet(VerbsCommon.New, "LoginAuditReport")]
[OutputType(typeof(LoginAuditReport))]
public sealed class NewLoginAuditReportCommand : PSCmdlet
{
    private readonly List<LoginAuditCount> counts = [];

    /// <summary>The counts; none make a report that says so.</summary>
    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null)
            return;
        // Were it left to the binding to refuse it, the report would still be made, and say that nothing was over.
        if (PSObject.AsPSObject(InputObject).BaseObject is LoginAuditCount count)
            counts.Add(count);
        else
            ThrowTerminatingError(NotACount(PSObject.AsPSObject(InputObject)).ToErrorRecord());
    }

    private static LoginAuditException NotACount(PSObject given) => new(
        LoginAuditError.NotACount,
        $"An object of type {given.TypeNames[0]} is not a count, so no report is made. Give what Measure-LoginAuditFailure emits; from a job or another computer come copies of it, so make the report there.",
        given);

    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(LoginAuditReport.Create(counts, DateTimeOffset.UtcNow));
}
