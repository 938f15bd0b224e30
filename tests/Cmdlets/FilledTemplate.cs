using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>A template as CloudFormation would deploy it in one account and Region, with its parameters' own values and no resource that a condition leaves out.</summary>
internal sealed partial class FilledTemplate
{
    private const string Place = "us-east-1:123456789012";

    private readonly JsonObject template;

    public FilledTemplate(JsonObject template)
    {
        this.template = template;
        Made = template["Resources"]!.AsObject()
            .Where(resource => resource.Value!["Condition"] is not { } condition || Holds((string)condition!))
            .ToDictionary(resource => resource.Key, resource => Fill(resource.Value!["Properties"])!);
    }

    /// <summary>The properties of each resource that is made, by its name in the template.</summary>
    public IReadOnlyDictionary<string, JsonNode> Made { get; }

    private JsonNode? Fill(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } call when call.First() is { Key: "Ref" or "Condition" or ['F', 'n', ':', ':', ..] } function => Call(function.Key, function.Value!),
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Fill(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Fill)]),
        _ => node?.DeepClone(),
    };

    private JsonNode? Call(string function, JsonNode argument) => function switch
    {
        "Ref" => Reference((string)argument!),
        "Fn::GetAtt" => Arn((string)argument[0]!),
        "Fn::Sub" => Names().Replace((string)argument!, match => (string)Reference(match.Groups["name"].Value)!),
        "Fn::Split" => new JsonArray([.. ((string)Fill(argument[1])!).Split((string)argument[0]!).Select(part => (JsonNode)part)]),
        "Fn::Select" => Fill(argument[1])![int.Parse((string)argument[0]!, CultureInfo.InvariantCulture)]!.DeepClone(),
        "Fn::FindInMap" => template["Mappings"]![(string)argument[0]!]![Fill(argument[1])!.ToString()]![(string)argument[2]!]!.DeepClone(),
        "Fn::If" => Fill(argument[Holds((string)argument[0]!) ? 1 : 2]),
        _ => throw new ArgumentException(function, nameof(function)),
    };

    private bool Holds(string condition) => Holds(template["Conditions"]![condition]!);

    private bool Holds(JsonNode condition) => condition["Fn::Not"] is { } not
        ? !Holds(not[0]!)
        : JsonNode.DeepEquals(Fill(condition["Fn::Equals"]![0]), condition["Fn::Equals"]![1]);

    private JsonNode? Reference(string name) => name switch
    {
        "AWS::Partition" => "aws",
        "AWS::Region" => "us-east-1",
        "AWS::AccountId" => "123456789012",
        "AWS::NoValue" => null,
        _ when template["Parameters"]![name] is { } parameter => parameter["Default"]!.DeepClone(),
        _ => (string)template["Resources"]![name]!["Type"]! switch
        {
            "AWS::SNS::Topic" => $"arn:aws:sns:{Place}:{Name(name, "TopicName")}",
            "AWS::Logs::LogGroup" => Name(name, "LogGroupName"),
            "AWS::Lambda::Function" => Name(name, "FunctionName"),
            _ => name,
        },
    };

    private string Arn(string name) => (string)template["Resources"]![name]!["Type"]! switch
    {
        "AWS::SQS::Queue" => $"arn:aws:sqs:{Place}:{Name(name, "QueueName")}",
        "AWS::Lambda::Function" => $"arn:aws:lambda:{Place}:function:{Name(name, "FunctionName")}",
        "AWS::Events::Rule" => $"arn:aws:events:{Place}:rule/{Name(name, "Name")}",
        var type => $"{type}/{name}",
    };

    private string Name(string resource, string property) => (string)Fill(template["Resources"]![resource]!["Properties"]![property])!;

    [GeneratedRegex(@"\$\{(?<name>[^}]+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Names();
}
