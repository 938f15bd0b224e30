using System.Globalization;
using System.Text.Json;
using LocalAws.Alarms;
using LocalAws.Functions;
using LocalAws.Http;
using LocalAws.Identity;
using LocalAws.Notifications;
using LocalAws.Validation;
using static LocalAws.Validation.Rule;

namespace LocalAws.Schedules;

/// <summary>EventBridge: rules of the default bus that send events to functions by the clock, which here is turned by hand.</summary>
public sealed class ScheduleService
{
    private const string NamePattern = @"[\.\-_A-Za-z0-9]+";
    private static readonly Rule Name = Required(Text(1, 64, NamePattern));
    private static readonly Rule Arn = Required(Text(1, 1600));
    private static readonly Rule Bus = Enum("default");
    private static readonly Rule Tags = List(new Shape { { "Key", Required(Text(1, 128)) }, { "Value", Required(Text(0, 256)) } }, 0, int.MaxValue);
    private static readonly Shape Target = new() { { "Id", Name }, { "Arn", Arn }, { "Input", Text(0, 8192) } };

    private readonly ServerContext context;
    private readonly FunctionService functions;
    private readonly SortedDictionary<string, ScheduleRule> rules = new(StringComparer.Ordinal);
    private readonly List<LostMessage> lost = [];

    internal ScheduleService(ServerContext context, FunctionService functions)
    {
        (this.context, this.functions) = (context, functions);
        var operations = new RuleOperations(context, rules);
        Wire = new Service
        {
            SigningName = "events",
            ActionPrefix = "events",
            TargetPrefix = "AWSEvents",
            JsonContentType = "application/x-amz-json-1.1",
            ValidationCode = "ValidationException",
            ResourcesOf = (_, request) => [request.Text("ResourceARN") ?? operations.ArnOf(request.Text("Name") ?? request.Text("Rule") ?? "")],
            Operations = new Dictionary<string, (Shape, Operation)>(StringComparer.Ordinal)
            {
                ["PutRule"] = (new Shape { { "Name", Name }, { "ScheduleExpression", Text(0, 256) }, { "State", Enum("ENABLED", "DISABLED") }, { "Description", Text(0, 512) }, { "Tags", Tags }, { "EventBusName", Bus } }, operations.PutRule),
                ["DescribeRule"] = (new Shape { { "Name", Name }, { "EventBusName", Bus } }, operations.DescribeRule),
                ["DeleteRule"] = (new Shape { { "Name", Name }, { "EventBusName", Bus }, { "Force", Unsupported() } }, operations.DeleteRule),
                ["PutTargets"] = (new Shape { { "Rule", Name }, { "EventBusName", Bus }, { "Targets", Required(List(Target, 1, 100)) } }, operations.PutTargets),
                ["RemoveTargets"] = (new Shape { { "Rule", Name }, { "EventBusName", Bus }, { "Ids", Required(List(Text(1, 64, NamePattern), 1, 100)) }, { "Force", Unsupported() } }, operations.RemoveTargets),
                ["ListTargetsByRule"] = (new Shape { { "Rule", Name }, { "EventBusName", Bus }, { "NextToken", Text(1, 2048) }, { "Limit", Int(1, 100) } }, operations.ListTargetsByRule),
                ["TagResource"] = (new Shape { { "ResourceARN", Arn }, { "Tags", Required(Tags) } }, operations.TagResource),
                ["ListTagsForResource"] = (new Shape { { "ResourceARN", Arn } }, operations.ListTagsForResource),
            },
        };
    }

    /// <summary>Events that did not reach their function, and why.</summary>
    public IReadOnlyList<LostMessage> Lost
    {
        get
        {
            lock (context.Gate)
                return [.. lost];
        }
    }

    internal Service Wire { get; }

    /// <summary>Lets the time of a rule come once: its targets are sent their events, unless it is disabled.</summary>
    /// <param name="ruleName">The rule.</param>
    /// <exception cref="KeyNotFoundException">There is no such rule.</exception>
    public void Tick(string ruleName)
    {
        lock (context.Gate)
        {
            var rule = rules[ruleName];
            if (!rule.IsEnabled)
                return;
            var values = new ConditionValues { ["aws:SourceArn"] = [rule.Arn], ["aws:SourceAccount"] = [context.Options.AccountId] };
            foreach (var target in rule.Targets.Values)
            {
                if (functions.Accept(target.Arn, "events.amazonaws.com", target.Input ?? ScheduledEvent(rule), values) is { } reason)
                    lost.Add(new LostMessage(target.Arn, reason));
            }
        }
    }

    private string ScheduledEvent(ScheduleRule rule) => AlarmTexts.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("version", "0");
        json.WriteString("id", Guid.NewGuid());
        json.WriteString("detail-type", "Scheduled Event");
        json.WriteString("source", "aws.events");
        json.WriteString("account", context.Options.AccountId);
        json.WriteString("time", context.Now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteString("region", context.Options.Region);
        json.WriteStartArray("resources");
        json.WriteStringValue(rule.Arn);
        json.WriteEndArray();
        json.WriteStartObject("detail");
        json.WriteEndObject();
        json.WriteEndObject();
    });
}
