namespace AwsLoginAudit.Tests.Packaging;

/// <summary>One assembly stands for all here; the public CI builds the whole package twice.</summary>
public sealed class ReproducibleBuildTests
{
    private const string Project = "src/AwsLoginAudit.Core";

    private static readonly string[] Settings = ["Directory.Build.props", "Directory.Packages.props", ".editorconfig", "global.json", "AwsLoginAudit.psd1", "src/Polyfills.cs", "src/Hot.cs"];

    [Fact]
    public async Task The_same_sources_make_the_same_assembly_to_the_byte_in_another_folder_by_another_compiler_process_and_without_their_history()
    {
        using var elsewhere = new TemporaryFolder();
        foreach (var file in Settings.Concat(Sources()))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(elsewhere.File(file))!);
            File.Copy(Path.Combine(Built.Repository, file), elsewhere.File(file));
        }
        var built = await ChildProcess.RunAsync("dotnet",
        [
            "build", elsewhere.File(Project), "-f", "netstandard2.0", "-t:Compile", "--no-restore", "-m:1", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-v:q",
        ]);
        Assert.True(built!.ExitCode == 0, built.Output);
        Assert.Equal(
            await File.ReadAllBytesAsync(Path.Combine(Built.Binaries("netstandard2.0"), "AwsLoginAudit.Core.dll")),
            await File.ReadAllBytesAsync(elsewhere.File($"{Project}/obj/Release/netstandard2.0/AwsLoginAudit.Core.dll")));
    }

    // What was restored with them, and nothing that was built.
    private static IEnumerable<string> Sources() => Directory.GetFiles(Path.Combine(Built.Repository, Project), "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Built.Repository, file).Replace('\\', '/'))
        .Where(file => !file.StartsWith($"{Project}/bin/", StringComparison.Ordinal) && !file.StartsWith($"{Project}/obj/Release/", StringComparison.Ordinal));
}
