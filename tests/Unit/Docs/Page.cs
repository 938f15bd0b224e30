using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AwsLoginAudit.Tests.Docs;

/// <summary>A page of documents, as Markdown reads it.</summary>
internal sealed partial class Page
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseYamlFrontMatter().Build();

    private readonly MarkdownDocument document;

    private Page(string path)
    {
        FullName = path;
        Text = File.ReadAllText(path);
        document = Markdown.Parse(Text, Pipeline);
    }

    /// <summary>Every page that is for readers.</summary>
    public static IReadOnlyList<Page> All { get; } =
        [.. Files.Order(StringComparer.Ordinal).Select(path => new Page(path))];

    private static IEnumerable<string> Files =>
    [
        .. Directory.GetFiles(Root, "*.md"),
        .. Directory.GetFiles(SampleFiles.Documents, "*.md", SearchOption.AllDirectories),
        Path.Combine(Root, "tests", "LocalAws", "README.md"),
        Path.Combine(Root, "tests", "Recordings", "findings", "README.md"),
    ];

    public static string Root => Path.GetFullPath(Path.Combine(SampleFiles.Documents, ".."));

    public string FullName { get; }

    public string Name => Path.GetRelativePath(Root, FullName).Replace('\\', '/');

    public string Text { get; }

    /// <summary>The blocks that are PowerShell.</summary>
    public IEnumerable<string> Scripts => document.Descendants<FencedCodeBlock>().Where(block => block.Info == "powershell").Select(block => block.Lines.ToString());

    /// <summary>What is marked as code within a sentence.</summary>
    public IEnumerable<string> Code => document.Descendants<CodeInline>().Select(code => code.Content);

    /// <summary>Where links and pictures lead.</summary>
    public IEnumerable<string> Links => document.Descendants<LinkInline>().Select(link => link.Url!).Concat(Pictures().Matches(Text).Select(match => match.Groups["source"].Value));

    /// <summary>The names of its headings, as GitHub makes them.</summary>
    public IReadOnlyList<string> Anchors => [.. document.Descendants<HeadingBlock>().Select(heading => Anchor(heading.Inline!))];

    public static Page Of(string name) => All.Single(page => page.Name == name);

    public override string ToString() => Name;

    private static string Anchor(ContainerInline heading)
    {
        var anchor = new StringBuilder();
        foreach (var c in string.Concat(heading.Descendants().Select(inline => inline switch
        {
            LiteralInline literal => literal.Content.ToString(),
            CodeInline code => code.Content,
            _ => "",
        })))
        {
            if (char.IsLetterOrDigit(c) || c is '-' or '_')
                anchor.Append(char.ToLowerInvariant(c));
            else if (c == ' ')
                anchor.Append('-');
        }
        return anchor.ToString();
    }

    [GeneratedRegex("<img src=\"(?<source>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pictures();
}
