using System.Reflection;

namespace AwsLoginAudit.Benchmarks;

/// <summary>Where the build put what is measured.</summary>
internal static class Places
{
    public static string Module { get; } = Of("Module");

    public static string EngineHost { get; } = Of("EngineHost");

    public static string EngineProject { get; } = Of("EngineProject");

    public static string LocalAws { get; } = Of("LocalAws");

    public static string SampleFunction { get; } = Of("SampleFunction");

    public static string Recording { get; } = Of("Recording");

    public static string Peers { get; } = Of("Peers");

    private static string Of(string name) =>
        typeof(Places).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == name).Value!;
}
