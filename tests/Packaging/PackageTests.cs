using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace AwsLoginAudit.Tests.Packaging;

[Collection(BuiltPackage.Tests)]
public sealed class PackageTests(BuiltPackage package)
{
    private const int MostMegabytes = 12;

    private static readonly string[] BothEditions =
    [
        "AWSSDK.Core", "AWSSDK.DynamoDBv2", "AWSSDK.SQS", "AWSSDK.SSO", "AWSSDK.SSOOIDC", "AWSSDK.SecurityToken", "AWSSDK.SimpleSystemsManagement",
        "AwsLoginAudit", "AwsLoginAudit.Aws", "AwsLoginAudit.AwsSdk", "AwsLoginAudit.Core", "AwsLoginAudit.Loader", "MimeKit",
    ];

    // What .NET itself has in PowerShell 7.
    private static readonly string[] DesktopOnly =
    [
        "Microsoft.Bcl.AsyncInterfaces", "System.Buffers", "System.Memory", "System.Numerics.Vectors", "System.Runtime.CompilerServices.Unsafe",
        "System.Text.Encodings.Web", "System.Text.Json", "System.Threading.Tasks.Extensions",
    ];

    private static readonly string[] Files =
    [
        "AwsLoginAudit.Responder.zip", "AwsLoginAudit.cdx.json", "AwsLoginAudit.format.ps1xml", "AwsLoginAudit.psd1", "AwsLoginAudit.psm1",
        "AwsLoginAudit.types.ps1xml", "LICENSE", "SECURITY.md", "THIRD-PARTY-NOTICES-dotnet.txt", "THIRD-PARTY-NOTICES.txt",
        "en-US/AwsLoginAudit.dll-Help.xml", "en-US/about_AwsLoginAudit.help.txt", "en-US/about_LoginAuditCost.help.txt",
        "en-US/about_LoginAuditExclusions.help.txt", "en-US/about_LoginAuditFindings.help.txt", "en-US/about_LoginAuditPermissions.help.txt", "en-US/about_LoginAuditRunbook.help.txt", "en-US/about_LoginAuditTroubleshooting.help.txt",
        "samples/attack.jsonl", "samples/auditor-csv.ps1", "samples/daily-summary.ps1", "samples/fleet-from-tags.ps1", "samples/forward-to-siem.ps1",
        "samples/one-account.ps1", "samples/scheduled-task.ps1",
        .. BothEditions.Select(name => $"bin/net8.0/{name}.dll"),
        .. BothEditions.Concat(DesktopOnly).Select(name => $"bin/netstandard2.0/{name}.dll"),
    ];

