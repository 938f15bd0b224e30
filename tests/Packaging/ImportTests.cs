using System.Globalization;

namespace AwsLoginAudit.Tests.Packaging;

/// <summary>Importing the module, again and again, in strict mode: it works, and leaves nothing behind.</summary>
public sealed class ImportTests
{
    // All that an import could leave: who is asked for assemblies, load contexts, subscriptions, completers, and names in the session.
    private const string Trace = """
        $hidden = [System.Reflection.BindingFlags]'Instance, Static, NonPublic, Public'
        $context = $ExecutionContext.GetType().GetField('_context', $hidden).GetValue($ExecutionContext)
        function Get-Names { 'Variable:', 'Alias:', 'Function:' | ForEach-Object { $ExecutionContext.SessionState.InvokeProvider.ChildItem.GetNames($_, 'ReturnMatchingContainers', $false) } }
        function Get-Trace {
            $names = @(Get-Names | Where-Object { $_ -notin $known })
            $asked = [System.Runtime.Loader.AssemblyLoadContext].GetField('AssemblyResolve', $hidden).GetValue($null)
            $resolving = [System.Runtime.Loader.AssemblyLoadContext].GetField('_resolving', $hidden).GetValue([System.Runtime.Loader.AssemblyLoadContext]::Default)
            $completers = 'CustomArgumentCompleters', 'NativeArgumentCompleters' | ForEach-Object { $context.GetType().GetProperty($_, $hidden).GetValue($context) }
            'asked {0}, resolving {1}, contexts {2}, subscribers {3}, completers {4}, names {5}' -f `
                $(if ($asked) { $asked.GetInvocationList().Where({ $_.Method.DeclaringType.Namespace -eq 'AwsLoginAudit.Loader' }).Count } else { 0 }),
                $(if ($resolving) { $resolving.GetInvocationList().Count } else { 0 }),
                @([System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -eq AwsLoginAudit).Count,
                [runspace]::DefaultRunspace.Events.Subscribers.Count,
                @($completers | Where-Object { $_ }).Count,
                $names.Count
        }
        $known = @(Get-Names) + 'known'
        """;

    [Theory]
    [InlineData(Editions.Core, 0, 1)]
    [InlineData(Editions.Desktop, 1, 0)]
    public async Task Imported_twice_removed_and_imported_again_it_works_and_leaves_nothing(string edition, int asked, int contexts)
    {
        var import = Editions.Import(edition);
        var (output, errors) = await HostProcess.RunAsync(string.Join('\n', Trace, import, "Get-Trace", import, "Get-Trace", import + " -Force", "Get-Trace", """
            (Get-Command -Module AwsLoginAudit).Count
            New-LoginAuditAgentConfiguration | ForEach-Object Length
            Remove-Module AwsLoginAudit
            Get-Trace
            @(Get-Command *-LoginAudit*).Count
            """, import, "Get-Trace", "(Get-Command -Module AwsLoginAudit).Count", "New-LoginAuditAgentConfiguration | ForEach-Object Length", "Remove-Module AwsLoginAudit", "Get-Trace"));
        Assert.Empty(errors);

        // The one that resolves is PowerShell's own.
        string Left(int handlers) => string.Create(CultureInfo.InvariantCulture, $"asked {handlers}, resolving 1, contexts {contexts}, subscribers 0, completers 0, names 0");
        var (cmdlets, length) = (output[3], output[4]);
        Assert.Equal([Left(asked), Left(asked), Left(asked), cmdlets, length, Left(0), "0", Left(asked), cmdlets, length, Left(0)], output);
        Assert.NotEqual("0", cmdlets);
    }

    // As in a session that App Control for Business restricts, where the policy does not trust the module.
    [Fact]
    public async Task In_constrained_language_mode_the_import_fails_and_says_what_to_do()
    {
        var pwsh = await Pwsh.RunAsync($$"""
            $ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'
            try { Import-Module '{{Built.Manifest}}' } catch { "$_" }
            @(Get-Module AwsLoginAudit).Count
            """);
        var lines = pwsh.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains("ConstrainedLanguage", lines[0], StringComparison.Ordinal);
        Assert.Contains("App Control for Business", lines[0], StringComparison.Ordinal);
        Assert.Contains(Path.TrimEndingDirectorySeparator(Built.Module), lines[0], StringComparison.Ordinal);
        Assert.Equal(("0", ""), (lines[1], pwsh.Errors));
    }

