using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AwsLoginAudit.Aws;

/// <summary>Names that CloudFormation replaces, in the syntax of Fn::Sub, so that the code of the cmdlets also builds template resources.</summary>
internal static class Placeholders
{
    /// <summary>The account, Region and partition that the template is deployed to.</summary>
    public static readonly AccountScope Scope = new(Of("AWS::Partition"), Of("AWS::Region"), Of("AWS::AccountId"));

    private static readonly Regex Whole = new(@"^\$\{(?<name>[\w:]+)(\.(?<attribute>\w+))?\}$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>The value of a parameter, or a reference to a resource.</summary>
    public static string Of(string name) => $"${{{name}}}";

    /// <summary>An attribute of a resource.</summary>
    public static string Of(string resource, string attribute) => $"${{{resource}.{attribute}}}";

    /// <summary>Returns a copy of a tree in which placeholders are replaced by CloudFormation functions.</summary>
    public static JsonNode? Resolve(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => new KeyValuePair<string, JsonNode?>(member.Key, Resolve(member.Value)))),
        // The recipients parameter is a list in one text, as in the function's environment.
        JsonArray { Count: 1 } only when IsText(only[0], out var text) && text == Of(TemplateParameters.Recipients) =>
            new JsonObject { ["Fn::Split"] = new JsonArray(",", Resolve(text)) },
        JsonArray items => new JsonArray([.. items.Select(Resolve)]),
        _ when IsText(node, out var text) => Resolve(text),
        _ => node?.DeepClone(),
    };

    private static JsonNode Resolve(string text)
    {
        var match = Whole.Match(text);
        if (!match.Success)
            return text.Contains("${") ? new JsonObject { ["Fn::Sub"] = text } : text;
        var (name, attribute) = (match.Groups["name"].Value, match.Groups["attribute"]);
        return attribute.Success ? new JsonObject { ["Fn::GetAtt"] = new JsonArray(name, attribute.Value) } : new JsonObject { ["Ref"] = name };
    }

    private static bool IsText(JsonNode? node, out string text)
    {
        text = "";
        return node is JsonValue value && value.TryGetValue(out text!);
    }
}
