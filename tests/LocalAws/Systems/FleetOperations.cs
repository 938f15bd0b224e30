using System.Text.Json;
using LocalAws.Http;
using LocalAws.Validation;

namespace LocalAws.Systems;

/// <summary>Which machines are managed.</summary>
internal sealed class FleetOperations(ServerContext context, SortedDictionary<string, Machine> machines)
{
    private const int DefaultResults = 10;

    public void DescribeInstanceInformation(JsonElement request, Utf8JsonWriter response)
    {
        var filters = request.Member("Filters")?.EnumerateArray().Select(filter => (Key: filter.Demand("Key"), Values: filter.Texts("Values")!)).ToList() ?? [];
        if (filters.Exists(filter => IsTag(filter.Key)) && !filters.TrueForAll(filter => IsTag(filter.Key)))
            throw new AwsException("InvalidFilterKey", "Tag filters cannot be combined with other filters.");
        foreach (var (_, values) in filters.Where(filter => filter.Key == "InstanceIds"))
            DemandKnown(values);

        var found = machines.Values.Where(machine => filters.TrueForAll(filter => Matches(machine, filter.Key, filter.Values)));
        var question = "machines " + string.Join('\n', filters.Select(filter => $"{filter.Key}={string.Join(',', filter.Values)}"));
        response.WriteStartObject();
        context.WritePage(
            response,
            new PageRequest("InstanceInformationList", "NextToken", question, request.Text("NextToken"), request.Int("MaxResults", DefaultResults), () => new AwsException("InvalidNextToken", "")),
            found,
            machine => Write(response, machine));
        response.WriteEndObject();
    }

    // As documented: an id that is not valid, or not yours, is an error of the whole call.
    private void DemandKnown(IReadOnlyList<string> ids)
    {
        var unknown = ids.Where(id => !machines.ContainsKey(id)).ToList();
        if (unknown.Count > 0)
            throw new AwsException("InvalidInstanceId", $"Instances [[{string.Join(", ", unknown)}]] not in a valid state for account {context.Options.AccountId}");
    }

    private static bool IsTag(string key) => key == "tag-key" || key.StartsWith("tag:", StringComparison.Ordinal);

    private static bool Matches(Machine machine, string key, IReadOnlyList<string> values) => key switch
    {
        "InstanceIds" => values.Contains(machine.InstanceId, StringComparer.Ordinal),
        "PingStatus" => values.Contains(machine.PingStatus, StringComparer.Ordinal),
        "tag-key" => values.Any(machine.Tags.ContainsKey),
        _ when IsTag(key) => machine.Tags.TryGetValue(key[4..], out var value) && values.Contains(value, StringComparer.Ordinal),
        _ => throw new AwsException("InvalidFilterKey", $"The filter key {key} is not valid."),
    };

    private void Write(Utf8JsonWriter response, Machine machine)
    {
        response.WriteStartObject();
        response.WriteString("InstanceId", machine.InstanceId);
        response.WriteString("PingStatus", machine.PingStatus);
        response.WriteNumber("LastPingDateTime", context.NowMilliseconds / 1000m);
        response.WriteString("AgentVersion", "3.3.1611.0");
        response.WriteBoolean("IsLatestVersion", true);
        response.WriteString("PlatformType", machine.PlatformType);
        response.WriteString("PlatformName", machine.PlatformName);
        response.WriteString("PlatformVersion", "10.0.20348");
        response.WriteString("ResourceType", machine.IsHybrid ? "ManagedInstance" : "EC2Instance");
        response.WriteString("ComputerName", machine.ComputerName);
        if (machine.IamRole is not null)
            response.WriteString("IamRole", machine.IamRole);
        response.WriteEndObject();
    }
}
