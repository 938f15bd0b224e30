using System.Management.Automation;
using System.Text.RegularExpressions;
using AwsLoginAudit.Help;
using AwsLoginAudit.Tests.Cmdlets;

namespace AwsLoginAudit.Tests.Help;

/// <summary>Get-Help, without a network, says what the pages say.</summary>
public sealed partial class GetHelpTests(ImportedModule module) : IClassFixture<ImportedModule>
{
    private const string Paragraph = "\n\n";

    // What Get-Help has of a cmdlet, a line each.
    private const string TellAll = """
        function Text($items) { ($items | Where-Object Text | ForEach-Object { $_.Text.TrimEnd() }) -join "`n`n" }
        $help = Get-Help $name -Full
        "synopsis $($help.Synopsis)"
        "description $(Text $help.description)"
        $help.syntax.syntaxItem | ForEach-Object { "syntax $($_.parameter.name -join ' ')" }
        $help.parameters.parameter | ForEach-Object {
            "parameter $($_.name) $($_.type.name), aliases $($_.aliases), required $($_.required), position $($_.position), default $($_.defaultValue), pipeline $($_.pipelineInput), wildcards $($_.globbing): $(Text $_.description)"
        }
        $help.inputTypes.inputType | ForEach-Object { "input $($_.type.name): $(Text $_.description)" }
        $help.returnValues.returnValue | ForEach-Object { "output $($_.type.name): $(Text $_.description)" }
        "notes $(Text $help.alertSet.alert)"
        $help.examples.example | ForEach-Object { "example $($_.title): $($_.code): $(Text $_.remarks)" }
        $help.relatedLinks.navigationLink | ForEach-Object { "link $($_.linkText)" }
        """;

    public static TheoryData<string> Names => Pages.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void It_says_what_the_page_says(string name)
    {
        var page = Pages.All[name];
        module.Engine.Set("name", name);
        Assert.Equal(Lines(page), module.Engine.Run(TellAll).Objects<string>());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_parameter_can_be_asked_for(string name)
    {
        module.Engine.Set("name", name);
        Assert.Equal(
            Pages.All[name].Parameters.Select(parameter => parameter.Name),
            module.Engine.Run("Get-Help $name -Parameter * | ForEach-Object { [string]$_.name }").Objects<string>());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void On_a_console_it_reads_as_text_and_fits(string name)
    {
        var text = module.Show($"Get-Help {name} -Full; Get-Help {name} -Examples; Get-Help {name} -Parameter *");
        Assert.All(
            ["SYNOPSIS", "SYNTAX", "DESCRIPTION", "PARAMETERS", "INPUTS", "OUTPUTS", "NOTES", "RELATED LINKS", "Required?", "--- Example 2: "],
            section => Assert.Contains(section, text, StringComparison.Ordinal));
        Assert.DoesNotMatch(Markup(), text);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 120));
    }

    [Fact]
    public void The_about_topic_is_found_by_its_name_and_by_a_word_of_it()
    {
        var topic = Assert.Single(module.Engine.Run("Get-Help about_AwsLoginAudit").Output);
        Assert.Equal("Monitors failed Windows logins on AWS and counts them per instance.", topic.Properties["Synopsis"].Value);
        var text = topic.ToString();
        Assert.All(
            ["SETTING UP", "CREDENTIALS AND REGION", "PERMISSIONS", "COST", "TROUBLESHOOTING", "SEE ALSO"],
            section => Assert.Contains($"\n{section}\n    ", text, StringComparison.Ordinal));
        Assert.DoesNotMatch(Markup(), text);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.Single(module.Engine.Run("Get-Help about_AwsLogin*").Output);
    }

    [Theory]
    [InlineData("about_LoginAuditPermissions", "logs:FilterLogEvents")]
    [InlineData("about_LoginAuditCost", "Parameter Store")]
    [InlineData("about_LoginAuditTroubleshooting", "FileUnreadable")]
    [InlineData("about_LoginAuditFindings", "StaleCredential")]
    [InlineData("about_LoginAuditRunbook", "one-account.ps1")]
    public void The_guides_are_about_topics(string name, string part)
    {
        var topic = Assert.Single(module.Engine.Run($"Get-Help {name}").Output);
        Assert.Equal(Guide.All.Single(guide => guide.Topic == name).Synopsis, topic.Properties["Synopsis"].Value);
        Assert.Contains(part, topic.ToString(), StringComparison.Ordinal);
        Assert.DoesNotMatch(Markup(), topic.ToString());
    }

