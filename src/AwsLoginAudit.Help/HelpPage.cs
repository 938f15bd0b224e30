namespace AwsLoginAudit.Help;

/// <summary>The help page of a cmdlet in platyPS format. Texts are paragraphs of plain text.</summary>
public sealed record HelpPage
{
    /// <summary>The name of the help file in which PowerShell looks for the cmdlet.</summary>
    public required string HelpFile { get; init; }

    /// <summary>The name of the cmdlet.</summary>
    public required string Name { get; init; }

    /// <summary>A description in one sentence.</summary>
    public required string Synopsis { get; init; }

    /// <summary>The syntax, one for each parameter set.</summary>
    public required IReadOnlyList<HelpSyntax> Syntax { get; init; }

    /// <summary>The description.</summary>
    public required IReadOnlyList<string> Description { get; init; }

    /// <summary>The examples in order.</summary>
    public required IReadOnlyList<HelpExample> Examples { get; init; }

    /// <summary>The parameters in order, without the common parameters.</summary>
    public required IReadOnlyList<HelpParameter> Parameters { get; init; }

    /// <summary>The input types; None if the cmdlet accepts no pipeline input.</summary>
    public required IReadOnlyList<HelpTopic> Inputs { get; init; }

    /// <summary>The output types; None if the cmdlet emits nothing.</summary>
    public required IReadOnlyList<HelpTopic> Outputs { get; init; }

    /// <summary>Notes on errors, limits and permissions.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The error ids in the notes.</summary>
    public required IReadOnlyList<string> ErrorIds { get; init; }

    /// <summary>The names of related cmdlets and topics.</summary>
    public required IReadOnlyList<string> Links { get; init; }
}

/// <summary>The syntax of a parameter set.</summary>
/// <param name="Set">The name of the parameter set; empty if there is only one.</param>
/// <param name="IsDefault">Whether it is the default parameter set.</param>
/// <param name="Text">The syntax in one line.</param>
/// <param name="Parameters">The names of its parameters, in the order of the syntax.</param>
public sealed record HelpSyntax(string Set, bool IsDefault, string Text, IReadOnlyList<string> Parameters);

/// <summary>An example.</summary>
/// <param name="Title">The title with the number.</param>
/// <param name="Code">The code.</param>
/// <param name="Remarks">The remarks.</param>
public sealed record HelpExample(string Title, string Code, IReadOnlyList<string> Remarks);

/// <summary>A type or a topic with a description.</summary>
/// <param name="Name">The name of a type or a topic.</param>
/// <param name="Description">The description.</param>
public sealed record HelpTopic(string Name, IReadOnlyList<string> Description);

/// <summary>A parameter.</summary>
/// <param name="Name">The name, without the hyphen.</param>
/// <param name="Description">The description.</param>
/// <param name="Facts">The properties; several if they differ between parameter sets.</param>
public sealed record HelpParameter(string Name, IReadOnlyList<string> Description, IReadOnlyList<ParameterFacts> Facts)
{
    /// <summary>The properties in a parameter set; null if the set does not contain the parameter.</summary>
    public ParameterFacts? In(string set) => Facts.FirstOrDefault(facts => facts.Sets.Contains(set) || facts.Sets.Contains(ParameterFacts.AllSets));
}

/// <summary>The properties of a parameter.</summary>
public sealed record ParameterFacts
{
    /// <summary>The name that platyPS uses for all parameter sets.</summary>
    public const string AllSets = "(All)";

    /// <summary>The short name of its type.</summary>
    public required string Type { get; init; }

    /// <summary>The parameter sets.</summary>
    public required IReadOnlyList<string> Sets { get; init; }

    /// <summary>The aliases.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>The only accepted values; empty if others are accepted.</summary>
    public required IReadOnlyList<string> AcceptedValues { get; init; }

    /// <summary>Whether the parameter is mandatory.</summary>
    public required bool IsRequired { get; init; }

    /// <summary>The position, starting with 0, or Named.</summary>
    public required string Position { get; init; }

    /// <summary>The default value, or None.</summary>
    public required string DefaultValue { get; init; }

    /// <summary>False, or True with the kind of pipeline input.</summary>
    public required string PipelineInput { get; init; }

    /// <summary>Whether wildcards are accepted.</summary>
    public required bool AcceptsWildcards { get; init; }
}