    [Fact]
    public void Exactly_these_files_ship() =>
        Assert.Equal(Files.Order(StringComparer.Ordinal), package.Files.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void It_stays_small()
    {
        Assert.InRange(new FileInfo(package.Gallery).Length, 1, MostMegabytes * 1024 * 1024);
        Assert.InRange(new FileInfo(package.Zip).Length, 1, MostMegabytes * 1024 * 1024);
    }

    [Fact]
    public void The_build_prints_every_file_with_its_size() =>
        Assert.All(package.Files, file => Assert.Matches($@"(?m)^ *{file.Value.Length:N0}  {file.Key}\r?$", package.Listing));

    // Other times of the files, another folder, another order of their making.
    [Fact]
    public async Task The_same_files_make_the_same_package_to_the_byte()
    {
        using var again = new TemporaryFolder();
        using var copy = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Built.Module, "*", SearchOption.AllDirectories).OrderDescending(StringComparer.Ordinal))
        {
            var target = copy.File(Path.GetRelativePath(Built.Module, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await File.WriteAllBytesAsync(target, await File.ReadAllBytesAsync(file));
        }
        await BuiltPackage.MakeAsync(copy.Path, again.Path);
        foreach (var made in new[] { package.Gallery, package.Zip, package.Bill })
            Assert.Equal(await File.ReadAllBytesAsync(made), await File.ReadAllBytesAsync(again.File(Path.GetFileName(made))));
    }

    [Fact]
    public void The_function_in_it_says_nothing_of_when_it_was_built()
    {
        using var zip = new ZipArchive(new MemoryStream(package.Files["AwsLoginAudit.Responder.zip"]));
        Assert.Equal(zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal), zip.Entries.Select(entry => entry.FullName));
        Assert.All(zip.Entries, entry => Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime));
    }

    [Fact]
    public void The_zip_holds_the_same_in_a_folder_of_the_modules_name_and_version()
    {
        using var zip = ZipFile.OpenRead(package.Zip);
        Assert.Equal(
            package.Files.ToDictionary(file => $"AwsLoginAudit/{BuiltPackage.Version}/{file.Key}", file => BuiltPackage.Sha256(file.Value)),
            zip.Entries.ToDictionary(entry => entry.FullName, entry => BuiltPackage.Sha256(BuiltPackage.Read(entry))));
    }

    [Fact]
    public void The_gallery_reads_from_it_what_the_manifest_says()
    {
        using var archive = ZipFile.OpenRead(package.Gallery);
        var metadata = XDocument.Parse(Encoding.UTF8.GetString(BuiltPackage.Read(archive.GetEntry("AwsLoginAudit.nuspec")!)).TrimStart('\uFEFF')).Root!.Elements().Single();
        string Said(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;
        string Declared(string name) => (string)(ManifestTests.Manifest[name] ?? ManifestTests.Gallery[name])!;

        Assert.Equal("AwsLoginAudit", Said("id"));
        Assert.Equal(Declared("ModuleVersion"), Said("version"));
        Assert.Equal(Declared("Author"), Said("authors"));
        Assert.Equal(Declared("CompanyName"), Said("owners"));
        Assert.Equal(Declared("Description"), Said("description"));
        Assert.Equal(Declared("Copyright"), Said("copyright"));
        Assert.Equal(Declared("LicenseUri"), Said("licenseUrl"));
        Assert.Equal(Declared("ProjectUri"), Said("projectUrl"));
        Assert.Equal(Declared("ReleaseNotes"), Said("releaseNotes"));
        var cmdlets = ((object[])ManifestTests.Manifest["CmdletsToExport"]!).Cast<string>().ToList();
        string[] tags = ["PSModule", "PSIncludes_Cmdlet", .. ((object[])ManifestTests.Gallery["Tags"]!).Cast<string>(), .. cmdlets.Select(name => "PSCmdlet_" + name), .. cmdlets.Select(name => "PSCommand_" + name)];
        Assert.Equal(tags.Order(StringComparer.Ordinal), Said("tags").Split(' ').Order(StringComparer.Ordinal));
        Assert.DoesNotContain(metadata.Elements(), element => element.Name.LocalName is "dependencies" or "files");
    }

    [Fact]
    public async Task Installed_as_from_the_gallery_it_is_imported_by_name_and_reads_a_log_group()
    {
        using var modules = new TemporaryFolder();
        package.Install(modules.Path);
        await using var account = await IsolationTests.LoadedAsync();
        var (output, errors) = await HostProcess.RunAsync(
            string.Join('\n', "Set-StrictMode -Version Latest", "Import-Module AwsLoginAudit", IsolationTests.Read(account), "(Get-Module AwsLoginAudit).ModuleBase"), ("PSModulePath", modules.Path));
        Assert.Empty(errors);
        Assert.Equal(["i-00000000000000001 300", "i-00000000000000002 300", modules.File(Path.Combine("AwsLoginAudit", BuiltPackage.Version))], output);
    }

    [Fact]
    public void The_installed_manifest_passes_PowerShells_own_test()
    {
        using var modules = new TemporaryFolder();
        package.Install(modules.Path);
        using var engine = new Engine();
        var outcome = engine.Run($"Test-ModuleManifest '{modules.File(Path.Combine("AwsLoginAudit", BuiltPackage.Version, "AwsLoginAudit.psd1"))}' | ForEach-Object {{ $_.Version.ToString() }}");
        Assert.Empty(outcome.Errors);
        Assert.Empty(outcome.Warnings);
        Assert.Equal(BuiltPackage.Version, Assert.Single(outcome.Output).ToString());
    }
}
