using AwsLoginAudit.Help;
using AwsLoginAudit.Tests.Samples;

namespace AwsLoginAudit.Tests.Help;

/// <summary>The pages of docs/en-US.</summary>
internal static class Pages
{
    public static string Folder { get; } = Path.Combine(SampleFiles.Documents, "en-US");

    /// <summary>By the cmdlet's name.</summary>
    public static IReadOnlyDictionary<string, HelpPage> All { get; } = Directory.GetFiles(Folder, "*-*.md").Select(PageReader.Read).ToDictionary(page => page.Name);

    public static TheoryData<string> Names { get; } = [.. All.Keys.Order(StringComparer.Ordinal)];
}
