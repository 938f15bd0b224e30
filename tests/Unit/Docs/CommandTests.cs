using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace AwsLoginAudit.Tests.Docs;

/// <summary>What pages have readers type is PowerShell, of cmdlets and parameters that there are.</summary>
public sealed partial class CommandTests
{
    private static readonly Dictionary<string, HashSet<string>> Parameters = Exported();

    public static TheoryData<string> Pages => [.. Page.All.Select(page => page.Name)];

    public static TheoryData<string> Samples => [.. Directory.GetFiles(Path.Combine(Page.Root, "samples"), "*.ps1").Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_block_parses_and_its_parameters_exist(string name) => Assert.All(Page.Of(name).Scripts, Check);

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_in_a_sentence_has_parameters_that_exist(string name) =>
        Assert.All(Page.Of(name).Code.Where(code => Names().Match(code) is { Success: true, Index: 0 }), Check);

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_sample_parses_and_its_parameters_exist(string name) => Check(File.ReadAllText(Path.Combine(Page.Root, "samples", name)));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_cmdlet_that_is_named_is_exported(string name) => Assert.All(Names().Matches(Page.Of(name).Text), named =>
    {
        Assert.Contains(named.Groups["cmdlet"].Value, Parameters.Keys);
        if (named.Groups["parameter"] is { Success: true, Value: var parameter })
            Assert.True(Parameters[named.Groups["cmdlet"].Value].Contains(parameter), $"{name}: {named.Value}");
    });

    [Fact]
    public void The_page_of_cmdlets_has_a_row_for_every_cmdlet() =>
        Assert.All(Parameters.Keys, cmdlet => Assert.Contains($"| [{cmdlet}](en-US/{cmdlet}.md) |", Page.Of("docs/cmdlets.md").Text, StringComparison.Ordinal));

    private static void Check(string script)
    {
        var parsed = Parser.ParseInput(script, out _, out var errors);
        Assert.True(errors.Length == 0, $"{string.Join<ParseError>('\n', errors)}\nin: {script}");
        foreach (var command in parsed.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
        {
            if (command.GetCommandName() is { } name && Parameters.TryGetValue(name, out var known))
                Assert.All(command.CommandElements.OfType<CommandParameterAst>(), parameter => Assert.True(known.Contains(parameter.ParameterName), command.Extent.Text));
        }
    }

    private static Dictionary<string, HashSet<string>> Exported()
    {
        using var engine = new Engine();
        return engine.Run("Get-Command -Module AwsLoginAudit").Objects<CmdletInfo>().ToDictionary(
            cmdlet => cmdlet.Name,
            cmdlet => cmdlet.Parameters.Values.SelectMany(parameter => parameter.Aliases.Prepend(parameter.Name)).ToHashSet(StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"\b(?<cmdlet>[A-Z][a-z]+-LoginAudit[A-Za-z]+)\b( -(?<parameter>[A-Z][A-Za-z]+)\b)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Names();
}
