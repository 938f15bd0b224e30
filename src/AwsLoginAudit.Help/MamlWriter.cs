using System.Xml.Linq;

namespace AwsLoginAudit.Help;

/// <summary>Writes help pages as MAML, the format of Get-Help.</summary>
public static class MamlWriter
{
    private const string Switch = "SwitchParameter";

    private static readonly XNamespace Msh = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>Writes the help file of all cmdlets in an assembly.</summary>
    public static XDocument Write(IEnumerable<HelpPage> pages) => new(
        new XElement(Msh + "helpItems",
            new XAttribute("schema", "maml"),
            pages.Select(Page)));

    private static XElement Page(HelpPage page)
    {
        var hyphen = page.Name.IndexOf('-', StringComparison.Ordinal);
        return new XElement(Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Maml),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(Command + "details",
                new XElement(Command + "name", page.Name),
                new XElement(Command + "verb", page.Name[..hyphen]),
                new XElement(Command + "noun", page.Name[(hyphen + 1)..]),
                Text(Maml + "description", [page.Synopsis])),
            Text(Maml + "description", page.Description),
            new XElement(Command + "syntax", page.Syntax.Select(syntax => SyntaxItem(page, syntax))),
            new XElement(Command + "parameters", page.Parameters.Select(parameter => Parameter(parameter, parameter.Facts[0], inSyntax: false))),
            new XElement(Command + "inputTypes", page.Inputs.Select(input => Type(Command + "inputType", input))),
            new XElement(Command + "returnValues", page.Outputs.Select(output => Type(Command + "returnValue", output))),
            new XElement(Maml + "alertSet", Text(Maml + "alert", page.Notes)),
            new XElement(Command + "examples", page.Examples.Select(Example)),
            new XElement(Command + "relatedLinks", page.Links.Select(Link)));
    }

    private static XElement SyntaxItem(HelpPage page, HelpSyntax syntax) => new(Command + "syntaxItem",
        new XElement(Maml + "name", page.Name),
        syntax.Parameters.Select(name =>
        {
            var parameter = page.Parameters.FirstOrDefault(parameter => parameter.Name == name) ?? throw new FormatException($"{page.Name}: -{name} has no section.");
            var facts = parameter.In(syntax.Set) ?? throw new FormatException($"{page.Name}: -{name} is not in the parameter set {syntax.Set}.");
            return Parameter(parameter, facts, inSyntax: true);
        }));

    private static XElement Parameter(HelpParameter parameter, ParameterFacts facts, bool inSyntax) => new(Command + "parameter",
        new XAttribute("required", facts.IsRequired),
        new XAttribute("variableLength", facts.Type.EndsWith("[]", StringComparison.Ordinal)),
        new XAttribute("globbing", facts.AcceptsWildcards),
        new XAttribute("pipelineInput", facts.PipelineInput),
        new XAttribute("position", facts.Position.ToLowerInvariant()),
        new XAttribute("aliases", facts.Aliases.Count == 0 ? "none" : string.Join(", ", facts.Aliases)),
        new XElement(Maml + "name", parameter.Name),
        inSyntax ? null : Text(Maml + "description", parameter.Description),
        inSyntax && facts.AcceptedValues.Count > 0 ? new XElement(Command + "parameterValueGroup", facts.AcceptedValues.Select(value => ParameterValue(value, required: false))) : null,
        // A switch has no value.
        inSyntax && facts.Type == Switch ? null : ParameterValue(facts.Type, required: facts.Type != Switch),
        new XElement(Dev + "type", new XElement(Maml + "name", facts.Type), new XElement(Maml + "uri")),
        new XElement(Dev + "defaultValue", facts.DefaultValue));

    private static XElement ParameterValue(string value, bool required) => new(Command + "parameterValue",
        new XAttribute("required", required),
        new XAttribute("variableLength", false),
        value);

    private static XElement Type(XName name, HelpTopic type) => new(name,
        new XElement(Dev + "type", new XElement(Maml + "name", type.Name)),
        Text(Maml + "description", type.Description));

    private static XElement Example(HelpExample example) => new(Command + "example",
        new XElement(Maml + "title", $"--- {example.Title} ---"),
        new XElement(Dev + "code", example.Code),
        // The empty paragraph separates the example from the next one.
        Text(Dev + "remarks", example.Remarks.Append("")));

    private static XElement Link(string text) => new(Maml + "navigationLink",
        new XElement(Maml + "linkText", text),
        new XElement(Maml + "uri"));

    private static XElement Text(XName name, IEnumerable<string> paragraphs) =>
        new(name, paragraphs.Select(paragraph => new XElement(Maml + "para", paragraph)));
}
