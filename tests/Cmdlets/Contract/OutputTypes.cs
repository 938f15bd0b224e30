using System.Management.Automation;
using System.Reflection;
using AwsLoginAudit.Tests.Help;

namespace AwsLoginAudit.Tests.Contract;

/// <summary>What a script sees of the module: the types that the cmdlets emit, the types that these hold, and the parameters.</summary>
internal static class OutputTypes
{
    /// <summary>Every type of the module that is emitted, or held by a type that is.</summary>
    public static IReadOnlyList<Type> Of(ImportedModule module)
    {
        var found = new HashSet<Type>();
        foreach (var emitted in module.Cmdlets.Values.SelectMany(cmdlet => cmdlet.OutputType).Select(output => output.Type))
            Add(emitted, found);
        return [.. found.OrderBy(type => type.Name, StringComparer.Ordinal)];
    }

    public static IEnumerable<PropertyInfo> Properties(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    /// <summary>The cmdlet's parameters without the common ones.</summary>
    public static IEnumerable<ParameterMetadata> Parameters(CmdletInfo cmdlet) =>
        cmdlet.Parameters.Values.Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name) && !Cmdlet.OptionalCommonParameters.Contains(parameter.Name));

    private static void Add(Type type, HashSet<Type> found)
    {
        foreach (var argument in type.GetGenericArguments())
            Add(argument, found);
        if (type.IsEnum || type.Assembly.GetName().Name != typeof(LoginAuditCount).Assembly.GetName().Name || !found.Add(type))
            return;
        foreach (var property in Properties(type))
            Add(property.PropertyType, found);
    }
}
