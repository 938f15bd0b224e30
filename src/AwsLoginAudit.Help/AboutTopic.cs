using System.Text;
using Markdig.Syntax;

namespace AwsLoginAudit.Help;

/// <summary>Writes an about_ page as the plain text that Get-Help reads. The fifth line is the synopsis.</summary>
public static class AboutTopic
{
    private const string Indent = "    ";

    /// <summary>Converts a page.</summary>
    /// <param name="markdown">The Markdown text of the page.</param>
    public static string Write(string markdown)
    {
        var blocks = PageReader.Parse(markdown);
        var text = new StringBuilder();
        Append(text, "TOPIC", [MarkdownText.Line(blocks.OfType<HeadingBlock>().First())]);
        foreach (var (title, below) in PageReader.Sections(blocks, level: 2))
            Append(text, title, MarkdownText.Paragraphs(below));
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

    // Lines of code, lists and tables are wrapped already.
    private static IEnumerable<string> Lines(string line) =>
        line.Length <= TextColumns.Width || line.StartsWith(Indent, StringComparison.Ordinal) ? [line] : TextColumns.Wrap(line);
}
