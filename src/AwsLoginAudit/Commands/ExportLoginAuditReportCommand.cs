using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>Writes a report to a file: .html, .txt, .json or .csv.</summary>
[Cmdlet(VerbsData.Export, "LoginAuditReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportLoginAuditReportCommand : PSCmdlet
{
    /// <summary>The report.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public LoginAuditReport InputObject { get; set; } = null!;

    /// <summary>The file; its extension is the format. An existing file is replaced in one step, once the new one is whole.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var path = GetUnresolvedProviderPathFromPSPath(Path);
        try
        {
            var content = InputObject.Render(System.IO.Path.GetExtension(path));
            if (ShouldProcess(path, "Write the report"))
                WriteObject(WholeFile.Write(path, content));
        }
        catch (LoginAuditException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord());
        }
    }
}
