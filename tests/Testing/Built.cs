using System.Reflection;

namespace AwsLoginAudit.Tests;

/// <summary>Where the build has put what is tested.</summary>
internal static class Built
{
    public static string Module { get; } = Path.GetFullPath(Metadata("Module"));

    public static string Manifest { get; } = Path.Combine(Module, "AwsLoginAudit.psd1");

    public static string EngineHost { get; } = Path.GetFullPath(Metadata("EngineHost"));

    /// <summary>A console program on .NET Framework that uses the build for Windows PowerShell.</summary>
    public static string DesktopHost { get; } = Path.GetFullPath(Metadata("DesktopHost"));

    public static string PackagingTool { get; } = Path.GetFullPath(Metadata("PackagingTool"));

    public static string Repository { get; } = Path.GetFullPath(Metadata("Repository"));

    /// <summary>Reference assemblies of .NET Framework 4.7.2.</summary>
    public static string FrameworkReferences { get; } = Path.GetFullPath(Metadata("FrameworkReferences"));

    /// <summary>Where the packages lie that the build restored.</summary>
    public static string PackageCache { get; } = Path.GetFullPath(Metadata("PackageCache"));

    /// <summary>Reference assemblies of Windows PowerShell 5.1.</summary>
    public static string PowerShellReferences { get; } = Path.GetFullPath(Metadata("PowerShellReferences"));

    public static string Binaries(string targetFramework) => Path.Combine(Module, "bin", targetFramework);

    private static string Metadata(string key) =>
        typeof(Built).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
