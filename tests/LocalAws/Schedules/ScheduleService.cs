using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using LocalAws.Functions;
using LocalAws.Http;
using LocalAws.Validation;
using static LocalAws.Validation.Rule;

namespace LocalAws.Schedules;

/// <summary>EventBridge: rules of the default bus that act by a schedule and call functions. Nothing is called by a clock: see <see cref="Tick"/>.</summary>
public sealed partial class ScheduleService
{
    private const int MostTargets = 5;
    private static readonly Rule Name = Required(Text(1, 64, @"[\.\-_A-Za-z0-9]+"));
    private static readonly Rule Tags = List(new Shape { { "Key", Required(Text(1, 128)) }, { "Value", Required(Text(0, 256)) } }, 0, 50);
    private static readonly Shape Target = new()
    {
        { "Id", Required(Text(1, 64, @"[\.\-_A-Za-z0-9]+")) },
        { "Arn", Required(Text(1, 1600)) },
        { "Input", Text(0, 8192) },
    };

    private readonly ServerContext context;
    private readonly FunctionService functions;
    private readonly Dictionary<string, ScheduledRule> rules = new(StringComparer.Ordinal);

    internal ScheduleService(ServerContext context, FunctionService functions)
    {
        this.context = context;
        this.functions = functions;
        Wire = new Service
        {
            SigningName = "events",
            ActionPrefix = "events",
            TargetPrefix = "AWSEvents",
            ContentType = "application/x-amz-json-1.1",
            ValidationCode = "ValidationException",
            ResourcesOf = (_, request) => [request.Text("ResourceARN") ?? ArnOf(request.Text("Name") ?? request.Text("Rule") ?? "*")],
            Operations = new Dictionary<string, (Shape, Operation)>(StringComparer.Ordinal)
            {
                ["PutRule"] = (new Shape { { "Name", Name }, { "ScheduleExpression", Text(0, 256) }, { "State", Enum("ENABLED", "DISABLED") }, { "Description", Text(0, 512) }, { "Tags", Tags }, { "EventPattern", Unsupported() }, { "RoleArn", Unsupported() }, { "EventBusName", Unsupported() } }, PutRule),
                ["DescribeRule"] = (new Shape { { "Name", Name } }, DescribeRule),
                ["DeleteRule"] = (new Shape { { "Name", Name }, { "Force", Bool() } }, DeleteRule),
                ["PutTargets"] = (new Shape { { "Rule", Name }, { "Targets", Required(List(Target, 1, 100)) } }, PutTargets),
                ["RemoveTargets"] = (new Shape { { "Rule", Name }, { "Ids", Required(List(Text(1, 64), 1, 100)) }, { "Force", Bool() } }, RemoveTargets),
                ["ListTargetsByRule"] = (new Shape { { "Rule", Name }, { "NextToken", Unsupported() }, { "Limit", Int(1, 100) } }, ListTargetsByRule),
                ["TagResource"] = (new Shape { { "ResourceARN", Required(Text(1, 1600)) }, { "Tags", Required(Tags) } }, TagResource),
                ["ListTagsForResource"] = (new Shape { { "ResourceARN", Required(Text(1, 1600)) } }, ListTagsForResource),
            },
        };
    }

    internal Service Wire { get; }

    /// <summary>Lets a rule's time come once: calls what it is for, where it is enabled and the function lets it in.</summary>
    /// <param name="rule">Name of the rule.</param>
    /// <returns>How many functions took the event.</returns>
    /// <exception cref="KeyNotFoundException">There is no such rule.</exception>
    public int Tick(string rule)
    {
        lock (context.Gate)
        {
            var found = rules[rule];
            return found.IsEnabled ? found.Targets.Values.Count(target => functions.Invoke(target.Arn, "events.amazonaws.com", ArnOf(rule), target.Input) is null) : 0;
        }
    }

    private string ArnOf(string rule) => $"arn:aws:events:{context.Options.Region}:{context.Options.AccountId}:rule/{rule}";

    private void PutRule(JsonElement request, Utf8JsonWriter response)
    {
        var name = request.Demand("Name");
        if (request.Text("ScheduleExpression") is not { Length: > 0 } expression)
            throw Invalid("Parameter(s) EventPattern or ScheduleExpression must be specified.");
        if (!Schedule().IsMatch(expression))
            throw Invalid("Parameter ScheduleExpression is not valid.");
        if (!rules.TryGetValue(name, out var rule))
            rules.Add(name, rule = new ScheduledRule { Tags = TagsIn(request) });
        (rule.Expression, rule.Description) = (expression, request.Text("Description"));
        rule.IsEnabled = request.Text("State") is null or "ENABLED";
        response.WriteStartObject();
        response.WriteString("RuleArn", ArnOf(name));
        response.WriteEndObject();
    }

