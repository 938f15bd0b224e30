using NuGet.Frameworks;
using NuGet.Packaging;
using NuGet.ProjectModel;

namespace AwsLoginAudit.Packaging;

/// <summary>A package of which at least one file is included.</summary>
internal sealed record ShippedPackage(string Id, string Version, string Publisher, string Licence, string Sha512, IReadOnlyList<string> Dependencies)
{
    // Only one of the packages is older than licence expressions.
    private const string OldLicenceOfDotnet = "https://github.com/dotnet/corefx/blob/master/LICENSE.TXT";

    public string Purl => $"pkg:nuget/{Id}@{Version}";

    /// <summary>Returns the package that contains a file, and its path in the package; null if the file was built.</summary>
    public static (ShippedPackage Package, string File)? Of(string name, string framework, IEnumerable<LockFile> restored)
    {
        foreach (var assets in restored)
            foreach (var target in assets.Targets.Where(target => target.TargetFramework == NuGetFramework.Parse(framework)))
                foreach (var library in target.Libraries.Where(library => library.Type == "package"))
                {
                    var file = library.RuntimeAssemblies.FirstOrDefault(assembly => Path.GetFileName(assembly.Path) == name);
                    if (file is not null)
                        return Read(assets, library, file.Path);
                }
        return null;
    }

    private static (ShippedPackage Package, string File) Read(LockFile assets, LockFileTargetLibrary library, string file)
    {
        var restored = assets.GetLibrary(library.Name, library.Version);
        var folder = assets.PackageFolders.Select(root => Path.Combine(root.Path, restored.Path)).First(Directory.Exists);
        var about = new NuspecReader(Directory.GetFiles(folder, "*.nuspec").Single());
        var package = new ShippedPackage(
            about.GetId(),
            about.GetVersion().ToNormalizedString(),
            about.GetAuthors(),
            LicenceOf(about),
            Convert.ToHexStringLower(Convert.FromBase64String(restored.Sha512)),
            [.. library.Dependencies.Select(dependency => dependency.Id)]);
        return (package, Path.Combine(folder, file));
    }

    private static string LicenceOf(NuspecReader about) =>
        about.GetLicenseMetadata() is { Type: LicenseType.Expression } licence ? licence.License
        : about.GetLicenseUrl() == OldLicenceOfDotnet ? "MIT"
        : throw new InvalidDataException($"{about.GetId()} {about.GetVersion()}: what licence is {about.GetLicenseUrl()}?");
}
