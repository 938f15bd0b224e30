using System.Collections;
using System.Management.Automation;
using AwsLoginAudit.Tests.Help;

namespace AwsLoginAudit.Tests.Contract;

/// <summary>The names that scripts rely on, over all cmdlets and all types that they emit.</summary>
public sealed class NameTests(ImportedModule module) : IClassFixture<ImportedModule>
{
    private static readonly Type[] NotCollections = [typeof(string), typeof(byte[])];

    // The status of a check is what scripts filter by; that of a failed login is Windows' own name for a code.
    private const string Status = "Status";

    // What kinds there are of an event, a finding and a source differs.
    private const string Kind = "Kind";

    [Fact]
    public void Properties_that_hold_several_values_have_plural_names() => Assert.Empty(
        Properties().Where(property => IsCollection(property.Type) && !IsPlural(property.Name)).Select(property => $"{property.Owner}.{property.Name}"));

    [Fact]
    public void Parameters_that_take_several_values_have_singular_names() => Assert.Empty(
        Parameters().Where(parameter => IsCollection(parameter.Type) && IsPlural(parameter.Name)).Select(parameter => $"{parameter.Owner} -{parameter.Name}"));

    [Fact]
    public void One_name_has_one_type_everywhere() => Assert.Empty(
        Properties().Concat(Parameters()).GroupBy(member => member.Name, member => (member.Owner, Type: One(member.Type)), StringComparer.OrdinalIgnoreCase)
            .Where(name => name.Key is not (Status or Kind) && name.Select(member => member.Type).Distinct().Count() > 1)
            .Select(name => $"{name.Key}: {string.Join(", ", name.Select(member => $"{member.Type} of {member.Owner}"))}"));

    [Fact]
    public void No_count_hides_the_Count_that_PowerShell_gives_every_object() =>
        Assert.DoesNotContain(module.Cmdlets.Values.SelectMany(cmdlet => cmdlet.OutputType), output => output.Type?.GetProperty("Count") is not null);

    private IEnumerable<(string Owner, string Name, Type Type)> Properties() =>
        from type in OutputTypes.Of(module)
        from property in OutputTypes.Properties(type)
        select (type.Name, property.Name, property.PropertyType);

    private IEnumerable<(string Owner, string Name, Type Type)> Parameters() =>
        from cmdlet in module.Cmdlets.Values
        from parameter in OutputTypes.Parameters(cmdlet)
        select (cmdlet.Name, parameter.Name, parameter.ParameterType);

    private static bool IsCollection(Type type) => type.IsAssignableTo(typeof(IEnumerable)) && !NotCollections.Contains(type);

    private static bool IsPlural(string name) => name.EndsWith('s') && !name.EndsWith("ss", StringComparison.Ordinal);

    // A parameter takes one value or several, and a property with the same name in the singular has one.
    private static Type One(Type type) => type == typeof(SwitchParameter) ? typeof(bool)
        : type.IsArray && type != typeof(byte[]) ? type.GetElementType()!
        : Nullable.GetUnderlyingType(type) ?? type;
}
