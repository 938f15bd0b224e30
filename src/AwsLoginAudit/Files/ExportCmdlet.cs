using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>The base class of cmdlets that write one file, whose format is the extension of -Path.</summary>
public abstract class ExportCmdlet : LoginAuditCmdlet
{
    /// <summary>Specifies the file; its extension is the format. An existing file is replaced in one step, after the new one is complete.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Does not overwrite an existing file, even with -Force. The error is FileExists.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Also overwrites a read-only file, which stays read-only.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private bool hasContent;

    /// <summary>The action in the messages of -WhatIf and -Confirm.</summary>
    protected abstract string Activity { get; }

    /// <summary>Creates the content of the file.</summary>
    /// <param name="extension">The extension of the file, with its dot.</param>
    /// <exception cref="LoginAuditException">The extension is unknown, or the content cannot be created.</exception>
    protected abstract string Render(string extension);

    /// <inheritdoc/>
    protected override void Process()
    {
        var path = GetUnresolvedProviderPathFromPSPath(Path);
        if (hasContent)
            throw new LoginAuditException(LoginAuditError.FileExists, $"The file {path} can contain only one report, but the pipeline has several. Write each report to its own file, or pass all counts to one New-LoginAuditReport.", path);
        hasContent = true;
        var content = Render(System.IO.Path.GetExtension(path));
        if (ShouldProcess(path, Activity))
            WriteObject(Wait(Waiting.ForAsync(() => WholeFile.Write(path, content, NoClobber, Force), abandoned: null, StopToken)));
    }
}
