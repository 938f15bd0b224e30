using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>Writes a report to a file: .html, .txt, .json, .csv for the counts, or .findings.csv for the findings.</summary>
[Cmdlet(VerbsData.Export, "LoginAuditReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportLoginAuditReportCommand : ExportCmdlet
{
    private const string Findings = ".findings.csv";

    private readonly DeserializedReader inputs = new(LoginAuditError.NotAReport, "a report of New-LoginAuditReport");

    /// <summary>Specifies the report. A copy from a job, a remote session or a file is accepted too. Any other object ends the pipeline.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? InputObject { get; set; }

    /// <inheritdoc/>
    protected override string Activity => "Write the report";

    /// <inheritdoc/>
    protected override string Render(string extension) =>
        ReportReader.Local(inputs.Read<LoginAuditReport>(InputObject)).Render(Path.EndsWith(Findings, StringComparison.OrdinalIgnoreCase) ? Findings : extension);
}
