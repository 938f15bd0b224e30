using System.Reflection;

namespace AwsLoginAudit.Tests;

/// <summary>Where the samples, the documents and the built demo are.</summary>
internal static class SampleFiles
{
    public static string Recording => Path.Combine(Folder, "attack.jsonl");

    public static string Generator => Path.Combine(Folder, "New-AttackRecording.ps1");

    public static string ScheduledTask => Path.Combine(Folder, "scheduled-task.ps1");

    public static string Script(string name) => Path.Combine(Folder, name + ".ps1");

    public static string Documents => Metadata("Documents");

    public static string Demo => Metadata("Demo");

    public static string Folder => Metadata("Samples");

    private static string Metadata(string key) =>
        typeof(SampleFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
