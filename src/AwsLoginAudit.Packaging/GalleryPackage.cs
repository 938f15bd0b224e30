using NuGet.Common;
using NuGet.Packaging;
using NuGet.Versioning;

namespace AwsLoginAudit.Packaging;

/// <summary>Writes the nupkg in the form of Publish-PSResource, so that the PowerShell Gallery lists the cmdlets.</summary>
internal static class GalleryPackage
{
    public static void Write(string path, ModuleManifest manifest, IEnumerable<ModuleFile> files)
    {
        var package = new PackageBuilder(deterministic: true, NullLogger.Instance)
        {
            DeterministicTimestamp = ReproducibleZip.Timestamp.ToString("O"),
            Id = manifest.Name,
            Version = NuGetVersion.Parse(manifest.Version),
            Description = manifest.Description,
            Copyright = manifest.Copyright,
            ReleaseNotes = manifest.ReleaseNotes,
            LicenseUrl = new Uri(manifest.LicenseUri),
            ProjectUrl = new Uri(manifest.ProjectUri),
        };
        package.Authors.Add(manifest.Author);
        package.Owners.Add(manifest.CompanyName);
        package.Tags.UnionWith(
        [
            "PSModule", .. manifest.Tags, "PSIncludes_Cmdlet",
            .. manifest.Cmdlets.SelectMany(cmdlet => new[] { $"PSCmdlet_{cmdlet}", $"PSCommand_{cmdlet}" }),
        ]);
        package.Files.AddRange(files.Select(file => new PhysicalPackageFile(new MemoryStream(file.Content)) { TargetPath = file.Path }));
        using var stream = File.Create(path);
        package.Save(stream);
    }
}
