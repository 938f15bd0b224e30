using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace AwsLoginAudit.Help;

/// <summary>Reads help pages in platyPS format.</summary>
public static partial class PageReader
{
    private const string CommonParameters = "CommonParameters";
    private const string DefaultMark = " (Default)";

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseYamlFrontMatter().UsePipeTables().Build();
    private static readonly IDeserializer Yaml = new DeserializerBuilder().Build();

    /// <summary>Parses the Markdown of a page.</summary>
    public static MarkdownDocument Parse(string markdown) => Markdown.Parse(markdown, Pipeline);

    /// <summary>Reads the help page of a cmdlet.</summary>
    /// <param name="path">The path of the page.</param>
    /// <exception cref="FormatException">A required part of the page is missing or wrong.</exception>
    public static HelpPage Read(string path)
    {
        try
        {
            return Page(Parse(File.ReadAllText(path)));
        }
        catch (Exception wrong) when (wrong is FormatException or YamlException)
        {
            // MSBuild recognizes errors in this format.
            throw new FormatException($"{path} : error : {wrong.Message}", wrong);
        }
    }

    private static HelpPage Page(MarkdownDocument blocks)
    {
        var front = Facts(blocks.OfType<YamlFrontMatterBlock>().FirstOrDefault() ?? throw new FormatException("The page does not begin with its metadata."));
        var name = MarkdownText.Line(blocks.OfType<HeadingBlock>().First());
        var sections = Sections(blocks, level: 2).ToDictionary(section => section.Title, section => section.Blocks);
        IReadOnlyList<Block> Section(string title) => sections.TryGetValue(title, out var found) ? found : throw new FormatException($"{name} has no section {title}.");
        return new HelpPage
        {
            HelpFile = Fact(front, "external help file"),
            Name = name,
            Synopsis = string.Join(' ', MarkdownText.Paragraphs(Section("SYNOPSIS"))),
            Syntax = Syntax(Section("SYNTAX")),
            Description = MarkdownText.Paragraphs(Section("DESCRIPTION")),
            Examples = [.. Sections(Section("EXAMPLES"), level: 3).Select(Example)],
            Parameters = [.. Sections(Section("PARAMETERS"), level: 3).Where(section => section.Title != CommonParameters).Select(Parameter)],
            Inputs = Topics(Section("INPUTS")),
            Outputs = Topics(Section("OUTPUTS")),
            Notes = MarkdownText.Paragraphs(Section("NOTES")),
            ErrorIds = ErrorIds(Section("NOTES")),
            Links = MarkdownText.Paragraphs(Section("RELATED LINKS")),
        };
    }

    /// <summary>Returns the blocks below each heading of a level.</summary>
    public static IEnumerable<(string Title, IReadOnlyList<Block> Blocks)> Sections(IEnumerable<Block> blocks, int level)
    {
        HeadingBlock? heading = null;
        var below = new List<Block>();
        foreach (var block in blocks)
        {
            if (block is not HeadingBlock next || next.Level != level)
            {
                below.Add(block);
                continue;
            }
            if (heading is not null)
                yield return (MarkdownText.Line(heading), below);
            (heading, below) = (next, []);
        }
        if (heading is not null)
            yield return (MarkdownText.Line(heading), below);
    }

    private static IReadOnlyList<HelpSyntax> Syntax(IReadOnlyList<Block> blocks)
    {
        var sets = Sections(blocks, level: 3).ToList();
        return sets.Count == 0 ? [Syntax("", isDefault: true, blocks)] : [.. sets.Select(set =>
            Syntax(set.Title.Replace(DefaultMark, ""), set.Title.EndsWith(DefaultMark, StringComparison.Ordinal), set.Blocks))];
    }

    private static HelpSyntax Syntax(string set, bool isDefault, IReadOnlyList<Block> blocks)
    {
        var text = string.Join(' ', MarkdownText.Code(blocks.OfType<CodeBlock>().Single()).Split('\n').Select(line => line.Trim()));
        return new HelpSyntax(set, isDefault, text, [.. TypedParameter().Matches(text).Select(match => match.Groups["name"].Value)]);
    }

    private static HelpExample Example((string Title, IReadOnlyList<Block> Blocks) section)
    {
        var code = section.Blocks.OfType<CodeBlock>().FirstOrDefault() ?? throw new FormatException($"{section.Title} has no code.");
        return new HelpExample(section.Title, MarkdownText.Code(code), MarkdownText.Paragraphs(section.Blocks.Where(block => block != code)));
    }

    private static HelpParameter Parameter((string Title, IReadOnlyList<Block> Blocks) section)
    {
        var facts = section.Blocks.OfType<FencedCodeBlock>().Where(block => block.Info == "yaml").ToList();
        if (facts.Count == 0)
            throw new FormatException($"{section.Title} has no facts.");
        return new HelpParameter(
            section.Title.TrimStart('-'),
            MarkdownText.Paragraphs(section.Blocks.Except(facts)),
            facts.ConvertAll(block => ParameterFacts(Facts(block))));
    }

    private static ParameterFacts ParameterFacts(IReadOnlyDictionary<string, string> facts) => new()
    {
        Type = Fact(facts, "Type"),
        Sets = List(Fact(facts, "Parameter Sets")),
        Aliases = List(Fact(facts, "Aliases")),
        AcceptedValues = List(facts.GetValueOrDefault("Accepted values", "")),
        IsRequired = bool.Parse(Fact(facts, "Required")),
        Position = Fact(facts, "Position"),
        DefaultValue = Fact(facts, "Default value"),
        PipelineInput = Fact(facts, "Accept pipeline input"),
        AcceptsWildcards = bool.Parse(Fact(facts, "Accept wildcard characters")),
    };

    private static IReadOnlyList<HelpTopic> Topics(IReadOnlyList<Block> blocks) =>
        [.. Sections(blocks, level: 3).Select(section => new HelpTopic(section.Title, MarkdownText.Paragraphs(section.Blocks)))];

    private static string Fact(IReadOnlyDictionary<string, string> facts, string name) =>
        facts.TryGetValue(name, out var fact) ? fact : throw new FormatException($"Something has no '{name}'.");

    // A cell can contain several error ids.
    private static IReadOnlyList<string> ErrorIds(IReadOnlyList<Block> notes) =>
        [.. notes.OfType<Table>().Select(MarkdownText.Cells).Where(rows => rows[0][0] == "ErrorId").SelectMany(rows => rows.Skip(1)).SelectMany(row => List(row[0]))];

    private static Dictionary<string, string> Facts(CodeBlock block) => Yaml.Deserialize<Dictionary<string, string>>(MarkdownText.Code(block));

    private static IReadOnlyList<string> List(string? values) => (values ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"[ \[]-(?<name>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypedParameter();
}