    private void DescribeRule(JsonElement request, Utf8JsonWriter response)
    {
        var (name, rule) = (request.Demand("Name"), Of(request.Demand("Name")));
        response.WriteStartObject();
        response.WriteString("Name", name);
        response.WriteString("Arn", ArnOf(name));
        response.WriteString("ScheduleExpression", rule.Expression);
        response.WriteString("State", rule.IsEnabled ? "ENABLED" : "DISABLED");
        if (rule.Description is { } description)
            response.WriteString("Description", description);
        response.WriteString("EventBusName", "default");
        response.WriteEndObject();
    }

    // One that does not exist is deleted without complaint.
    private void DeleteRule(JsonElement request, Utf8JsonWriter response)
    {
        if (rules.TryGetValue(request.Demand("Name"), out var rule) && rule.Targets.Count > 0)
            throw Invalid("Rule can't be deleted since it has targets.");
        rules.Remove(request.Demand("Name"));
    }

    private void PutTargets(JsonElement request, Utf8JsonWriter response)
    {
        var rule = Of(request.Demand("Rule"));
        var targets = request.GetProperty("Targets").EnumerateArray().ToList();
        if (rule.Targets.Keys.Concat(targets.Select(t => t.Demand("Id"))).Distinct(StringComparer.Ordinal).Count() > MostTargets)
            throw new AwsException("LimitExceededException", "The requested resource exceeds the maximum number allowed.");
        foreach (var target in targets)
        {
            if (target.Demand("Arn").Split(':') is not ["arn", _, "lambda", _, _, "function", _])
                throw AwsException.NotSupported($"The target {target.Demand("Arn")}");
            rule.Targets[target.Demand("Id")] = new RuleTarget(target.Demand("Arn"), Input(target));
        }
        WriteFailed(response);
    }

    private void RemoveTargets(JsonElement request, Utf8JsonWriter response)
    {
        var rule = Of(request.Demand("Rule"));
        foreach (var id in request.Texts("Ids")!)
            rule.Targets.Remove(id);
        WriteFailed(response);
    }

    private void ListTargetsByRule(JsonElement request, Utf8JsonWriter response)
    {
        response.WriteStartObject();
        response.WriteStartArray("Targets");
        foreach (var (id, target) in Of(request.Demand("Rule")).Targets)
        {
            response.WriteStartObject();
            response.WriteString("Id", id);
            response.WriteString("Arn", target.Arn);
            response.WriteString("Input", target.Input);
            response.WriteEndObject();
        }
        response.WriteEndArray();
        response.WriteEndObject();
    }

    private void TagResource(JsonElement request, Utf8JsonWriter response)
    {
        var rule = Of(request.Demand("ResourceARN").Split('/')[^1]);
        foreach (var (key, value) in TagsIn(request))
            rule.Tags[key] = value;
    }

    private void ListTagsForResource(JsonElement request, Utf8JsonWriter response)
    {
        response.WriteStartObject();
        response.WriteStartArray("Tags");
        foreach (var (key, value) in Of(request.Demand("ResourceARN").Split('/')[^1]).Tags)
        {
            response.WriteStartObject();
            response.WriteString("Key", key);
            response.WriteString("Value", value);
            response.WriteEndObject();
        }
        response.WriteEndArray();
        response.WriteEndObject();
    }

    private static string Input(JsonElement target)
    {
        var input = target.Text("Input") ?? throw AwsException.NotSupported("A target without Input");
        try
        {
            JsonDocument.Parse(input).Dispose();
            return input;
        }
        catch (JsonException)
        {
            throw Invalid($"Input for target {target.Demand("Id")} is not valid JSON text.");
        }
    }

    private static void WriteFailed(Utf8JsonWriter response)
    {
        response.WriteStartObject();
        response.WriteNumber("FailedEntryCount", 0);
        response.WriteStartArray("FailedEntries");
        response.WriteEndArray();
        response.WriteEndObject();
    }

    private static Dictionary<string, string> TagsIn(JsonElement request) => request.Member("Tags")?.EnumerateArray()
        .ToDictionary(tag => tag.Demand("Key"), tag => tag.Demand("Value"), StringComparer.Ordinal) ?? new(StringComparer.Ordinal);

    private ScheduledRule Of(string name) => rules.GetValueOrDefault(name)
        ?? throw new AwsException("ResourceNotFoundException", $"Rule {name} does not exist on EventBus default.");

    private static AwsException Invalid(string message) => new("ValidationException", message, HttpStatusCode.BadRequest);

    // One minute, and several minutes.
    [GeneratedRegex(@"\A(rate\((1 (minute|hour|day)|([2-9]|[1-9][0-9]+) (minutes|hours|days))\)|cron\(([^ ()]+ ){5}[^ ()]+\))\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Schedule();

    private sealed class ScheduledRule
    {
        public string Expression { get; set; } = "";

        public string? Description { get; set; }

        public bool IsEnabled { get; set; }

        public required Dictionary<string, string> Tags { get; init; }

        public Dictionary<string, RuleTarget> Targets { get; } = new(StringComparer.Ordinal);
    }

    private sealed record RuleTarget(string Arn, string Input);
}
