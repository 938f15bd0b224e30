using System.Collections;
using System.Management.Automation;
using System.Reflection;
using AwsLoginAudit.Help;

namespace AwsLoginAudit.Tests.Help;

/// <summary>What is true of a cmdlet, as its code has it and in the words of its page.</summary>
internal static class Facts
{
    private const string None = "None";

    /// <summary>One a parameter set, in the order of the page's.</summary>
    public static IEnumerable<HelpSyntax> Syntax(CmdletInfo cmdlet) => cmdlet.ParameterSets.Select(set =>
    {
        var parameters = Own(set).OrderBy(parameter => parameter switch
        {
            { Position: >= 0 } => parameter.Position,
            { IsMandatory: true } => int.MaxValue - 1,
            _ => int.MaxValue,
        }).ToList();
        return new HelpSyntax(
            cmdlet.ParameterSets.Count == 1 ? "" : set.Name,
            cmdlet.ParameterSets.Count == 1 || set.IsDefault,
            $"{cmdlet.Name} {string.Concat(parameters.Select(parameter => Typed(parameter) + " "))}[<CommonParameters>]",
            parameters.ConvertAll(parameter => parameter.Name));
    });

    /// <summary>The facts about each parameter in each set.</summary>
    public static IEnumerable<(string Set, string Name, ParameterFacts Facts)> Parameters(CmdletInfo cmdlet)
    {
        var instance = Activator.CreateInstance(cmdlet.ImplementingType)!;
        return cmdlet.ParameterSets.SelectMany(set => Own(set).Select(parameter =>
            (cmdlet.ParameterSets.Count == 1 ? "" : set.Name, parameter.Name, Of(parameter, cmdlet.ImplementingType, instance))));
    }

    /// <summary>What it takes from the pipeline, as the names of types; an object with the right property is any object.</summary>
    public static IEnumerable<string> Inputs(CmdletInfo cmdlet)
    {
        var parameters = cmdlet.ParameterSets.SelectMany(Own).ToList();
        var names = parameters.Where(parameter => parameter.ValueFromPipeline).Select(parameter => (parameter.ParameterType.GetElementType() ?? parameter.ParameterType).FullName!)
            .Concat(parameters.Where(parameter => parameter.ValueFromPipelineByPropertyName).Select(_ => typeof(object).FullName!)).Distinct().ToList();
        return names.Count > 0 ? names : [None];
    }

    /// <summary>What it emits, as the names of types.</summary>
    public static IEnumerable<string> Outputs(CmdletInfo cmdlet) => cmdlet.OutputType.Select(type => type.Type == typeof(void) ? None : type.Type.FullName!);

    private static IEnumerable<CommandParameterInfo> Own(CommandParameterSetInfo set) =>
        set.Parameters.Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name));

    private static string Typed(CommandParameterInfo parameter)
    {
        var name = parameter.Position >= 0 ? $"[-{parameter.Name}]" : $"-{parameter.Name}";
        var typed = parameter.ParameterType == typeof(SwitchParameter) ? name : $"{name} <{Name(parameter.ParameterType)}>";
        return parameter.IsMandatory ? typed : $"[{typed}]";
    }

    private static ParameterFacts Of(CommandParameterInfo parameter, Type type, object instance)
    {
        // Some hide a member of the base class.
        var property = type.GetProperty(parameter.Name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly) ?? type.GetProperty(parameter.Name);
        return new ParameterFacts
        {
            Type = Name(parameter.ParameterType),
            Sets = [],
            Aliases = [.. parameter.Aliases],
            AcceptedValues = Accepted(parameter),
            IsRequired = parameter.IsMandatory,
            Position = parameter.Position >= 0 ? parameter.Position.ToString() : "Named",
            // -WhatIf and -Confirm are the engine's own, and have no property.
            DefaultValue = parameter.ParameterType == typeof(SwitchParameter) ? bool.FalseString : parameter.IsMandatory ? None : Default(property!.GetValue(instance)),
            PipelineInput = (parameter.ValueFromPipeline, parameter.ValueFromPipelineByPropertyName) switch
            {
                (true, true) => "True (ByPropertyName, ByValue)",
                (true, false) => "True (ByValue)",
                (false, true) => "True (ByPropertyName)",
                _ => "False",
            },
            AcceptsWildcards = property?.IsDefined(typeof(SupportsWildcardsAttribute)) == true,
        };
    }

    private static IReadOnlyList<string> Accepted(CommandParameterInfo parameter) =>
        parameter.Attributes.OfType<ValidateSetAttribute>().FirstOrDefault() is { } set ? [.. set.ValidValues]
        : parameter.ParameterType.IsEnum ? Enum.GetNames(parameter.ParameterType)
        : [];

    private static string Default(object? value) => value switch
    {
        null or "" or ICollection { Count: 0 } => None,
        _ => value.ToString()!,
    };

    private static string Name(Type type) => (Nullable.GetUnderlyingType(type) ?? type).Name;
}
