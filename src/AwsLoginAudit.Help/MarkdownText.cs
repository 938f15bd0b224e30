using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AwsLoginAudit.Help;

/// <summary>Converts Markdown to plain text for a console.</summary>
public static class MarkdownText
{
    private const string CodeIndent = "    ";

    /// <summary>Converts blocks to paragraphs. PowerShell removes spaces before a paragraph, so code is appended to the previous paragraph.</summary>
    public static IReadOnlyList<string> Paragraphs(IEnumerable<Block> blocks)
    {
        var paragraphs = new List<string>();
        foreach (var block in blocks)
        {
            if (block is CodeBlock code && paragraphs.Count > 0)
                paragraphs[^1] += "\n\n" + Indent(Code(code));
            else
                paragraphs.Add(Text(block));
        }
        return paragraphs;
    }

    /// <summary>Returns the text of a heading, a paragraph or a cell.</summary>
    public static string Line(LeafBlock block) => string.Concat((block.Inline ?? []).Descendants().Select(Text)).Trim();

    /// <summary>Returns the lines of a code block.</summary>
    public static string Code(CodeBlock block) => string.Join('\n', block.Lines.Lines.Take(block.Lines.Count).Select(line => line.ToString())).TrimEnd();

    /// <summary>Returns the texts of a table's cells, row by row.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Cells(Table table) =>
        [.. table.OfType<TableRow>().Select(row => (IReadOnlyList<string>)[.. row.OfType<TableCell>().Select(cell => string.Join(' ', cell.OfType<LeafBlock>().Select(Line)))])];

    private static string Text(Block block) => block switch
    {
        CodeBlock code => Code(code),
        Table table => TextColumns.Table(Cells(table)),
        ListBlock list => string.Join('\n', list.OfType<ListItemBlock>().Select(item => TextColumns.Hanging("- ", string.Join(' ', item.OfType<LeafBlock>().Select(Line))))),
        LeafBlock leaf => Line(leaf),
        _ => throw new FormatException($"Line {block.Line + 1}: the help knows paragraphs, lists, tables and code, and no {block.GetType().Name}."),
    };

    private static string Text(MarkdownObject inline) => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        LineBreakInline => " ",
        _ => "",
    };

    private static string Indent(string code) => string.Join('\n', code.Split('\n').Select(line => line.Length == 0 ? line : CodeIndent + line));
}
