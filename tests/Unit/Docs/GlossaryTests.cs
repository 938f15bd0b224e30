using System.Text.RegularExpressions;

namespace AwsLoginAudit.Tests.Docs;

/// <summary>Pages, samples and sources use one word for one thing, and no word that a reader has to decode.</summary>
public sealed class GlossaryTests
{
    // Patterns of avoided words, and the words that the project uses for them.
    private static readonly Dictionary<string, string> Glossary = new()
    {
        ["shortfalls?|broke off|breaks? off|broken off|breaking off|a short count"] = "incomplete; the read stopped early",
        ["ask(s|ed)? again|anew"] = "retry, try again",
        ["what it tells|what is told"] = "alarm notification, firing",
        ["(is|are|was|were|be) told"] = "notify, report, show",
        ["what was given up|given up"] = "dead-letter queue message",
        ["mend(s|ed|ing)?"] = "fix",
        ["whoever"] = "the person, the identity, the attacker",
        ["storms?"] = "burst",
        ["refus(e|es|ed|ing|al|als)"] = "deny (permissions), reject (input), fail (calls)",
        ["tak(e|es|ing) away|taken away|took away|do(es)? away"] = "remove",
        ["to the byte"] = "identical, the same bytes",
        ["nobody can tell"] = "unknown, not available",
        ["what AWS takes"] = "quota",
    };

    // Phrases of others, quoted as they are.
    private static readonly string[] Allowed = ["connection refused"];

    [Fact]
    public void Pages_samples_and_sources_use_the_words_of_the_glossary() =>
        Assert.Empty(Files().SelectMany(name => Avoided(name, File.ReadAllText(Path.Combine(Page.Root, name)))));

    [Theory]
    [InlineData("The read broke off.", "broke off")]
    [InlineData("/// a read that broke\n    /// off", "broke\n    /// off")]
    [InlineData("It Refuses the file.", "Refuses")]
    [InlineData("`A_bomb_is_refused`, a commendable mentor", null)]
    [InlineData("Connection refused", null)]
    public void A_word_is_found_as_a_whole_word_and_across_lines(string text, string? word) =>
        Assert.Equal(word is null ? [] : [$"x:1: {word}"], Avoided("x", text).Select(found => found.Split(" -> ")[0]));

    private static IEnumerable<string> Avoided(string name, string text)
    {
        foreach (var phrase in Allowed)
            text = text.Replace(phrase, new string(' ', phrase.Length), StringComparison.OrdinalIgnoreCase);
        return Glossary.SelectMany(entry => Words(entry.Key).Matches(text).Select(match =>
            $"{name}:{text.AsSpan(0, match.Index).Count('\n') + 1}: {match.Value} -> {entry.Value}"));
    }

    // A phrase may be broken over two lines of a comment.
    private static Regex Words(string pattern) =>
        new($@"\b({pattern.Replace(" ", @"[\s/#]+", StringComparison.Ordinal)})\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));

    private static IEnumerable<string> Files() =>
        ((string[])[.. Directory.GetFiles(Page.Root, "*.md"), .. Below("docs", "*.md"), .. Below("samples", "*.ps1"), .. Below("samples", "*.cs"), .. Below("src", "*.cs")])
            .Select(path => Path.GetRelativePath(Page.Root, path).Replace('\\', '/'))
            .Where(name => !name.Split('/').Any(folder => folder is "bin" or "obj"))
            .Order(StringComparer.Ordinal);

    private static string[] Below(string folder, string pattern) => Directory.GetFiles(Path.Combine(Page.Root, folder), pattern, SearchOption.AllDirectories);
}
