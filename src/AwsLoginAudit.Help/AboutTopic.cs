using System.Text;
using Markdig.Syntax;

namespace AwsLoginAudit.Help;

/// <summary>Writes an about topic as plain text, the format that Get-Help reads. The fifth line of the text is the synopsis.</summary>
public static class AboutTopic
{
    private const string Indent = "    ";

    /// <summary>The text of a page about_….</summary>
    /// <param name="markdown">The page.</param>
    public static string Write(string markdown)
    {
        var blocks = PageReader.Parse(markdown);
        return Write(MarkdownText.Line(blocks.OfType<HeadingBlock>().First()), Sections(blocks));
    }

    /// <summary>The text of a guide, without its title.</summary>
    /// <param name="guide">The guide.</param>
    /// <param name="markdown">The page of the guide.</param>
    public static string Write(Guide guide, string markdown)
    {
        var blocks = PageReader.Parse(markdown);
        var introduction = blocks.SkipWhile(block => block is not HeadingBlock).Skip(1).TakeWhile(block => block is not HeadingBlock);
        return Write(guide.Topic, [("SHORT DESCRIPTION", [guide.Synopsis]), ("LONG DESCRIPTION", MarkdownText.Paragraphs(introduction)), .. Sections(blocks)]);
    }

    private static IEnumerable<(string Title, IReadOnlyList<string> Paragraphs)> Sections(IEnumerable<Block> blocks) =>
        PageReader.Sections(blocks, level: 2).Select(section => (section.Title, MarkdownText.Paragraphs(section.Blocks)));

    private static string Write(string topic, IEnumerable<(string Title, IReadOnlyList<string> Paragraphs)> sections)
    {
        var text = new StringBuilder();
        Append(text, "TOPIC", [topic]);
        foreach (var (title, paragraphs) in sections)
            Append(text, title, paragraphs);
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Append(StringBuilder text, string title, IEnumerable<string> paragraphs)
    {
        text.Append(title).Append('\n');
        foreach (var paragraph in paragraphs)
        {
            foreach (var line in paragraph.Split('\n').SelectMany(Lines))
                text.Append(line.Length == 0 ? "" : Indent).Append(line).Append('\n');
            text.Append('\n');
        }
    }

    // Code, lists and tables already have their lines, and use two spaces in a row to indent or align them.
    private static IEnumerable<string> Lines(string line) =>
        line.Length <= TextColumns.Width || line.Contains("  ", StringComparison.Ordinal) ? [line] : TextColumns.Wrap(line);
}
