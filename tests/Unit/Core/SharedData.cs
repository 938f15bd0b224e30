using AwsLoginAudit.Tests.Cmdlets;

namespace AwsLoginAudit.Tests.Core;

/// <summary>Recorded events beside the repository, which need not be there.</summary>
internal static class SharedData
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(Built.Module, "..", "..", "..", "shared", "data"));

    public static bool Exists(string name) => File.Exists(Path.Combine(Folder, name));

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));

    public static IEnumerable<string> Files(string pattern) => Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder, pattern).Order() : [];
}
