using AwsLoginAudit.Packaging;

switch (args)
{
    case ["zip", var folder, var file]:
        ReproducibleZip.Write(file, ModuleFile.AllOf(folder));
        return 0;
    case ["manifest", var source, var changelog, var destination]:
        File.WriteAllText(destination, ReleaseNotes.WrittenInto(File.ReadAllText(source), File.ReadAllText(changelog), ModuleManifest.Read(source).Version));
        return 0;
    case ["package", var module, var output, .. var assets]:
        Console.Write(Package.Make(module, output, assets));
        return 0;
    default:
        Console.Error.WriteLine("zip <folder> <file> | manifest <psd1> <changelog> <psd1> | package <module> <output folder> <project.assets.json>…");
        return 1;
}
