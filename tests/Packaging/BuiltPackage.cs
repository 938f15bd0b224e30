using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace AwsLoginAudit.Tests.Packaging;

/// <summary>The module as the gallery and an administrator get it, made once for all tests of it, as -t:Package makes it.</summary>
public sealed class BuiltPackage : IAsyncLifetime
{
    public const string Tests = "The package";

    // Parts of every nupkg, which are no files of the module: the gallery's clients do not install them.
    private static readonly string[] OpenPackaging = ["AwsLoginAudit.nuspec", "[Content_Types].xml", "_rels/", "package/"];

    private static readonly string[] ProjectsThatShip = ["AwsLoginAudit", "AwsLoginAudit.Responder"];

    private readonly TemporaryFolder folder = new();

    public static string Version { get; } = System.Reflection.AssemblyName.GetAssemblyName(Path.Combine(Built.Binaries("net8.0"), "AwsLoginAudit.dll")).Version!.ToString(3);

    /// <summary>What the build prints.</summary>
    public string Listing { get; private set; } = "";

    public string Gallery => folder.File($"AwsLoginAudit.{Version}.nupkg");

    public string Zip => folder.File($"AwsLoginAudit-{Version}.zip");

    public string Bill => folder.File($"AwsLoginAudit.{Version}.cdx.json");

    /// <summary>The files of the module in the package, with their contents.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; private set; } = new Dictionary<string, byte[]>();

    public async ValueTask InitializeAsync()
    {
        Listing = await MakeAsync(Built.Module, folder.Path);
        await using var package = await ZipFile.OpenReadAsync(Gallery);
        Files = package.Entries.Where(entry => !Array.Exists(OpenPackaging, part => entry.FullName.StartsWith(part, StringComparison.Ordinal))).ToDictionary(entry => entry.FullName, Read);
    }

    /// <summary>Makes a package of a folder, and hands back what is printed.</summary>
    public static async Task<string> MakeAsync(string module, string output)
    {
        var assets = ProjectsThatShip.Select(project => Path.Combine(Built.Repository, "src", project, "obj", "project.assets.json"));
        var made = await ChildProcess.RunAsync("dotnet", [Built.PackagingTool, "package", module, output, .. assets]);
        Assert.True(made!.ExitCode == 0, made.Errors);
        return made.Output;
    }

    /// <summary>Unpacks the package as Install-PSResource and Install-Module do, into a folder for PSModulePath.</summary>
    public void Install(string modules)
    {
        foreach (var (name, content) in Files)
        {
            var file = Path.Combine(modules, "AwsLoginAudit", Version, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
        }
    }

    public JsonNode ReadBill() => JsonNode.Parse(File.ReadAllText(Bill))!;

    public static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static byte[] Read(ZipArchiveEntry entry)
    {
        using var content = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(content);
        return content.ToArray();
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}

[CollectionDefinition(BuiltPackage.Tests)]
public sealed class BuiltPackageTests : ICollectionFixture<BuiltPackage>;
