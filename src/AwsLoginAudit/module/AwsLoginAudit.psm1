# Loads the cmdlets: in PowerShell 7 within their own load context, so that they never meet another module's AWS SDK;
# in Windows PowerShell from their folder, where the AWS SDK's own dependencies are looked for too.
if ($PSVersionTable.PSVersion.Major -ge 7) {
    $loader = [type]::GetType('AwsLoginAudit.Loader.ModuleLoadContext, AwsLoginAudit.Loader')
    if (-not $loader) {
        $file = [System.IO.Path]::Combine($PSScriptRoot, 'bin', 'net8.0', 'AwsLoginAudit.Loader.dll')
        $assembly = [System.Runtime.Loader.AssemblyLoadContext]::Default.LoadFromAssemblyPath($file)
        $loader = $assembly.GetType('AwsLoginAudit.Loader.ModuleLoadContext')
    }
    $cmdlets = Microsoft.PowerShell.Core\Import-Module -Assembly ($loader::LoadCmdlets()) -PassThru
}
else {
    $folder = [System.IO.Path]::Combine($PSScriptRoot, 'bin', 'netstandard2.0')
    $resolve = [System.ResolveEventHandler] {
        param($source, $request)
        $name = [System.Reflection.AssemblyName]::new($request.Name).Name
        $file = [System.IO.Path]::Combine($folder, "$name.dll")
        if ([System.IO.File]::Exists($file)) { [System.Reflection.Assembly]::LoadFrom($file) }
    }.GetNewClosure()
    [System.AppDomain]::CurrentDomain.add_AssemblyResolve($resolve)
    $ExecutionContext.SessionState.Module.OnRemove = { [System.AppDomain]::CurrentDomain.remove_AssemblyResolve($resolve) }.GetNewClosure()
    $cmdlets = Microsoft.PowerShell.Core\Import-Module -Name ([System.IO.Path]::Combine($folder, 'AwsLoginAudit.dll')) -PassThru
}

# Cmdlets of a nested binary module do not become the script module's own by themselves when it is imported again.
$export = [System.Management.Automation.PSModuleInfo].GetMethod('AddExportedCmdlet', [System.Reflection.BindingFlags]'Instance, NonPublic')
foreach ($cmdlet in $cmdlets.ExportedCmdlets.Values) {
    $null = $export.Invoke($ExecutionContext.SessionState.Module, @(, $cmdlet))
}
