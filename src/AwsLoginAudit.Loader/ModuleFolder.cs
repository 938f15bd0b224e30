using System.Reflection;

namespace AwsLoginAudit.Loader;

/// <summary>
/// Finds the module's assemblies in its own folder (Windows PowerShell). .NET Framework takes a strong-named assembly only in
/// exactly the version asked for, and packages ask for older ones than lie here. Compiled, since the first to ask may be a
/// thread that has no runspace to run a script in.
/// </summary>
public static class ModuleFolder
{
    private static readonly object Counting = new();
    private static readonly string Folder = Path.GetDirectoryName(typeof(ModuleFolder).Assembly.Location)!;

    private static int imports;

    /// <summary>Called by each import of the module; the first subscribes.</summary>
    public static void Enter()
    {
        lock (Counting)
        {
            if (imports++ == 0)
                AppDomain.CurrentDomain.AssemblyResolve += Resolve;
        }
    }

    /// <summary>Called by each removal of the module; the last unsubscribes.</summary>
    public static void Leave()
    {
        lock (Counting)
        {
            if (imports > 0 && --imports == 0)
                AppDomain.CurrentDomain.AssemblyResolve -= Resolve;
        }
    }

    // The whole process asks. Others get nothing that they would not get elsewhere: the module's own assemblies get what
    // serves them, everybody else only exactly what they ask for.
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
