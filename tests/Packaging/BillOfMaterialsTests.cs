using System.IO.Compression;
using System.Text.Json.Nodes;

namespace AwsLoginAudit.Tests.Packaging;

/// <summary>The bill of materials names what is in the package, all of it, and nothing else.</summary>
[Collection(BuiltPackage.Tests)]
public sealed class BillOfMaterialsTests(BuiltPackage package)
{
    private const string Function = "AwsLoginAudit.Responder.zip";

    private static readonly string[] Licences = ["MIT", "Apache-2.0"];

    [Fact]
    public void It_lies_in_the_package_and_beside_it() =>
        Assert.Equal(File.ReadAllBytes(package.Bill), package.Files["AwsLoginAudit.cdx.json"]);

    [Fact]
    public void It_has_the_hash_of_every_file_but_itself_and_of_every_file_of_the_function()
    {
        Assert.Equal(Hashes(package.Files.Where(file => file.Key != "AwsLoginAudit.cdx.json").Select(file => (file.Key, file.Value))), Told(Components("file")));
        using var zip = new ZipArchive(new MemoryStream(package.Files[Function]));
        var function = Components("file").Single(file => (string)file["name"]! == Function);
        Assert.Equal(Hashes(zip.Entries.Select(entry => (entry.FullName, BuiltPackage.Read(entry)))), Told(function["components"]!.AsArray()!));
    }

    [Fact]
    public void It_has_the_package_of_every_assembly_that_is_not_the_projects_own()
    {
        using var zip = new ZipArchive(new MemoryStream(package.Files[Function]));
        var foreign = package.Files.Keys.Concat(zip.Entries.Select(entry => $"{Function}!{entry.FullName}"))
            .Where(name => name.EndsWith(".dll", StringComparison.Ordinal) && !Path.GetFileName(name.Split('!')[^1]).StartsWith("AwsLoginAudit", StringComparison.Ordinal));
        Assert.All(foreign, name =>
        {
            var origin = Assert.Single(DependenciesOf(name));
            Assert.Equal(Path.GetFileNameWithoutExtension(name.Split('!')[^1]), origin.Split('/', '@')[1]);
            Assert.Single(Components("library"), library => (string)library["bom-ref"]! == origin);
        });
    }

    [Fact]
    public void What_it_says_is_of_a_package_is_as_that_version_of_the_package_has_it() =>
        Assert.All(package.Files.Keys.Where(name => name.StartsWith("bin/", StringComparison.Ordinal)).SelectMany(DependenciesOf, (name, origin) => (name, origin)), file =>
        {
            var published = Path.Combine(Built.PackageCache, file.origin.Split('/', '@')[1].ToLowerInvariant(), file.origin.Split('@')[1], "lib");
            Assert.Contains(
                Directory.GetFiles(published, Path.GetFileName(file.name), SearchOption.AllDirectories),
                original => File.ReadAllBytes(original).AsSpan().SequenceEqual(package.Files[file.name]));
        });

    [Fact]
    public void Every_package_has_a_version_a_licence_and_a_place_in_the_notices()
    {
        var notices = System.Text.Encoding.UTF8.GetString(package.Files["THIRD-PARTY-NOTICES.txt"]);
        Assert.NotEmpty(Components("library"));
        Assert.All(Components("library"), library =>
        {
            var (name, version) = ((string)library["name"]!, (string)library["version"]!);
            Assert.Equal($"pkg:nuget/{name}@{version}", (string)library["purl"]!);
            Assert.Contains((string)library["licenses"]![0]!["license"]!["id"]!, Licences);
            Assert.Matches($@"(^|[\s,]){name.Replace(".", "\\.", StringComparison.Ordinal)}(,|\s)", notices);
        });
    }

    [Fact]
    public void Every_reference_in_it_leads_somewhere()
    {
        var bill = package.ReadBill();
        var known = new[] { bill["metadata"]!["component"]! }.Concat(bill["components"]!.AsArray()!)
            .SelectMany(component => component!["components"]?.AsArray().Append(component) ?? [component]).Select(component => (string)component!["bom-ref"]!).ToList();
        Assert.Equal(known.Count, known.Distinct().Count());
        Assert.All(bill["dependencies"]!.AsArray(), from =>
        {
            Assert.Contains((string)from!["ref"]!, known);
            Assert.All(from["dependsOn"]!.AsArray(), to => Assert.Contains((string)to!, known));
        });
    }

    private static Dictionary<string, string> Hashes(IEnumerable<(string Name, byte[] Content)> files) =>
        files.ToDictionary(file => file.Name, file => BuiltPackage.Sha256(file.Content));

    private static Dictionary<string, string> Told(IEnumerable<JsonNode> files) => files.ToDictionary(file => (string)file["name"]!, file =>
    {
        Assert.Equal("SHA-256", (string)file["hashes"]![0]!["alg"]!);
        return (string)file["hashes"]![0]!["content"]!;
    });

    private IEnumerable<JsonNode> Components(string type) => package.ReadBill()["components"]!.AsArray().Where(component => (string)component!["type"]! == type)!;

    private IEnumerable<string> DependenciesOf(string reference) =>
        package.ReadBill()["dependencies"]!.AsArray().Where(from => (string)from!["ref"]! == reference).SelectMany(from => from!["dependsOn"]!.AsArray()).Select(to => (string)to!);
}
