namespace AwsLoginAudit.Help;

/// <summary>A page about a cmdlet, as platyPS has them. Texts are paragraphs of plain text.</summary>
public sealed record HelpPage
{
    /// <summary>The file that PowerShell looks for the cmdlet's help in.</summary>
    public required string HelpFile { get; init; }

    /// <summary>The cmdlet's name.</summary>
    public required string Name { get; init; }

    /// <summary>What it does, in a sentence.</summary>
    public required string Synopsis { get; init; }

    /// <summary>One a parameter set.</summary>
    public required IReadOnlyList<HelpSyntax> Syntax { get; init; }

    /// <summary>What it does.</summary>
    public required IReadOnlyList<string> Description { get; init; }

    /// <summary>Examples, in their order.</summary>
    public required IReadOnlyList<HelpExample> Examples { get; init; }

    /// <summary>Parameters, in their order; the common ones are not among them.</summary>
    public required IReadOnlyList<HelpParameter> Parameters { get; init; }

    /// <summary>What it takes from the pipeline; None where it takes nothing.</summary>
    public required IReadOnlyList<HelpTopic> Inputs { get; init; }

    /// <summary>What it emits; None where it emits nothing.</summary>
    public required IReadOnlyList<HelpTopic> Outputs { get; init; }

    /// <summary>Errors, limits, permissions.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Names that errors have, as the notes list them.</summary>
    public required IReadOnlyList<string> ErrorIds { get; init; }

    /// <summary>Names of related cmdlets and topics.</summary>
    public required IReadOnlyList<string> Links { get; init; }
}

/// <summary>A parameter set.</summary>
/// <param name="Set">Its name; empty where there is only one.</param>
/// <param name="IsDefault">Whether it is the one that is meant where none is clear.</param>
/// <param name="Text">How it is typed, on one line.</param>
/// <param name="Parameters">The names of its parameters, in the order of the text.</param>
public sealed record HelpSyntax(string Set, bool IsDefault, string Text, IReadOnlyList<string> Parameters);

/// <summary>An example.</summary>
/// <param name="Title">What it is about, with its number.</param>
/// <param name="Code">What is typed.</param>
/// <param name="Remarks">What is said about it.</param>
public sealed record HelpExample(string Title, string Code, IReadOnlyList<string> Remarks);

/// <summary>Something with a name.</summary>
/// <param name="Name">The name of a type or a topic.</param>
/// <param name="Description">What is said about it.</param>
public sealed record HelpTopic(string Name, IReadOnlyList<string> Description);

/// <summary>A parameter.</summary>
/// <param name="Name">Its name, without a hyphen.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Facts">What is true of it; more than once where it differs between parameter sets.</param>
public sealed record HelpParameter(string Name, IReadOnlyList<string> Description, IReadOnlyList<ParameterFacts> Facts)
{
    /// <summary>What is true of it in a parameter set; null where it is not in the set.</summary>
    public ParameterFacts? In(string set) => Facts.FirstOrDefault(facts => facts.Sets.Contains(set) || facts.Sets.Contains(ParameterFacts.AllSets));
}

/// <summary>What is true of a parameter.</summary>
public sealed record ParameterFacts
{
    /// <summary>What stands for all parameter sets.</summary>
    public const string AllSets = "(All)";

    /// <summary>The short name of its type.</summary>
    public required string Type { get; init; }

    /// <summary>The parameter sets.</summary>
    public required IReadOnlyList<string> Sets { get; init; }

    /// <summary>Its other names.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>The only values that it takes; none where it takes others.</summary>
    public required IReadOnlyList<string> AcceptedValues { get; init; }

    /// <summary>Whether it has to be given.</summary>
    public required bool IsRequired { get; init; }

    /// <summary>A number that begins with 0, or Named.</summary>
    public required string Position { get; init; }

    /// <summary>Its value where it is not given, or None.</summary>
    public required string DefaultValue { get; init; }

    /// <summary>False, or True and how.</summary>
    public required string PipelineInput { get; init; }

    /// <summary>Whether * and ? stand for others.</summary>
    public required bool AcceptsWildcards { get; init; }
}
