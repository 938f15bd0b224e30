using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AwsLoginAudit.Help;

/// <summary>Converts Markdown to plain text for a console.</summary>
public static class MarkdownText
{
    private const string CodeIndent = "    ";

    /// <summary>The text of each block. PowerShell removes the space before a paragraph, so code belongs to the paragraph before it.</summary>
    public static IReadOnlyList<string> Paragraphs(IEnumerable<Block> blocks)
    {
        var paragraphs = new List<string>();
        foreach (var block in blocks)
        {
            if (block is CodeBlock code && paragraphs.Count > 0)
                paragraphs[^1] += "\n\n" + Indent(Code(code));
            else if (Text(block) is { Length: > 0 } text)
                paragraphs.Add(text);
        }
        return paragraphs;
    }

    /// <summary>The text of a heading, a paragraph or a cell.</summary>
    public static string Line(LeafBlock block) => string.Concat((block.Inline ?? []).Select(Text)).Trim();

    /// <summary>The lines of a code block.</summary>
    public static string Code(CodeBlock block) => string.Join('\n', block.Lines.Lines.Take(block.Lines.Count).Select(line => line.ToString())).TrimEnd();

    /// <summary>The texts of a table's cells, row by row.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Cells(Table table) =>
        [.. table.OfType<TableRow>().Select(row => (IReadOnlyList<string>)[.. row.OfType<TableCell>().Select(cell => string.Join(' ', cell.OfType<LeafBlock>().Select(Line)))])];

    private static string Text(Block block) => block switch
    {
        CodeBlock code => Indent(Code(code)),
        Table table => TextColumns.Table(Cells(table)),
        ListBlock list => string.Join('\n', list.OfType<ListItemBlock>().Select(item => Item(list.IsOrdered ? $"{item.Order}. " : "- ", item))),
        QuoteBlock quote => string.Join("\n\n", quote.Select(Text)),
        LeafBlock leaf => Line(leaf),
        _ => throw new FormatException($"Line {block.Line + 1}: the help supports paragraphs, lists, quotes, tables and code, but not {block.GetType().Name}."),
    };

    private static string Item(string mark, ListItemBlock item)
    {
        var indent = new string(' ', mark.Length);
        return string.Join('\n', item.Select((block, index) => block is ParagraphBlock paragraph
            ? TextColumns.Hanging(index == 0 ? mark : indent, Line(paragraph))
            : indent + Text(block).Replace("\n", "\n" + indent, StringComparison.Ordinal)));
    }

    private static string Text(Inline inline) => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        LineBreakInline => " ",
        AutolinkInline link => link.Url,
        LinkInline link => Link(string.Concat(link.Select(Text)), link.Url ?? ""),
        ContainerInline container => string.Concat(container.Select(Text)),
        _ => "",
    };

    // A reader of the console cannot click, and has only the files that the module contains.
    private static string Link(string text, string url)
    {
        var target = url.Contains("://", StringComparison.Ordinal) ? url : Guide.TopicOf(url);
        return target is null || text == target ? text : text.EndsWith(".md", StringComparison.Ordinal) ? target : $"{text} ({target})";
    }

    private static string Indent(string code) => string.Join('\n', code.Split('\n').Select(line => line.Length == 0 ? line : CodeIndent + line));
}
