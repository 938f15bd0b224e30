using System.Collections;
using System.Management.Automation.Language;

namespace AwsLoginAudit.Packaging;

/// <summary>Reads the manifest of the module.</summary>
internal sealed class ModuleManifest
{
    private readonly Hashtable manifest;

    private ModuleManifest(string name, Hashtable manifest)
    {
        Name = name;
        this.manifest = manifest;
    }

    public string Name { get; }

    public string Version => Text("ModuleVersion");

    public string Author => Text("Author");

    public string CompanyName => Text("CompanyName");

    public string Copyright => Text("Copyright");

    public string Description => Text("Description");

    public IReadOnlyList<string> Cmdlets => Texts(manifest, "CmdletsToExport");

    public IReadOnlyList<string> Tags => Texts(Gallery, "Tags");

    public string LicenseUri => Text(Gallery, "LicenseUri");

    public string ProjectUri => Text(Gallery, "ProjectUri");

    public string ReleaseNotes => Text(Gallery, "ReleaseNotes");

    private Hashtable Gallery => (Hashtable)((Hashtable)manifest["PrivateData"]!)["PSData"]!;

    public static ModuleManifest Read(string path)
    {
        var script = Parser.ParseFile(path, out _, out var errors);
        if (errors.Length > 0)
            throw new InvalidDataException($"{path}: {errors[0].Message}");
        var table = script.Find(ast => ast is HashtableAst, searchNestedScriptBlocks: false)!;
        return new ModuleManifest(Path.GetFileNameWithoutExtension(path), (Hashtable)table.SafeGetValue());
    }

    private string Text(string key) => Text(manifest, key);

    private static string Text(Hashtable table, string key) =>
        table[key] as string ?? throw new InvalidDataException($"The manifest has no {key}.");

    private static string[] Texts(Hashtable table, string key) => [.. ((object[])table[key]!).Cast<string>()];
}
