using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using NuGet.ProjectModel;

namespace AwsLoginAudit.Packaging;

/// <summary>
/// The bill of materials in CycloneDX format: every file with its hash, every package with its version and licence, and the package of each file. A tool that
/// reads the project would list packages that are not included, and no files.
/// </summary>
internal sealed class BillOfMaterials(ModuleManifest manifest, IReadOnlyList<LockFile> restored)
{
    private const string FunctionFramework = "net10.0";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    private readonly SortedDictionary<string, ShippedPackage> packages = new(StringComparer.Ordinal);
    private readonly List<(string File, string Package)> origins = [];

    public byte[] Of(IReadOnlyList<ModuleFile> files)
    {
        var components = files.Select(Component).ToList();
        var root = $"{manifest.Name}@{manifest.Version}";
        return JsonSerializer.SerializeToUtf8Bytes(
            new JsonObject
            {
                ["$schema"] = "http://cyclonedx.org/schema/bom-1.6.schema.json",
                ["bomFormat"] = "CycloneDX",
                ["specVersion"] = "1.6",
                ["version"] = 1,
                ["metadata"] = new JsonObject
                {
                    ["component"] = new JsonObject
                    {
                        ["type"] = "library",
                        ["bom-ref"] = root,
                        ["publisher"] = manifest.Author,
                        ["name"] = manifest.Name,
                        ["version"] = manifest.Version,
                        ["description"] = manifest.Description,
                        ["licenses"] = Licences("MIT"),
                    },
                },
                ["components"] = new JsonArray([.. packages.Values.Select(Component), .. components]),
                ["dependencies"] = new JsonArray([Dependency(root, packages.Keys), .. packages.Values.Select(Dependency), .. origins.Select(origin => Dependency(origin.File, [origin.Package]))]),
            },
            Indented);
    }

    private JsonObject Component(ModuleFile file)
    {
        var component = FileComponent(file.Path, file);
        if (file.Path.Split('/') is ["bin", var framework, var name] && Origin(file.Path, name, framework) is { } source
            && !File.ReadAllBytes(source).AsSpan().SequenceEqual(file.Content))
        {
            throw new InvalidDataException($"{file.Path} is not the file that its package has: {source}.");
        }
        if (file.Path.EndsWith(".zip", StringComparison.Ordinal))
            component["components"] = new JsonArray([.. Entries(file)]);
        return component;
    }

    // The files in the zip are compiled ahead of time, so they are not identical to those in the packages.
    private IEnumerable<JsonObject> Entries(ModuleFile zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip.Content));
        foreach (var entry in archive.Entries)
        {
            using var content = new MemoryStream();
            using (var stream = entry.Open())
                stream.CopyTo(content);
            var reference = $"{zip.Path}!{entry.FullName}";
            Origin(reference, entry.FullName, FunctionFramework);
            yield return FileComponent(reference, new ModuleFile(entry.FullName, content.ToArray()));
        }
    }

    private string? Origin(string reference, string name, string framework)
    {
        if (ShippedPackage.Of(name, framework, restored) is not { } origin)
        {
            return name.StartsWith(manifest.Name, StringComparison.Ordinal)
                ? null
                : throw new InvalidDataException($"{reference} is of no package, and not of this project.");
        }
        // A package can have other dependencies in another edition.
        var known = packages.TryGetValue(origin.Package.Purl, out var package) ? package.Dependencies : [];
        packages[origin.Package.Purl] = origin.Package with { Dependencies = [.. known.Union(origin.Package.Dependencies, StringComparer.OrdinalIgnoreCase)] };
        origins.Add((reference, origin.Package.Purl));
        return origin.File;
    }

    private static JsonObject FileComponent(string reference, ModuleFile file) => new()
    {
        ["type"] = "file",
        ["bom-ref"] = reference,
        ["name"] = file.Path,
        ["hashes"] = Hashes("SHA-256", file.Sha256),
    };

    private static JsonObject Component(ShippedPackage package) => new()
    {
        ["type"] = "library",
        ["bom-ref"] = package.Purl,
        ["publisher"] = package.Publisher,
        ["name"] = package.Id,
        ["version"] = package.Version,
        ["hashes"] = Hashes("SHA-512", package.Sha512),
        ["licenses"] = Licences(package.Licence),
        ["purl"] = package.Purl,
    };

    private JsonObject Dependency(ShippedPackage package) =>
        Dependency(package.Purl, packages.Values.Where(other => package.Dependencies.Contains(other.Id, StringComparer.OrdinalIgnoreCase)).Select(other => other.Purl));

    private static JsonObject Dependency(string reference, IEnumerable<string> on) =>
        new() { ["ref"] = reference, ["dependsOn"] = new JsonArray([.. on.Select(name => JsonValue.Create(name))]) };

    private static JsonArray Hashes(string algorithm, string content) => [new JsonObject { ["alg"] = algorithm, ["content"] = content }];

    private static JsonArray Licences(string id) => [new JsonObject { ["license"] = new JsonObject { ["id"] = id } }];
}
