using System.Reflection;

namespace AwsLoginAudit.Loader;

/// <summary>
/// Finds the module's assemblies in its own folder (Windows PowerShell). .NET Framework loads a strong-named assembly only in the exact version that is
/// requested, and packages request older versions than the module contains. The handler is compiled, because the first request may come from a thread without
/// a runspace, in which no script can run.
/// </summary>
public static class ModuleFolder
{
    private static readonly object Counting = new();
    private static readonly string Folder = Path.GetDirectoryName(typeof(ModuleFolder).Assembly.Location)!;

    private static int imports;

    /// <summary>Called by each import of the module. The first call subscribes to AssemblyResolve.</summary>
    public static void Enter()
    {
        lock (Counting)
        {
            if (imports++ == 0)
                AppDomain.CurrentDomain.AssemblyResolve += Resolve;
        }
    }

    /// <summary>Called by each removal of the module. The last call unsubscribes from AssemblyResolve.</summary>
    public static void Leave()
    {
        lock (Counting)
        {
            if (imports > 0 && --imports == 0)
                AppDomain.CurrentDomain.AssemblyResolve -= Resolve;
        }
    }

    // The event occurs for the whole process. The module's own assemblies get any compatible version; other assemblies get only the exact identity that they
    // request.
    private static Assembly? Resolve(object? sender, ResolveEventArgs request)
    {
        var wanted = new AssemblyName(request.Name);
        var path = Path.Combine(Folder, wanted.Name + ".dll");
        if (!File.Exists(path))
            return null;
        var present = AssemblyName.GetAssemblyName(path);
        return (IsOurs(request.RequestingAssembly) ? Serves(present, wanted) : present.FullName == wanted.FullName)
            ? Assembly.LoadFrom(path)
            : null;
    }

    private static bool IsOurs(Assembly? requester) => requester is { IsDynamic: false }
        && string.Equals(Path.GetDirectoryName(requester.Location), Folder, StringComparison.OrdinalIgnoreCase);

    private static bool Serves(AssemblyName present, AssemblyName wanted) =>
        (wanted.Version is null || present.Version >= wanted.Version)
        && (wanted.GetPublicKeyToken() is not { } token || token.SequenceEqual(present.GetPublicKeyToken() ?? []));
}
