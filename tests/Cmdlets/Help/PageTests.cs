using AwsLoginAudit.Help;

namespace AwsLoginAudit.Tests.Help;

/// <summary>The pages say what the code does, all of it, and nothing else.</summary>
public sealed class PageTests(ImportedModule module) : IClassFixture<ImportedModule>
{
    // Reported by the function's log, and as a warning.
    private static readonly LoginAuditError[] NoCmdletEndsWith = [LoginAuditError.MailNotRecorded, LoginAuditError.OutOfTime];

    public static TheoryData<string> Names => Pages.Names;

    [Fact]
    public void Every_cmdlet_has_a_page_and_every_page_a_cmdlet() =>
        Assert.Equal(module.Cmdlets.Keys.Order(StringComparer.Ordinal), Pages.All.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_file_has_the_cmdlets_name_and_the_help_file_the_assemblys(string name)
    {
        Assert.True(File.Exists(Path.Combine(Pages.Folder, name + ".md")));
        Assert.Equal(Path.GetFileName(module.Cmdlets[name].ImplementingType.Assembly.Location) + "-Help.xml", Pages.All[name].HelpFile);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_parameter_set_is_written_out(string name)
    {
        IEnumerable<(string, bool, string)> Told(IEnumerable<HelpSyntax> sets) => sets.Select(set => (set.Set, set.IsDefault, set.Text)).Order();
        Assert.Equal(Told(Facts.Syntax(module.Cmdlets[name])), Told(Pages.All[name].Syntax));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_parameter_has_its_section_with_what_is_true_of_it_in_each_set(string name)
    {
        var page = Pages.All[name];
        var told = page.Syntax.SelectMany(syntax => page.Parameters.Select(parameter => (syntax.Set, parameter.Name, Facts: parameter.In(syntax.Set)))).Where(fact => fact.Facts is not null);
        Assert.Equal(Facts.Parameters(module.Cmdlets[name]).Select(fact => Line(fact.Set, fact.Name, fact.Facts)).Order(), told.Select(fact => Line(fact.Set, fact.Name, fact.Facts!)).Order());
        Assert.Subset(
            page.Syntax.Select(syntax => syntax.Set).Append(ParameterFacts.AllSets).ToHashSet(),
            page.Parameters.SelectMany(parameter => parameter.Facts).SelectMany(facts => facts.Sets).ToHashSet());
        Assert.All(page.Parameters, parameter => Assert.NotEmpty(parameter.Description));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_are_in_the_order_of_the_alphabet_and_those_of_the_engine_last(string name)
    {
        var names = Pages.All[name].Parameters.Select(parameter => parameter.Name).ToList();
        Assert.Equal(names.OrderBy(parameter => parameter is "Confirm" or "WhatIf").ThenBy(parameter => parameter, StringComparer.OrdinalIgnoreCase), names);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Inputs_and_outputs_are_those_of_the_code(string name)
    {
        var (page, cmdlet) = (Pages.All[name], module.Cmdlets[name]);
        Assert.Equal(Facts.Outputs(cmdlet), page.Outputs.Select(output => output.Name));
        // What takes any object may say which it knows.
        var isAny = cmdlet.ParameterSets.SelectMany(set => set.Parameters).Any(parameter => parameter.ValueFromPipeline && parameter.ParameterType == typeof(object));
        var inputs = page.Inputs.Select(input => input.Name).ToList();
        Assert.Subset(inputs.ToHashSet(), Facts.Inputs(cmdlet).ToHashSet());
        Assert.True(isAny || inputs.Count == Facts.Inputs(cmdlet).Count(), string.Join(", ", inputs));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_has_two_examples_or_more_each_with_its_number(string name)
    {
        var examples = Pages.All[name].Examples;
        Assert.InRange(examples.Count, 2, 9);
        Assert.All(examples.Select((example, index) => (example, index)), item => Assert.StartsWith($"Example {item.index + 1}: ", item.example.Title, StringComparison.Ordinal));
        Assert.InRange(examples.Count(example => example.Code.Contains(name, StringComparison.Ordinal)), examples.Count - 1, examples.Count);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_says_what_it_does_and_names_only_errors_that_there_are(string name)
    {
        var page = Pages.All[name];
        Assert.NotEmpty(page.Synopsis);
        Assert.NotEmpty(page.Description);
        Assert.NotEmpty(page.Notes);
        Assert.All(page.ErrorIds, error => Assert.Contains(error, Enum.GetNames<LoginAuditError>()));
    }

    [Fact]
    public void Every_error_is_on_some_page() =>
        Assert.Empty(Enum.GetValues<LoginAuditError>().Except(NoCmdletEndsWith).Select(error => error.ToString()).Except(Pages.All.Values.SelectMany(page => page.ErrorIds)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Related_links_lead_to_pages(string name)
    {
        Assert.NotEmpty(Pages.All[name].Links);
        Assert.All(Pages.All[name].Links, link => Assert.True(File.Exists(Path.Combine(Pages.Folder, link + ".md")), link));
    }

    private static string Line(string set, string name, ParameterFacts facts) =>
        $"{set} -{name}: {facts.Type}, aliases {string.Join(", ", facts.Aliases.Order())}, accepted {string.Join(", ", facts.AcceptedValues)}, "
        + $"required {facts.IsRequired}, position {facts.Position}, default {facts.DefaultValue}, pipeline {facts.PipelineInput}, wildcards {facts.AcceptsWildcards}";
}
