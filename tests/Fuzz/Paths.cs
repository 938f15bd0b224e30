using System.Reflection;

namespace AwsLoginAudit.Fuzz;

/// <summary>Where the build says that things lie.</summary>
internal static class Paths
{
    /// <summary>A folder for each target, with what it begins from.</summary>
    public static string Corpus => Of(nameof(Corpus));

    /// <summary>Where inputs go that something is wrong with.</summary>
    public static string Findings => Of(nameof(Findings));

    private static string Of(string key) =>
        typeof(Paths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