    // A script cannot do it: assemblies are asked for on threads that have no runspace.
    [Fact]
    public async Task Windows_PowerShell_finds_the_modules_assemblies_for_the_module_and_for_nobody_else()
    {
        var (output, errors) = await HostProcess.RunAsync(string.Join('\n', Editions.Import(Editions.Desktop), $$"""
            $hidden = [System.Reflection.BindingFlags]'Instance, Static, NonPublic'
            $handler = [System.Runtime.Loader.AssemblyLoadContext].GetField('AssemblyResolve', $hidden).GetValue($null).GetInvocationList().Where({ $_.Method.DeclaringType.Name -eq 'ModuleFolder' })[0]
            $ours = (Get-Command Get-LoginAuditFailure).ImplementingType.Assembly
            $theirs = [powershell].Assembly
            function Ask($name, $requester) {
                $found = $handler.Invoke($null, [System.ResolveEventArgs]::new($name, $requester))
                if ($found) { '{0} {1}' -f $found.GetName().Version, [System.IO.Path]::GetFileName($found.Location) } else { 'none' }
            }
            $token = 'Culture=neutral, PublicKeyToken=bede1c8a46c66814'
            Ask "MimeKit, Version=4.18.0.0, $token" $ours
            Ask "MimeKit, Version=4.0.0.0, $token" $ours
            Ask "MimeKit" $ours
            Ask "MimeKit, Version=99.0.0.0, $token" $ours
            Ask 'MimeKit, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a' $ours
            Ask 'Elsewhere, Version=1.0.0.0' $ours
            Ask "MimeKit, Version=4.18.0.0, $token" $theirs
            Ask "MimeKit, Version=4.0.0.0, $token" $theirs
            Ask "MimeKit, Version=4.18.0.0, $token" $null
            Ask 'MimeKit' $null
            """));
        Assert.Empty(errors);
        const string found = "4.18.0.0 MimeKit.dll";
        Assert.Equal([found, found, found, "none", "none", "none", found, "none", found, "none"], output);
    }

    [Fact]
    public async Task AWS_is_offered_TLS_1_2_in_Windows_PowerShell_whatever_the_process_offers()
    {
        var (output, errors) = await HostProcess.RunAsync(string.Join('\n', Editions.Import(Editions.Desktop), $$"""
            $aws = [System.Reflection.Assembly]::LoadFrom('{{Path.Combine(Editions.Folder(Editions.Desktop), "AwsLoginAudit.Aws.dll")}}')
            $rates = $aws.GetType('AwsLoginAudit.Aws.LogsRates').GetConstructors()[0].Invoke(@('us-east-1', $null))
            $client = $aws.GetType('AwsLoginAudit.Aws.ReachableHttpClientFactory').GetConstructors()[0].Invoke(@($null, $rates)).CreateHttpClient($null)
            $handler = [System.Net.Http.HttpMessageInvoker].GetField('_handler', [System.Reflection.BindingFlags]'Instance, NonPublic').GetValue($client)
            while ($handler -is [System.Net.Http.DelegatingHandler]) { $handler = $handler.InnerHandler }
            '{0} {1}' -f $handler.GetType().Name, $handler.SslProtocols
            [System.Net.ServicePointManager]::SecurityProtocol
            """));
        Assert.Empty(errors);
        Assert.Equal(["HttpClientHandler Tls12", "SystemDefault"], output);
    }

    [Fact]
    public async Task Another_copy_of_the_module_asks_for_a_new_session()
    {
        using var folder = new TemporaryFolder();
        var copy = Directory.CreateDirectory(folder.File("AwsLoginAudit")).FullName;
        foreach (var file in Directory.GetFiles(Built.Module))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        var (output, errors) = await HostProcess.RunAsync(string.Join('\n', Editions.Import(Editions.Core), "Remove-Module AwsLoginAudit", Editions.Import(Editions.Core, Path.Combine(copy, "AwsLoginAudit.psd1"))));
        Assert.Empty(output);
        Assert.Contains("start a new PowerShell session", errors, StringComparison.Ordinal);
    }
}
