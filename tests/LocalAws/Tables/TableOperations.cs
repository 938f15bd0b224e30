using System.Text.Json;
using LocalAws.Http;
using LocalAws.Validation;

namespace LocalAws.Tables;

/// <summary>The operations on tables.</summary>
internal sealed class TableOperations(ServerContext context, SortedDictionary<string, Table> tables, Func<TimeSpan> creationTime)
{
    public static string ArnOf(ServerContext context, string name) => $"arn:aws:dynamodb:{context.Options.Region}:{context.Options.AccountId}:table/{name}";

    /// <summary>Whether a table is still CREATING.</summary>
    public static bool IsCreating(Table table, TimeSpan creationTime) => TimeProvider.System.GetUtcNow() < table.CreatedAt + creationTime;

    public void CreateTable(JsonElement request, Utf8JsonWriter response)
    {
        var name = request.Demand("TableName");
        if (tables.ContainsKey(name))
            throw new AwsException("ResourceInUseException", $"Table already exists: {name}");
        if (request.Text("BillingMode") != "PAY_PER_REQUEST")
            throw AwsException.NotSupported("A table with provisioned throughput");
        var table = new Table(name, ArnOf(context, name), ReadKeys(request), TimeProvider.System.GetUtcNow());
        Tag(table, request);
        tables.Add(name, table);
        Write(response, "TableDescription", table);
    }

    public void DescribeTable(JsonElement request, Utf8JsonWriter response) => Write(response, "Table", Named(request));

    public void DeleteTable(JsonElement request, Utf8JsonWriter response)
    {
        var table = Settled(request);
        tables.Remove(table.Name);
        Write(response, "TableDescription", table, "DELETING");
    }

    public void UpdateTimeToLive(JsonElement request, Utf8JsonWriter response)
    {
        var (table, wanted) = (Settled(request), request.GetProperty("TimeToLiveSpecification"));
        var (attribute, enabled) = (wanted.Demand("AttributeName"), wanted.Flag("Enabled"));
        if (enabled == (table.ExpiryAttribute is not null))
            throw Table.Invalid($"TimeToLive is already {(enabled ? "enabled" : "disabled")}");
        table.ExpiryAttribute = enabled ? attribute : null;
        response.WriteStartObject();
        response.WriteStartObject("TimeToLiveSpecification");
        response.WriteBoolean("Enabled", enabled);
        response.WriteString("AttributeName", attribute);
        response.WriteEndObject();
        response.WriteEndObject();
    }

    public void DescribeTimeToLive(JsonElement request, Utf8JsonWriter response)
    {
        var attribute = Named(request).ExpiryAttribute;
        response.WriteStartObject();
        response.WriteStartObject("TimeToLiveDescription");
        response.WriteString("TimeToLiveStatus", attribute is null ? "DISABLED" : "ENABLED");
        if (attribute is not null)
            response.WriteString("AttributeName", attribute);
        response.WriteEndObject();
        response.WriteEndObject();
    }

    public void TagResource(JsonElement request, Utf8JsonWriter response) => Tag(Tagged(request), request);

    public void ListTagsOfResource(JsonElement request, Utf8JsonWriter response)
    {
        response.WriteStartObject();
        Tagged(request).Tags.WriteList(response, "Tags");
        response.WriteEndObject();
    }

    private static List<string> ReadKeys(JsonElement request)
    {
        var types = request.GetProperty("AttributeDefinitions").EnumerateArray().ToDictionary(d => d.Demand("AttributeName"), d => d.Demand("AttributeType"), StringComparer.Ordinal);
        var schema = request.GetProperty("KeySchema").EnumerateArray().Select(key => (Name: key.Demand("AttributeName"), Type: key.Demand("KeyType"))).ToList();
        if (schema[0].Type != "HASH" || schema.Skip(1).Any(key => key.Type != "RANGE"))
            throw Table.Invalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
        if (schema.Find(key => !types.ContainsKey(key.Name)).Name is { } unknown)
            throw Table.Invalid($"One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [{unknown}], AttributeDefinitions: [{string.Join(", ", types.Keys)}]");
        if (types.Count > schema.Count)
            throw Table.Invalid("One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions");
        return types.Values.All(type => type == "S") ? schema.ConvertAll(key => key.Name) : throw AwsException.NotSupported("A key of another type than S");
    }

    private void Write(Utf8JsonWriter response, string name, Table table, string? status = null)
    {
        response.WriteStartObject();
        response.WriteStartObject(name);
        response.WriteString("TableName", table.Name);
        response.WriteString("TableArn", table.Arn);
        response.WriteString("TableId", table.Id);
        response.WriteString("TableStatus", status ?? (IsCreating(table, creationTime()) ? "CREATING" : "ACTIVE"));
        response.WriteNumber("CreationDateTime", table.CreatedAt.ToUnixTimeMilliseconds() / 1000d);
        response.WriteNumber("ItemCount", 0);
        WriteKeys(response, table);
        response.WriteStartObject("BillingModeSummary");
        response.WriteString("BillingMode", "PAY_PER_REQUEST");
        response.WriteEndObject();
        response.WriteEndObject();
        response.WriteEndObject();
    }

    private static void WriteKeys(Utf8JsonWriter response, Table table)
    {
        response.WriteStartArray("KeySchema");
        foreach (var key in table.Keys)
        {
            response.WriteStartObject();
            response.WriteString("AttributeName", key);
            response.WriteString("KeyType", key == table.Keys[0] ? "HASH" : "RANGE");
            response.WriteEndObject();
        }
        response.WriteEndArray();
        response.WriteStartArray("AttributeDefinitions");
        foreach (var key in table.Keys)
        {
            response.WriteStartObject();
            response.WriteString("AttributeName", key);
            response.WriteString("AttributeType", "S");
            response.WriteEndObject();
        }
        response.WriteEndArray();
    }

    private Table Named(JsonElement request)
    {
        var name = request.Demand("TableName");
        return tables.GetValueOrDefault(name) ?? throw new AwsException("ResourceNotFoundException", $"Requested resource not found: Table: {name} not found");
    }

    /// <summary>A table that may be changed: one that is being created may not.</summary>
    private Table Settled(JsonElement request) => Named(request) is var table && !IsCreating(table, creationTime())
        ? table
        : throw new AwsException("ResourceInUseException", $"Attempt to change a resource which is still in use: Table is being created: {table.Name}");

    private Table Tagged(JsonElement request)
    {
        var arn = request.Demand("ResourceArn");
        return tables.Values.FirstOrDefault(table => table.Arn == arn)
            ?? throw new AwsException("ResourceNotFoundException", $"Requested resource not found: ResourcArn: {arn} not found");
    }

    private static void Tag(Table table, JsonElement request) =>
        table.Tags.Add(ResourceTags.InList(request, "Tags"), () => Table.Invalid("One or more parameter values were invalid: Too many tags: a table has at most 50"));
}
