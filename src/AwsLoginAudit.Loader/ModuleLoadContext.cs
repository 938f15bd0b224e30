using System.Reflection;
using System.Runtime.Loader;

namespace AwsLoginAudit.Loader;

/// <summary>
/// Isolates the cmdlets and their AWS SDK from other modules (PowerShell 7), so that any version of AWS Tools can be loaded before or after. Only Core, which
/// has no dependencies, is loaded into the session's context, so that the session can resolve its types.
/// </summary>
public sealed class ModuleLoadContext : AssemblyLoadContext
{
    private const string Shared = "AwsLoginAudit.Core";
    private const string Cmdlets = "AwsLoginAudit";

    private static readonly object Loading = new();
    private static Assembly? loaded;

    private readonly string folder;

    private ModuleLoadContext(string folder)
        : base(Cmdlets) => this.folder = folder;

    /// <summary>Loads the cmdlets, only once in a process.</summary>
    /// <returns>The assembly to import.</returns>
    public static Assembly LoadCmdlets()
    {
        lock (Loading)
        {
            return loaded ??= new ModuleLoadContext(Path.GetDirectoryName(typeof(ModuleLoadContext).Assembly.Location)!)
                .LoadFromAssemblyName(new AssemblyName(Cmdlets));
        }
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var path = Path.Combine(folder, assemblyName.Name + ".dll");
        if (!File.Exists(path))
            return null;
        return assemblyName.Name == Shared ? LoadShared(path) : LoadFromAssemblyPath(path);
    }

    // Another version of Core comes from another version of this module in the same process. Using it would fail later with an unclear error.
    private static Assembly LoadShared(string path)
    {
        var present = Default.Assemblies.FirstOrDefault(assembly => assembly.GetName().Name == Shared);
        if (present is null)
            return Default.LoadFromAssemblyPath(path);
        var (has, needs) = (present.GetName().Version, AssemblyName.GetAssemblyName(path).Version);
        return has == needs ? present : throw new FileLoadException(
            $"AwsLoginAudit {has} is already loaded in this process; version {needs} needs a new PowerShell session.", path);
    }
}
