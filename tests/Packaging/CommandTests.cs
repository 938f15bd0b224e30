using System.Management.Automation;
using System.Reflection;

namespace AwsLoginAudit.Tests.Packaging;

/// <summary>The cmdlets speak one language, as Get-Command shows it of the built module.</summary>
public sealed class CommandTests : IDisposable
{
    // What is the same thing under one name in different types, each with its reason.
    private static readonly string[] OfSeveralTypes =
    [
        // Each cmdlet takes what the one before it emits.
        "InputObject",
        // An alarm that is made counts whole failures; one that was made elsewhere may be judged by a fraction.
        "Threshold",
    ];

    private readonly Engine engine = new();
    private readonly List<CmdletInfo> commands;

    public CommandTests() => commands = [.. engine.Run("Get-Command -Module AwsLoginAudit").Objects<CmdletInfo>()];

    [Fact]
    public void Verbs_are_approved_and_nouns_are_singular_and_the_modules_own()
    {
        var approved = typeof(VerbInfo).Assembly.GetExportedTypes()
            .Where(type => type.Name.StartsWith("Verbs", StringComparison.Ordinal) && type is { IsAbstract: true, IsSealed: true })
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(verb => (string)verb.GetValue(null)!).ToHashSet();
        Assert.NotEmpty(commands);
        Assert.All(commands, command =>
        {
            Assert.Contains(command.Verb, approved);
            Assert.Matches("^LoginAudit[A-Z][A-Za-z]*([^s]|ss)$", command.Noun);
        });
    }

    [Fact]
    public void A_parameter_of_one_name_has_one_type_and_the_same_aliases_everywhere()
    {
        var differing = Parameters().GroupBy(parameter => parameter.Name)
            .Where(same => same.Select(parameter => string.Join(',', parameter.Aliases.Order())).Distinct().Count() > 1
                || (!OfSeveralTypes.Contains(same.Key) && same.Select(parameter => OneOf(parameter.ParameterType)).Distinct().Count() > 1));
        Assert.Empty(differing.Select(same => same.Key));
    }

    [Fact]
    public void Parameters_are_named_as_one_of_what_they_take_and_an_alias_is_nobodys_name()
    {
        var names = Parameters().Select(parameter => parameter.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.DoesNotContain(names, name => names.Contains(name + "s"));
        Assert.DoesNotContain(Parameters().SelectMany(parameter => parameter.Aliases), names.Contains);
    }

    [Fact]
    public void Each_that_talks_to_AWS_is_told_how_by_the_same_parameters()
    {
        string[] connection = ["AccessKey", "EndpointUrl", "ProfileName", "Region", "SecretKey", "SessionToken"];
        Assert.All(commands, command =>
        {
            var known = connection.Where(command.Parameters.ContainsKey).ToList();
            Assert.True(known.Count == 0 || known.SequenceEqual(connection), command.Name);
        });
    }

    public void Dispose() => engine.Dispose();

    private IEnumerable<ParameterMetadata> Parameters() => commands.SelectMany(command => command.Parameters.Values)
        .Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name) && !Cmdlet.OptionalCommonParameters.Contains(parameter.Name));

    // One, perhaps one, or several: of the same.
    private static Type OneOf(Type type) => Nullable.GetUnderlyingType(type) ?? type.GetElementType() ?? type;
}
