using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>Writes a report to a file: .html, .txt, .json or .csv.</summary>
[Cmdlet(VerbsData.Export, "LoginAuditReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportLoginAuditReportCommand : LoginAuditCmdlet
{
    private readonly CopyReader inputs = new(LoginAuditError.NotAReport, "a report of New-LoginAuditReport");

    /// <summary>The report. A copy from a job, a remote session or a file is taken too. Any other object ends the pipeline.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? InputObject { get; set; }

    /// <summary>The file; its extension is the format. An existing file is replaced in one step, once the new one is whole.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <inheritdoc/>
    protected override void Process()
    {
        var path = GetUnresolvedProviderPathFromPSPath(Path);
        try
        {
            var content = inputs.Read<LoginAuditReport>(InputObject).Render(System.IO.Path.GetExtension(path));
            if (ShouldProcess(path, "Write the report"))
                WriteObject(Wait(Waiting.ForAsync(() => WholeFile.Write(path, content), abandoned: null, StopToken)));
        }
        catch (LoginAuditException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord());
        }
    }
}
