using System.Reflection;
using System.Runtime.Loader;

namespace LambdaRuntime;

/// <summary>The function's own assemblies, as its deps.json names them; what it does not name is the framework's.</summary>
internal sealed class FunctionLoadContext(string assemblyPath) : AssemblyLoadContext("Function")
{
    private readonly AssemblyDependencyResolver resolver = new(assemblyPath);

    protected override Assembly? Load(AssemblyName assemblyName) =>
        resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
