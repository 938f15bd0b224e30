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
    public LoginAuditCount? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is not null)
            counts.Add(InputObject);
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(LoginAuditReport.Create(counts, DateTimeOffset.UtcNow));
}
