using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;

namespace AwsLoginAudit.Tests.Packaging;

public sealed class ManifestTests : IDisposable
{
    private readonly Engine engine = new();

    internal static Hashtable Manifest { get; } = ReadManifest();

    /// <summary>What the gallery reads.</summary>
    internal static Hashtable Gallery { get; } = (Hashtable)((Hashtable)Manifest["PrivateData"]!)["PSData"]!;

    [Fact]
    public void Every_cmdlet_of_the_assembly_is_exported_and_no_other() =>
        Assert.Equal(
            CmdletTypes().Select(NameOf).Order(StringComparer.Ordinal),
            ((object[])Manifest["CmdletsToExport"]!).Cast<string>().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_exported_cmdlet_can_be_run_after_import() =>
        Assert.Equal(
            CmdletTypes().Select(NameOf).Order(StringComparer.Ordinal),
            engine.Run("(Get-Command -Module AwsLoginAudit).Name").Output.Select(name => name.ToString()).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_cmdlet_says_what_it_emits() =>
        Assert.All(CmdletTypes(), type => Assert.NotEmpty(Assert.Single(type.GetCustomAttributes<OutputTypeAttribute>()).Type));

    [Fact]
    public void Files_that_the_manifest_names_are_there()
    {
        string[] files = [(string)Manifest["RootModule"]!, .. ((object[])Manifest["FormatsToProcess"]!).Cast<string>(), "LICENSE"];
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(Built.Module, file)), file));
    }

    [Fact]
    public void Every_assembly_of_the_module_has_the_manifests_version()
    {
        var version = Version.Parse((string)Manifest["ModuleVersion"]!);
        var own = Directory.GetFiles(Built.Module, "AwsLoginAudit*.dll", SearchOption.AllDirectories);
        Assert.NotEmpty(own);
        Assert.All(own, file => Assert.Equal(version, new Version(AssemblyName.GetAssemblyName(file).Version!.ToString(3))));
    }

    [Theory]
    [InlineData("FunctionsToExport")]
    [InlineData("AliasesToExport")]
    [InlineData("VariablesToExport")]
    public void Nothing_else_is_exported_and_nothing_by_wildcard(string exports)
    {
        Assert.Empty((object[])Manifest[exports]!);
        Assert.DoesNotContain((object[])Manifest["CmdletsToExport"]!, name => ((string)name).Contains('*', StringComparison.Ordinal));
    }

    [Fact]
    public void Release_notes_are_the_changelogs_newest_section()
    {
        var changelog = File.ReadAllText(Path.Combine(Built.Repository, "CHANGELOG.md")).ReplaceLineEndings("\n");
        var section = changelog.Split("\n## ")[1];
        Assert.Equal(section[section.IndexOf('\n', StringComparison.Ordinal)..].Trim(), ((string)Gallery["ReleaseNotes"]!).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void It_imports_in_both_editions() =>
        Assert.Equal(["Core", "Desktop"], ((object[])Manifest["CompatiblePSEditions"]!).Cast<string>().Order(StringComparer.Ordinal));

    public void Dispose() => engine.Dispose();

    private IEnumerable<Type> CmdletTypes()
    {
        var command = Assert.IsType<CmdletInfo>(Assert.Single(engine.Run("Get-Command Get-LoginAuditFailure").Output).BaseObject);
        return command.ImplementingType.Assembly.GetTypes().Where(type => type.IsDefined(typeof(CmdletAttribute)));
    }

    private static CmdletAttribute Attribute(Type type) => type.GetCustomAttribute<CmdletAttribute>()!;

    private static string NameOf(Type type) => $"{Attribute(type).VerbName}-{Attribute(type).NounName}";

    private static Hashtable ReadManifest()
    {
        var script = Parser.ParseFile(Built.Manifest, out _, out var errors);
        Assert.Empty(errors);
        return (Hashtable)((HashtableAst)script.Find(ast => ast is HashtableAst, searchNestedScriptBlocks: false)!).SafeGetValue();
    }
}
