using System.Text.Json;
using LocalAws.Http;
using LocalAws.Validation;

namespace LocalAws.Schedules;

/// <summary>The operations on rules and their targets.</summary>
internal sealed class RuleOperations(ServerContext context, SortedDictionary<string, ScheduleRule> rules)
{
    private const int TargetsPerRule = 5;

    public string ArnOf(string name) => $"arn:aws:events:{context.Options.Region}:{context.Options.AccountId}:rule/{name}";

    /// <summary>A rule that exists is replaced by what is said now; its targets stay, and its tags are not touched.</summary>
    public void PutRule(JsonElement request, Utf8JsonWriter response)
    {
        var (name, expression) = (request.Demand("Name"), request.Text("ScheduleExpression"));
        if (expression is null)
            throw Invalid("Parameter(s) EventPattern or ScheduleExpression must be specified.");
        if (!ScheduleExpression.IsValid(expression))
            throw Invalid("Parameter ScheduleExpression is not valid.");
        if (!rules.TryGetValue(name, out var rule))
        {
            rule = new ScheduleRule(name, ArnOf(name));
            Tag(rule, request);
            rules.Add(name, rule);
        }
        (rule.Expression, rule.IsEnabled, rule.Description) = (expression, request.Text("State") is null or "ENABLED", request.Text("Description"));
        response.WriteStartObject();
        response.WriteString("RuleArn", rule.Arn);
        response.WriteEndObject();
    }

    public void DescribeRule(JsonElement request, Utf8JsonWriter response)
    {
        var rule = Named(request.Demand("Name"));
        response.WriteStartObject();
        response.WriteString("Name", rule.Name);
        response.WriteString("Arn", rule.Arn);
        response.WriteString("ScheduleExpression", rule.Expression);
        response.WriteString("State", rule.IsEnabled ? "ENABLED" : "DISABLED");
        if (rule.Description is { } description)
            response.WriteString("Description", description);
        response.WriteString("EventBusName", "default");
        response.WriteString("CreatedBy", context.Options.AccountId);
        response.WriteEndObject();
    }

    /// <summary>That there is no such rule is no error.</summary>
    public void DeleteRule(JsonElement request, Utf8JsonWriter response)
    {
        if (!rules.TryGetValue(request.Demand("Name"), out var rule))
            return;
        if (rule.Targets.Count > 0)
            throw Invalid("Rule can't be deleted since it has targets.");
        rules.Remove(rule.Name);
    }

    public void PutTargets(JsonElement request, Utf8JsonWriter response)
    {
        var rule = Named(request.Demand("Rule"));
        var targets = request.GetProperty("Targets").EnumerateArray().Select(ReadTarget).ToList();
        if (targets.Select(t => t.Id).Distinct(StringComparer.Ordinal).Count() < targets.Count)
            throw Invalid("Duplicate target IDs are not allowed.");
        if (rule.Targets.Keys.Union(targets.Select(t => t.Id), StringComparer.Ordinal).Count() > TargetsPerRule)
            throw new AwsException("LimitExceededException", "The requested resource exceeds the maximum number allowed.");
        foreach (var target in targets)
            rule.Targets[target.Id] = target;
        WriteNoFailures(response);
    }

    public void RemoveTargets(JsonElement request, Utf8JsonWriter response)
    {
        var rule = Named(request.Demand("Rule"));
        foreach (var id in request.Texts("Ids")!)
            rule.Targets.Remove(id);
        WriteNoFailures(response);
    }

    public void ListTargetsByRule(JsonElement request, Utf8JsonWriter response)
    {
        var rule = Named(request.Demand("Rule"));
        var page = new PageRequest("Targets", "NextToken", $"targets {rule.Arn}", request.Text("NextToken"), request.Int("Limit", 100), () => Invalid("Parameter NextToken is not valid."));
        response.WriteStartObject();
        context.WritePage(response, page, rule.Targets.Values, target =>
        {
            response.WriteStartObject();
            response.WriteString("Id", target.Id);
            response.WriteString("Arn", target.Arn);
            if (target.Input is { } input)
                response.WriteString("Input", input);
            response.WriteEndObject();
        });
        response.WriteEndObject();
    }

    public void TagResource(JsonElement request, Utf8JsonWriter response) => Tag(Tagged(request), request);

    public void ListTagsForResource(JsonElement request, Utf8JsonWriter response)
    {
        response.WriteStartObject();
        Tagged(request).Tags.WriteList(response, "Tags");
        response.WriteEndObject();
    }

    private ScheduleRule Named(string name) => rules.GetValueOrDefault(name) ?? throw Missing(name);

    private ScheduleRule Tagged(JsonElement request)
    {
        var arn = request.Demand("ResourceARN");
        return rules.Values.FirstOrDefault(r => r.Arn == arn) ?? throw Missing(arn.Split('/')[^1]);
    }

    private static void Tag(ScheduleRule rule, JsonElement request) =>
        rule.Tags.Add(ResourceTags.InList(request, "Tags"), () => new AwsException("LimitExceededException", "A rule has at most 50 tags."));

    private static RuleTarget ReadTarget(JsonElement target)
    {
        var (id, arn, input) = (target.Demand("Id"), target.Demand("Arn"), target.Text("Input"));
        if (arn.Split(':') is not ["arn", _, _, _, _, { Length: > 0 }, ..])
            throw Invalid($"Provided Arn is not in correct format. Arn: {arn}");
        if (arn.Split(':') is not ["arn", _, "lambda", _, _, "function", { Length: > 0 }])
            throw AwsException.NotSupported($"The target {arn}, which is no function,");
        return input is null || IsJson(input) ? new RuleTarget(id, arn, input) : throw Invalid($"JSON syntax error in input for target {id}");
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void WriteNoFailures(Utf8JsonWriter response)
    {
        response.WriteStartObject();
        response.WriteNumber("FailedEntryCount", 0);
        response.WriteStartArray("FailedEntries");
        response.WriteEndArray();
        response.WriteEndObject();
    }

    private static AwsException Invalid(string message) => new("ValidationException", message);

    private static AwsException Missing(string name) => new("ResourceNotFoundException", $"Rule {name} does not exist on EventBus default.");
}
