using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>A cmdlet that writes one file. The extension of -Path is the format.</summary>
public abstract class ExportCmdlet : LoginAuditCmdlet
{
    /// <summary>The file; its extension is the format. An existing file is replaced in one step, once the new one is whole.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Keeps an existing file: it is an error (FileExists), also with -Force.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Also overwrites a read-only file, which stays read-only.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>What -WhatIf and -Confirm call the work.</summary>
    protected abstract string Activity { get; }

    /// <summary>The file's content.</summary>
    /// <param name="extension">The file's extension, with its dot.</param>
    /// <exception cref="LoginAuditException">The extension is unknown, or the content cannot be made.</exception>
    protected abstract string Render(string extension);

    /// <inheritdoc/>
    protected override void Process()
    {
        var path = GetUnresolvedProviderPathFromPSPath(Path);
        var content = Render(System.IO.Path.GetExtension(path));
        if (ShouldProcess(path, Activity))
            WriteObject(Wait(Waiting.ForAsync(() => WholeFile.Write(path, content, NoClobber, Force), abandoned: null, StopToken)));
    }
}
