using System.Reflection;

namespace LambdaRuntime;

/// <summary>A function's method: static or of a type with a parameterless constructor; it takes a Stream or nothing, and returns Stream, Task of Stream, Task or nothing.</summary>
internal sealed class Handler
{
    private static readonly Type[] Returns = [typeof(void), typeof(Stream), typeof(Task), typeof(Task<Stream>)];

    private readonly MethodInfo method;
    private readonly object? target;

    private Handler(MethodInfo method, object? target) => (this.method, this.target) = (method, target);

    /// <param name="taskRoot">Folder with the function's assemblies.</param>
    /// <param name="name">Assembly::Namespace.Type::Method.</param>
    /// <exception cref="InvalidOperationException">There is no such method, or it is not of that form.</exception>
    public static Handler Load(string taskRoot, string name)
    {
        if (name.Split("::") is not [var assemblyName, var typeName, var methodName])
            throw new InvalidOperationException($"'{name}' is not of the form Assembly::Namespace.Type::Method.");
        var path = Path.Combine(taskRoot, assemblyName + ".dll");
        var type = new FunctionLoadContext(path).LoadFromAssemblyPath(path).GetType(typeName)
            ?? throw new InvalidOperationException($"There is no type {typeName} in {assemblyName}.");
        var found = type.GetMethod(methodName, BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
            ?? throw new InvalidOperationException($"There is no public method {methodName} in {typeName}.");
        if (found.GetParameters() is { Length: > 1 } || found.GetParameters().Any(p => p.ParameterType != typeof(Stream)))
            throw new InvalidOperationException($"{name} takes something else than a Stream.");
        if (!Returns.Contains(found.ReturnType))
            throw new InvalidOperationException($"{name} returns something else than a Stream.");
        return new Handler(found, found.IsStatic ? null : Activator.CreateInstance(type));
    }

    public async Task<byte[]> Run(byte[] payload)
    {
        using var input = new MemoryStream(payload);
        var returned = method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, method.GetParameters().Length == 0 ? [] : [input], null);
        if (returned is Task task)
            await task;
        var stream = returned as Stream ?? (returned is Task<Stream> answered ? await answered : null);
        if (stream is null)
            return [];
        using var output = new MemoryStream();
        await using (stream)
            await stream.CopyToAsync(output);
        return output.ToArray();
    }
}
