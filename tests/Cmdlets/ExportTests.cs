using System.Management.Automation;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>Cmdlets that write a file overwrite it, keep it or force it as those of PowerShell do.</summary>
public sealed class ExportTests : IDisposable
{
    private const string Older = "an older file";

    private static readonly Dictionary<string, (string File, string Command)> Exports = new()
    {
        ["Export-LoginAuditReport"] = ("report.txt", "@() | New-LoginAuditReport | Export-LoginAuditReport $file"),
        ["Export-LoginAuditTemplate"] = ("template.yaml", "Export-LoginAuditTemplate $file -S3Bucket code -S3Key AwsLoginAudit.Responder.zip"),
    };

    private readonly TemporaryFolder folder = new();
    private readonly Engine engine = new();

    public static TheoryData<string> Names => [.. Exports.Keys];

    [Fact]
    public void Every_cmdlet_that_writes_a_file_has_NoClobber_and_Force_and_emits_the_file()
    {
        var cmdlets = engine.Run("Get-Command -Module AwsLoginAudit -Verb Export").Output.Select(command => (CmdletInfo)command.BaseObject).ToList();
        Assert.Equal(Exports.Keys.Order(StringComparer.Ordinal), cmdlets.Select(cmdlet => cmdlet.Name).Order(StringComparer.Ordinal));
        foreach (var cmdlet in cmdlets)
        {
            Assert.True(cmdlet.Parameters["NoClobber"].SwitchParameter);
            Assert.True(cmdlet.Parameters["Force"].SwitchParameter);
            Assert.Equal(typeof(FileInfo), Assert.Single(cmdlet.OutputType).Type);
        }
    }

    // The last of several would hide the others.
    [Fact]
    public void Several_reports_do_not_overwrite_one_another()
    {
        engine.Set("file", folder.File("several.txt"));
        var (error, _) = engine.Fail("1, 2 | ForEach-Object { @() | New-LoginAuditReport } | Export-LoginAuditReport $file");
        Assert.StartsWith("FileExists,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NoClobber_keeps_an_existing_file_also_with_Force(string name)
    {
        var (file, command) = Exports[name];
        engine.Set("file", folder.Write(file, Older));
        foreach (var more in (string[])["-NoClobber", "-NoClobber -Force"])
        {
            var (error, outcome) = engine.Fail($"{command} {more}");
            Assert.StartsWith("FileExists,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Equal(ErrorCategory.ResourceExists, error.CategoryInfo.Category);
            Assert.Equal(folder.File(file), error.TargetObject);
            Assert.Empty(outcome.Output);
        }
        Assert.Equal(Older, File.ReadAllText(folder.File(file)));
        Assert.Equal([folder.File(file)], Directory.GetFiles(folder.Path));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NoClobber_writes_a_new_file_and_emits_it(string name)
    {
        var (file, command) = Exports[name];
        engine.Set("file", folder.File(file));
        Assert.Equal(folder.File(file), Assert.Single(engine.Run($"{command} -NoClobber").Objects<FileInfo>()).FullName);
        Assert.NotEmpty(File.ReadAllText(folder.File(file)));
        Assert.Equal([folder.File(file)], Directory.GetFiles(folder.Path));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_existing_file_is_overwritten_without_NoClobber(string name)
    {
        var (file, command) = Exports[name];
        engine.Set("file", folder.Write(file, Older));
        Assert.Single(engine.Run(command).Objects<FileInfo>());
        Assert.NotEqual(Older, File.ReadAllText(folder.File(file)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Only_Force_overwrites_a_read_only_file_which_stays_read_only(string name)
    {
        var (file, command) = Exports[name];
        engine.Set("file", folder.Write(file, Older));
        File.SetAttributes(folder.File(file), FileAttributes.ReadOnly);

        var (error, _) = engine.Fail(command);
        Assert.StartsWith("FileNotWritten,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-Force", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(Older, File.ReadAllText(folder.File(file)));

        Assert.Single(engine.Run($"{command} -Force").Objects<FileInfo>());
        Assert.NotEqual(Older, File.ReadAllText(folder.File(file)));
        Assert.True(new FileInfo(folder.File(file)).IsReadOnly);
        File.SetAttributes(folder.File(file), FileAttributes.Normal);
    }

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }
}
