using System.Reflection;
using System.Runtime.Loader;

namespace LambdaRuntime;

/// <summary>A function's handler, in a load context over its own folder.</summary>
internal sealed class Handler
{
    private readonly object? instance;
    private readonly MethodInfo handle;

    private Handler(object? instance, MethodInfo method) => (this.instance, handle) = (instance, method);

    /// <param name="folder">Where the zip was unpacked.</param>
    /// <param name="name">Assembly::Namespace.Type::Method.</param>
    /// <exception cref="InvalidOperationException">There is no such handler, or it is not one over streams.</exception>
    public static Handler Load(string folder, string name)
    {
        if (name.Split("::") is not [var assembly, var type, var member])
            throw new InvalidOperationException($"The handler {name} is not of the form Assembly::Namespace.Type::Method.");
        var path = Path.Combine(folder, assembly + ".dll");
        var owner = new FunctionContext(path).LoadFromAssemblyPath(path).GetType(type, throwOnError: true)!;
        var method = owner.GetMethod(member) ?? throw new InvalidOperationException($"{type} has no public method {member}.");
        var takes = method.GetParameters();
        if (takes.Length > 1 || (takes is [var one] && one.ParameterType != typeof(Stream)))
            throw new InvalidOperationException($"{name} takes something else than a stream, for which the function would need a serializer.");
        return new Handler(method.IsStatic ? null : Activator.CreateInstance(owner), method);
    }

    /// <summary>Hands an event over, and waits for the answer; empty where there is none.</summary>
    public async Task<byte[]> InvokeAsync(Stream input)
    {
        object? result;
        try
        {
            result = handle.Invoke(instance, handle.GetParameters().Length == 0 ? [] : [input]);
        }
        catch (TargetInvocationException thrown)
        {
            throw thrown.InnerException!;
        }
        if (result is Task task)
        {
            await task;
            result = (task as Task<Stream>)?.Result;
        }
        using var output = new MemoryStream();
        if (result is Stream answer)
            await answer.CopyToAsync(output);
        return output.ToArray();
    }

    private sealed class FunctionContext(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
    {
        private readonly AssemblyDependencyResolver resolver = new(path);

        protected override Assembly? Load(AssemblyName assemblyName) =>
            resolver.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found) : null;
    }
}
