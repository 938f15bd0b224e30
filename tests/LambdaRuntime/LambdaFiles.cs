using System.Runtime.InteropServices;

namespace LambdaRuntime;

/// <summary>The file system of an execution environment of the managed runtime dotnet10, below a folder of this machine.</summary>
/// <param name="root">The folder that stands for "/".</param>
public sealed class LambdaFiles(string root)
{
    /// <summary>The folder that stands for "/".</summary>
    public string Root => root;

    /// <summary>/var/task: the function's zip, unpacked.</summary>
    public string Task { get; } = Path.Combine(root, "var", "task");

    /// <summary>/var/runtime: what Lambda brings with it.</summary>
    public string Runtime { get; } = Path.Combine(root, "var", "runtime");

    /// <summary>/var/lang/bin: Lambda's .NET. It is this machine's, where it lies.</summary>
    public string Dotnet { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>Creates /var/task, empty, and /var/runtime with its files.</summary>
    public LambdaFiles Create()
    {
        Directory.CreateDirectory(Task);
        Directory.CreateDirectory(Runtime);
        var support = typeof(LambdaFiles).Assembly.Location;
        File.Copy(support, Path.Combine(Runtime, Path.GetFileName(support)));
        // aws-lambda-dotnet writes it: LambdaRuntimeDockerfiles/Images/net10/amd64/Dockerfile.
        File.WriteAllText(Path.Combine(Runtime, "runtime-release"), "NAME=dotnet\nLOGGING=amzn-stdout-tlv\nLAMBDA_RUNTIME_NAME=dotnet10\n");
        return this;
    }
}