    [Fact]
    public void Help_names_only_files_that_are_in_the_module()
    {
        var shipped = Directory.GetFiles(Built.Module, "*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)).ToHashSet();
        foreach (var file in Directory.GetFiles(Path.Combine(Built.Module, "en-US")))
        {
            Assert.All(NamedFile().Matches(File.ReadAllText(file)), named => Assert.True(
                shipped.Contains(Path.GetFileName(named.Value)) && !named.Value.StartsWith("docs/", StringComparison.Ordinal), $"{Path.GetFileName(file)} names {named.Value}"));
        }
    }

    // Windows PowerShell imports the other build by its path; the rest of what it does about help is the engine's here.
    [Fact]
    public async Task The_build_for_Windows_PowerShell_finds_the_same_help_in_whatever_language_Windows_is()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Built.Module, "*", SearchOption.AllDirectories).Where(file => !file.Contains("net8.0", StringComparison.Ordinal) && !file.EndsWith(".zip", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(folder.Path, "AwsLoginAudit", Path.GetRelativePath(Built.Module, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        var script = Path.Combine(folder.Path, "AwsLoginAudit", "AwsLoginAudit.psm1");
        var text = await File.ReadAllTextAsync(script, TestContext.Current.CancellationToken);
        Assert.Contains("$PSVersionTable.PSVersion.Major -ge 7", text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(script, text.Replace("$PSVersionTable.PSVersion.Major -ge 7", "$false", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var (output, errors) = await HostProcess.RunAsync($"""
            [System.Threading.Thread]::CurrentThread.CurrentUICulture = 'de-DE'
            Import-Module '{Path.Combine(folder.Path, "AwsLoginAudit", "AwsLoginAudit.psd1")}'
            (Get-Command Get-LoginAuditFailure).ImplementingType.Assembly.Location -match 'netstandard2\.0'
            (Get-Command -Module AwsLoginAudit).Where({"{"} (Get-Help $_.Name).examples.example.Count -lt 2 {"}"}).Name
            (Get-Help about_AwsLoginAudit).Name
            """);
        Assert.Empty(errors);
        Assert.Equal(["True", "about_AwsLoginAudit"], output);
    }

    private static IEnumerable<string> Lines(HelpPage page) =>
    [
        $"synopsis {page.Synopsis}",
        $"description {Text(page.Description)}",
        .. page.Syntax.Select(syntax => $"syntax {string.Join(' ', syntax.Parameters)}"),
        .. page.Parameters.Select(Line),
        .. page.Inputs.Select(input => $"input {input.Name}: {Text(input.Description)}"),
        .. page.Outputs.Select(output => $"output {output.Name}: {Text(output.Description)}"),
        $"notes {Text(page.Notes)}",
        .. page.Examples.Select(example => $"example --- {example.Title} ---: {example.Code}: {Text(example.Remarks)}"),
        .. page.Links.Select(link => $"link {link}"),
    ];

    private static string Line(HelpParameter parameter)
    {
        var facts = parameter.Facts[0];
        var aliases = facts.Aliases.Count == 0 ? "none" : string.Join(", ", facts.Aliases);
        return $"parameter {parameter.Name} {facts.Type}, aliases {aliases}, required {Lower(facts.IsRequired)}, position {facts.Position.ToLowerInvariant()}, "
            + $"default {facts.DefaultValue}, pipeline {facts.PipelineInput}, wildcards {Lower(facts.AcceptsWildcards)}: {Text(parameter.Description)}";
    }

    private static string Lower(bool value) => value ? "true" : "false";

    private static string Text(IEnumerable<string> paragraphs) => string.Join(Paragraph, paragraphs);

    [GeneratedRegex(@"`|\]\(|\|--|^#|\*\*", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Markup();

    [GeneratedRegex(@"[\w./-]+\.(md|ps1)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex NamedFile();
}
