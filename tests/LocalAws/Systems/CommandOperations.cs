using System.Globalization;
using System.Text.Json;
using LocalAws.Http;
using LocalAws.Validation;

namespace LocalAws.Systems;

/// <summary>Run Command.</summary>
internal sealed class CommandOperations(ServerContext context, SortedDictionary<string, Machine> machines, Func<string, bool> isParameter)
{
    private const int DefaultDeliverySeconds = 3600;
    private const int MostResults = 50;

    private readonly Dictionary<string, Command> commands = new(StringComparer.Ordinal);

    public void SendCommand(JsonElement request, Utf8JsonWriter response)
    {
        var ids = request.Texts("InstanceIds") ?? [];
        var document = request.Demand("DocumentName");
        var parameters = request.Member("Parameters")?.EnumerateObject()
            .ToDictionary(p => p.Name, IReadOnlyList<string> (p) => [.. p.Value.EnumerateArray().Select(Json.Text)], StringComparer.Ordinal) ?? [];
        Documents.Demand(document, parameters);
        if (ids.Count == 0)
            throw new AwsException("InvalidInstanceId", "No instance was named.");
        if (ids.Distinct(StringComparer.Ordinal).Count() < ids.Count)
            throw new AwsException("DuplicateInstanceId", "An instance was named twice.");
        var unknown = ids.Where(id => !machines.ContainsKey(id)).ToList();
        if (unknown.Count > 0)
            throw new AwsException("InvalidInstanceId", $"Instances [[{string.Join(", ", unknown)}]] not in a valid state for account {context.Options.AccountId}");

        var command = new Command(context.Now, document, parameters, [.. ids.Select(id => machines[id])])
        {
            Comment = request.Text("Comment") ?? "",
            DeliveryTimeout = TimeSpan.FromSeconds(request.Int("TimeoutSeconds", DefaultDeliverySeconds)),
            MostErrors = MostErrors(request.Text("MaxErrors") ?? "0", ids.Count),
        };
        commands.Add(command.Id, command);
        response.WriteStartObject();
        response.WriteStartObject("Command");
        WriteCommand(response, command);
        response.WriteEndObject();
        response.WriteEndObject();
    }

    public void ListCommandInvocations(JsonElement request, Utf8JsonWriter response)
    {
        var (id, instanceId, token, details) = (request.Text("CommandId"), request.Text("InstanceId"), request.Text("NextToken"), request.Flag("Details"));
        if (id is not null && !commands.ContainsKey(id))
            throw new AwsException("InvalidCommandId", "");
        var asked = commands.Values.Where(command => id is null || command.Id == id).ToList();
        if (token is null)
            asked.ForEach(command => command.Advance(context.Now, isParameter));

        var found = asked.SelectMany(command => command.Invocations.Where(i => instanceId is null || i.Machine.InstanceId == instanceId).Select(invocation => (command, invocation)));
        response.WriteStartObject();
        context.WritePage(response, Page("CommandInvocations", $"invocations {id} {instanceId} {details}", request), found, pair => WriteInvocation(response, pair.command, pair.invocation, details));
        response.WriteEndObject();
    }

    public void ListCommands(JsonElement request, Utf8JsonWriter response)
    {
        var (id, instanceId) = (request.Text("CommandId"), request.Text("InstanceId"));
        var filters = request.Member("Filters")?.EnumerateArray().Select(filter => (Key: filter.Demand("key"), Value: filter.Demand("value"))).ToList() ?? [];
        // Newest first.
        var found = commands.Values.Where(command => (id is null || command.Id == id)
            && (instanceId is null || command.Invocations.Any(i => i.Machine.InstanceId == instanceId))
            && filters.TrueForAll(filter => Matches(command, filter.Key, filter.Value))).OrderByDescending(command => command.Requested);
        var question = $"commands {id} {instanceId} {string.Join(' ', filters)}";
        response.WriteStartObject();
        context.WritePage(response, Page("Commands", question, request), found, command =>
        {
            response.WriteStartObject();
            WriteCommand(response, command);
            response.WriteEndObject();
        });
        response.WriteEndObject();
    }

    private static bool Matches(Command command, string key, string value) => key switch
    {
        "DocumentName" => command.Document == value,
        "InvokedAfter" => command.Requested >= DateTimeOffset.Parse(value, CultureInfo.InvariantCulture),
        "InvokedBefore" => command.Requested < DateTimeOffset.Parse(value, CultureInfo.InvariantCulture),
        "ExecutionStage" => (value == "Executing") == (command.Status == "InProgress"),
        _ => command.Status == value,
    };

    private static PageRequest Page(string list, string question, JsonElement request) => new(
        list, "NextToken", question, request.Text("NextToken"), request.Int("MaxResults", MostResults), () => new AwsException("InvalidNextToken", ""));

    private static int MostErrors(string text, int instances) =>
        text.EndsWith('%') ? instances * int.Parse(text[..^1], CultureInfo.InvariantCulture) / 100 : int.Parse(text, CultureInfo.InvariantCulture);

    private static void WriteCommand(Utf8JsonWriter response, Command command)
    {
        response.WriteString("CommandId", command.Id);
        response.WriteString("DocumentName", command.Document);
        response.WriteString("Comment", command.Comment);
        response.WriteStartObject("Parameters");
        foreach (var (name, values) in command.Parameters)
        {
            response.WriteStartArray(name);
            foreach (var value in values)
                response.WriteStringValue(value);
            response.WriteEndArray();
        }
        response.WriteEndObject();
        response.WriteNumber("RequestedDateTime", command.Requested.ToUnixTimeMilliseconds() / 1000m);
        response.WriteString("Status", command.Status);
        response.WriteNumber("TargetCount", command.Invocations.Count);
    }

    private static void WriteInvocation(Utf8JsonWriter response, Command command, Invocation invocation, bool details)
    {
        response.WriteStartObject();
        response.WriteString("CommandId", command.Id);
        response.WriteString("InstanceId", invocation.Machine.InstanceId);
        response.WriteString("InstanceName", invocation.Machine.ComputerName);
        response.WriteString("DocumentName", command.Document);
        response.WriteString("Status", invocation.Status);
        response.WriteString("StatusDetails", invocation.Details);
        response.WriteStartArray("CommandPlugins");
        if (details)
        {
            WriteStep(response, Documents.StepOf(command.Document), invocation.Status, invocation.Details, invocation.Output);
            if (Documents.SkippedStepOf(command.Document) is { } skipped && invocation.IsFinal)
                WriteStep(response, skipped, "Success", "Success", "Step execution skipped due to unsupported platform");
        }
        response.WriteEndArray();
        response.WriteEndObject();
    }

    private static void WriteStep(Utf8JsonWriter response, string name, string status, string statusDetails, string output)
    {
        response.WriteStartObject();
        response.WriteString("Name", name);
        response.WriteString("Status", status);
        response.WriteString("StatusDetails", statusDetails);
        response.WriteNumber("ResponseCode", status switch { "Success" => 0, "Failed" => 1, _ => -1 });
        response.WriteString("Output", output);
        response.WriteEndObject();
    }
}
