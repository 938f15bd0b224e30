using System.Reflection;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>Where the build has put what is tested.</summary>
internal static class Built
{
    public static string Module { get; } = Path.GetFullPath(Metadata("Module"));

    public static string Manifest { get; } = Path.Combine(Module, "AwsLoginAudit.psd1");

    public static string EngineHost { get; } = Path.GetFullPath(Metadata("EngineHost"));

    public static string Binaries(string targetFramework) => Path.Combine(Module, "bin", targetFramework);

    private static string Metadata(string key) =>
        typeof(Built).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
