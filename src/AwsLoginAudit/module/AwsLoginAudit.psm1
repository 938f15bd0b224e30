# Scripts that an application control policy does not trust may not load assemblies.
if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
    throw "AwsLoginAudit needs the language mode FullLanguage, but PowerShell runs it in $($ExecutionContext.SessionState.LanguageMode). An application control policy (App Control for Business or AppLocker) does not trust the module. Change the policy so that it trusts every file in $PSScriptRoot, and import the module again."
}

# PowerShell 7 loads the cmdlets into their own load context, so that they are isolated from the AWS SDK of other modules.
# Windows PowerShell loads the cmdlets and their dependencies from their folder.
if ($PSVersionTable.PSVersion.Major -ge 7) {
    $file = [System.IO.Path]::Combine($PSScriptRoot, 'bin', 'net8.0', 'AwsLoginAudit.Loader.dll')
    $other = [System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies.Where({ $_.GetName().Name -eq 'AwsLoginAudit.Loader' -and $_.Location -ne $file })
    if ($other) {
        throw "AwsLoginAudit is already loaded in this process, from $($other[0].Location). To import it from $PSScriptRoot, start a new PowerShell session."
    }
    $loader = [System.Runtime.Loader.AssemblyLoadContext]::Default.LoadFromAssemblyPath($file).GetType('AwsLoginAudit.Loader.ModuleLoadContext')
    $cmdlets = Microsoft.PowerShell.Core\Import-Module -Assembly ($loader::LoadCmdlets()) -PassThru
}
else {
    $folder = [System.IO.Path]::Combine($PSScriptRoot, 'bin', 'netstandard2.0')
    $loader = [System.Reflection.Assembly]::LoadFrom([System.IO.Path]::Combine($folder, 'AwsLoginAudit.Loader.dll')).GetType('AwsLoginAudit.Loader.ModuleFolder')
    $loader::Enter()
    $ExecutionContext.SessionState.Module.OnRemove = { $loader::Leave() }.GetNewClosure()
    $cmdlets = Microsoft.PowerShell.Core\Import-Module -Name ([System.IO.Path]::Combine($folder, 'AwsLoginAudit.dll')) -PassThru
}

# When the module is imported again, PowerShell does not export the cmdlets of its nested binary module automatically.
$export = [System.Management.Automation.PSModuleInfo].GetMethod('AddExportedCmdlet', [System.Reflection.BindingFlags]'Instance, NonPublic')
foreach ($cmdlet in $cmdlets.ExportedCmdlets.Values) {
    $null = $export.Invoke($ExecutionContext.SessionState.Module, @(, $cmdlet))
}
