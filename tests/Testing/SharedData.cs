using System.Text.Json;

namespace AwsLoginAudit.Tests;

/// <summary>Recorded events beside the repository, which need not be there.</summary>
internal static class SharedData
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(Built.Module, "..", "..", "..", "shared", "data"));

    public static bool Exists(string name) => File.Exists(Path.Combine(Folder, name));

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));

    /// <summary>A table of codes: the given member of each row.</summary>
    public static IEnumerable<TheoryDataRow<string>> Codes(string table, string member = "code")
    {
        var tables = Path.Combine(Folder, "..", "design", "tables.json");
        return File.Exists(tables)
            ? JsonDocument.Parse(File.ReadAllText(tables)).RootElement.GetProperty(table).EnumerateArray().Select(row => new TheoryDataRow<string>(row.GetProperty(member).GetString()!))
            : [new TheoryDataRow<string>("all") { Skip = "tables.json is not there." }];
    }

    public static IEnumerable<string> Files(string pattern) => Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder, pattern).Order() : [];
}
