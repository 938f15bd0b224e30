using System.Diagnostics;

namespace LambdaRuntime;

/// <summary>
/// The script /var/runtime/bootstrap of the managed runtime dotnet10, which finds a function's files and replaces itself by the process that serves its events.
/// The model follows aws-lambda-dotnet, Libraries/src/Amazon.Lambda.RuntimeSupport/bootstrap.sh (July 2026), check by check, with the script's exit codes.
/// Wrapper scripts (AWS_LAMBDA_EXEC_WRAPPER) and LAMBDA_DOTNET_MAIN_ASSEMBLY are not part of it.
/// </summary>
public static class Bootstrap
{
    /// <summary>Finds out what the script executes.</summary>
    /// <param name="files">Where /var/task and /var/runtime are.</param>
    /// <param name="variables">The environment that Lambda gives the script.</param>
    /// <returns>The program, its arguments, its environment (no other variable) and its folder.</returns>
    /// <exception cref="BootstrapException">The script ends with an error.</exception>
    public static ProcessStartInfo Resolve(LambdaFiles files, IReadOnlyDictionary<string, string> variables)
    {
        if (!Directory.Exists(files.Task) || !Directory.EnumerateFileSystemEntries(files.Task).Any())
            throw new BootstrapException(102, $"Error: .NET binaries for Lambda function are not correctly installed in the {files.Task} directory.");
        if (variables.GetValueOrDefault("_HANDLER") is not { Length: > 0 } handler)
            throw new BootstrapException(103, "Error: No Lambda Handler function was specified.");
        var start = handler.Contains(':', StringComparison.Ordinal) ? Library(files, handler) : Executable(files, handler);
        // The processes of Lambda start in LAMBDA_TASK_ROOT.
        start.WorkingDirectory = files.Task;
        start.Environment.Clear();
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        start.Environment["LAMBDA_RUNTIME_NAME"] = RuntimeName(files);
        start.Environment["AWS_EXECUTION_ENV"] = "AWS_Lambda_" + RuntimeName(files);
        start.Environment["DOTNET_ROOT"] = files.Dotnet;
        return start;
    }

    /// <summary>A handler without a colon is the name of a file: an assembly, or else a native program.</summary>
    private static ProcessStartInfo Executable(LambdaFiles files, string handler)
    {
        var binary = Path.Combine(files.Task, handler);
        var assembly = handler.EndsWith(".dll", StringComparison.Ordinal) ? binary : binary + ".dll";
        if (File.Exists(assembly))
            return Dotnet(files, assembly);
        return File.Exists(binary)
            ? new ProcessStartInfo(binary)
            : throw new BootstrapException(104, $"Error: executable assembly {assembly} or binary {binary} not found.");
    }

    /// <summary>A handler with a colon names a method of a library, which the runtime's own program looks for.</summary>
    private static ProcessStartInfo Library(LambdaFiles files, string handler)
    {
        var name = handler[..handler.IndexOf(':', StringComparison.Ordinal)];
        return Dotnet(
            files,
            "--depsfile",
            FileOf(files, name, ".deps.json", exitCode: 105),
            "--runtimeconfig",
            FileOf(files, name, ".runtimeconfig.json", exitCode: 106),
            Path.Combine(files.Runtime, "Amazon.Lambda.RuntimeSupport.dll"),
            handler);
    }

    /// <summary>The assembly's own file, or the only one of its kind.</summary>
    private static string FileOf(LambdaFiles files, string name, string suffix, int exitCode)
    {
        if (Path.Combine(files.Task, name + suffix) is var own && File.Exists(own))
            return own;
        return Directory.GetFiles(files.Task, "*" + suffix) is [var only]
            ? only
            : throw new BootstrapException(exitCode, $"Error: The {files.Task} directory is missing the required {suffix} file.");
    }

    private static ProcessStartInfo Dotnet(LambdaFiles files, params ReadOnlySpan<string> arguments) =>
        new(Path.Combine(files.Dotnet, "dotnet"), ["exec", .. arguments]);

    private static string RuntimeName(LambdaFiles files)
    {
        const string Key = "LAMBDA_RUNTIME_NAME=";
        var line = File.ReadLines(Path.Combine(files.Runtime, "runtime-release")).FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal));
        return line is null ? "dotnet_custom" : line[Key.Length..];
    }
}
