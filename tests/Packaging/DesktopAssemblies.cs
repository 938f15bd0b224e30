using Mono.Cecil;

namespace AwsLoginAudit.Tests.Packaging;

/// <summary>What an assembly's reference leads to in Windows PowerShell 5.1: the module's folder, .NET Framework 4.7.2, or PowerShell itself.</summary>
internal sealed class DesktopAssemblies : IAssemblyResolver
{
    private readonly Dictionary<string, string> files = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, AssemblyDefinition> opened = new(StringComparer.OrdinalIgnoreCase);

    public DesktopAssemblies()
    {
        string[] folders = [Built.Binaries("netstandard2.0"), .. Framework, Built.PowerShellReferences];
        foreach (var file in folders.SelectMany(folder => Directory.GetFiles(folder, "*.dll")))
            files.TryAdd(Path.GetFileNameWithoutExtension(file), file);
        Shipped = [.. Directory.GetFiles(folders[0], "*.dll").Order(StringComparer.Ordinal).Select(file => Find(Path.GetFileNameWithoutExtension(file))!)];
    }

    /// <summary>Where the assemblies of .NET Framework 4.7.2 are.</summary>
    public static IReadOnlyList<string> Framework { get; } = [Built.FrameworkReferences, Path.Combine(Built.FrameworkReferences, "Facades")];

    /// <summary>The assemblies of the module's folder.</summary>
    public IReadOnlyList<AssemblyDefinition> Shipped { get; }

    public AssemblyDefinition? Find(string name)
    {
        if (!opened.TryGetValue(name, out var assembly) && files.TryGetValue(name, out var file))
            opened[name] = assembly = AssemblyDefinition.ReadAssembly(file, new ReaderParameters { AssemblyResolver = this });
        return assembly;
    }

    public AssemblyDefinition Resolve(AssemblyNameReference name) => Find(name.Name) ?? throw new AssemblyResolutionException(name);

    public AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters) => Resolve(name);

    public void Dispose()
    {
        foreach (var assembly in opened.Values)
            assembly.Dispose();
    }
}
