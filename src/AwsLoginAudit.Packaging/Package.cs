using System.Globalization;
using System.Text;
using NuGet.ProjectModel;

namespace AwsLoginAudit.Packaging;

/// <summary>Creates the packages of the module, for the PowerShell Gallery and for administrators, with the bill of materials.</summary>
internal static class Package
{
    private const double Megabyte = 1024 * 1024;

    /// <summary>Creates the packages, and returns a list of their files and sizes.</summary>
    public static string Make(string module, string output, IEnumerable<string> assets)
    {
        var manifest = ModuleManifest.Read(Path.Combine(module, "AwsLoginAudit.psd1"));
        var files = ModuleFile.AllOf(module);
        var bill = new BillOfMaterials(manifest, [.. assets.Select(new LockFileFormat().Read)]).Of(files);
        var shipped = files.Append(new ModuleFile($"{manifest.Name}.cdx.json", bill)).OrderBy(file => file.Path, StringComparer.Ordinal).ToList();

        var (gallery, zip) = (Path.Combine(output, $"{manifest.Name}.{manifest.Version}.nupkg"), Path.Combine(output, $"{manifest.Name}-{manifest.Version}.zip"));
        GalleryPackage.Write(gallery, manifest, shipped);
        // The zip is unpacked in a folder of PSModulePath.
        ReproducibleZip.Write(zip, shipped.Select(file => file with { Path = $"{manifest.Name}/{manifest.Version}/{file.Path}" }));
        File.WriteAllBytes(Path.Combine(output, $"{manifest.Name}.{manifest.Version}.cdx.json"), bill);
        return Listing(shipped, gallery, zip);
    }

    private static string Listing(List<ModuleFile> shipped, params string[] made)
    {
        var listing = new StringBuilder();
        foreach (var file in shipped)
            listing.AppendLine(CultureInfo.InvariantCulture, $"{file.Content.Length,12:N0}  {file.Path}");
        listing.AppendLine(CultureInfo.InvariantCulture, $"{shipped.Sum(file => (long)file.Content.Length),12:N0}  in {shipped.Count} files");
        foreach (var path in made)
            listing.AppendLine(CultureInfo.InvariantCulture, $"{new FileInfo(path).Length / Megabyte,9:N1} MB  {path}");
        return listing.ToString();
    }
}
